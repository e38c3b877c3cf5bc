// Runs a program on a malloc by LD_PRELOAD, for tests.
#pragma once

#include <algorithm>
#include <cstdlib>
#include <string>
#include <vector>

#include "osmem/testing/run.h"

namespace preloaded {

// `libraries`: from the workspace's root, separated by spaces; libc's own malloc where there are none.
inline eyes::Result RunOn(const std::string& libraries, const std::string& program,
                          const std::vector<std::string>& arguments) {
  std::string preload;
  for (size_t at = 0; at < libraries.size();) {
    const size_t end = std::min(libraries.find(' ', at), libraries.size());
    preload += std::string(getenv("PWD")) + "/" + libraries.substr(at, end - at) + " ";
    at = end + 1;
  }
  setenv("LD_PRELOAD", preload.c_str(), 1);
  const eyes::Result result = eyes::RunProgram(program, arguments, "");
  unsetenv("LD_PRELOAD");
  return result;
}

}  // namespace preloaded
