// The grader graded: the plain list with each of its faults must lose points in the tiers that the table names, in no
// other, and for the reason that it names; unbroken it must have full marks.
#include <algorithm>
#include <atomic>
#include <cstdio>
#include <set>
#include <sstream>
#include <thread>

#include "checker/contract/ref.h"
#include "checker/grading/random_tier.h"
#include "checker/grading/snippet.h"
#include "checker/programs/random.h"
#include "checker/run/library.h"
#include "checker/run/runner.h"
#include "checker/system/files.h"
#include "gtest/gtest.h"

namespace checker {
namespace {

constexpr std::chrono::milliseconds kWallLimit{1000};
constexpr size_t kMayBeMisnamed = 3;
constexpr int kProgramsForFullMarks = 16;

struct Fault {
  std::string name, rule;
  std::vector<std::string> tests;  // each fails, one for each tier that loses points
};

// What the checker made of a fault.
struct Finding {
  bool caught = false;
  bool named = false;    // by most of the explanations
  std::string problems;  // where it went against the table; a line each
};

std::string Read(const std::string& file) {
  std::string text, error;
  EXPECT_TRUE(ReadFile(Runfile(file), &text, &error)) << error;
  return text;
}

std::vector<Fault> ReadTable() {
  std::vector<Fault> faults;
  std::istringstream table(Read("checker/testdata/faults.txt"));
  for (std::string line; std::getline(table, line);) {
    std::istringstream words(line);
    Fault fault;
    words >> fault.name >> fault.rule;
    for (std::string test; words >> test;) fault.tests.push_back(test);
    faults.push_back(fault);
  }
  return faults;
}

std::string TierOf(const std::string& test) { return test.substr(0, test.find('/')); }

Library ListWith(const std::string& fault) { return OpenLibrary(Runfile("checker/testdata/list-" + fault + ".so")); }

Verdict RunSnippet(const std::string& test, const Library& library) {
  std::string error;
  const std::optional<Ref> ref = ParseRef(Read("refs/" + test + ".ref"), &error);
  EXPECT_TRUE(ref) << test << ": " << error;
  RunRequest request;
  request.program = Runfile("snippets/" + test);
  request.library = library.path;
  request.wall_limit = kWallLimit;
  const RunResult result = Run(request);
  EXPECT_EQ(result.could_not_run, "") << test;
  return Judge(ref->trace, result.trace, result.output);
}

// "random/malloc-7" is the program of the style malloc and the seed 7.
Verdict RunTest(const std::string& test, const Library& library) {
  if (TierOf(test) != kRandomTier) return RunSnippet(test, library);
  const size_t dash = test.find('-');
  for (Style style : kStyles) {
    if (test.substr(0, dash) != std::string(kRandomTier) + "/" + std::string(NameOf(style))) continue;
    return PlayScript(RandomScript(style, std::stoull(test.substr(dash + 1)), kCallsInProgram), library);
  }
  ADD_FAILURE() << "no test " << test;
  return {};
}

// A test, another one for each `turn`, of each tier that loses no points.
std::vector<std::string> TestsThatPass(const Fault& fault, size_t turn) {
  std::vector<std::string> tests;
  std::set<std::string> losing;
  for (const std::string& test : fault.tests) losing.insert(TierOf(test));
  for (const std::string_view name : kTiers) {
    const std::string tier(name);
    if (losing.count(tier) > 0) continue;
    const std::vector<Snippet> snippets = FindRefs(tier);
    tests.push_back(snippets[turn % snippets.size()].Label());
  }
  if (losing.count(kRandomTier) == 0) tests.push_back("random/malloc-1");
  return tests;
}

Finding Examine(const Fault& fault, size_t turn) {
  const Library library = ListWith(fault.name);
  Finding finding;
  size_t named = 0;
  for (const std::string& test : fault.tests) {
    const Verdict verdict = RunTest(test, library);
    const std::string rule = verdict.rule ? std::string(KeyOf(*verdict.rule)) : "none";
    if (verdict.status == Status::kPassed) finding.problems += fault.name + " passes " + test + "\n";
    if (verdict.status != Status::kPassed) finding.caught = true;
    named += rule == fault.rule;
  }
  for (const std::string& test : TestsThatPass(fault, turn)) {
    const Verdict verdict = RunTest(test, library);
    if (verdict.status != Status::kPassed)
      finding.problems += fault.name + " fails " + test + ": " + verdict.message + "\n";
  }
  finding.named = named * 2 > fault.tests.size();
  return finding;
}

std::vector<Finding> ExamineAll(const std::vector<Fault>& faults) {
  std::vector<Finding> findings(faults.size());
  std::atomic<size_t> next = 0;
  std::vector<std::thread> workers;
  for (unsigned i = 0; i < std::max(1u, std::thread::hardware_concurrency()); ++i) {
    workers.emplace_back([&] {
      for (size_t at; (at = next++) < faults.size();) findings[at] = Examine(faults[at], at);
    });
  }
  for (std::thread& worker : workers) worker.join();
  return findings;
}

TEST(FaultsTest, EachIsCaughtAndNamed) {
  const std::vector<Fault> faults = ReadTable();
  EXPECT_GE(faults.size(), 45u);
  const std::vector<Finding> findings = ExamineAll(faults);
  size_t caught = 0, named = 0;
  for (size_t i = 0; i < faults.size(); ++i) {
    EXPECT_EQ(findings[i].problems, "");
    EXPECT_TRUE(RuleOf(faults[i].rule)) << faults[i].rule;
    caught += findings[i].caught;
    named += findings[i].named;
    if (!findings[i].named) std::printf("%s is not called %s\n", faults[i].name.c_str(), faults[i].rule.c_str());
  }
  std::printf("faults caught: %zu of %zu; rules named rightly: %zu of %zu\n", caught, faults.size(), named,
              faults.size());
  EXPECT_EQ(caught, faults.size());
  EXPECT_GE(named + kMayBeMisnamed, faults.size());
}

TEST(FaultsTest, TheUnbrokenListHasFullMarks) {
  std::vector<GradedTest> tests;
  std::string error;
  RandomTallies tallies;
  for (const std::string_view tier : kTiers) ASSERT_TRUE(AddSnippets(std::string(tier), &tests, &error)) << error;
  AddRandomPrograms(kDefaultSeed, kProgramsForFullMarks, &tests, &tallies);
  const Report report = RunTests(tests, ListWith("none"), [](size_t) {});
  int points = 0;
  for (const TestResult& test : report.tests) {
    points += test.points;
    EXPECT_EQ(test.points, test.max) << Explain(test);
  }
  EXPECT_EQ(points, 100);
  EXPECT_TRUE(SuspectHardCoding(report, tallies).empty());
}

}  // namespace
}  // namespace checker
