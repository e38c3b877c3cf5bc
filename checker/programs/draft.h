// A program in the making: its calls so far, and what the contract makes of them. Cheap to copy, so that a call may be
// tried on a copy; copies draw from one stream of random numbers.
#pragma once

#include <cstdint>
#include <random>
#include <set>
#include <vector>

#include "checker/contract/model.h"
#include "checker/programs/ladder.h"
#include "checker/programs/script.h"

namespace checker {

class Draft {
 public:
  Draft(const Rung& rung, std::mt19937_64* random) : rung_(&rung), random_(random) {}

  const Script& script() const { return script_; }
  const Model& model() const { return model_; }
  const Units& units() const { return model_.units(); }
  Style style() const { return rung_->style; }

  // std::uniform_int_distribution differs between libraries.
  uint64_t Below(uint64_t bound) { return (*random_)() % bound; }
  bool Chance(unsigned percent) { return Below(100) < percent; }

  // The calls. Blocks go by their pointer's number; what gives none has one, too.
  int Malloc(uint64_t size) { return Add(Function::kMalloc, -1, 0, size); }
  int Calloc(uint64_t count, uint64_t size) { return Add(Function::kCalloc, -1, count, size); }
  int Realloc(int pointer, uint64_t size) { return Add(Function::kRealloc, pointer, 0, size); }
  void Free(int pointer) { Add(Function::kFree, pointer, 0, 0); }

  // A block of `need` bytes by the functions of the style; os_realloc(NULL, n) only where it is a topic.
  int Ask(uint64_t need);

  // A block that fits nowhere but at the heap's end, behind the one made so before; of a size of its own, or `more`
  // bytes above it.
  int Lay(uint64_t more = 0);

  // So that the next block that fits nowhere is appended.
  void FillEnd();

  // So that sizes that fit nowhere stay small.
  void FillLargeHoles();

  // As a request: `need`, or less that rounds to it where the grain allows it.
  uint64_t Bytes(uint64_t need) { return rung_->grain == 1 ? need - 1 - Below(7) : need; }
  uint64_t Grains(uint64_t least, uint64_t below) { return Step() * (least + Below(below - least)); }
  uint64_t Spare() { return Grains(1, units().header / Step()); }  // too little to be split off

  Address AddressOf(int pointer) const { return addresses_[static_cast<size_t>(pointer)]; }
  uint64_t SizeOf(int pointer) const { return model_.heap()[model_.BlockAt(AddressOf(pointer))].size; }
  const std::vector<int>& live() const { return live_; }  // those that may be freed and resized by chance
  bool IsMapped(int pointer) const { return AddressOf(pointer).base == Address::Base::kMap; }
  bool IsAt(int pointer, int old) const { return AddressOf(pointer) == AddressOf(old); }

  // Keeps it out of live().
  void Hold(int pointer);

  // What the last call was about: the clauses that decided, but not where they leave no choice.
  const std::set<Rule>& about() const { return about_; }

 private:
  int Add(Function function, int source, uint64_t count, uint64_t size);
  void Follow(const ScriptCall& call, const Call& done);
  void SayWhatItFinds(const ScriptCall& call);  // before it is made
  bool HasTopic(Topic topic) const;
  uint64_t LargestOnHeap() const { return units().mmap_threshold - units().header - 40; }
  uint64_t Step() const { return rung_->grain < 8 ? 8 : rung_->grain; }

  const Rung* rung_;
  std::mt19937_64* random_;
  Model model_;
  Script script_;
  std::vector<Address> addresses_;  // by pointer
  std::vector<int> live_;
  std::set<Rule> about_;
};

}  // namespace checker
