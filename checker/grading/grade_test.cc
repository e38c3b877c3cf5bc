// The command as a user starts it: what it prints, what it writes, how it exits.
#include <elf.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <nlohmann/json.hpp>

#include "checker/run/runner.h"
#include "checker/system/files.h"
#include "checker/system/testing.h"

namespace checker {
namespace {

using testing::Contains;
using Json = nlohmann::json;

class GradeTest : public CommandTest {
 protected:
  GradeTest() { WriteHere("good.so", good_); }

  void SetUp() override {
    if (!CanConfineFiles()) GTEST_SKIP() << "this kernel has no Landlock, so nothing is graded without being told to";
  }

  int Grade(const std::string& arguments) { return Run(Runfile("checker/grade") + " " + arguments); }

  // The GoogleTest program of the tier malloc, without what Bazel told this one.
  int RunTier(const std::string& arguments) {
    return Run("/usr/bin/env -u XML_OUTPUT_FILE -u TEST_PREMATURE_EXIT_FILE -u TESTBRIDGE_TEST_ONLY " +
               Runfile("checker/malloc") + " malloc " + arguments);
  }

  Json Written() { return Json::parse(ContentsHere("out.json")); }

  std::string Without(const std::string& function) const {
    std::string elf = good_;
    for (size_t at; (at = elf.find(function + '\0')) != std::string::npos;) elf[at] = 'x';
    return elf;
  }

  const std::string good_ = Contents(Runfile("osmem/libosmem.so"));
};

TEST_F(GradeTest, TheGoodLibraryHasFullMarks) {
  EXPECT_EQ(Grade("--lib good.so --json=out.json"), 0) << output_;
  EXPECT_HAS(output_, "\nmalloc                35 / 35\n");
  EXPECT_HAS(output_, "\ncalloc                20 / 20\n");
  EXPECT_HAS(output_, "\nrealloc               30 / 30\n");
  EXPECT_HAS(output_, "\nall                    5 / 5\n");
  EXPECT_HAS(output_, "\nrandom                10 / 10\n");
  EXPECT_HAS(output_, "\ntotal                100 / 100\n");
  EXPECT_EQ(output_.find_first_of("\r\x1b"), std::string::npos) << "no progress and no colour but on a terminal";
  EXPECT_THAT(Written()["tests"], Contains(Json({{"tier", "malloc"},
                                                 {"name", "split-first"},
                                                 {"points", 2},
                                                 {"max", 2},
                                                 {"status", "passed"},
                                                 {"rule", nullptr},
                                                 {"message", ""},
                                                 {"mistakes", Json::array()}})));
  EXPECT_EQ(Written()["flags"], Json::array());
  EXPECT_EQ(std::distance(std::filesystem::directory_iterator(folder_), {}), 2) << "nothing but the two files";
}

TEST_F(GradeTest, ALibraryWithoutReallocKeepsItsOtherPoints) {
  WriteHere("partial.so", Without("os_realloc"));
  EXPECT_EQ(Grade("--lib partial.so --json out.json --programs 8"), 1) << output_;
  EXPECT_HAS(output_, "\nmalloc                35 / 35\n");
  EXPECT_HAS(output_, "\ncalloc                20 / 20\n");
  EXPECT_HAS(output_, "\nrealloc                0 / 30\n");
  EXPECT_HAS(output_, "The library does not export os_realloc, which this program calls.");
  EXPECT_THAT(Written()["tiers"], Contains(Json({{"name", "malloc"}, {"points", 35}, {"max", 35}})));
  EXPECT_THAT(Written()["tiers"], Contains(Json({{"name", "realloc"}, {"points", 0}, {"max", 30}})));
}

TEST_F(GradeTest, ASeedIsDrawnAndRecorded) {
  const auto draw = [this] {
    EXPECT_EQ(Grade("--lib good.so --snippet malloc/split-first --json out.json"), 0) << output_;
    const Json seed = Written()["record"]["seed"];
    EXPECT_HAS(output_, " --seed " + seed.dump() + "\n");
    return seed;
  };
  EXPECT_NE(draw(), draw());
}

TEST_F(GradeTest, RandomProgramsOfAnySeed) {
  EXPECT_EQ(Grade("--lib good.so --tier random --seed 987654321 --programs 4 --json out.json"), 0) << output_;
  EXPECT_HAS(output_, " --seed 987654321\n");
  EXPECT_EQ(Written()["record"]["seed"], 987654321);
  EXPECT_HAS(output_, "\ntotal                 10 / 10\n");
  EXPECT_EQ(Grade("--lib good.so --budget 0"), 2);
  EXPECT_EQ(output_, "grade: --budget takes seconds, from 1 to 86400, not \"0\"\n");
  EXPECT_EQ(Grade("--lib good.so --seed x"), 2);
  EXPECT_EQ(output_, "grade: --seed takes a whole number, not \"x\"\n");
  EXPECT_EQ(Grade("--lib good.so --programs 3"), 2);
  EXPECT_EQ(output_, "grade: --programs takes a number from 4 to 100000, not \"3\"\n");
}

TEST_F(GradeTest, TwiceIsTheSameApartFromTheTime) {
  const auto grade = [this] {
    EXPECT_EQ(Grade("--lib partial.so --seed 7 --programs 8 --json out.json"), 1) << output_;
    Json written = Written();
    EXPECT_GT(written["seconds"], 0);
    written.erase("seconds");
    return written.dump();
  };
  WriteHere("partial.so", Without("os_realloc"));
  EXPECT_EQ(grade(), grade());
  const Json record = Written()["record"];
  for (const char* digest : {"library", "scenarios", "refs", "checker"}) {
    EXPECT_EQ(record[digest].get<std::string>().size(), 64u) << digest;
  }
  EXPECT_EQ(record["submission"], nullptr);
  EXPECT_HAS(record["tools"]["ltrace"].get<std::string>(), "ltrace");
}

TEST_F(GradeTest, AgainAsAnEarlierGradeSays) {
  WriteHere("partial.so", Without("os_realloc"));
  EXPECT_EQ(Grade("--lib partial.so --tier realloc --seed 7 --submission abc --json then.json"), 1) << output_;
  EXPECT_EQ(Grade("--lib partial.so --again then.json"), 0) << output_;
  EXPECT_HAS(output_, "\nThe same as then.json\n");
  EXPECT_EQ(Grade("--lib good.so --again then.json"), 1) << output_;
  EXPECT_HAS(output_, "\nNot the same as then.json\n  library: ");
  EXPECT_HAS(output_, "\n  total: 0 then, 30 now\n");
  EXPECT_HAS(output_, "\n  realloc/zero: 0 points (failed) then, 2 points (passed) now\n");
  EXPECT_EQ(Grade("--lib good.so --again good.so"), 2);
  EXPECT_EQ(output_, "grade: good.so is not what grade --json writes\n");
}

TEST_F(GradeTest, OfSecretProgramsOnlyTheOutcomeIsTold) {
  WriteHere("partial.so", Without("os_realloc"));
  WriteHere("secret", "of sixteen bytes, or of more");
  EXPECT_EQ(Grade("--lib partial.so --secret-seed secret --programs 8 --json out.json --all"), 1) << output_;
  EXPECT_EQ(Written()["record"]["seed"], nullptr);
  EXPECT_EQ(Written()["record"]["secret_seed"].get<std::string>().size(), 64u);
  EXPECT_EQ(Written().dump().find("malloc-"), std::string::npos) << "no label of a program, which has its seed";
  int hidden = 0;
  const Json tests = Written()["tests"];
  for (const Json& test : tests) {
    if (test["tier"] != "random") continue;
    ++hidden;
    EXPECT_EQ(test["message"], test["status"] == "passed" ? "" : "What this test plays is not shown.");
    EXPECT_EQ(test["rule"], nullptr);
    EXPECT_EQ(test["mistakes"], Json::array());
  }
  EXPECT_EQ(hidden, 4);
  EXPECT_EQ(Grade("--lib good.so --again out.json"), 2);
  EXPECT_EQ(output_, "grade: out.json was made with a secret seed; give it with --secret-seed\n");
  EXPECT_EQ(Grade("--lib partial.so --again out.json --secret-seed secret"), 0) << output_;
  WriteHere("short", "1");
  EXPECT_EQ(Grade("--lib good.so --secret-seed short"), 2);
  EXPECT_HAS(output_, "/short is too short to stay a secret; write it with: head -c 32 /dev/urandom\n");
  EXPECT_EQ(Grade("--lib good.so --secret-seed secret --seed 1"), 2);
  EXPECT_EQ(output_, "grade: --seed and --secret-seed are two ways to say one thing; give one\n");
}

TEST_F(GradeTest, WhatDidNotCompileEarnsNothing) {
  WriteHere("words", "osmem.c:1:1: error: \x1b[31munknown type\n");
  EXPECT_EQ(Grade("--unbuilt words --json out.json"), 1);
  EXPECT_EQ(output_,
            "0 of 100: what does not build earns nothing. What was said of it:\n\n"
            "osmem.c:1:1: error: ?[31munknown type\n");
  EXPECT_EQ(Written()["total"], 0);
  EXPECT_EQ(Written()["unbuilt"], "osmem.c:1:1: error: \x1b[31munknown type\n");
  EXPECT_EQ(Written()["record"]["library"], nullptr);
  const Json tests = Written()["tests"];
  EXPECT_GT(tests.size(), 50u);
  for (const Json& test : tests) EXPECT_EQ(test["status"], "failed");
}

TEST_F(GradeTest, OneTierAndOneSnippet) {
  EXPECT_EQ(Grade("--lib good.so --tier calloc"), 0) << output_;
  EXPECT_HAS(output_, "\ntotal                 20 / 20\n");
  EXPECT_EQ(Grade("--lib good.so --snippet malloc/split-first"), 0) << output_;
  EXPECT_HAS(output_, "\ntotal                  2 / 2\n");
  EXPECT_EQ(Grade("--lib good.so --tier calloc --snippet malloc/split-first"), 2);
  EXPECT_EQ(output_, "grade: there is no snippet malloc/split-first in the tier calloc\n");
}

TEST_F(GradeTest, LibrariesThatCannotBeGraded) {
  const std::pair<std::string, std::string> faults[] = {
      {Without("os_malloc"), " does not export os_malloc\n"},
      {"#!/bin/sh\n", " is not an ELF file, as a shared library is\n"},
      {good_.substr(0, good_.size() / 2), " is cut off; build it anew, or copy all of it\n"},
  };
  for (const auto& [bytes, message] : faults) {
    WriteHere("bad.so", bytes);
    EXPECT_EQ(Grade("--lib bad.so --json out.json"), 2);
    EXPECT_EQ(output_, "grade: " + folder_ + "/bad.so" + message);
    EXPECT_EQ(Written()["total"], nullptr);
    const Json tests = Written()["tests"];
    EXPECT_GT(tests.size(), 50u);
    for (const Json& test : tests) {
      EXPECT_EQ(test["status"], "error");
      EXPECT_EQ(test["points"], nullptr);
    }
  }
  EXPECT_EQ(Grade("--lib none.so"), 2);
  EXPECT_EQ(output_, "grade: cannot open " + folder_ + "/none.so: No such file or directory\n");
  EXPECT_EQ(Grade("--lib ."), 2);
  EXPECT_HAS(output_, " is a directory, not a file\n");
}

TEST_F(GradeTest, WithoutATracerNothingIsZero) {
  const std::string path = getenv("PATH");
  setenv("PATH", folder_.c_str(), 1);
  EXPECT_EQ(Grade("--lib good.so --snippet malloc/split-first --json out.json"), 2);
  setenv("PATH", path.c_str(), 1);
  EXPECT_HAS(output_, "  split-first          ? / 2    could not run\n");
  EXPECT_HAS(output_, "ltrace");
  EXPECT_HAS(output_, "\ngrade: what could not be run stands above; bazel run //checker:doctor says whether ");
  EXPECT_EQ(Written()["total"], nullptr);
}

TEST_F(GradeTest, EachSnippetIsATestThatAFilterPicks) {
  RunTier("--gtest_filter=malloc.split-first");
  EXPECT_HAS(output_, "[ RUN      ] malloc.split_first\n");
  EXPECT_HAS(output_, "[==========] 1 test from 1 test suite ran.");
  EXPECT_EQ(RunTier("--gtest_filter=*-malloc.*"), 1);
  EXPECT_HAS(output_, "could not run: the filter *-malloc.* matches no snippet\n");
}

TEST_F(GradeTest, ATestThatCannotRunIsRed) {
  const std::string path = getenv("PATH");
  setenv("PATH", folder_.c_str(), 1);
  EXPECT_EQ(RunTier("--gtest_filter=malloc.split_first"), 1);
  EXPECT_HAS(output_, "could not run");
  setenv("PATH", path.c_str(), 1);
}

// Nothing that a report went to is lost or replaced.
TEST_F(GradeTest, StandardOutputCanBeAFileAPipeOrNothing) {
  const std::string one = "--lib good.so --snippet malloc/split-first";
  const std::string json = one + " --json /dev/stdout";
  EXPECT_EQ(Grade(json), 0) << output_;
  EXPECT_HAS(output_, "\ntotal                  2 / 2\n{\n  \"total\": 2,");
  EXPECT_EQ(Grade(json + " >" + folder_ + "/out.txt"), 0) << output_;
  EXPECT_HAS(ContentsHere("out.txt"), "\ntotal                  2 / 2\n{\n  \"total\": 2,");
  EXPECT_EQ(Grade(one + " --json out.txt >" + folder_ + "/out.txt"), 0) << output_;
  EXPECT_HAS(ContentsHere("out.txt"), "\ntotal                  2 / 2\n{\n  \"total\": 2,");
  EXPECT_TRUE(std::filesystem::is_symlink("/dev/stdout"));
  EXPECT_EQ(Grade(one + " --json out.json >/dev/full"), 2);
  EXPECT_EQ(output_, "grade: cannot write to standard output: No space left on device\n");
  EXPECT_EQ(Written()["total"], 2);
  EXPECT_EQ(Grade(one + " >&-"), 2);
  EXPECT_EQ(output_, "grade: cannot write to standard output: Bad file descriptor\n");
  EXPECT_EQ(Grade(one + " --json out.json <&- 2>&-"), 0) << output_;
  EXPECT_EQ(Grade("-h >/dev/full"), 2);
  EXPECT_EQ(Run("ulimit -f 0; " + Runfile("checker/grade") + " " + one), 2);
  EXPECT_HAS(output_, ": File too large.");
  EXPECT_EQ(Run("cd " + folder_ + " && mkdir gone && cd gone && rmdir ../gone && env -u BUILD_WORKING_DIRECTORY " +
                Runfile("checker/grade") + " --lib x.so"),
            2);
  EXPECT_EQ(output_, "grade: cannot open x.so: No such file or directory\n");
}

TEST_F(GradeTest, LimitsThatAreTooLow) {
  const std::string grade = Runfile("checker/grade") + " --lib good.so --snippet malloc/split-first";
  EXPECT_EQ(Run("ulimit -n 64; " + grade), 2);
  EXPECT_HAS(output_, "jail: the limit of open files is too low, a run needs 1003");
  EXPECT_EQ(Run("ulimit -v 400000; " + grade), 2);
  EXPECT_HAS(output_, "jail: the limit of memory is too low, a run needs 524288 KiB");
  EXPECT_EQ(Run("ulimit -t 1; " + grade), 2);
  EXPECT_HAS(output_, "jail: the limit of time is too low, a run needs 2 seconds");
  EXPECT_EQ(Run("ulimit -Sn 64; " + grade), 0) << output_;
}

TEST_F(GradeTest, FileSystemsThatWillNotDo) {
  if (RunInShell("unshare -rm true").status != 0) GTEST_SKIP() << "nothing may be mounted here";
  const TestFolder scratch;
  const auto grade_with = [&](const std::string& options, const std::string& place) {
    return Run("unshare -rm sh -c 'mount -t tmpfs -o " + options + " none " + place + " && exec " +
               Runfile("checker/grade") + " --lib good.so --snippet malloc/split-first'");
  };
  EXPECT_EQ(grade_with("size=128k,mode=755", scratch.path()), 2);
  EXPECT_HAS(output_, "device.");  // no space left on it
  EXPECT_EQ(grade_with("noexec,mode=755", scratch.path()), 2);
  EXPECT_HAS(output_, "nothing may be executed in");
  unsetenv("TEST_SRCDIR");  // which would say where its files are
  EXPECT_EQ(grade_with("size=4k", "/proc"), 2);
  EXPECT_EQ(output_, "/proc/self/exe cannot be read, and without /proc nothing works here: mount -t proc proc /proc\n");
}

TEST_F(GradeTest, WrongUseIsOneSentence) {
  EXPECT_EQ(Grade("--lib good.so --tier mallocs"), 2);
  EXPECT_EQ(output_, "grade: there is no tier mallocs; the tiers are malloc, calloc, realloc, all, random\n");
  EXPECT_EQ(Grade("--lib good.so --snippet malloc/none"), 2);
  EXPECT_EQ(output_, "grade: there is no snippet malloc/none; write TIER/NAME, as in the table\n");
  EXPECT_EQ(Grade("--lib good.so --tier malloc --programs 8"), 2);
  EXPECT_EQ(output_, "grade: --programs is for the tier random, not for malloc\n");
  EXPECT_EQ(Grade("-h"), 0);
  EXPECT_EQ(output_.find("usage: bazel run //checker:grade -- "), 0u) << output_;
  EXPECT_EQ(Grade("--verbose"), 2);
  EXPECT_HAS(output_, "grade: there is no flag --verbose\n");
  EXPECT_EQ(Grade("--lib good.so --snippet all/mixed --json no/such/folder.json"), 2);
  EXPECT_HAS(output_, "grade: cannot write " + folder_ + "/no/such/folder.json: No such file or directory\n");
}

}  // namespace
}  // namespace checker
