// A student's sources -> a shared library that can be graded, or the compiler's words. Our flags, in a jail.
#pragma once

#include <string>

#include "course/submissions/intake.h"

namespace course {

struct CompileLimits {
  int file_seconds = 60;    // on the processor, for one file
  int total_seconds = 180;  // by the clock, for all of them
  int mebibytes = 1024;
};

struct Compiled {
  std::string error;    // why it could not be tried: nobody knows whether it compiles
  std::string library;  // the bytes of the shared library; empty where there is none
  std::string words;    // what the compiler and the linker said, and why there is no library
};

Compiled Compile(const Sources& sources, const CompileLimits& limits = {});

}  // namespace course
