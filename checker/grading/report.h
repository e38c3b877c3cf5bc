// What a grading found, and how it is told to people.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "checker/grading/provenance.h"
#include "checker/grading/score.h"
#include "checker/grading/suite.h"
#include "checker/judge/example.h"
#include "checker/judge/verdict.h"

namespace checker {

struct TestResult {
  TestResult() = default;
  explicit TestResult(const GradedTest& test) : tier(test.tier), name(test.name), max(test.points) {}

  std::string tier, name;
  int points = 0;  // earned; without a meaning where the test could not be run
  int max = 0;
  Verdict verdict;                 // of the first program that did not pass
  std::string program;             // its label, where it is not the test's own
  std::string place;               // of the call that parted, in the snippet's source: "split-first.c:23"; may be empty
  std::string printed;             // by the program
  std::vector<size_t> mistakes;    // that account for it, by their place in the report; empty where nothing known does
  int played = 1, passed = 0;      // programs
  std::optional<Script> smallest;  // that fails so, where nothing known accounts for it and one was looked for

  std::string Label() const { return tier + "/" + name; }
};

// Something that the library does wrong.
struct MistakeFound {
  Rule rule;
  std::string habit;               // continues "the allocator ..."
  std::string instead;             // another habit that explains as much; may be empty
  bool is_likely = false;          // an inference: there is more that nothing known explains
  int total_without = 0;           // the points that the library would have without this one mistake
  int costs = 0;                   // what mending it alone brings; below 0 where it loses points for a while
  std::vector<std::string> tests;  // that it has a part in, by their labels
  std::optional<Example> example;
  bool example_seen = false;  // the library does in the example what is told of it
  std::string look_at;        // "malloc/block-reuse:17", the first call of a scenario that goes wrong by it
};

// An attempt or an oddity that costs no points by itself.
struct Flag {
  std::string test;  // malloc/split-first
  std::string message;
};

struct Report {
  std::vector<TestResult> tests;       // those of a tier in a row
  std::vector<MistakeFound> mistakes;  // what brings most first
  Mistakes known;                      // those of them that the model knows
  std::vector<Flag> flags;
  Provenance record;
  std::string behaviour;       // a digest of all runs that did not pass; empty where all did
  std::string unbuilt;         // the compiler's words, where there is no library
  double seconds = 0;          // that it took
  std::optional<Score> score;  // beside the points, where it was asked for
};

struct Sum {
  std::string name;
  int points = 0, max = 0;
  bool known = true;  // whether each test of it could be run
};

std::vector<Sum> TiersOf(const Report& report);
Sum TotalOf(const Report& report);

// `heading` is put above it. With `color` come escape sequences; what a program printed never brings its own. `all`
// explains each miss; otherwise the mistakes are explained, and what nothing known accounts for.
std::string ToText(const Report& report, const std::string& heading, bool color, bool all);

// Points are null where a test could not be run, and so are the sums that it is part of.
std::string ToJson(const Report& report);

// One miss, explained over several lines.
std::string Explain(const Report& report, const TestResult& test);

// 0: full marks; 1: less; 2: a test could not be run.
int ExitStatus(const Report& report);

}  // namespace checker
