// The command as a user starts it who is at no terminal: gdb shows where it stopped, and ends. Skipped without gdb.
#include <gtest/gtest.h>

#include <cstdlib>

#include "checker/system/files.h"
#include "checker/system/testing.h"
#include "checker/testdata/faulty.h"

namespace checker {
namespace {

class DebugTest : public CommandTest {
 protected:
  int Debug(const std::string& arguments) { return Run(Runfile("checker/debug") + " " + arguments + " </dev/null"); }
};

class GdbTest : public DebugTest {
 protected:
  void SetUp() override {
    if (RunInShell("gdb --version").status != 0) GTEST_SKIP() << "there is no gdb here: build/setup.sh debug";
  }
};

TEST_F(GdbTest, StopsInTheCallWithTheHeapAsItShouldBe) {
  EXPECT_EQ(Debug("malloc/block-reuse:17"), 0);
  EXPECT_HAS(output_, "malloc/block-reuse, call 17 of 21, as it should be:\nos_free(heap+0x20ce0)\n");
  EXPECT_HAS(output_, "  heap+0x20ce0        1008 bytes  in use  p\n");
  EXPECT_HAS(output_, "in os_free () from ");
  EXPECT_HAS(output_, "in main () at ");
}

TEST_F(GdbTest, CallsOfAllFourAreCounted) {
  EXPECT_EQ(Debug("malloc/block-reuse:1"), 0);
  EXPECT_HAS(output_, "(the heap has not been used)\n");
  EXPECT_HAS(output_, "in main () at snippets/malloc/block-reuse.c:15\n");
  EXPECT_EQ(Debug("malloc/block-reuse:19"), 0);
  EXPECT_HAS(output_, "in main () at snippets/malloc/block-reuse.c:31\n");
  EXPECT_EQ(Debug("malloc/block-reuse:21"), 0);
  EXPECT_HAS(output_, "in main () at snippets/malloc/block-reuse.c:34\n");
}

TEST_F(GdbTest, CallsThatTheLibraryMakesToItselfDoNotCount) {
  // Blocks have moved before: there this library's os_realloc calls its os_malloc.
  EXPECT_EQ(Debug("all/moves:39 --lib " + FaultyLibrary({"first_fit"})), 0);
  EXPECT_HAS(output_, "os_malloc(20000) = heap+0x21970\n");
  EXPECT_HAS(output_, "in main () at snippets/all/moves.c:35\n");
  EXPECT_HAS_NOT(output_, "os_realloc");
}

TEST_F(GdbTest, RandomProgramsArePlayedFromTheirScript) {
  EXPECT_EQ(Debug("random/malloc-1:3"), 0);
  EXPECT_HAS(output_, "random/malloc-1, call 3 of ");
  EXPECT_HAS(output_, "in play (call=");
  EXPECT_HAS(output_, "<script_calls+64>");
}

TEST_F(GdbTest, ALibraryThatDoesNotComeToTheCall) {
  EXPECT_EQ(Debug("calloc/block-reuse:21 --lib " + FaultyLibrary({"calloc_dirty"})), 0);
  EXPECT_HAS(output_, "calloc-zero: byte 0 of ");
  EXPECT_HAS(output_, "The program did not come to that call.\n");
  EXPECT_HAS_NOT(output_, "Error in");
}

TEST_F(DebugTest, WithoutGdb) {
  const std::string path = std::getenv("PATH");
  setenv("PATH", folder_.c_str(), 1);
  EXPECT_EQ(Debug("malloc/block-reuse:17"), 2);
  setenv("PATH", path.c_str(), 1);
  EXPECT_HAS(output_,
             "debug: gdb cannot be started (No such file or directory); install it with: build/setup.sh debug\n");
}

TEST_F(DebugTest, WhatIsDueMustBeShown) {
  EXPECT_EQ(Debug("malloc/block-reuse:17 >/dev/full"), 2);
  EXPECT_EQ(output_, "debug: cannot write to standard output: No space left on device\n");
}

TEST_F(DebugTest, WrongUseIsOneSentence) {
  const std::string which =
      "debug: which call of malloc/block-reuse? It makes 21: write malloc/block-reuse:1 to malloc/block-reuse:21\n";
  for (const std::string call : {"", ":", ":0", ":23", ":1x", ":x"}) {
    EXPECT_EQ(Debug("malloc/block-reuse" + call), 2);
    EXPECT_EQ(output_, which);
  }
  EXPECT_EQ(Debug("malloc/none:3"), 2);
  EXPECT_EQ(output_, "debug: there is no scenario malloc/none; write TIER/NAME:CALL, as in malloc/block-reuse:17\n");
  EXPECT_EQ(Debug("malloc/block-reuse:3 --lib none.so"), 2);
  EXPECT_EQ(output_, "debug: cannot open " + folder_ + "/none.so: No such file or directory\n");
  EXPECT_EQ(Debug(""), 2);
  EXPECT_HAS(output_, "debug: which call? Write TIER/NAME:CALL\n");
}

}  // namespace
}  // namespace checker
