// The contract, executable: what each call must return, which system calls it must make, how the blocks lie
// afterwards, and which clause decided. It touches no real memory and shares nothing with osmem/.
#ifndef CHECKER_MODEL_H_
#define CHECKER_MODEL_H_

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "checker/trace.h"

namespace checker {

// One key for each way in which a clause decides; the names are those of a ref's `rules` and of the JSON's `rule`.
enum class Rule {
  kZeroSize,         // zero-size
  kAlign,            // align
  kHeader,           // header
  kPreallocate,      // preallocate
  kCoalesce,         // coalesce
  kBestFit,          // best-fit
  kTie,              // tie
  kSplit,            // split
  kNoSplit,          // no-split
  kExpand,           // expand
  kAppend,           // append
  kMapThreshold,     // map-threshold
  kMapLength,        // map-length
  kMapFlags,         // map-flags
  kCallocZero,       // calloc-zero
  kCallocOverflow,   // calloc-overflow
  kCallocThreshold,  // calloc-threshold
  kFreeUnmap,        // free-unmap
  kFreeKeep,         // free-keep
  kReallocNull,      // realloc-null
  kReallocZero,      // realloc-zero
  kReallocFreed,     // realloc-freed
  kReallocMove,      // realloc-move
  kReallocShrink,    // realloc-shrink
  kReallocGrowLast,  // realloc-grow-last
  kReallocAbsorb,    // realloc-absorb
  kReallocAbsorbStop,  // realloc-absorb-stop
  kReallocCopy,      // realloc-copy
  kForbiddenCall,    // forbidden-call
  kOrder,            // order
  kCrash,            // crash
  kTimeout,          // timeout
  kExitStatus,       // exit-status
  kLeak,             // leak
};

std::string_view KeyOf(Rule rule);     // "best-fit"
std::string_view ClauseOf(Rule rule);  // "2.3", as docs/contract.md numbers it

// A block of the heap; the payload starts 32 bytes behind `offset`.
struct Block {
  uint64_t offset = 0;  // from the heap's start, of the header
  uint64_t size = 0;    // of the payload
  bool free = false;

  bool operator==(const Block& that) const {
    return offset == that.offset && size == that.size && free == that.free;
  }
};

class Model {
 public:
  explicit Model(uint64_t page_size = 4096, uint64_t mmap_threshold = 128 * 1024);

  // Carries out `request` (function, pointer, count and size; the rest is ignored) and returns it completed:
  // result and system calls are what the contract demands.
  Call Step(const Call& request);

  // The clauses that decided the last step, in the order in which they did.
  const std::vector<Rule>& decided() const { return decided_; }

  const std::vector<Block>& heap() const { return heap_; }  // by address, tiling the heap
  const std::map<int, uint64_t>& mappings() const { return mappings_; }  // live ones: number -> length

 private:
  std::vector<Block> heap_;
  std::map<int, uint64_t> mappings_;
  std::vector<Rule> decided_;
};

}  // namespace checker

#endif  // CHECKER_MODEL_H_
