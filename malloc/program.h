// Runs a shell command with a malloc of one's choice, within limits, and measures it.
#ifndef MALLOC_PROGRAM_H_
#define MALLOC_PROGRAM_H_

#include <string>

namespace real {

// What a command is run with: the libraries for LD_PRELOAD, where it runs, and what its log is called, if it has one.
struct Surroundings {
  std::string preload;
  std::string folder;
  std::string log;
};

// `seconds` are those of all its processes on a processor; `peak` is in bytes, of the largest of them.
struct Run {
  std::string ending;  // "exit 0", "signal 11", "too slow"
  std::string output;  // standard output
  double seconds = 0;
  double peak = 0;
};

// For a minute on a processor and five in all, at most, in 4 GiB of addresses.
Run RunCommand(const std::string& command, const Surroundings& surroundings);

// How many system calls it makes, or -1 where strace cannot tell.
long CountSystemCalls(const std::string& command, const Surroundings& surroundings);

// The whole file; empty if there is none.
std::string ReadFile(const std::string& name);

}  // namespace real

#endif  // MALLOC_PROGRAM_H_
