// Random programs, made from a seed: scripts whose calls are chosen by looking at what the contract makes of those
// before, so that sizes fall on its edges. No call in them is one that the contract leaves undefined.
#ifndef CHECKER_PROGRAMS_RANDOM_H_
#define CHECKER_PROGRAMS_RANDOM_H_

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "checker/programs/script.h"

namespace checker {

// What a program is made of, each with points of its own: malloc and free; calloc besides; realloc besides malloc and
// free; all four with sizes and pointers at the edges.
enum class Style { kMalloc, kCalloc, kRealloc, kEverything };

constexpr Style kStyles[] = {Style::kMalloc, Style::kCalloc, Style::kRealloc, Style::kEverything};

std::string_view NameOf(Style style);
int PointsOf(Style style);

// The same on every machine with the same page size. Mapped blocks are freed at the end, which adds a few calls.
Script RandomScript(Style style, uint64_t seed, int calls);

struct RandomProgram {
  Style style = Style::kMalloc;
  uint64_t seed = 0;
  Script script;
};

constexpr uint64_t kDefaultSeed = 1;
constexpr int kDefaultPrograms = 104;
constexpr int kCallsInProgram = 200;

// `programs` of them, the styles in turn, with seeds counted up from `seed`.
std::vector<RandomProgram> RandomPrograms(uint64_t seed = kDefaultSeed, int programs = kDefaultPrograms);

}  // namespace checker

#endif  // CHECKER_PROGRAMS_RANDOM_H_
