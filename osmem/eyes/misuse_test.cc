// What is said when each program of misuse.c dies: by the default build, which reads headers, and by the check.
#include <ostream>
#include <string>

#include "gtest/gtest.h"
#include "osmem/testing/run.h"

namespace eyes {
namespace {

struct Misuse {
  const char* name;
  const char* plain;    // standard output and error without the check, then how it ended
  const char* checked;  // the same with it
};

void PrintTo(const Misuse& misuse, std::ostream* out) { *out << misuse.name; }

constexpr char kFreedBefore[] = "osmem: os_free(ADDRESS): freed before\nsignal 6";
constexpr char kNoStart[] =
    "osmem: os_free(ADDRESS): not the start of a block in use, but a place inside one, or its header was overwritten\n"
    "signal 6";
constexpr char kNoBlock[] =
    "osmem: os_free(ADDRESS): not a block in use: it was unmapped before, or osmem never gave it out\nsignal 6";
constexpr char kNeverGivenOut[] = "osmem: os_free(ADDRESS): not a block: osmem never gave it out\nsignal 6";

const Misuse kMisuses[] = {
    {"double_free", kFreedBefore,
     "osmem: os_free(ADDRESS): freed before\n"
     "osmem:   heap+0x20, 24 bytes, allocated by call 1 at make+PLACE\n"
     "osmem:   freed by call 2 at drop+PLACE\n"
     "signal 6"},
    {"double_free_merged", kNoStart,
     "osmem: os_free(ADDRESS): freed before\n"
     "osmem:   heap+0x68, 24 bytes, allocated by call 2 at make+PLACE\n"
     "osmem:   freed by call 4 at drop+PLACE\n"
     "signal 6"},
    {"double_free_mapped", kNoBlock,
     "osmem: os_free(ADDRESS): freed before\n"
     "osmem:   map1+0x20, 200000 bytes, allocated by call 1 at make+PLACE\n"
     "osmem:   freed by call 2 at drop+PLACE\n"
     "signal 6"},
    {"stale_pointer", kFreedBefore,
     "osmem: os_free(ADDRESS): freed before\n"
     "osmem:   heap+0x20, 24 bytes, allocated by call 1 at make+PLACE\n"
     "osmem:   freed by call 3 at PLACE\n"
     "signal 6"},
    {"interior_pointer", kNoStart,
     "osmem: os_free(ADDRESS): points 16 bytes into a block in use\n"
     "osmem:   heap+0x20, 100 bytes, allocated by call 1 at make+PLACE\n"
     "signal 6"},
    {"interior_pointer_misaligned", "osmem: os_free(ADDRESS): not a block: blocks are aligned to 8 bytes\nsignal 6",
     "osmem: os_free(ADDRESS): points 1 byte into a block in use\n"
     "osmem:   heap+0x20, 100 bytes, allocated by call 1 at make+PLACE\n"
     "signal 6"},
    {"interior_pointer_mapped", kNoBlock,
     "osmem: os_free(ADDRESS): points 4096 bytes into a block in use\n"
     "osmem:   map1+0x20, 200000 bytes, allocated by call 1 at make+PLACE\n"
     "signal 6"},
    {"interior_pointer_freed", kNoStart,
     "osmem: os_free(ADDRESS): points 16 bytes into a block freed before\n"
     "osmem:   heap+0x20, 100 bytes, allocated by call 1 at make+PLACE\n"
     "osmem:   freed by call 2 at drop+PLACE\n"
     "signal 6"},
    {"interior_pointer_realloc",
     "osmem: os_realloc(ADDRESS): not the start of a block in use, but a place inside one, or its header was "
     "overwritten\nsignal 6",
     "osmem: os_realloc(ADDRESS): points 16 bytes into a block in use\n"
     "osmem:   heap+0x20, 100 bytes, allocated by call 1 at make+PLACE\n"
     "signal 6"},
    {"stack_pointer", kNoBlock, "osmem: os_free(ADDRESS): not a block: it points into the stack\nsignal 6"},
    {"static_pointer", kNoBlock, kNeverGivenOut},
    {"libc_pointer", kNoBlock, kNeverGivenOut},
    {"wild_pointer",
     "osmem: os_free(0x10): not a block in use: it was unmapped before, or osmem never gave it out\nsignal 6",
     "osmem: os_free(0x10): not a block: osmem never gave it out\nsignal 6"},
    {"overflow_by_one", "exit 0",
     "osmem: os_free: the block at ADDRESS was written past its end: the byte at offset 24 is 0x78\n"
     "osmem:   heap+0x20, 24 bytes, allocated by call 1 at make+PLACE\n"
     "signal 6"},
    {"overflow_within_rounding", "exit 0",
     "osmem: os_free: the block at ADDRESS was written past its end: the byte at offset 20 is 0x78\n"
     "osmem:   heap+0x20, 20 bytes, allocated by call 1 at make+PLACE\n"
     "signal 6"},
    {"overflow_into_next", kNoStart,
     "osmem: os_free: the block at ADDRESS has a header that was overwritten\n"
     "osmem:   heap+0x68, 24 bytes, allocated by call 2 at make+PLACE\n"
     "osmem: os_free: the block at ADDRESS was written past its end: the byte at offset 24 is 0x78\n"
     "osmem:   heap+0x20, 24 bytes, allocated by call 1 at make+PLACE\n"
     "signal 6"},
    {"overflow_never_freed", "exit 0",
     "osmem: exit: the block at ADDRESS was written past its end: the byte at offset 24 is 0x78\n"
     "osmem:   heap+0x20, 24 bytes, allocated by call 1 at make+PLACE\n"
     "exit 1"},
    {"overflow_realloc", "exit 0",
     "osmem: os_realloc: the block at ADDRESS was written past its end: the byte at offset 24 is 0x78\n"
     "osmem:   heap+0x20, 24 bytes, allocated by call 1 at make+PLACE\n"
     "signal 6"},
    {"overflow_mapped", "exit 0",
     "osmem: os_free: the block at ADDRESS was written past its end: the byte at offset 200000 is 0x78\n"
     "osmem:   map1+0x20, 200000 bytes, allocated by call 1 at make+PLACE\n"
     "signal 6"},
    {"underflow", kNoStart,
     "osmem: os_free: the block at ADDRESS has a header that was overwritten\n"
     "osmem:   heap+0x20, 24 bytes, allocated by call 1 at make+PLACE\n"
     "signal 6"},
    {"write_after_free", "exit 0",
     "osmem: exit: the block at ADDRESS was written to after it was freed: the byte at offset 10 is 0x78\n"
     "osmem:   heap+0x20, 24 bytes, allocated by call 1 at make+PLACE\n"
     "osmem:   freed by call 3 at drop+PLACE\n"
     "exit 1"},
    {"write_after_free_reused", "exit 0",
     "osmem: os_free: the block at ADDRESS was written to after it was freed: the byte at offset 10 is 0x78\n"
     "osmem:   heap+0x20, 24 bytes, allocated by call 1 at make+PLACE\n"
     "osmem:   freed by call 2 at drop+PLACE\n"
     "signal 6"},
    {"write_before_start_after_free", "exit 0",
     "osmem: exit: the block at ADDRESS has a header that was overwritten\n"
     "osmem:   heap+0x20, 24 bytes, allocated by call 1 at make+PLACE\n"
     "osmem:   freed by call 2 at drop+PLACE\n"
     "exit 1"},
    {"write_after_free_mapped", "signal 11", "signal 11"},
    {"read_after_free", "byte 10 is 0x78\nexit 0", "byte 10 is 0x5a\nexit 0"},
    {"read_uninitialised", "byte 10 is 0x00\nafter os_calloc 0x00\nexit 0",
     "byte 10 is 0xa5\nafter os_calloc 0x00\nexit 0"},
    {"realloc_freed", "(nil)\nexit 0", "(nil)\nexit 0"},
    {"realloc_freed_long_ago", "(nil)\nexit 0",
     "(nil)\n"
     "osmem: os_realloc(ADDRESS): freed before\n"
     "osmem:   heap+0x68, 24 bytes, allocated by call 2 at make+PLACE\n"
     "osmem:   freed by call 1202 at drop+PLACE\n"
     "signal 6"},
    {"realloc_freed_mapped",
     "osmem: os_realloc(ADDRESS): not a block in use: it was unmapped before, or osmem never gave it out\nsignal 6",
     "osmem: os_realloc(ADDRESS): freed before\n"
     "osmem:   map1+0x20, 200000 bytes, allocated by call 1 at make+PLACE\n"
     "osmem:   freed by call 2 at drop+PLACE\n"
     "signal 6"},
};

std::string WhatIsSaid(const Misuse& misuse, const char* options) {
  const Result run = RunProgram("osmem/testing/misuse", {misuse.name}, options);
  return Normalise(run.output + run.errors + run.ending);
}

class MisuseTest : public testing::TestWithParam<Misuse> {};

TEST_P(MisuseTest, ByDefault) { EXPECT_EQ(WhatIsSaid(GetParam(), ""), GetParam().plain); }

TEST_P(MisuseTest, WithTheCheck) { EXPECT_EQ(WhatIsSaid(GetParam(), "check"), GetParam().checked); }

INSTANTIATE_TEST_SUITE_P(All, MisuseTest, testing::ValuesIn(kMisuses),
                         [](const testing::TestParamInfo<Misuse>& test) { return std::string(test.param.name); });

// A program that is not in the table above would go untested.
TEST(MisuseTableTest, NamesEveryProgram) {
  std::string names;
  for (const Misuse& misuse : kMisuses) names += std::string(misuse.name) + "\n";
  EXPECT_EQ(RunProgram("osmem/testing/misuse", {}, "").output, names);
}

}  // namespace
}  // namespace eyes
