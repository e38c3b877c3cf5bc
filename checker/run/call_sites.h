// Where in a program calls can come from, read from its file: one that comes from elsewhere is forged.
#pragma once

#include <cstdint>
#include <set>
#include <string>
#include <utility>

#include "checker/run/elf_file.h"
#include "checker/trace/ltrace.h"

namespace checker {

// The addresses from the first to the last byte of code of an executable at a fixed place; empty (its end is 0) where
// it is none.
CodeRange CodeRangeOf(const ElfFile& program);

// Where the program calls a function of another file: its name, and the address of the instruction behind the call.
// Nothing of a function that it also jumps to, which may return to anywhere.
std::set<std::pair<std::string, uint64_t>> CallsIn(const ElfFile& program);

}  // namespace checker
