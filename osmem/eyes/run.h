// Runs a program of this folder with OSMEM_OPTIONS, and makes what it says the same in every run.
#ifndef OSMEM_EYES_RUN_H_
#define OSMEM_EYES_RUN_H_

#include <string>
#include <vector>

namespace eyes {

struct Result {
  std::string output;
  std::string errors;
  std::string ending;  // "exit 0", "signal 6"
};

// `program`: "osmem/eyes/misuse", say, from the workspace's root.
Result RunProgram(const std::string& program, const std::vector<std::string>& arguments, const std::string& options);

// Absolute addresses become ADDRESS, places in the program PLACE or, where it has a name, function+PLACE.
std::string Normalise(const std::string& text);

// The whole file, or what keeps it from being read.
std::string ReadFile(const std::string& name);

}  // namespace eyes

#endif  // OSMEM_EYES_RUN_H_
