#include "checker/grading/random_tier.h"

#include <algorithm>
#include <string>
#include <utility>

#include "checker/judge/shrink.h"
#include "checker/programs/random.h"
#include "checker/run/runner.h"
#include "checker/system/files.h"

namespace checker {
namespace {

// A program that waits is ended after this: generous where it is graded, as the machine may be busy.
constexpr std::chrono::milliseconds kGradedLimit{3000};
constexpr std::chrono::milliseconds kShrunkLimit{1000};

// Enough to see that nearly all fail; a library that is that far off is not run on.
constexpr int kEnoughFailures = 8;

std::string Count(int number, const std::string& what) {
  return std::to_string(number) + " " + what + (number == 1 ? "" : "s");
}

RunResult RunScript(const Script& script, const Library& library, std::chrono::milliseconds wall_limit) {
  RunRequest request;
  request.program = Runfile("snippets/replay");
  request.library = library.path;
  request.script = ToText(script);
  request.wall_limit = wall_limit;
  return Run(request);
}

Verdict CouldNotRun(const RunResult& result) {
  Verdict verdict;
  verdict.status = Status::kError;
  verdict.message = result.error;
  return verdict;
}

// The failure of `program` in its smallest form, with a C program that shows it.
Verdict Explained(const RandomProgram& program, const Verdict& verdict, const Library& library,
                  const Standing& standing) {
  const JudgeScript judge = [&](const Script& script) { return PlayScript(script, library, standing); };
  const Shrunk shrunk = Shrink(program.script, verdict, judge, kShrinkLimit);
  const std::string seed = std::to_string(program.seed), limit = std::to_string(kShrinkLimit.count());
  Verdict result = shrunk.verdict;
  result.caller = 0;
  result.details += "\nThe program of seed " + seed + " has " + Count(static_cast<int>(program.script.size()), "call") +
                    "; the smallest that fails so, " +
                    (shrunk.in_time ? "found within " : "as far as it was found in ") + limit + " s, has " +
                    std::to_string(shrunk.script.size()) + ".\nAs a snippet:\n\n" +
                    ToSnippet(shrunk.script, "From the random program of seed " + seed);
  return result;
}

struct Failure {
  RandomProgram program;
  size_t run;  // its index in Outcome::runs
  std::string output;
};

void ExplainFailures(const std::vector<Failure>& failures, const Library& library, const Standing& standing,
                     RandomTally* tally, Outcome* outcome) {
  std::vector<Verdict> verdicts;
  for (const Failure& failure : failures) {
    const TracePair& run = outcome->runs[failure.run];
    verdicts.push_back(Judge(run.expected, run.actual, failure.output, Units(), standing));
    ++tally->broken[verdicts.back().rule];
  }
  outcome->verdict = Explained(failures[0].program, verdicts[0], library, standing);
  outcome->verdict.message +=
      " " + std::to_string(tally->failed) + " of " + Count(tally->played, "program") + " failed.";
}

Outcome RunPrograms(const std::vector<RandomProgram>& programs, const Library& library, RandomTally* tally) {
  Outcome outcome;
  std::vector<Failure> failures;
  for (const RandomProgram& program : programs) {
    const Trace expected = ExpectedTrace(program.script);
    if (const std::optional<Verdict> lacking = LacksFunction(expected, library)) {
      outcome.verdict = *lacking;
      return outcome;
    }
    const RunResult result = RunScript(program.script, library, kGradedLimit);
    if (!result.error.empty()) {
      outcome.verdict = CouldNotRun(result);
      break;
    }
    outcome.flags.insert(outcome.flags.end(), result.flags.begin(), result.flags.end());
    ++tally->played;
    outcome.verdict = Judge(expected, result.trace, result.output);
    outcome.runs.push_back({expected, result.trace});
    if (outcome.verdict.status == Status::kPassed) continue;
    ++tally->failed;
    failures.push_back({program, outcome.runs.size() - 1, result.output});
    if (outcome.verdict.status == Status::kTimeout || tally->failed == kEnoughFailures) break;
  }
  if (failures.empty()) return outcome;
  outcome.explain = [failures, &library, tally](const Standing& standing, Outcome* explained) {
    ExplainFailures(failures, library, standing, tally, explained);
  };
  return outcome;
}

bool NearlyAllFailed(const RandomTally& tally) { return tally.played > 1 && tally.failed * 10 >= tally.played * 9; }

std::optional<Rule> MostBroken(const RandomTally& tally) {
  const auto less = [](const auto& a, const auto& b) { return a.second < b.second; };
  return std::max_element(tally.broken.begin(), tally.broken.end(), less)->first;
}

// Whether nearly all programs of every style fail, as they do where nothing but the snippets is known.
bool NearlyAllFailed(const RandomTallies& tallies) {
  return std::all_of(tallies.begin(), tallies.end(), [](const auto& entry) { return NearlyAllFailed(entry.second); });
}

// Whether the snippets saw nothing of `rule`: none broke it, and those that are about it pass. Where none is about it,
// what speaks for it is that most snippets pass and hardly any random program does.
bool SeemsToKeep(std::optional<Rule> rule, const Report& report, const RandomTallies& tallies) {
  int about = 0, passed = 0, all = 0, all_passed = 0;
  for (const TestResult& test : report.tests) {
    if (test.tier == kRandomTier) continue;
    const bool is_passed = test.verdict.status == Status::kPassed;
    if (rule && !is_passed && test.verdict.rule == rule) return false;
    const bool is_about = rule && std::count(test.rules.begin(), test.rules.end(), *rule) > 0;
    about += is_about;
    passed += is_about && is_passed;
    ++all;
    all_passed += is_passed;
  }
  return about > 0 ? passed == about : all_passed * 2 > all && NearlyAllFailed(tallies);
}

}  // namespace

Verdict PlayScript(const Script& script, const Library& library, const Standing& standing) {
  const RunResult result = RunScript(script, library, kShrunkLimit);
  if (!result.error.empty()) return CouldNotRun(result);
  return Judge(ExpectedTrace(script), result.trace, result.output, Units(), standing);
}

void AddRandomPrograms(uint64_t seed, int programs, std::vector<GradedTest>* tests, RandomTallies* tallies) {
  std::vector<RandomProgram> all = RandomPrograms(seed, programs);
  for (Style style : kStyles) {
    std::vector<RandomProgram> of_style;
    for (const RandomProgram& program : all) {
      if (program.style == style) of_style.push_back(program);
    }
    if (of_style.empty()) continue;
    const std::string name(NameOf(style));
    RandomTally* tally = &(*tallies)[name];
    const auto run = [of_style, tally](const Library& library) { return RunPrograms(of_style, library, tally); };
    tests->push_back({kRandomTier, name, PointsOf(style), run});
  }
}

std::vector<Flag> SuspectHardCoding(const Report& report, const RandomTallies& tallies) {
  std::vector<Flag> flags;
  for (const auto& [style, tally] : tallies) {
    if (!NearlyAllFailed(tally)) continue;
    const std::optional<Rule> rule = MostBroken(tally);
    if (!SeemsToKeep(rule, report, tallies)) continue;
    const std::string what = rule ? ", most of them in " + std::string(KeyOf(*rule)) : "";
    flags.push_back({std::string(kRandomTier) + "/" + style,
                     std::to_string(tally.failed) + " of " + Count(tally.played, "random program") + " failed" + what +
                         ", which the snippets saw nothing of: the library may know the snippets by heart"});
  }
  return flags;
}

}  // namespace checker
