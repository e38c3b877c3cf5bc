// A million calls of random programs: osmem and the plain list must agree in every address, system call and byte.
#include <string>

#include "gtest/gtest.h"
#include "osmem/testing/random_program.h"

namespace {

// Runs `programs` short programs of one kind, each with a seed of its own.
void RunMany(RandomProgram program, int programs) {
  for (int i = 0; i < programs; i++) {
    ASSERT_EQ(RunRandomProgram(program), "");
    program.seed++;
  }
}

RandomProgram Kind(uint64_t seed, Sizes sizes) {
  RandomProgram program;
  program.seed = seed;
  program.sizes = sizes;
  return program;
}

TEST(RandomTest, MixedSizes) { RunMany(Kind(1000000, Sizes::kMixed), 200); }

TEST(RandomTest, TinySizes) { RunMany(Kind(2000000, Sizes::kTiny), 200); }

TEST(RandomTest, SizesAtTheEdges) { RunMany(Kind(3000000, Sizes::kEdges), 50); }

TEST(RandomTest, LargeHeap) {
  RandomProgram program = Kind(6000000, Sizes::kMixed);
  program.large = true;
  RunMany(program, 20);
  program.sizes = Sizes::kTiny;
  RunMany(program, 20);
}

TEST(RandomTest, SystemCallsThatFail) {
  RandomProgram program = Kind(4000000, Sizes::kMixed);
  program.failures = true;
  RunMany(program, 40);
  program.sizes = Sizes::kTiny;
  RunMany(program, 20);
}

TEST(RandomTest, SomebodyElseMovesTheBreak) {
  RandomProgram program = Kind(5000000, Sizes::kMixed);
  program.foreign_break = true;
  RunMany(program, 20);
  program.failures = true;
  RunMany(program, 20);
}

}  // namespace
