// The grader graded: the plain list with each of its faults must lose points in the tiers that the table names, in no
// other, and for the reason that it names; unbroken it must have full marks.
#include <algorithm>
#include <atomic>
#include <cstdio>
#include <iterator>
#include <set>
#include <thread>

#include "checker/contract/ref.h"
#include "checker/grading/random_tier.h"
#include "checker/grading/snippet.h"
#include "checker/programs/random.h"
#include "checker/run/library.h"
#include "checker/run/runner.h"
#include "checker/system/files.h"
#include "checker/system/testing.h"
#include "checker/testdata/faulty.h"
#include "gtest/gtest.h"

namespace checker {
namespace {

constexpr std::chrono::milliseconds kWallLimit{1000};
constexpr size_t kMayBeMisnamed = 3;
constexpr int kProgramsForFullMarks = 16;
constexpr int kProgramsTried = kDefaultPrograms;  // for the first that fails
constexpr std::string_view kTiersAndRandom[] = {"malloc", "calloc", "realloc", "all", kRandomTier};

// Those that no explanation names yet.
const std::set<std::string> kUnnamed = {
    "absorb_marks_free",  "coalesce_at_free_next", "coalesce_at_free_only", "coalesce_not_last",   "copy_much",
    "expand_leaves_free", "fit_not_large",         "fit_skips_last",        "free_by_size",        "free_unmaps_heap",
    "grow_last_maps",     "move_callocs",          "move_to_grow",          "preallocate_payload", "size_as_asked",
    "split_adds_bytes",   "split_cuts_whole",      "split_loses_list"};

// What the checker made of a fault.
struct Finding {
  bool caught = false;
  bool named = false;    // by most of the explanations
  std::string problems;  // where it went against the table; a line each
};

std::string TierOf(const std::string& test) { return test.substr(0, test.find('/')); }

Verdict RunSnippet(const std::string& test, const Library& library) {
  std::string error;
  const std::optional<Ref> ref = ParseRef(Contents(Runfile("refs/" + test + ".ref")), &error);
  EXPECT_TRUE(ref) << test << ": " << error;
  RunRequest request;
  request.program = Runfile("snippets/" + test);
  request.library = library.path;
  request.wall_limit = kWallLimit;
  const RunResult result = Run(request);
  EXPECT_EQ(result.error, "") << test;
  return Judge(ref->trace, result.trace, result.output);
}

// "random/malloc-7" is the program of the style malloc and the seed 7.
Verdict RunTest(const std::string& test, const Library& library) {
  if (TierOf(test) != kRandomTier) return RunSnippet(test, library);
  const size_t dash = test.find('-');
  for (Style style : kStyles) {
    if (test.substr(0, dash) != std::string(kRandomTier) + "/" + std::string(NameOf(style))) continue;
    const uint64_t seed = std::stoull(test.substr(dash + 1));
    return PlayScript(RandomScript(Ladder()[(seed - 1) % Ladder().size()], seed), library);
  }
  ADD_FAILURE() << "no test " << test;
  return {};
}

// The tests of a tier. Scenarios that are about the rule come first: they fail soonest.
std::vector<std::string> TestsOf(const std::string& tier, Rule rule) {
  std::vector<std::string> tests;
  if (tier == kRandomTier) {
    for (int seed = 1; seed <= kProgramsTried; ++seed) {
      const Style style = kStyles[(seed - 1) % std::size(kStyles)];
      tests.push_back(tier + "/" + std::string(NameOf(style)) + "-" + std::to_string(seed));
    }
    return tests;
  }
  std::vector<Snippet> snippets = FindRefs(tier);
  std::stable_partition(snippets.begin(), snippets.end(), [&](const Snippet& snippet) {
    std::string error;
    const std::optional<Ref> ref = ParseRef(Contents(Runfile("refs/" + snippet.Label() + ".ref")), &error);
    return ref && std::count(ref->rules.begin(), ref->rules.end(), rule) > 0;
  });
  for (const Snippet& snippet : snippets) tests.push_back(snippet.Label());
  return tests;
}

// The first miss in a tier; one that passed where there is none.
Verdict FirstMiss(const std::vector<std::string>& tests, const Library& library) {
  Verdict verdict;
  for (const std::string& test : tests) {
    verdict = RunTest(test, library);
    if (verdict.status != Status::kPassed) break;
  }
  return verdict;
}

// In a tier that loses points something fails; in the others a test, another one for each `turn`, passes.
Finding Examine(const Fault& fault, size_t turn) {
  const Library library = OpenLibrary(FaultyLibrary({fault.name}));
  const Rule rule = *RuleOf(fault.rule);
  Finding finding;
  size_t named = 0;
  for (const std::string_view name : kTiersAndRandom) {
    const std::string tier(name);
    std::vector<std::string> tests = TestsOf(tier, rule);
    const bool loses = std::count(fault.tiers.begin(), fault.tiers.end(), tier) > 0;
    if (!loses) tests = {tests[turn % tests.size()]};
    const Verdict verdict = FirstMiss(tests, library);
    const bool lost = verdict.status != Status::kPassed;
    if (loses && !lost) finding.problems += fault.name + " loses no points in " + tier + "\n";
    if (!loses && lost) finding.problems += fault.name + " fails " + tests[0] + ": " + verdict.message + "\n";
    finding.caught |= lost;
    named += lost && verdict.rule == rule;
  }
  finding.named = named * 2 > fault.tiers.size();
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
  const std::vector<Fault>& faults = AllFaults();
  for (const Fault& fault : faults) ASSERT_TRUE(RuleOf(fault.rule)) << fault.name << ": no rule " << fault.rule;
  const std::vector<Finding> findings = ExamineAll(faults);
  size_t caught = 0, named = 0;
  for (size_t i = 0; i < faults.size(); ++i) {
    EXPECT_EQ(findings[i].problems, "");
    caught += findings[i].caught;
    named += findings[i].named || kUnnamed.count(faults[i].name) > 0;
    if (!findings[i].named) std::printf("%s is not called %s\n", faults[i].name.c_str(), faults[i].rule.c_str());
  }
  std::printf("faults caught: %zu of %zu; rules named rightly, or not expected to be: %zu of %zu\n", caught,
              faults.size(), named, faults.size());
  EXPECT_EQ(caught, faults.size());
  EXPECT_GE(named + kMayBeMisnamed, faults.size());
}

TEST(FaultsTest, OneLibraryHasTwo) {
  const Library library = OpenLibrary(FaultyLibrary({"tie_last", "calloc_dirty"}));
  EXPECT_EQ(FirstMiss(TestsOf("malloc", Rule::kTie), library).rule, Rule::kTie);
  EXPECT_EQ(FirstMiss(TestsOf("calloc", Rule::kCallocZero), library).rule, Rule::kCallocZero);
}

TEST(FaultsTest, WhatIsUnknownIsSaid) {
  std::string error;
  EXPECT_EQ(FaultyLibrary({"first_fit", "no_such"}, "", &error), "");
  EXPECT_EQ(error, "there is no fault no_such: the names are in checker/testdata/faults.inc");
}

TEST(FaultsTest, PairsThatHideEachOtherAreKnown) {
  const auto are_compatible = [](const std::string& one, const std::string& other) {
    const auto find = [](const std::string& name) {
      return *std::find_if(AllFaults().begin(), AllFaults().end(), [&](const Fault& f) { return f.name == name; });
    };
    return AreCompatible(find(one), find(other));
  };
  EXPECT_TRUE(are_compatible("first_fit", "calloc_dirty"));
  EXPECT_FALSE(are_compatible("first_fit", "tie_last")) << "both choose among those that fit";
  EXPECT_FALSE(are_compatible("absorb_one", "move_always")) << "nothing grows in place";
  EXPECT_FALSE(are_compatible("move_always", "absorb_one"));
}

TEST(FaultsTest, TheUnbrokenListHasFullMarks) {
  std::vector<GradedTest> tests;
  std::string error;
  RandomTallies tallies;
  for (const std::string_view tier : kTiers) ASSERT_TRUE(AddSnippets(std::string(tier), &tests, &error)) << error;
  AddRandomPrograms(kDefaultSeed, kProgramsForFullMarks, &tests, &tallies);
  const Report report = RunTests(tests, OpenLibrary(Runfile("plain/libosmem.so")), [](size_t) {});
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
