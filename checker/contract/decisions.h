// The points at which an allocator decides. Layers of them lie upon each other: the contract at the bottom, upon it any
// number of mistakes, each of which answers for the few points that it gets wrong and passes on the others. A layer
// that needs a decision asks at the top, so that each mistake has its say in whatever the others do.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>

#include "checker/contract/memory.h"

namespace checker {

class Decisions {
 public:
  virtual ~Decisions() = default;

  // Before the first call, once.
  virtual void Change(Units* units) { below_->Change(units); }

  // The four functions (sections 3 to 6).
  virtual Address Malloc(uint64_t size) { return below_->Malloc(size); }
  virtual Address Calloc(uint64_t count, uint64_t size) { return below_->Calloc(count, size); }
  virtual void Free(const Address& pointer) { below_->Free(pointer); }
  virtual Address Realloc(const Address& pointer, uint64_t size) { return below_->Realloc(pointer, size); }

  // Sizes and thresholds (sections 1, 3 and 4): the payload for a size, and from which footprint on it is mapped.
  virtual uint64_t Need(uint64_t size) { return below_->Need(size); }
  virtual uint64_t MallocThreshold() { return below_->MallocThreshold(); }
  virtual uint64_t CallocThreshold() { return below_->CallocThreshold(); }
  virtual bool IsTooLarge(uint64_t size) { return below_->IsTooLarge(size); }
  virtual Address Allocate(uint64_t size, uint64_t threshold) { return below_->Allocate(size, threshold); }

  // Allocation on the heap (section 2), clause by clause. Blocks are named by their index in Memory::blocks.
  virtual size_t Take(uint64_t need) { return below_->Take(need); }
  virtual void Preallocate() { below_->Preallocate(); }
  virtual void Coalesce() { below_->Coalesce(); }
  virtual size_t Search(uint64_t need) { return below_->Search(need); }  // kNone where nothing fits
  virtual bool Fits(size_t block, uint64_t need) { return below_->Fits(block, need); }
  virtual bool IsBetter(size_t block, size_t best) { return below_->IsBetter(block, best); }  // `best` comes before
  virtual bool IsWorthSplitting(uint64_t spare) { return below_->IsWorthSplitting(spare); }
  virtual void Split(size_t block, uint64_t need) { below_->Split(block, need); }
  virtual size_t Expand(uint64_t need) { return below_->Expand(need); }
  virtual size_t Append(uint64_t need) { return below_->Append(need); }
  virtual void MarkUsed(size_t block) { below_->MarkUsed(block); }

  // Neighbours.
  virtual bool IsLast(size_t block) { return below_->IsLast(block); }
  virtual bool NextIsFree(size_t block) { return below_->NextIsFree(block); }
  virtual void SwallowNext(size_t block) { below_->SwallowNext(block); }

  // Mappings, and what os_calloc clears.
  virtual Address Map(uint64_t need) { return below_->Map(need); }
  virtual void Unmap(int map) { below_->Unmap(map); }
  virtual void Clear(const Address& payload, uint64_t bytes) { below_->Clear(payload, bytes); }

  // os_free of a block of the heap that is in use (section 5).
  virtual void FreeBlock(size_t block) { below_->FreeBlock(block); }

  // Resizing (section 6, rules 4 to 8).
  virtual Address Resize(size_t block, uint64_t size) { return below_->Resize(block, size); }
  virtual void Shrink(size_t block, uint64_t need) { below_->Shrink(block, need); }
  virtual void GrowLast(size_t block, uint64_t need) { below_->GrowLast(block, need); }
  virtual void Absorb(size_t block, uint64_t need) { below_->Absorb(block, need); }
  virtual Address Move(const Address& pointer, uint64_t size) { return below_->Move(pointer, size); }
  virtual void Copy(const Address& from, const Address& to, uint64_t bytes) { below_->Copy(from, to, bytes); }

  // Lays this layer upon `below`; what is decided in it happens to `memory`.
  void LieUpon(Decisions* below, Memory* memory) {
    below_ = below;
    memory_ = memory;
    for (Decisions* layer = this; layer != nullptr; layer = layer->below_) layer->top_ = this;
  }

 protected:
  static constexpr size_t kNone = Memory::kNone;

  Decisions& below() const { return *below_; }
  Decisions& top() const { return *top_; }
  Memory& memory() const { return *memory_; }
  Block& block(size_t index) const { return memory_->At(index); }
  const Units& units() const { return memory_->units; }
  uint64_t Footprint(uint64_t size) const { return top_->Need(size) + memory_->units.header; }

 private:
  Decisions* below_ = nullptr;
  Decisions* top_ = nullptr;
  Memory* memory_ = nullptr;
};

// The bottom layer: every decision as the contract has it.
std::unique_ptr<Decisions> TheContract();

}  // namespace checker
