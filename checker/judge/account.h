// Which set of known mistakes accounts for what a library did: for all calls of all its runs, those that went well
// among them, to the last call and to how each run ended.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "checker/contract/model.h"
#include "checker/judge/played.h"
#include "checker/judge/reach.h"

namespace checker {

struct Account {
  Mistakes mistakes;           // none is refuted by any run
  Mistakes instead;            // of each mistake: one that explains as much, but breaks another rule; or null
  std::vector<Reach> reaches;  // of each run
  std::vector<Oddity> oddities;
  bool complete = false;  // every run is wholly accounted for
};

// How far the search goes: so many calls that models carry out, some microseconds each. A count, no time, so that the
// same runs come to the same account, however busy the machine is.
constexpr uint64_t kMostSteps = 2'000'000;

Account AccountFor(const std::vector<Played>& runs, const Units& units, uint64_t most_steps = kMostSteps);

// `mistakes` without number `index`.
Mistakes Without(const Mistakes& mistakes, size_t index);

}  // namespace checker
