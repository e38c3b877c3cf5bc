// Which clause of the contract an allocator broke in the first call that went wrong.
#pragma once

#include <optional>
#include <vector>

#include "checker/judge/account.h"

namespace checker {

struct Diagnosis {
  std::optional<Rule> rule;
  bool is_guess = false;        // nothing known explains it: `rule` is only the clause that decides in this call
  std::vector<Block> heap_now;  // before the call, as the allocator must have it; empty where that is not known
};

// Call number `index` of the run is not as `expected`. `known` are the library's mistakes, as far as all its runs tell.
Diagnosis Diagnose(const PlainRun& run, const Call& expected, size_t index, const Units& units, const Mistakes& known);

}  // namespace checker
