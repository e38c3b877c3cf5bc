// The contract, executable: what each call must return, which system calls it must make, how the blocks lie
// afterwards, and which clause decided. It touches no real memory and shares nothing with osmem/.
#ifndef CHECKER_CONTRACT_MODEL_H_
#define CHECKER_CONTRACT_MODEL_H_

#include <unistd.h>

#include <cstddef>
#include <cstdint>
#include <map>
#include <vector>

#include "checker/contract/rule.h"
#include "checker/trace/trace.h"

namespace checker {

// Section 1, in bytes.
struct Units {
  uint64_t alignment = 8;
  uint64_t header = 32;
  uint64_t mmap_threshold = 128 * 1024;
  uint64_t chunk = 128 * 1024;
  uint64_t page = static_cast<uint64_t>(sysconf(_SC_PAGESIZE));
};

// A block of the heap. Its payload starts one header behind `offset`.
struct Block {
  uint64_t offset = 0;  // of the header, from the heap's start
  uint64_t size = 0;    // of the payload
  bool free = false;

  bool operator==(const Block& that) const { return offset == that.offset && size == that.size && free == that.free; }
};

class Model {
 public:
  explicit Model(const Units& units = Units());
  virtual ~Model() = default;

  // Carries out `request` (its function and arguments; the rest is ignored) and returns it completed: result and
  // system calls are what the contract demands. A pointer that is no block's ends the program (7): the call comes
  // back with `returned` false, and nothing has changed.
  Call Step(const Call& request);

  // The clauses that decided the last step, in the order in which they did.
  const std::vector<Rule>& decided() const { return decided_; }

  const std::vector<Block>& heap() const { return heap_; }               // by address; empty before the first use
  const std::map<int, uint64_t>& mappings() const { return mappings_; }  // live ones: number -> length
  const Units& units() const { return units_; }

 protected:
  static constexpr size_t kNone = static_cast<size_t>(-1);

  // The four functions (sections 3 to 6).
  virtual Address Malloc(uint64_t size);
  virtual Address Calloc(uint64_t count, uint64_t size);
  virtual void Free(const Address& pointer);
  virtual Address Realloc(const Address& pointer, uint64_t size);

  // Allocation on the heap (section 2), clause by clause. Blocks are named by their index in heap().
  virtual Address Place(uint64_t need);
  virtual void Preallocate();
  virtual void Coalesce();
  virtual size_t BestFit(uint64_t need);  // kNone where no free block fits
  virtual void Split(size_t block, uint64_t need);
  virtual size_t Expand(uint64_t need);
  virtual size_t Append(uint64_t need);

  // Mappings.
  virtual Address Map(uint64_t need);
  virtual void Unmap(int map);

  // Resizing (section 6, rules 3 to 8).
  virtual Address ResizeOnHeap(size_t block, uint64_t size);
  virtual void GrowLast(size_t block, uint64_t need);
  virtual void Absorb(size_t block, uint64_t need);
  virtual Address Move(const Address& pointer, uint64_t size);

  // The vocabulary of the above.
  Address Allocate(uint64_t size, uint64_t threshold);
  virtual uint64_t Need(uint64_t size) const;
  uint64_t Footprint(uint64_t size) const { return Need(size) + units_.header; }
  bool IsLast(size_t block) const { return block + 1 == heap_.size(); }
  bool NextIsFree(size_t block) const { return !IsLast(block) && heap_[block + 1].free; }
  virtual void SwallowNext(size_t block);
  void MoveBreak(uint64_t end);
  size_t BlockAt(const Address& payload) const;  // kNone where there is none
  Address PayloadOf(size_t block) const { return Address::Heap(heap_[block].offset + units_.header); }
  bool IsLiveMapping(const Address& payload) const;
  void Stop() { call_.returned = false; }
  void Decide(Rule rule) { decided_.push_back(rule); }

  Units units_;
  std::vector<Block> heap_;  // tiles the heap: each begins where the one before ends, the last ends at the break
  uint64_t break_ = 0;       // from the heap's start
  std::map<int, uint64_t> mappings_;
  int last_mapping_ = 0;
  Call call_;  // the one being carried out
  std::vector<Rule> decided_;
};

}  // namespace checker

#endif  // CHECKER_CONTRACT_MODEL_H_
