// What a library makes of the traces of real programs, beside the points: how little memory, how fast. Pure.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "checker/trace/trace.h"

namespace checker {

// What a run had of memory.
struct MemoryUse {
  std::string fault;        // empty, or which call gave what no block can be, in one sentence
  uint64_t most_lived = 0;  // bytes that the program had asked for and not given back, at its peak
  uint64_t most_held = 0;   // bytes of whole pages below the break and in mappings, at its peak

  double Utilisation() const { return most_held == 0 ? 0 : static_cast<double>(most_lived) / most_held; }
};

// Seen from outside: a block lies in the heap or in a mapping, and apart from all that live.
MemoryUse MemoryOf(const Trace& trace);

// Of one trace of a real program.
struct TraceScore {
  std::string name;  // "sqlite3"
  int calls = 0;
  std::string why;  // it has no score, in one sentence; empty where it has one
  double utilisation = 0;
  double seconds = 0;                // a call, and what the player does around it
  double to_list = 0, to_osmem = 0;  // how many times as fast as these, in the same minute
};

struct Score {
  std::vector<TraceScore> traces;
};

// Over all traces; there is none where one of them has no score.
struct Means {
  double utilisation = 0;            // the mean
  double to_list = 0, to_osmem = 0;  // geometric means
  // 0 to 100: half of it utilisation, half speed, of which the list has nothing and osmem all, and each doubling on the
  // way is worth the same.
  double index = 0;
};

std::optional<Means> MeansOf(const Score& score);

// The table, of at most 100 columns.
std::string ToText(const Score& score);

}  // namespace checker
