// The bottom layer: every decision as the contract has it.
#ifndef CHECKER_CONTRACT_CONTRACT_H_
#define CHECKER_CONTRACT_CONTRACT_H_

#include <cstdint>

#include "checker/contract/decisions.h"

namespace checker {

class Contract : public Decisions {
 public:
  void Change(Units*) override {}

  Address Malloc(uint64_t size) override;
  Address Calloc(uint64_t count, uint64_t size) override;
  void Free(const Address& pointer) override;
  Address Realloc(const Address& pointer, uint64_t size) override;

  uint64_t Need(uint64_t size) override;
  uint64_t MallocThreshold() override;
  uint64_t CallocThreshold() override;
  bool IsTooLarge(uint64_t size) override;
  Address Allocate(uint64_t size, uint64_t threshold) override;

  size_t Take(uint64_t need) override;
  void Preallocate() override;
  void Coalesce() override;
  size_t Search(uint64_t need) override;
  bool Fits(size_t block, uint64_t need) override;
  bool IsBetter(size_t block, size_t best) override;
  bool IsWorthSplitting(uint64_t spare) override;
  void Split(size_t block, uint64_t need) override;
  size_t Expand(uint64_t need) override;
  size_t Append(uint64_t need) override;
  void MarkUsed(size_t block) override;

  bool IsLast(size_t block) override;
  bool NextIsFree(size_t block) override;
  void SwallowNext(size_t block) override;

  Address Map(uint64_t need) override;
  void Unmap(int map) override;
  void Clear(const Address& payload, uint64_t bytes) override;
  void FreeBlock(size_t block) override;

  Address Resize(size_t block, uint64_t size) override;
  void Shrink(size_t block, uint64_t need) override;
  void GrowLast(size_t block, uint64_t need) override;
  void Absorb(size_t block, uint64_t need) override;
  Address Move(const Address& pointer, uint64_t size) override;
  void Copy(const Address& from, const Address& to, uint64_t bytes) override;
};

}  // namespace checker

#endif  // CHECKER_CONTRACT_CONTRACT_H_
