// Random programs, made from a seed: the phrases of a rung of the ladder in any order, and between them calls that are
// about nothing else. No call in them is one that the contract leaves undefined.
#pragma once

#include <cstdint>
#include <vector>

#include "checker/programs/ladder.h"
#include "checker/programs/script.h"

namespace checker {

// The same on every machine with the same page size. A few calls longer than the rung says, where the heap asks for it;
// mapped blocks are freed at the end, which adds some.
Script RandomScript(const Rung& rung, uint64_t seed);

struct RandomProgram {
  Style style = Style::kMalloc;
  uint64_t seed = 0;
  Script script;
};

constexpr uint64_t kDefaultSeed = 1;
constexpr int kDefaultPrograms = 32;  // the whole ladder

// `programs` of them, up the ladder again and again, with seeds counted up from `seed`.
std::vector<RandomProgram> RandomPrograms(uint64_t seed = kDefaultSeed, int programs = kDefaultPrograms);

}  // namespace checker
