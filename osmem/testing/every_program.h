// All programs of a few calls, not only random ones: most mistakes in a heap show in a short program over few sizes.
//
// Each is played on osmem and on the plain list, on a fresh heap. After its last call these are compared (those before
// were when they were the last): the result, errno, the system calls, every block of the heap with its size and state,
// osmem's own check of its heap, and the bytes of all that lives (of what is larger than 5000 bytes, 64 at each end).
//
// The calls: os_malloc of each of kSizes; os_calloc of 48, and of 4064, which is mapped; os_free of each live block;
// os_realloc of each live block to each of kSizes. A call that asks the system for memory is played once more with
// that refused. Blocks are named by the order in which they were made, so no program is played twice under other names.
//
// The sizes: 8 is the smallest block; 24 fits into 48 without a split, 8 into 48 with the smallest rest there is;
// 130960 leaves 48 bytes of the first chunk, so that what comes next fills, expands or appends; 131040 is mapped.
// So preallocation, coalescing, best fit and its ties, split and no split, expansion, appending, the threshold, and
// each way out of os_realloc are met within five calls, alone and after each other.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>

struct EveryProgram {
  uint64_t programs = 0;  // played
  uint64_t refused = 0;   // of these, with a system call refused
  std::string problem;    // the first program that came out differently, and how; empty: none
};

// All programs of up to `longest` calls; of the longest ones, which are most, one in `share`. `progress`, if any, is
// told now and then which one it is at, as a share of all programs.
EveryProgram PlayEveryProgram(int longest, int share, void (*progress)(double done) = nullptr);

// The same calls, spelled by bytes: what a fuzzer makes up. Compares after each call. Empty, or what differed.
std::string PlaySpelledProgram(const uint8_t* bytes, size_t count);
