// Runs one command to its end or to a limit, and leaves nothing of it running. The only place that starts commands.
#pragma once

#include <sys/types.h>

#include <chrono>
#include <cstddef>
#include <optional>
#include <shared_mutex>
#include <string>
#include <vector>

#include "checker/system/reach.h"

namespace checker {

struct User {
  uid_t user;
  gid_t group;
};

struct ProcessRequest {
  std::vector<std::string> command;      // looked up in PATH
  std::vector<std::string> environment;  // NAME=value; it inherits none but PATH
  std::string input;                     // the file that is its standard input; /dev/null where empty
  std::vector<int> inherited;            // descriptors of ours that it gets, by the same numbers
  std::vector<path_rule> reach;  // what it reaches of files, where the kernel has Landlock; empty: whatever it may
  std::optional<User> user;      // who runs it, in the folder /; we, where we are, where empty
  std::chrono::milliseconds wall_limit{3000};
  size_t output_limit = 64 * 1024;        // bytes kept of each stream
  size_t flood_limit = 1024 * 1024;       // bytes in a stream after which the command is ended, as if time were up
  size_t memory_limit = size_t{4} << 30;  // bytes of address space
  size_t file_limit = 64 * 1024 * 1024;   // bytes in any file that it writes; it leaves no core dump
};

struct ProcessResult {
  std::string error;  // empty where the command was started; otherwise why it could not be
  bool timed_out = false;
  int status = 0;  // as waitpid() gives it; of the command itself, not of what it started
  std::string std_out;
  std::string std_err;
};

// The command leads a session of its own, which is killed as a whole when the command ends or time is up.
ProcessResult RunProcess(const ProcessRequest& request);

// Held, shared, by whoever writes a file that is to be executed: a process that another thread starts meanwhile would
// inherit the open file until its own exec, and a file that is open for writing cannot be executed.
std::shared_mutex& StartLock();

// The user `nobody`, where this process may become it: as root, where users other than root exist.
std::optional<User> FindNobody();

}  // namespace checker
