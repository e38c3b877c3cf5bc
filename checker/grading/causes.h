// What the runs of a library come from: the mistakes and oddities that account for them, which of these each run shows,
// and what the points would be with fewer.
#pragma once

#include <cstddef>
#include <set>
#include <string>
#include <vector>

#include "checker/grading/play.h"
#include "checker/grading/suite.h"
#include "checker/judge/account.h"
#include "checker/judge/verdict.h"

namespace checker {

// A mistake that is known, or something that no contract speaks of: what can be mended by itself.
struct Cause {
  const Mistake* mistake = nullptr;
  Oddity oddity{};

  Rule rule() const { return mistake != nullptr ? mistake->rule : oddity.rule; }
  std::string habit() const { return mistake != nullptr ? std::string(mistake->habit) : oddity.habit; }
};

// What is known of one program's run.
struct JudgedRun {
  Verdict verdict;
  std::set<size_t> causes;  // that it shows, by their place
};

struct FoundCauses {
  Account account;
  std::vector<Cause> causes;                   // the mistakes of the account, then the oddities
  std::vector<std::vector<JudgedRun>> judged;  // by test and program
};

// `experiments` are runs beside those of the tests.
FoundCauses FindCauses(const Runs& runs, const std::vector<Played>& experiments);

// The points for all tests if the library had no other causes than those that `has` says; what nothing explains stays
// wrong.
int PredictedTotal(const std::vector<GradedTest>& tests, const Runs& runs, const FoundCauses& found,
                   const std::vector<bool>& has);

}  // namespace checker
