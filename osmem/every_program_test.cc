// All programs of up to four calls, and a share of those of five, over the sizes where the contract turns, against the
// plain list. `bazel run //osmem/testing:every` goes further.
#include "osmem/testing/every_program.h"

#include "gtest/gtest.h"

TEST(EveryProgramTest, UpToFiveCalls) {
  const EveryProgram played = PlayEveryProgram(5, 12);
  EXPECT_EQ(played.problem, "");
  EXPECT_GT(played.programs, 100000u);
}
