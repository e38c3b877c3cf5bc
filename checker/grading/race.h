// Plays the traces of real programs against a library: with care, under the tracer; then for the time that it takes, in
// turns with the plain list and osmem. No library ever lies where another can reach it.
#pragma once

#include <functional>
#include <string>

#include "checker/grading/score.h"

namespace checker {

// The traces are the files in the folder. `show` is told how many traces of how many are done. False, with a sentence,
// where this machine or this build of the command cannot do it.
bool MakeScore(const std::string& library, const std::string& folder, const std::function<void(size_t, size_t)>& show,
               Score* score, std::string* error);

// What //snippets:rounds prints at the end of so many rounds with so many allocations each, from a number on.
uint64_t SumOfTags(uint64_t first, uint64_t rounds, uint64_t allocations);

}  // namespace checker
