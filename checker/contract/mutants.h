// The contract with one clause broken at a time, as those who implement it break it. The one that reproduces what an
// allocator did tells which clause that allocator breaks, also where the damage shows long after it was done.
#ifndef CHECKER_CONTRACT_MUTANTS_H_
#define CHECKER_CONTRACT_MUTANTS_H_

#include <memory>
#include <optional>
#include <string_view>
#include <vector>

#include "checker/contract/model.h"

namespace checker {

struct Mutant {
  std::optional<Rule> rule;  // what it breaks; none: the clause that decided where it was caught
  std::string_view habit;    // continues "an allocator that ..."
  std::unique_ptr<Model> (*make)(const Units& units);
};

// Those of sections 1 and 2 (up to the search, and behind it), of sections 3 to 5, and of section 6.
std::vector<Mutant> SearchMutants();
std::vector<Mutant> SplitMutants();
std::vector<Mutant> CallMutants();
std::vector<Mutant> ReallocMutants();
std::vector<Mutant> MoveMutants();

// All of them; where two explain the same, the earlier one is meant.
const std::vector<Mutant>& AllMutants();

template <typename Variant>
std::unique_ptr<Model> Make(const Units& units) {
  return std::make_unique<Variant>(units);
}

// The model as it is, but with one unit changed: to `value`, or by `value`.
template <uint64_t Units::*unit, uint64_t value>
std::unique_ptr<Model> With(const Units& units) {
  Units changed = units;
  changed.*unit = value;
  return std::make_unique<Model>(changed);
}

template <uint64_t Units::*unit, int64_t value>
std::unique_ptr<Model> WithMore(const Units& units) {
  Units changed = units;
  changed.*unit += static_cast<uint64_t>(value);
  return std::make_unique<Model>(changed);
}

}  // namespace checker

#endif  // CHECKER_CONTRACT_MUTANTS_H_
