// The heap over time, as one picture: what lay where after each call of a trace, and its drawing as SVG or as text.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "checker/trace/trace.h"

namespace checker {

enum class BarState { kUsed, kFree, kAllocated, kFreed };  // the last two: by the call of this row

// A block of the heap, or a mapping.
struct Bar {
  uint64_t offset = 0;  // of the header, from the start of the heap or of the mapping
  uint64_t size = 0;    // of the payload
  BarState state = BarState::kUsed;
  bool changed = false;  // before the call there was no such block, or it was in another state
  int mapping = 0;       // its number; 0 on the heap

  uint64_t end() const;  // where the next block starts
};

struct Row {
  size_t number = 0;         // of the call, from 1
  std::string call;          // "os_malloc(10) = heap+0x20"
  std::string system_calls;  // "brk(heap+0x20000)"; several are joined by commas
  bool wrong = false;        // not what the contract demands: the last row, with the heap as it was before the call
  std::vector<Bar> heap;     // by address
  std::vector<Bar> mappings;

  uint64_t heap_end() const { return heap.empty() ? 0 : heap.back().end(); }
};

struct History {
  std::string name;
  std::string title;               // what it is about; may be empty
  std::vector<Row> rows;           // where calls are left out, the numbers jump
  std::vector<std::string> notes;  // sentences: what is wrong, what is not shown, how it ended
};

// Carries the calls out by the contract, and stops at the first one whose outcome is not what the contract demands.
// Of a long trace, calls in the middle are left out.
History Replay(const Trace& trace, const std::string& name, const std::string& title);

// Whether a system call failed in it: then every block is as before (section 7).
bool RanOutOfMemory(const Call& call);

std::string DrawSvg(const History& history);
std::string DrawText(const History& history);  // at most 100 columns

std::string_view NameOf(BarState state);  // "in use", ...
std::string Describe(const Bar& bar);     // "heap+0x20: 16 bytes, in use"

}  // namespace checker
