// Where pointers belong: follows the break and the mappings of one program, and names addresses after them.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "checker/trace/trace.h"

namespace checker {

class AddressMap {
 public:
  uint64_t break_now() const { return break_; }

  // The break is now at `address`. The first move inside an os_ call decides where the heap starts.
  void MoveBreak(uint64_t address, bool inside_os_call);
  // A mapping made inside an os_ call; returns its name, where it gets one.
  Address AddMapping(uint64_t start, uint64_t length);
  void RemoveMapping(uint64_t start, uint64_t length);
  void MoveMapping(uint64_t from, uint64_t to, uint64_t length);  // mremap

  // A pointer into a mapping that is gone belongs to the last one that was there.
  Address NameOf(uint64_t address) const;
  // As seen by brk, for which the heap has no end.
  Address NameOfBreak(uint64_t address) const;

 private:
  struct Mapping {
    uint64_t start;
    uint64_t end;  // of its last page
    bool live;
  };

  const Mapping* Find(uint64_t address, bool live) const;

  uint64_t break_ = 0;
  uint64_t heap_end_ = 0;  // the highest break seen
  std::optional<uint64_t> heap_start_;
  std::vector<Mapping> mappings_;
};

}  // namespace checker
