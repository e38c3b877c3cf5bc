// Expected trace + actual trace -> what happened, where it parted, which rule that breaks.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "checker/judge/account.h"

namespace checker {

enum class Status { kPassed, kFailed, kCrashed, kTimeout, kExit, kLeak, kError };

std::string_view NameOf(Status status);  // passed, failed, ... as in the JSON

struct Verdict {
  Status status = Status::kPassed;
  int call = 0;              // which call parted, from 1; 0 where none did
  std::optional<Rule> rule;  // what it breaks; none where nothing fits
  std::string message;       // one or two sentences
  std::string calls;         // those around it, expected and actual side by side
  std::string heaps;         // the heap before it, drawn: as it should be, and as it is where that is known
  uint64_t caller = 0;       // where in the program the call was made; 0 where unknown

  // What accounts for the run: numbers of the known mistakes without which it would have gone otherwise. Where all of
  // them together do not account for it, the verdict tells of the first call that they leave open.
  std::vector<size_t> mistakes;
  std::vector<Oddity> oddities;
  bool is_explained = true;
};

// `known` are the library's mistakes, as far as all its runs tell; `units` those under which `expected` was made.
Verdict Judge(const Played& played, const Mistakes& known = {}, const Units& units = Units());

}  // namespace checker
