// Which set of known mistakes accounts for what a library did: for all calls of all its runs, those that went well
// among them, to the last call and to how each run ended.
#ifndef CHECKER_JUDGE_ACCOUNT_H_
#define CHECKER_JUDGE_ACCOUNT_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "checker/contract/model.h"
#include "checker/judge/played.h"

namespace checker {

// How far a set of mistakes accounts for a run.
struct Reach {
  size_t calls = 0;    // so many, from the first, come out as they did
  int half = 0;        // of the next call: 1 where its result does, or its system calls; else 0
  bool whole = false;  // all calls do, and the run ended as it did
  bool vague = false;  // whole, but only because memory was corrupt at the end, so that anything could happen

  bool operator==(const Reach& that) const {
    return calls == that.calls && half == that.half && whole == that.whole && vague == that.vague;
  }
};

// Whether `a` goes further than `b`.
bool IsFurther(const Reach& a, const Reach& b);

// Something a library does that is no decision of the contract's: a system call that has no business in the four
// functions, or flags of a mapping.
struct Oddity {
  Rule rule;
  std::string what;   // the system call, or the flags; two of the same are the same, wherever they were met
  std::string habit;  // "calls write in os_malloc"

  bool operator==(const Oddity& that) const { return rule == that.rule && what == that.what; }
};

struct Account {
  Mistakes mistakes;           // none is refuted by any run
  Mistakes instead;            // of each mistake: one that explains as much, but breaks another rule; or null
  std::vector<Reach> reaches;  // of each run
  std::vector<Oddity> oddities;
  bool complete = false;  // every run is wholly accounted for
};

// A run as it is held against models: without the oddities, which say nothing of what was decided.
struct PlainRun {
  Trace actual;
  const Played* played = nullptr;
  std::vector<Oddity> oddities;
};

PlainRun PlainRunOf(const Played& played);

Reach ReachOf(const PlainRun& run, const Units& units, const Mistakes& mistakes);

// How far the search goes: so many calls that models carry out, some microseconds each. A count, no time, so that the
// same runs come to the same account, however busy the machine is.
constexpr uint64_t kMostSteps = 2'000'000;

Account AccountFor(const std::vector<Played>& runs, const Units& units, uint64_t most_steps = kMostSteps);

// `mistakes` without number `index`.
Mistakes Without(const Mistakes& mistakes, size_t index);

}  // namespace checker

#endif  // CHECKER_JUDGE_ACCOUNT_H_
