#include "checker/grading/report.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "checker/system/testing.h"

namespace checker {
namespace {

using Json = nlohmann::json;

TestResult Passed(const std::string& tier, const std::string& name, int points) {
  TestResult test;
  test.tier = tier;
  test.name = name;
  test.points = test.max = points;
  return test;
}

TestResult Missed(const std::string& tier, const std::string& name, int max, Status status, std::string message) {
  TestResult test = Passed(tier, name, max);
  test.points = 0;
  test.verdict.status = status;
  test.verdict.message = std::move(message);
  return test;
}

Report ReportOf(const std::vector<TestResult>& tests, const std::vector<Flag>& flags) {
  Report report;
  report.tests = tests;
  report.flags = flags;
  return report;
}

Report OneMiss() {
  TestResult miss = Missed("malloc", "split-first", 2, Status::kFailed, "The block was not split.");
  miss.verdict.rule = Rule::kSplit;
  miss.verdict.is_explained = false;
  miss.verdict.calls = "expected  actual\n  a         b\n";
  miss.place = "split-first.c:12";
  return ReportOf({Passed("malloc", "arrays", 5), miss, Passed("all", "mixed", 5)},
                  {{"all/mixed", "denied call: socket"}});
}

// The same, accounted for by one of two mistakes.
Report TwoMistakes() {
  Report report = OneMiss();
  report.tests[1].verdict.is_explained = true;
  report.tests[1].mistakes = {0};
  MistakeFound split;
  split.rule = Rule::kSplit;
  split.habit = "never splits";
  split.costs = 2;
  split.total_without = 12;
  split.tests = {"malloc/split-first"};
  split.look_at = "malloc/split-first:4";
  MistakeFound tie = split;
  tie.rule = Rule::kTie;
  tie.habit = "takes the last of equally large free blocks";
  tie.is_likely = true;
  tie.costs = -1;
  tie.total_without = 9;
  report.mistakes = {split, tie};
  return report;
}

TEST(ReportTest, TableHasPointsSubtotalsAndWhatNothingExplains) {
  EXPECT_EQ(ToText(OneMiss(), "Grading x.so", false, false),
            "Grading x.so\n"
            "\n"
            "malloc                 5 / 7\n"
            "  split-first          0 / 2    failed: split\n"
            "  1 passed\n"
            "\n"
            "all                    5 / 5\n"
            "  1 passed\n"
            "\n"
            "total                 10 / 12\n"
            "\n"
            "malloc/split-first\n"
            "  The block was not split.\n"
            "  The call is at split-first.c:12.\n"
            "\n"
            "  expected  actual\n"
            "    a         b\n"
            "\n"
            "Things to look at:\n"
            "  denied call: socket, in all/mixed\n");
}

TEST(ReportTest, MistakesComeFirstWithWhatMendingThemBrings) {
  const std::string text = ToText(TwoMistakes(), "Grading x.so", false, false);
  EXPECT_EQ(text.substr(0, text.find("\nmalloc   ")),
            "Grading x.so\n"
            "\n"
            "What to mend, by what mending each alone brings:\n"
            "\n"
            "1. The allocator never splits: a block with at least 40 bytes to spare is split, and the rest is a\n"
            "free block behind it (split, 2.4).\n"
            "  10 now; 12 with this mended. It has a part in 1 test: malloc/split-first.\n"
            "  To look for yourself: make debug AT=malloc/split-first:4\n"
            "\n"
            "2. Likely the allocator takes the last of equally large free blocks: of the smallest free blocks\n"
            "that fit, the one with the lowest address is taken (tie, 2.3).\n"
            "  Mending it alone loses points for a while, as it hides another mistake: 10 now, 9 then. It has a\n"
            "  part in 1 test: malloc/split-first.\n"
            "  To look for yourself: make debug AT=malloc/split-first:4\n");
  EXPECT_HAS_NOT(text, "The block was not split.") << "a mistake accounts for it";
  EXPECT_HAS(ToText(TwoMistakes(), "", false, true), "The block was not split.\n  The allocator never splits.\n");
}

TEST(ReportTest, TheSameThingIsToldOnce) {
  Report report = OneMiss();
  report.tests = {Missed("malloc", "a", 1, Status::kError, "no ltrace"),
                  Missed("malloc", "b", 1, Status::kError, "no ltrace"),
                  Missed("malloc", "c", 1, Status::kError, "no ptrace")};
  report.flags = {{"malloc/a", "odd"}, {"malloc/b", "even"}, {"malloc/c", "odd"}, {"malloc/d", "odd"}};
  const std::string text = ToText(report, "", false, true);
  EXPECT_EQ(text.substr(text.find("\nmalloc/a")),
            "\nmalloc/a\n  no ltrace\n"
            "\nmalloc/b\n  As above.\n"
            "\nmalloc/c\n  no ptrace\n"
            "\nThings to look at:\n"
            "  odd, in 3 tests, first in malloc/a\n"
            "  even, in malloc/b\n");
}

TEST(ReportTest, ShowsTheFirstLinesThatTheProgramPrinted) {
  TestResult test = Missed("malloc", "a", 1, Status::kCrashed, "It crashed.");
  test.printed = "free(): invalid\x1b pointer\n";
  EXPECT_EQ(Explain({}, test), "It crashed.\nThe program printed:\n  free(): invalid? pointer\n");
  test.printed = "1\n2\n3\n4\n5\n6\n";
  EXPECT_EQ(Explain({}, test), "It crashed.\nThe program printed:\n  1\n  2\n  3\n  4\n  5\n  ...\n");
  test.printed = std::string(500, 'x');
  EXPECT_EQ(Explain({}, test), "It crashed.\nThe program printed:\n  " + std::string(96, 'x') + "\n");
}

TEST(ReportTest, MessagesFitIntoAHundredColumns) {
  std::string words;
  while (words.size() < 250) words += "seven77 ";
  const std::string long_word(120, 'x');
  for (const std::string& message : {words, words + long_word, std::string(98, 'y')}) {
    const std::string text = Explain({}, Missed("malloc", "arrays", 5, Status::kFailed, message));
    std::string joined;
    for (size_t from = 0; from < text.size();) {
      const size_t end = text.find('\n', from);
      const std::string line = text.substr(from, end - from);
      EXPECT_TRUE(line.size() <= 98 || line == long_word) << line;
      joined += (joined.empty() ? "" : " ") + line;
      from = end + 1;
    }
    EXPECT_EQ(joined, message);
  }
}

TEST(ReportTest, FlagsFitIntoAHundredColumns) {
  const std::string words = "8 of 8 random programs failed, most of them in tie, which the snippets saw nothing of";
  const Report report = ReportOf({}, {{"random/everything", words}});
  const std::string table = ToText(report, "", false, true);
  EXPECT_HAS(table, "\n  " + words + ", in\n  random/everything\n");
}

TEST(ReportTest, ColorOnlyWhereItIsAskedFor) {
  EXPECT_EQ(ToText(OneMiss(), "", false, true).find('\x1b'), std::string::npos);
  EXPECT_NE(ToText(OneMiss(), "", true, true).find("\x1b[31mfailed: split\x1b[0m"), std::string::npos);
}

TEST(ReportTest, WhatAProgramPrintedCannotSteerTheTerminal) {
  Report report;
  report.tests = {Missed("all", "mixed", 5, Status::kExit, "it says \x1b[2J\x07\xc2\x9b")};
  report.flags = {{"all/mixed", "\x1b]0;x"}};
  EXPECT_EQ(ToText(report, "", false, true).find_first_of("\x1b\x07\x9b"), std::string::npos);
}

TEST(ReportTest, JsonHasEveryTest) {
  EXPECT_EQ(Json::parse(ToJson(TwoMistakes())), Json::parse(R"json({
    "total": 10,
    "max": 12,
    "tiers": [
      {"name": "malloc", "points": 5, "max": 7},
      {"name": "all", "points": 5, "max": 5}
    ],
    "mistakes": [
      {"rule": "split", "habit": "never splits",
       "contract": "a block with at least 40 bytes to spare is split, and the rest is a free block behind it (split, 2.4)",
       "likely": false, "costs": 2, "total_without": 12,
       "instead": "", "look_at": "malloc/split-first:4", "tests": ["malloc/split-first"]},
      {"rule": "tie", "habit": "takes the last of equally large free blocks",
       "contract": "of the smallest free blocks that fit, the one with the lowest address is taken (tie, 2.3)",
       "likely": true, "costs": -1, "total_without": 9,
       "instead": "", "look_at": "malloc/split-first:4", "tests": ["malloc/split-first"]}
    ],
    "tests": [
      {"tier": "malloc", "name": "arrays", "points": 5, "max": 5, "status": "passed", "rule": null, "message": "",
       "mistakes": []},
      {"tier": "malloc", "name": "split-first", "points": 0, "max": 2, "status": "failed", "rule": "split",
       "message": "The block was not split.", "mistakes": [0]},
      {"tier": "all", "name": "mixed", "points": 5, "max": 5, "status": "passed", "rule": null, "message": "",
       "mistakes": []}
    ],
    "flags": ["all/mixed: denied call: socket"],
    "behaviour": null, "seconds": 0.0,
    "record": {"submission": null, "library": null, "scenarios": null, "refs": null, "checker": null, "tier": null,
               "snippet": null, "seed": null, "programs": 0, "budget": 0}
  })json"));
}

TEST(ReportTest, JsonEscapesAnything) {
  const Report report = ReportOf({}, {{"a/b", "\"\\\n\x01\x7f\xc3"}});
  EXPECT_HAS(ToJson(report), "  \"flags\": [\n    \"a/b: \\\"\\\\\\n\\u0001\\u007f\\u00c3\"\n  ],\n");
}

TEST(ReportTest, CouldNotRunIsNoZero) {
  Report report = OneMiss();
  report.tests[2] = Missed("all", "mixed", 5, Status::kError, "ptrace is forbidden");
  EXPECT_EQ(ExitStatus(report), 2);
  const std::string table = ToText(report, "", false, true);
  EXPECT_HAS(table, "  mixed                ? / 5    could not run\n");
  EXPECT_HAS(table, "\nmalloc                 5 / 7\n");
  EXPECT_HAS(table, "\nall                    ? / 5\n");
  EXPECT_HAS(table, "\ntotal                  ? / 12\n");
  const Json json = Json::parse(ToJson(report));
  EXPECT_EQ(json["total"], nullptr);
  EXPECT_EQ(json["tiers"][1], Json({{"name", "all"}, {"points", nullptr}, {"max", 5}}));
  EXPECT_EQ(json["tests"][2]["points"], nullptr);
  EXPECT_EQ(json["tests"][2]["status"], "error");
}

TEST(ReportTest, ExitStatus) {
  EXPECT_EQ(ExitStatus(OneMiss()), 1);
  EXPECT_EQ(ExitStatus(ReportOf({Passed("all", "mixed", 5)}, {{"all/mixed", "a flag costs nothing"}})), 0);
}

}  // namespace
}  // namespace checker
