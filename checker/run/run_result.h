// What a run gave. Shared by the runner, which makes it, and evidence.h, which reads it off what the tracer left.
#pragma once

#include <string>
#include <vector>

#include "checker/trace/trace.h"

namespace checker {

struct RunResult {
  // Empty where the program ran, whatever became of it; otherwise one sentence on why it could not be run.
  std::string error;
  Trace trace;
  // Empty where the trace shows every call that the program made; otherwise a sentence that names the first one that it
  // does not show. Then the trace proves nothing.
  std::string unseen;
  std::string output;              // what the program printed, both streams, cut to the limit
  std::vector<std::string> flags;  // attempts and oddities, such as "denied call: socket"
};

}  // namespace checker
