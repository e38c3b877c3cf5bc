// Sets of mistakes are found again from what allocators that have them do, as the model plays them.
#include "checker/judge/account.h"

#include <cstdio>
#include <random>
#include <string>

#include "checker/contract/testing.h"
#include "checker/programs/random.h"
#include "checker/programs/script_calls.h"
#include "gtest/gtest.h"

namespace checker {
namespace {

constexpr int kRandomSets = 200;

// A call that does not come back is the program's death.
Played PlayedToTheEndBy(const Mistakes& mistakes, const Script& script) {
  Played played = PlayedBy(mistakes, script);
  if (played.actual.ending.empty()) played.actual.ending = "signal SIGSEGV";
  return played;
}

std::vector<Played> AllPlayedBy(const Mistakes& mistakes) {
  std::vector<Played> runs;
  for (const RandomProgram& program : RandomPrograms()) runs.push_back(PlayedToTheEndBy(mistakes, program.script));
  return runs;
}

// In the order of AllMistakes(), as an account has them.
Mistakes Set(const std::vector<std::string_view>& habits) {
  Mistakes mistakes;
  for (const Mistake* mistake : AllMistakes()) {
    for (const std::string_view habit : habits) {
      if (mistake == MistakeThat(habit)) mistakes.push_back(mistake);
    }
  }
  return mistakes;
}

std::string HabitsOf(const Mistakes& mistakes) {
  std::string habits;
  for (const Mistake* mistake : mistakes) habits += std::string(mistake->habit) + "\n";
  return habits;
}

void ExpectFoundAgain(const std::vector<std::string_view>& habits) {
  const Mistakes mistakes = Set(habits);
  const Account account = AccountFor(AllPlayedBy(mistakes), Units());
  EXPECT_EQ(HabitsOf(account.mistakes), HabitsOf(mistakes));
  EXPECT_TRUE(account.complete);
}

TEST(AccountTest, NothingIsFoundInWhatIsRight) {
  const Account account = AccountFor(AllPlayedBy(Mistakes()), Units());
  EXPECT_TRUE(account.mistakes.empty());
  EXPECT_TRUE(account.oddities.empty());
  EXPECT_TRUE(account.complete);
}

TEST(AccountTest, One) {
  ExpectFoundAgain({"takes the first free block that fits"});
  ExpectFoundAgain({"never joins free blocks"});
  ExpectFoundAgain({"has headers of 24 bytes"});
  ExpectFoundAgain({"swallows all free blocks behind at once"});
  ExpectFoundAgain({"does not clear what os_calloc gives out"});
}

TEST(AccountTest, Two) {
  ExpectFoundAgain({"takes the first free block that fits", "never expands the last block"});
  ExpectFoundAgain({"maps whole pages", "takes the last of equally large free blocks"});
  ExpectFoundAgain({"swallows one free block at most", "does not clear what os_calloc gives out"});
}

TEST(AccountTest, Three) {
  ExpectFoundAgain({"takes the largest free block", "maps above the threshold, not at it",
                    "keeps a block as large as it is when it should shrink"});
  ExpectFoundAgain({"joins free blocks in pairs only", "never unmaps", "copies nothing when a block moves"});
}

TEST(AccountTest, SixAtOnce) {
  ExpectFoundAgain({"takes the first free block that fits", "never expands the last block", "maps whole pages",
                    "lets count * size overflow", "returns NULL for os_realloc(NULL, n)",
                    "swallows no free block in os_realloc"});
}

// A run that goes on rightly where the mistake would not speaks against it.
TEST(AccountTest, WhatARunRefutesIsNotTold) {
  const Mistakes first_fit = Set({"takes the first free block that fits"});
  std::vector<Played> runs = AllPlayedBy(first_fit);
  for (Played& run : AllPlayedBy(Mistakes())) runs.push_back(run);
  const Account account = AccountFor(runs, Units());
  EXPECT_EQ(HabitsOf(account.mistakes), "");
  EXPECT_FALSE(account.complete);
}

TEST(AccountTest, WhatIsUnknownLeavesItOpen) {
  Played run = PlayedBy({}, {Malloc(0, 100), Malloc(1, 100), Malloc(2, 100)});
  run.actual.calls[2].result = Address::Heap(0x12345678);
  run.actual.ending = "exit 1";
  const Account account = AccountFor({run}, Units());
  EXPECT_FALSE(account.complete);
  EXPECT_EQ(account.reaches[0].calls, 2u);
}

TEST(AccountTest, WhatNoModelDecidesIsAnOddity) {
  Played run = PlayedBy({}, {Malloc(0, 100)});
  run.actual.calls[0].system_calls.insert(run.actual.calls[0].system_calls.begin(),
                                          {"write", {}, 0, "1, other, 10", ""});
  const Account account = AccountFor({run}, Units());
  ASSERT_EQ(account.oddities.size(), 1u);
  EXPECT_EQ(account.oddities[0].habit, "calls write in os_malloc");
  EXPECT_TRUE(account.complete);
}

// Where a system call has failed, what is written tells of that.
TEST(AccountTest, AComplaintIsNoOddity) {
  Played run = PlayedBy({}, {Malloc(0, 100), Free(0)});
  run.actual.calls[1].system_calls = {{"munmap", Address::Heap(0), 136, "", "EPERM"},
                                      {"write", {}, 0, "2, stack, 9", ""}};
  EXPECT_TRUE(AccountFor({run}, Units()).oddities.empty());
}

// Whatever mistakes lie upon each other, the model comes to an end.
TEST(AccountTest, AnySetOfMistakesPlaysAnyProgram) {
  std::mt19937 random(1);
  const std::vector<RandomProgram> programs = RandomPrograms();
  for (int i = 0; i < kRandomSets; ++i) {
    Mistakes mistakes;
    for (const Mistake* mistake : AllMistakes()) {
      if (random() % AllMistakes().size() < 4) mistakes.push_back(mistake);
    }
    const Script& script = programs[random() % programs.size()].script;
    EXPECT_LE(PlayedBy(mistakes, script).actual.calls.size(), script.size());
  }
}

}  // namespace
}  // namespace checker
