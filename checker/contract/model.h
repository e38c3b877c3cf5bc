// The contract, executable, alone or with mistakes in it: what each call returns, which system calls it makes, how the
// blocks lie afterwards, and which clause decided. It touches no real memory and shares nothing with osmem/.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <vector>

#include "checker/contract/decisions.h"
#include "checker/contract/mistake.h"

namespace checker {

using Mistakes = std::vector<const Mistake*>;

class Model {
 public:
  explicit Model(const Units& units = Units(), const Mistakes& mistakes = {});
  Model(const Model& that);
  Model(Model&& that) = default;
  Model& operator=(Model&& that) = default;

  // Carries out `request` (its function and arguments; the rest is ignored) and returns it completed: result and
  // system calls are what the contract demands, or what the mistakes make of it. A pointer that is no block's ends the
  // program (7): the call comes back with `returned` false, and nothing has changed.
  Call Step(const Call& request);

  // The clauses that decided the last step, in the order in which they did.
  const std::vector<Rule>& decided() const { return memory_->decided; }

  // What a program that looks at its blocks finds broken behind the last step, as the scenarios' programs do: a block
  // where NULL is due, blocks that overlap, payloads that are not as they should be. Never anything by the contract.
  const std::optional<Rule>& found() const { return found_; }

  // Whether the mistakes have destroyed what the allocator needs: what it does from here on cannot be told.
  bool corrupt() const { return memory_->corrupt; }

  const std::vector<Block>& heap() const { return memory_->blocks; }  // by address; empty before the first use
  size_t BlockAt(const Address& payload) const { return memory_->BlockAt(payload); }  // Memory::kNone: none
  const std::map<int, uint64_t>& mappings() const { return memory_->mappings; }       // live ones: number -> length
  const Units& units() const { return memory_->units; }

 private:
  std::optional<Rule> Found() const;
  std::optional<Rule> FoundInPlace(uint64_t size) const;
  bool OverlapsLive(uint64_t begin, uint64_t end, const Address& but) const;
  void NoteLive();
  void NoteDamage(size_t made, uint64_t end);

  void LayUpon();

  Mistakes mistakes_;
  std::unique_ptr<Memory> memory_;                  // the layers know where it is, so it stays there
  std::vector<std::unique_ptr<Decisions>> layers_;  // the contract first
  std::optional<Rule> found_;
};

// The model behind the first calls of a trace, `calls` of them.
Model ModelAfter(const Trace& trace, size_t calls, const Units& units = Units(), const Mistakes& mistakes = {});

// Whether an allocator with these mistakes passes a test: does all that is expected, and spoils no payload.
bool Passes(const Trace& expected, const Units& units, const Mistakes& mistakes);

}  // namespace checker
