// Which clause of the contract an allocator broke, judged by the calls up to the first that went wrong.
#ifndef CHECKER_JUDGE_DIAGNOSIS_H_
#define CHECKER_JUDGE_DIAGNOSIS_H_

#include <optional>
#include <string_view>
#include <vector>

#include "checker/contract/model.h"
#include "checker/judge/standing.h"
#include "checker/trace/trace.h"

namespace checker {

struct Diagnosis {
  std::optional<Rule> rule;
  bool is_guess = false;         // nothing fits: `rule` is only the clause that decides in this call
  std::string_view habit;        // continues "an allocator that ..."; empty where no known mistake explains all calls
  std::string_view other_habit;  // one that explains them as well, and breaks another rule; may be empty
  std::vector<Block> heap_now;   // before the call, as the allocator must have it; only where `habit` is known
};

// `before` is the model in the state before the call that went wrong, which is actual[index].
Diagnosis Diagnose(const Model& before, const Call& expected, const std::vector<Call>& actual, size_t index,
                   const Standing& standing);

}  // namespace checker

#endif  // CHECKER_JUDGE_DIAGNOSIS_H_
