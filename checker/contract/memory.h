// What an allocator has made of its memory: the blocks of the heap, the break, the mappings; and the call under way.
#pragma once

#include <unistd.h>

#include <cstddef>
#include <cstdint>
#include <limits>
#include <map>
#include <vector>

#include "checker/contract/rule.h"
#include "checker/trace/trace.h"

namespace checker {

inline constexpr uint64_t kLargestRequest = std::numeric_limits<ptrdiff_t>::max();  // section 7

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

// A block as the program knows it.
struct Live {
  Address payload;
  uint64_t size;  // as asked for
};

struct Memory {
  static constexpr size_t kNone = static_cast<size_t>(-1);

  // A block that is not there, as mistakes come to ask for, is one without bytes, and what follows is corrupt.
  Block& At(size_t block);
  Block& Last() { return At(blocks.size() - 1); }
  bool IsLast(size_t block) const { return block + 1 == blocks.size(); }
  size_t BlockAt(const Address& payload) const;  // kNone where there is none
  Address PayloadOf(size_t block) { return Address::Heap(At(block).offset + units.header); }
  bool IsLiveMapping(const Address& payload) const;
  const Live* LiveAt(const Address& payload) const;  // null where the program has no block there
  void Write(uint64_t begin, uint64_t end);
  bool IsZero(uint64_t begin, uint64_t end) const;
  void InsertBehind(size_t block, const Block& next);
  void Erase(size_t block);
  size_t Append(uint64_t size, uint64_t footprint);  // a free block at the break, which moves on; its place
  void MoveBreak(uint64_t end);                      // with its system call; none where it stays
  void Decide(Rule rule) { decided.push_back(rule); }
  void Stop() { call.returned = false; }  // the program ends in this call
  void Corrupt() { corrupt = true; }      // from here on the allocator may do anything
  void Undefined() {                      // the call means nothing: no block begins at its pointer
    Stop();
    Corrupt();
  }

  Units units;
  std::vector<Block> blocks;         // of the heap, by address; by the contract each begins where the one before ends
  uint64_t break_at = 0;             // from the heap's start
  std::map<int, uint64_t> mappings;  // live ones: number -> length
  int last_mapping = 0;
  std::vector<Live> live;                // what the program has
  std::map<uint64_t, uint64_t> written;  // parts of the heap that are not zero any more: begin -> end
  bool corrupt = false;

  // Of the call under way.
  Call call;
  std::vector<Rule> decided;  // the clauses that did, in order
  std::vector<Rule> spoiled;  // what a program that looks into its payloads finds broken behind the call

 private:
  Block nowhere_;
};

}  // namespace checker
