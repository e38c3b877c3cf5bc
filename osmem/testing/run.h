// Runs a program with OSMEM_OPTIONS, and makes what it says the same in every run.
#pragma once

#include <string>
#include <vector>

namespace eyes {

struct Result {
  std::string output;
  std::string errors;
  std::string ending;  // "exit 0", "signal 6"
};

// `program`: "osmem/testing/misuse", say, from the workspace's root. After 30 seconds it ends by "signal 14".
Result RunProgram(const std::string& program, const std::vector<std::string>& arguments, const std::string& options);

// Absolute addresses become ADDRESS, places in the program PLACE or, where it has a name, function+PLACE. Who called
// from there is left out: the compiler may have jumped instead.
std::string Normalise(const std::string& text);

// The whole file, or what keeps it from being read.
std::string ReadFile(const std::string& name);

}  // namespace eyes
