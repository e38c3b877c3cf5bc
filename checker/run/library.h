// A library under test, read from its file: whether it can be graded, which functions it has, and what the tracer calls
// it. Runs nothing of it.
#pragma once

#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "checker/run/elf_file.h"
#include "checker/trace/trace.h"

namespace checker {

// In MiB: a hundred times what four functions take, and read in no time.
inline constexpr int kLargestLibrary = 4;

struct Library {
  std::string path;
  std::string error;             // empty where it can be graded; otherwise why not
  std::set<Function> functions;  // those that it exports
};

// The file is anybody's.
Library ReadLibrary(std::string_view bytes);

// Reads the file at `path`; `error` is a sentence that names it, and safe to print. A link that leaves its folder is
// refused, unless what it leads to is the user's own: a submission may be a link to another's.
Library OpenLibrary(const std::string& path);

// Functions of the library that libc has too, so that they are called in its place.
std::vector<std::string> ReplacedFunctions(const ElfFile& library);

// What the tracer calls the library in its log: its own name for itself, where it has one. Empty where that could be
// taken for more than a name.
std::string TracedNameOf(const ElfFile& library);

}  // namespace checker
