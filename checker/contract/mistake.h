// What those who implement the contract get wrong: each mistake a layer that answers for the decisions it changes. Any
// number of them lie upon each other; the set that reproduces all that an allocator did tells what it gets wrong, also
// where the damage shows long after it was done.
#pragma once

#include <memory>
#include <optional>
#include <string_view>
#include <vector>

#include "checker/contract/decisions.h"

namespace checker {

// How a layer comes into being.
struct Layer {
  std::unique_ptr<Decisions> (*make)();
  std::unique_ptr<Decisions> (*copy)(const Decisions& layer);  // with what it remembers
};

template <typename Kind>
constexpr Layer Make = {
    []() -> std::unique_ptr<Decisions> { return std::make_unique<Kind>(); },
    [](const Decisions& layer) -> std::unique_ptr<Decisions> {
      return std::make_unique<Kind>(static_cast<const Kind&>(layer));
    },
};

struct Mistake {
  Rule rule;               // that it breaks
  std::string_view habit;  // continues "an allocator that ..."
  Layer layer;
};

// By the clause in which they lie: units and the first chunk (1, 2.1), coalescing and the search (2.2, 2.3), splitting
// and growing (2.4 to 2.6), the calls that allocate and free (3 to 5), and os_realloc in place and moving (6).
std::vector<Mistake> UnitMistakes();
std::vector<Mistake> SearchMistakes();
std::vector<Mistake> SplitMistakes();
std::vector<Mistake> CallMistakes();
std::vector<Mistake> ResizeMistakes();
std::vector<Mistake> MoveMistakes();

// All of them, each always at the same place, by rising addresses; of two that explain the same, the earlier one is
// meant.
const std::vector<const Mistake*>& AllMistakes();

}  // namespace checker
