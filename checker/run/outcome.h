// What the traces that a run left behind say of it. Pure: values in, values out.
#ifndef CHECKER_RUN_OUTCOME_H_
#define CHECKER_RUN_OUTCOME_H_

#include <cstdint>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "checker/run/runner.h"
#include "checker/system/process.h"
#include "checker/trace/ltrace.h"

namespace checker {

struct Evidence {
  ProcessResult tracer;
  std::string log;
  CodeRange code;                                    // of the program
  std::set<std::pair<std::string, uint64_t>> calls;  // that the program can make, see CallsIn()
  std::vector<std::string> replaced;                 // see ReplacedFunctions()
};

RunResult ExplainRun(const Evidence& evidence);

}  // namespace checker

#endif  // CHECKER_RUN_OUTCOME_H_
