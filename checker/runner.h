// Runs one program under the tracer, with limits, and hands back what was seen. Processes are started here only.
#ifndef CHECKER_RUNNER_H_
#define CHECKER_RUNNER_H_

#include <string>
#include <vector>

#include "checker/trace.h"

namespace checker {

struct RunRequest {
  std::string program;  // an executable, linked dynamically with libosmem.so
  std::string library;  // the libosmem.so to run it against
  std::string script;   // what the program reads on standard input (a replay script); may be empty
};

struct RunResult {
  // Empty where the program ran, whatever became of it; otherwise one sentence on why it could not be run.
  std::string could_not_run;
  Trace trace;
  std::string output;              // what the program printed, both streams, cut to the limit
  std::vector<std::string> flags;  // attempts and oddities: "denied call: socket", "os_malloc called from outside the program"
};

RunResult Run(const RunRequest& request);

}  // namespace checker

#endif  // CHECKER_RUNNER_H_
