// What a run left behind, and what it says of the run. Pure: values in, values out.
#pragma once

#include <cstdint>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "checker/run/run_result.h"
#include "checker/run/witness.h"
#include "checker/system/process.h"
#include "checker/trace/ltrace.h"

namespace checker {

struct Evidence {
  ProcessResult tracer;
  std::string log;
  CodeRange code;                                    // of the program
  std::set<std::pair<std::string, uint64_t>> calls;  // that the program can make, see call_sites.h
  std::vector<std::string> replaced;                 // of libc, see library.h
  bool has_libstdcxx = false;                        // which moves the break before main()
  std::vector<WitnessedCall> seen;                   // from the jail on
};

RunResult ExplainRun(const Evidence& evidence);

}  // namespace checker
