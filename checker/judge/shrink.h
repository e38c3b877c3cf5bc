// A failing script -> the smallest one that fails for the same reason: fewer calls first, then smaller, rounder sizes.
#ifndef CHECKER_JUDGE_SHRINK_H_
#define CHECKER_JUDGE_SHRINK_H_

#include <chrono>
#include <functional>

#include "checker/judge/verdict.h"
#include "checker/programs/script.h"

namespace checker {

// What becomes of a script under the library that failed.
using JudgeScript = std::function<Verdict(const Script&)>;

struct Shrunk {
  Script script;
  Verdict verdict;
  bool in_time = true;  // false: the limit came before nothing more could be left out
};

// `verdict` is what `judge` says of `script`. Only scripts that the contract defines are judged.
Shrunk Shrink(const Script& script, const Verdict& verdict, const JudgeScript& judge, std::chrono::milliseconds limit);

}  // namespace checker

#endif  // CHECKER_JUDGE_SHRINK_H_
