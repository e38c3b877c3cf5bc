// The shortest program that shows a mistake: a few calls, of which the last goes wrong.
#pragma once

#include <optional>
#include <vector>

#include "checker/judge/account.h"
#include "checker/programs/script.h"

namespace checker {

struct Example {
  Script script;
  Played played;      // what is due, and what an allocator with these mistakes does:
  Mistakes mistakes;  // all, or only the one that is shown
};

// An example of `mistakes[index]` made from one of `programs`: without that mistake, an allocator that has the others
// keeps to the contract in it. Where the others leave no such program, they are left out.
std::optional<Example> ExampleOf(const Mistakes& mistakes, size_t index, const std::vector<Script>& programs);

}  // namespace checker
