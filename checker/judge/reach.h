// How far a set of mistakes accounts for one run of a library: call by call, to how the run ended.
#pragma once

#include <cstddef>
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

void AddOnce(const Oddity& oddity, std::vector<Oddity>* oddities);

// A run as it is held against models: without the oddities, which say nothing of what was decided.
struct PlainRun {
  Trace actual;
  const Played* played = nullptr;
  std::vector<Oddity> oddities;
};

PlainRun PlainRunOf(const Played& played);

Reach ReachOf(const PlainRun& run, const Units& units, const Mistakes& mistakes);

}  // namespace checker
