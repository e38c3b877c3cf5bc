// What a grading found, and how it is shown: a table to read, JSON to keep.
#ifndef CHECKER_GRADING_REPORT_H_
#define CHECKER_GRADING_REPORT_H_

#include <string>
#include <vector>

#include "checker/judge/verdict.h"

namespace checker {

struct TestResult {
  std::string tier, name;
  int points = 0;  // earned; without a meaning where the test could not be run
  int max = 0;
  Verdict verdict;
  std::string place;          // of the call that parted, in the snippet's source: "split-first.c:23"; may be empty
  std::string printed;        // by the program
  std::vector<Rule> rules{};  // that it is about
};

// An attempt or an oddity that costs no points by itself.
struct Flag {
  std::string test;  // malloc/split-first
  std::string message;
};

struct Report {
  std::vector<TestResult> tests;  // those of a tier in a row
  std::vector<Flag> flags;
};

// The points of several tests.
struct Sum {
  std::string name;
  int points = 0, max = 0;
  bool known = true;  // whether each of them could be run

  void Add(const TestResult& test);
};

std::vector<Sum> SumsOf(const Report& report);  // of each tier
Sum TotalOf(const Report& report);

// `heading` is put above it. With `color` come escape sequences; what a program printed never brings its own.
std::string ToTable(const Report& report, const std::string& heading, bool color);

// For programs. Points are null where a test could not be run, and so are the sums that it is part of.
std::string ToJson(const Report& report);

// One miss, explained over several lines.
std::string Explain(const TestResult& test);

// 0: full marks; 1: less; 2: a test could not be run.
int ExitStatus(const Report& report);

}  // namespace checker

#endif  // CHECKER_GRADING_REPORT_H_
