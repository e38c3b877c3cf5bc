// Runs a shell command with a malloc of one's choice, within limits, and measures it.
#pragma once

#include <filesystem>
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

// A folder for a while, with short names for libraries: LD_PRELOAD allows no spaces.
class Scratch {
 public:
  explicit Scratch(const std::string& command);
  ~Scratch();
  Scratch(const Scratch&) = delete;
  Scratch& operator=(const Scratch&) = delete;

  // The name by which the file is found here.
  std::string Link(const std::string& name, const std::filesystem::path& file) const;

  const std::filesystem::path& folder() const { return folder_; }

 private:
  std::filesystem::path folder_;
};

// Says why the command cannot do its work, and ends it.
[[noreturn]] void Stop(const std::string& command, const std::string& reason);

// `bazel run` starts programs elsewhere than the user is.
std::filesystem::path UsersPath(const std::string& name);

// The whole file; empty if there is none.
std::string ReadFile(const std::string& name);

}  // namespace real
