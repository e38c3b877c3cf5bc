// Expected trace + actual trace -> what happened, where it parted, which rule that breaks.
#ifndef CHECKER_JUDGE_VERDICT_H_
#define CHECKER_JUDGE_VERDICT_H_

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "checker/contract/model.h"
#include "checker/judge/standing.h"
#include "checker/trace/trace.h"

namespace checker {

enum class Status { kPassed, kFailed, kCrashed, kTimeout, kExit, kLeak, kError };

std::string_view NameOf(Status status);  // passed, failed, ... as in the JSON

struct Verdict {
  Status status = Status::kPassed;
  int call = 0;              // which call parted, from 1; 0 where none did
  std::optional<Rule> rule;  // what it breaks; none where nothing fits
  std::string habit;         // continues "an allocator that ...": a known mistake that explains all calls; may be empty
  std::string message;       // one or two sentences
  std::string details;       // the calls around it, expected and actual side by side; the heap before it, drawn
  uint64_t caller = 0;       // where in the program the call was made; 0 where unknown
};

// `output` is what the program printed: a snippet that finds a payload wrong says so there, "<rule>: <what>", and
// exits 1. `units` are those under which `expected` was made; `standing` comes from other runs of the same library, and
// is empty where there were none.
Verdict Judge(const Trace& expected, const Trace& actual, std::string_view output, const Units& units = Units(),
              const Standing& standing = Standing());

}  // namespace checker

#endif  // CHECKER_JUDGE_VERDICT_H_
