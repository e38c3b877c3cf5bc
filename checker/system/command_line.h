// What a user typed behind a command: options by getopt_long, and what it is to work on.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace checker {

// By name, without dashes: "lib" is --lib VALUE or --lib=VALUE, "o" is -o VALUE, whose value is put where it points to;
// "all" is --all, and sets what it points to.
using Options = std::map<std::string, std::variant<std::string*, bool*>>;

struct CommandLine {
  std::string error;  // empty where all was understood; otherwise one sentence
  bool help = false;  // -h or --help
  std::vector<std::string> operands;
};

// With more than `most` operands there is an error. What begins here also stands on firm ground: a standard stream that
// was closed is one that cannot be used, or its number would be the next file's; and to write too much is an error, as
// on a full disk, no death (ulimit -f).
CommandLine ReadCommandLine(int argc, char** argv, const Options& options, size_t most);

// Where help is asked for or there is an error: shows the usage and the error, and returns the exit status.
std::optional<int> ShowUsage(const std::string& command, const std::string& usage, const CommandLine& line);

// Says in one sentence why the command could not do its work; returns the exit status.
int CouldNotRun(const std::string& command, const std::string& error);

}  // namespace checker
