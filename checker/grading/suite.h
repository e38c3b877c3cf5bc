// The tests that a submission is graded by, and their running. A test may be anything that comes to a verdict.
#ifndef CHECKER_GRADING_SUITE_H_
#define CHECKER_GRADING_SUITE_H_

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "checker/grading/report.h"
#include "checker/judge/verdict.h"
#include "checker/run/library.h"

namespace checker {

// What running a test gave; the fields are those of TestResult and Flag.
struct Outcome {
  Verdict verdict;
  std::string place, printed;
  std::vector<std::string> flags;
  std::vector<TracePair> runs;
  // Judges the failure again, where there is one, in the light of the runs of all tests.
  std::function<void(const Standing&, Outcome*)> explain;
};

struct GradedTest {
  std::string tier, name;
  int points = 0;
  std::function<Outcome(const Library&)> run;  // several may run at the same time
  std::vector<Rule> rules{};                   // that it is about

  std::string Label() const { return tier + "/" + name; }
};

// The verdict where a program calls what the library does not export: it is not run.
std::optional<Verdict> LacksFunction(const Trace& expected, const Library& library);

// Adds the snippets of a tier, each to be held against its ref. False where one is missing or cannot be read.
bool AddSnippets(const std::string& tier, std::vector<GradedTest>* tests, std::string* error);

// Runs them on all cores; `report_done` is told how many have ended.
Report RunTests(const std::vector<GradedTest>& tests, const Library& library,
                const std::function<void(size_t)>& report_done);

}  // namespace checker

#endif  // CHECKER_GRADING_SUITE_H_
