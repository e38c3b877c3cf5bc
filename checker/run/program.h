// What the runner wants to know of a program and its library before they run: where calls can come from, which
// functions of libc the library stands in for, and what it is called. Reads the files, runs nothing of them.
#ifndef CHECKER_RUN_PROGRAM_H_
#define CHECKER_RUN_PROGRAM_H_

#include <cstdint>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "checker/run/elf_file.h"
#include "checker/trace/ltrace.h"

namespace checker {

// The addresses from the first to the last byte of code of an executable at a fixed place; empty (its end is 0) where
// it is none.
CodeRange CodeRangeOf(const ElfFile& program);

// Where the program calls a function of another file: its name, and the address of the instruction behind the call.
// Nothing of a function that it also jumps to, which may return to anywhere.
std::set<std::pair<std::string, uint64_t>> CallsIn(const ElfFile& program);

// Functions of the library that libc has too, so that they are called in its place.
std::vector<std::string> ReplacedFunctions(const ElfFile& library);

// What the tracer calls the library in its log: its own name for itself, where it has one. Empty where that could be
// taken for more than a name.
std::string TracedNameOf(const ElfFile& library);

}  // namespace checker

#endif  // CHECKER_RUN_PROGRAM_H_
