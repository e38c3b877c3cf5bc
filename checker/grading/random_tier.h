// The tier of random programs: played against the library, held against the model, the first failure made small.
#ifndef CHECKER_GRADING_RANDOM_TIER_H_
#define CHECKER_GRADING_RANDOM_TIER_H_

#include <chrono>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "checker/grading/suite.h"
#include "checker/programs/script.h"

namespace checker {

inline constexpr char kRandomTier[] = "random";

// How long a failing program is made smaller, at most.
constexpr std::chrono::seconds kShrinkLimit{6};

// What becomes of one script.
Verdict PlayScript(const Script& script, const Library& library, const Standing& standing = Standing());

// How the programs of each style went.
struct RandomTally {
  int played = 0, failed = 0;
  std::map<std::optional<Rule>, int> broken;  // how often each rule was
};
using RandomTallies = std::map<std::string, RandomTally>;  // by style

// Adds one test for each style, named for it; its points are for all of its programs. Running it fills its tally.
void AddRandomPrograms(uint64_t seed, int programs, std::vector<GradedTest>* tests, RandomTallies* tallies);

// Styles in which nearly every program fails in what the snippets, all of them, earned points for.
std::vector<Flag> SuspectHardCoding(const Report& report, const RandomTallies& tallies);

}  // namespace checker

#endif  // CHECKER_GRADING_RANDOM_TIER_H_
