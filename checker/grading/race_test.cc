// What is said of libraries that are raced: a good one, the list, and those that have no score.
#include "checker/grading/race.h"

#include <cmath>
#include <fstream>

#include "checker/system/files.h"
#include "checker/system/testing.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace checker {
namespace {

using testing::HasSubstr;
using testing::StartsWith;

void ShowNothing(size_t, size_t) {}

Score ScoreOf(const std::string& library, const std::string& folder) {
  Score score;
  std::string error;
  EXPECT_TRUE(MakeScore(Runfile(library), folder, ShowNothing, &score, &error)) << error;
  return score;
}

// Why there is no score for a short script; empty where there is one.
std::string WhyNot(const std::string& library) {
  const TestFolder folder;
  std::ofstream script(folder.path() + "/short.script");
  for (int round = 0; round < 20; ++round) {
    script << "p0 = malloc 24\np1 = malloc 100\np2 = calloc 3 8\np1 = realloc p1 300\nfree p0\nfree p1\nfree p2\n";
  }
  script.close();
  const Score score = ScoreOf(library, folder.path());
  EXPECT_EQ(score.traces.size(), 1u);
  EXPECT_EQ(score.traces[0].name, "short");
  EXPECT_EQ(score.traces[0].calls, 140);
  return score.traces[0].why;
}

// What the contract makes of them is the same everywhere; times are not.
TEST(RaceTest, TheTracesOfRealProgramsOnOsmem) {
  const Score score = ScoreOf("osmem/libosmem.so", Runfile("snippets/traces"));
  std::string figures;
  for (const TraceScore& trace : score.traces) {
    EXPECT_EQ(trace.why, "") << trace.name;
    EXPECT_GT(trace.to_list, trace.name == "git-log" ? 1.1 : 4) << trace.name;
    EXPECT_GT(trace.to_osmem, 0.2) << trace.name;
    figures += trace.name + " " + std::to_string(std::lround(trace.utilisation * 1e4)) + ", ";
  }
  EXPECT_EQ(figures, "bash 6242, gcc 8215, git-log 9863, ls 7508, perl 7872, sqlite3 4107, ");
}

TEST(RaceTest, TheListIsAsFastAsTheList) { EXPECT_EQ(WhyNot("plain/libosmem.so"), ""); }

TEST(RaceTest, WhoEndsTheProgramHasNoScore) {
  EXPECT_EQ(WhyNot("checker/attacks/abort_in_malloc.so"), "It ended with signal SIGABRT.");
  EXPECT_EQ(WhyNot("checker/attacks/quit_in_malloc.so"), "Of its calls, 1 were seen.");
  EXPECT_EQ(WhyNot("checker/attacks/spin.so"), "It took more than a second.");
}

TEST(RaceTest, WhoIsFastAndWrongHasNoScore) {
  EXPECT_THAT(WhyNot("checker/grading/careless_overlap.so"), StartsWith("It ended with exit 1: header: "));
  EXPECT_THAT(WhyNot("checker/grading/careless_spoil.so"), StartsWith("It ended with exit 1: realloc-copy: "));
  EXPECT_EQ(WhyNot("checker/grading/careless_stray.so"),
            "Call 1 gave a block that lies over a live one, or in memory that no call has asked for.");
}

TEST(RaceTest, WhoPlaysOnlyWhereItIsWatchedHasNoScore) {
  EXPECT_EQ(WhyNot("checker/grading/careless_leave.so"), "It did not play all of it.");
}

TEST(RaceTest, WhoIsAnotherAllocatorWhereItIsNotWatchedHasNoScore) {
  EXPECT_EQ(WhyNot("checker/grading/careless_change.so"),
            "Without the tracer it asks the system for other memory than with it.");
}

// It knows what the player would say. One that takes its time over that is not found out: see docs/security.md.
TEST(RaceTest, WhoPlaysOneRoundAndForgesTheRestIsTooFast) {
  EXPECT_EQ(WhyNot("checker/grading/careless_forge.so"), "It is done in less time than its calls can take.");
}

TEST(RaceTest, WhoIsOnlyWastefulHasOne) { EXPECT_EQ(WhyNot("checker/grading/careless_nothing.so"), ""); }

TEST(RaceTest, WithoutTracesThereIsNoScore) {
  const TestFolder folder;
  Score score;
  std::string error;
  EXPECT_FALSE(MakeScore(Runfile("osmem/libosmem.so"), folder.path(), ShowNothing, &score, &error));
  EXPECT_EQ(error,
            "this build of the command has no traces; --score is for bazel run //checker:grade_scored, which no "
            "handout has");
}

}  // namespace
}  // namespace checker
