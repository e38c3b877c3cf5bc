// Whether a file is a shared library that can be graded, and which of the four functions it has. Runs nothing of it.
#ifndef CHECKER_RUN_LIBRARY_H_
#define CHECKER_RUN_LIBRARY_H_

#include <set>
#include <string>
#include <string_view>

#include "checker/trace/trace.h"

namespace checker {

struct Library {
  std::string path;
  std::string fault;             // empty where it can be graded; otherwise what is wrong with it
  std::set<Function> functions;  // those that it exports
};

// The file is anybody's.
Library ReadLibrary(std::string_view bytes);

// Reads the file at `path`; `fault` is a sentence that names it.
Library OpenLibrary(const std::string& path);

}  // namespace checker

#endif  // CHECKER_RUN_LIBRARY_H_
