// What the runner wants to know of an executable: where it has code. Reads the file, never runs it.
#ifndef CHECKER_PROGRAM_H_
#define CHECKER_PROGRAM_H_

#include <string>

#include "checker/ltrace.h"

namespace checker {

// The addresses from the first to the last executable segment of an ELF executable at a fixed place.
// Empty (its end is 0) where `path` is no such file.
CodeRange ReadCodeRange(const std::string& path);

}  // namespace checker

#endif  // CHECKER_PROGRAM_H_
