// Runs one program in the jail, with limits, under the tracer or for its time, and hands back what was seen.
#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <vector>

#include "checker/run/run_result.h"
#include "checker/run/witness.h"

namespace checker {

struct RunRequest {
  std::string program;  // an executable, linked dynamically with libosmem.so
  std::string library;  // the libosmem.so to run it against
  std::string script;   // what the program reads on standard input (a replay script); may be empty
  std::chrono::milliseconds wall_limit{3000};
};

// Several threads may run programs at the same time.
RunResult Run(const RunRequest& request);

// What a program takes in the same jail, without the tracer.
struct TimedRun {
  std::string error;   // empty where it ran, whatever became of it; otherwise why it could not be run
  std::string ending;  // "exit 0", "signal SIGSEGV", "timeout"
  std::string output;
  double seconds = 0;  // on a processor, as the kernel counts them; those of the loader and of the jail are among them
  std::vector<WitnessedCall> seen;
};

// One at a time: what ends meanwhile of what this process started counts, too.
TimedRun RunTimed(const RunRequest& request);

// Whether the kernel has Landlock, which keeps a program from all files but its own. Without it the runs are flagged.
bool CanConfineFiles();

}  // namespace checker
