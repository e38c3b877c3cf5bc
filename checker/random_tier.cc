#include "checker/random_tier.h"

#include <algorithm>
#include <string>
#include <utility>

#include "checker/files.h"
#include "checker/random.h"
#include "checker/runner.h"
#include "checker/shrink.h"

namespace checker {
namespace {

constexpr std::chrono::milliseconds kWallLimit{1000};

// Enough to see that nearly all fail; a library that is that far off is not run on.
constexpr int kEnoughFailures = 8;

std::string Count(int number, const std::string& what) {
  return std::to_string(number) + " " + what + (number == 1 ? "" : "s");
}

// The failure of `program` in its smallest form, with a C program that shows it.
Verdict Explained(const RandomProgram& program, const Verdict& verdict, const Library& library) {
  std::vector<std::string> flags;
  const JudgeScript judge = [&](const Script& script) { return PlayScript(script, library, &flags); };
  const Shrunk shrunk = Shrink(program.script, verdict, judge, kShrinkLimit);
  const std::string seed = std::to_string(program.seed), limit = std::to_string(kShrinkLimit.count());
  Verdict result = shrunk.verdict;
  result.caller = 0;
  result.details += "\nThe program of seed " + seed + " has " + Count(static_cast<int>(program.script.size()), "call") +
                    "; the smallest that fails so, " +
                    (shrunk.in_time ? "found within " : "as far as it was found in ") + limit + " s, has " +
                    std::to_string(shrunk.script.size()) + ". As a snippet:\n\n" +
                    ToSnippet(shrunk.script, "From the random program of seed " + seed);
  return result;
}

Outcome RunPrograms(const std::vector<RandomProgram>& programs, const Library& library, RandomTally* tally) {
  Outcome outcome;
  const RandomProgram* failed = nullptr;
  for (const RandomProgram& program : programs) {
    if (const std::optional<Verdict> lacking = LacksFunction(ExpectedTrace(program.script), library)) {
      outcome.verdict = *lacking;
      return outcome;
    }
    const Verdict verdict = PlayScript(program.script, library, &outcome.flags);
    ++tally->played;
    if (verdict.status == Status::kPassed) continue;
    ++tally->failed;
    ++tally->broken[verdict.rule];
    if (!failed) outcome.verdict = verdict;
    if (!failed) failed = &program;
    if (verdict.status == Status::kError || verdict.status == Status::kTimeout) break;
    if (tally->failed == kEnoughFailures) break;
  }
  if (!failed || outcome.verdict.status == Status::kError) return outcome;
  outcome.verdict = Explained(*failed, outcome.verdict, library);
  outcome.verdict.message +=
      " " + std::to_string(tally->failed) + " of " + Count(tally->played, "program") + " failed.";
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

Verdict PlayScript(const Script& script, const Library& library, std::vector<std::string>* flags) {
  RunRequest request;
  request.program = Runfile("snippets/replay");
  request.library = library.path;
  request.script = ToText(script);
  request.wall_limit = kWallLimit;
  const RunResult result = Run(request);
  if (result.could_not_run.empty()) {
    flags->insert(flags->end(), result.flags.begin(), result.flags.end());
    return Judge(ExpectedTrace(script), result.trace, result.output);
  }
  Verdict verdict;
  verdict.status = Status::kError;
  verdict.message = result.could_not_run;
  return verdict;
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
