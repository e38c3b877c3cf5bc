// What OSMEM_OPTIONS shows of a program's pool. Addresses and the places in the program are left out.
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "osmem/testing/run.h"

namespace {

// What the program wrote to standard error, and how it ended.
std::string Watch(const std::string& options, const std::vector<std::string>& arguments) {
  const eyes::Result run = eyes::RunProgram("pool/watched", arguments, options);
  return eyes::Normalise(run.errors) + run.ending;
}

TEST(Eyes, AreClosedByDefault) { EXPECT_EQ(Watch("", {"grow", "free-first"}), "exit 0"); }

TEST(Eyes, WhatIsNoOptionIsNamed) {
  EXPECT_EQ(Watch("leeks", {}),
            "osmem: OSMEM_OPTIONS: no option of that name (there are: mmap_threshold, log, check, leaks, stats) in "
            "\"leeks\"; ignored\nexit 0");
}

TEST(Log, TellsEachCallAndItsSystemCalls) {
  EXPECT_EQ(Watch("log=stderr", {"grow", "free-first", "too-much", "free-second"}),
            "custom_malloc(100) = region1+0x40           # first fit, splits: 1\n"
            "  mmap(65536) = region1\n"
            "custom_calloc(3, 50) = region1+0xd0         # first fit, splits: 1\n"
            "custom_realloc(region1+0xd0, 300000) = region2+0x40  # moved, splits: 1, merges: 1\n"
            "  mmap(303104) = region2\n"
            "custom_free(region1+0x40)                   # marked free, merges: 1\n"
            "custom_malloc(18446744073709551615) = 0     # out of memory\n"
            "custom_free(region2+0x40)                   # marked free, merges: 1\n"
            "  munmap(region2, 303104)\n"
            "exit 0\n"
            "exit 0");
}

TEST(Log, EndsWithTheCallThatStopsTheProgram) {
  EXPECT_EQ(Watch("log=stderr", {"free-first", "free-first"}),
            "custom_malloc(100) = region1+0x40           # first fit, splits: 1\n"
            "  mmap(65536) = region1\n"
            "custom_calloc(3, 50) = region1+0xd0         # first fit, splits: 1\n"
            "custom_free(region1+0x40)                   # marked free\n"
            "osmem: custom_free(ADDRESS): freed before, or never allocated: it lies in a free block\n"
            "custom_free(region1+0x40) = ?\n"
            "signal SIGABRT\n"
            "signal 6");
}

TEST(Check, NamesWhoAllocatedAndWhoFreed) {
  EXPECT_EQ(Watch("check", {"free-first", "free-first"}),
            "osmem: custom_free(ADDRESS): freed before\n"
            "osmem:   region1+0x40, 100 bytes, allocated by call 1 at PLACE\n"
            "osmem:   freed by call 3 at PLACE\n"
            "signal 6");
}

TEST(Check, NamesWhoCalled) {
  const std::string said = eyes::RunProgram("pool/watched", {"free-first", "free-first"}, "check").errors;
  const size_t made = said.find("allocated by call 1 at "), freed = said.find("freed by call 3 at ");
  EXPECT_LT(said.find("\nosmem:     called from ", made), freed) << said;
  EXPECT_NE(said.find("\nosmem:     called from ", freed), std::string::npos) << said;
}

TEST(Check, SeesAWriteAfterFreeAtExit) {
  EXPECT_EQ(Watch("check", {"free-first", "write-after-free"}),
            "osmem: exit: the 100 bytes at ADDRESS were written to after they were freed\n"
            "osmem:   region1+0x40, 100 bytes, allocated by call 1 at PLACE\n"
            "osmem:   freed by call 3 at PLACE\n"
            "exit 1");
}

TEST(Check, SeesAWriteAfterFreeWhenTheBlockIsUsedAgain) {
  EXPECT_EQ(Watch("check", {"free-first", "write-after-free", "churn"}),
            "osmem: custom_free(ADDRESS): the 100 bytes at ADDRESS were written to after they were freed\n"
            "osmem:   region1+0x40, 100 bytes, allocated by call 1 at PLACE\n"
            "osmem:   freed by call 3 at PLACE\n"
            "signal 6");
}

TEST(Check, SeesAWritePastTheEndAtExit) {
  EXPECT_EQ(Watch("check", {"write-past-end"}),
            "osmem: exit: a write went past the end of the 100 bytes at ADDRESS\n"
            "osmem:   region1+0x40, 100 bytes, allocated by call 1 at PLACE\n"
            "exit 1");
}

// What is known of a block stands behind its guard: a write that reaches it must not be believed.
TEST(Check, SeesAWriteFarPastTheEnd) {
  EXPECT_EQ(Watch("check", {"write-far-past-end", "free-first"}),
            "osmem: custom_free(ADDRESS): a write went past the end of its 100 bytes\n"
            "osmem:   where it was allocated was overwritten, too\n"
            "signal 6");
}

TEST(Check, TellsAPointerIntoABlockThatWasFreed) {
  EXPECT_EQ(Watch("check", {"free-first", "free-inside-first"}),
            "osmem: custom_free(ADDRESS): inside a block freed before, at offset 16: the pointer to its 100 bytes is "
            "ADDRESS\n"
            "osmem:   region1+0x40, 100 bytes, allocated by call 1 at PLACE\n"
            "osmem:   freed by call 3 at PLACE\n"
            "signal 6");
}

TEST(Check, MovesEachBlockThatIsResized) {
  EXPECT_EQ(Watch("check,log=stderr", {"grow", "grow", "free-second"}),
            "custom_malloc(100) = region1+0x40           # first fit, splits: 1\n"
            "  mmap(65536) = region1\n"
            "custom_calloc(3, 50) = region1+0x120        # first fit, splits: 1\n"
            "custom_realloc(region1+0x120, 300000) = region2+0x40  # moved, splits: 1\n"
            "  mmap(303104) = region2\n"
            "custom_realloc(region2+0x40, 300000) = region3+0x40  # moved, splits: 1\n"
            "  mmap(368640) = region3\n"
            "custom_free(region3+0x40)                   # filled and kept aside\n"
            "exit 0\n"
            "exit 0");
}

TEST(Check, FillsFreshMemoryButNotZeros) {
  EXPECT_NE(Watch("check", {"read-fresh", "free-first"}).find("a write went past the end"), std::string::npos);
  EXPECT_EQ(Watch("check", {"read-fresh"}).find("exit 0"), std::string::npos);
}

TEST(Leaks, AreGroupedByPlace) {
  EXPECT_EQ(Watch("leaks", {"too-much"}),
            "osmem: pool: 2 blocks, 250 bytes, were never freed\n"
            "osmem:   1 block, 100 bytes, allocated at PLACE\n"
            "osmem:     region1+0x40      100 bytes, 2 calls ago\n"
            "osmem:   1 block, 150 bytes, allocated at PLACE\n"
            "osmem:     region1+0x120     150 bytes, 1 call ago\n"
            "exit 0");
}

TEST(Leaks, FailOnRequest) {
  EXPECT_NE(Watch("leaks=fail", {"free-first"}).find("exit 1"), std::string::npos);
  EXPECT_EQ(Watch("leaks=fail", {"free-first", "free-second"}), "osmem: pool: every block was freed\nexit 0");
}

TEST(Leaks, AreNotWhatTheCheckKeepsAside) {
  EXPECT_EQ(Watch("check,leaks=fail", {"free-first", "free-second"}), "osmem: pool: every block was freed\nexit 0");
}

TEST(Stats, AreToldAtExit) {
  EXPECT_EQ(Watch("stats", {"grow", "free-first"}),
            "osmem: pool: calls         4; 3 blocks handed out, 2 taken back\n"
            "osmem: pool: in use        300016 bytes (blocks: 1); 300288 at the peak\n"
            "osmem: pool: mapped        368640 bytes (regions: 2); 368640 at the peak\n"
            "osmem: pool: system calls  2 (mmap 2, munmap 0)\n"
            "osmem: pool: blocks        3 split off, 2 merged\n"
            "osmem: pool: fragmentation 4 % (65472 of 68464 free bytes are in one block)\n"
            "exit 0");
}

}  // namespace
