// A script that shows something -> the smallest that still does: fewer calls first, then smaller, rounder sizes.
#ifndef CHECKER_JUDGE_SHRINK_H_
#define CHECKER_JUDGE_SHRINK_H_

#include <chrono>
#include <functional>

#include "checker/programs/script.h"

namespace checker {

// Whether a script shows what is looked for. Only scripts that the contract defines are asked about.
using Shows = std::function<bool(const Script&)>;

struct Shrunk {
  Script script;
  bool in_time = true;  // false: the time was up before nothing more could be left out
};

// `script` shows it.
Shrunk Shrink(const Script& script, const Shows& shows, std::chrono::milliseconds limit);

}  // namespace checker

#endif  // CHECKER_JUDGE_SHRINK_H_
