#include "checker/grading/assess.h"

#include <algorithm>
#include <set>
#include <utility>

#include "checker/grading/causes.h"
#include "checker/judge/example.h"
#include "checker/judge/shrink.h"
#include "checker/run/source_lines.h"
#include "checker/system/files.h"

namespace checker {
namespace {

// What is spent on the smallest program that fails, in plays of the library; one that ends with the time is dear.
constexpr int kSmallestPlays = 30, kPlaysOfATimeout = 15;

// In fewer runs too many mistakes look alike.
constexpr size_t kEnoughRuns = 10;

// How often examples that come out otherwise than foretold lead to another account.
constexpr int kMostExperiments = 3;

class Assessment {
 public:
  Assessment(const std::vector<GradedTest>& tests, const Runs& runs, const PlayProgram& play)
      : tests_(tests), runs_(runs), play_(play) {
    for (const GradedTest& test : tests) {
      for (const Program& program : test.programs) {
        programs_.push_back(program.script.empty() ? ScriptOf(program.expected) : program.script);
      }
    }
  }

  Report Run() {
    for (int experiments = 0; !as_foretold_ && experiments <= kMostExperiments; ++experiments) {
      found_ = FindCauses(runs_, experiments_);
      as_foretold_ = AddExamples();
    }
    report_.known = found_.account.mistakes;
    for (size_t test = 0; test < tests_.size(); ++test) report_.tests.push_back(ResultOf(test));
    const int with_all = PredictedTotal(tests_, runs_, found_, std::vector<bool>(found_.causes.size(), true));
    for (size_t cause = 0; cause < found_.causes.size(); ++cause) FindOut(cause, with_all);
    AddSmallest();
    SortMistakes();
    for (size_t test = 0; test < tests_.size(); ++test) AddFlags(test);
    report_.behaviour = Behaviour();
    return std::move(report_);
  }

 private:
  // The first of a test's programs that matters: one that could not be run, or did not pass.
  size_t TellingRun(size_t test) const {
    size_t telling = 0;
    for (size_t i = runs_[test].size(); i-- > 0;) {
      if (runs_[test][i].state != ProgramRun::State::kSkipped && !runs_[test][i].Passed()) telling = i;
    }
    for (size_t i = runs_[test].size(); i-- > 0;) {
      if (runs_[test][i].state == ProgramRun::State::kCouldNotRun) telling = i;
    }
    return telling;
  }

  TestResult ResultOf(size_t number) const {
    const GradedTest& test = tests_[number];
    const size_t telling = TellingRun(number);
    const Program& program = test.programs[telling];
    const ProgramRun& run = runs_[number][telling];
    TestResult result(test);
    result.played = static_cast<int>(test.programs.size());
    result.passed = static_cast<int>(
        std::count_if(runs_[number].begin(), runs_[number].end(), [](const ProgramRun& one) { return one.Passed(); }));
    result.verdict = found_.judged[number][telling].verdict;
    result.printed = run.played.output;
    if (program.label != test.Label()) result.program = program.label;
    if (run.state == ProgramRun::State::kSkipped) {
      result.verdict.status = Status::kTimeout;
      result.verdict.rule = Rule::kTimeout;
      result.verdict.message = "Not played any more: no program ends with this library.";
    }
    if (IsLookedUp(number, telling)) {
      result.verdict.message =
          "Passes as published, but not with the same calls further up in the heap: answers are looked up, not "
          "computed. There, " +
          result.verdict.message;
    }
    if (program.script.empty() && result.verdict.caller != 0) {
      result.place = SourceLines(program.executable, {result.verdict.caller})[0];
    }
    result.points = PointsOf(test, result.passed);
    const std::set<size_t> causes = CausesOf(number);
    result.mistakes.assign(causes.begin(), causes.end());
    return result;
  }

  // What works as published only is no allocator. A mistake that shows further up only is one like any other; and who
  // dies there, or quits, does not answer.
  bool IsLookedUp(size_t test, size_t program) const {
    const Verdict& verdict = found_.judged[test][program].verdict;
    return tests_[test].programs[program].is_twin && runs_[test][program].state == ProgramRun::State::kPlayed &&
           verdict.status == Status::kFailed && !verdict.is_explained;
  }

  std::set<size_t> CausesOf(size_t test) const {
    std::set<size_t> causes;
    for (const JudgedRun& judged : found_.judged[test]) causes.insert(judged.causes.begin(), judged.causes.end());
    return causes;
  }

  // `with_all` is the total that is predicted where nothing is mended.
  void FindOut(size_t number, int with_all) {
    const Cause& cause = found_.causes[number];
    MistakeFound& found = report_.mistakes[number];
    found.rule = cause.rule();
    found.habit = cause.habit();
    const bool proved = found_.account.complete && as_foretold_ && found_.account.reaches.size() >= kEnoughRuns;
    found.is_likely = cause.mistake != nullptr && !proved;
    if (cause.mistake != nullptr && found_.account.instead[number] != nullptr) {
      found.instead = std::string(found_.account.instead[number]->habit);
    }
    std::vector<bool> has(found_.causes.size(), true);
    has[number] = false;
    found.costs = PredictedTotal(tests_, runs_, found_, has) - with_all;
    const Sum total = TotalOf(report_);
    found.total_without = std::clamp(total.points + found.costs, 0, total.max);
    for (const TestResult& test : report_.tests) {
      if (std::count(test.mistakes.begin(), test.mistakes.end(), number) > 0) found.tests.push_back(test.Label());
    }
    found.look_at = FirstCallOf(number);
  }

  // The scenario in which the mistake shows after the fewest calls; of those that it decides alone, if there are any.
  std::string FirstCallOf(size_t cause) const {
    const auto is_later = [&](size_t a, size_t b) {
      const auto key = [&](size_t test) {
        return std::make_pair(found_.judged[test][0].causes.size(), found_.judged[test][0].verdict.call);
      };
      return key(a) < key(b);
    };
    std::vector<size_t> shown;
    for (size_t test = 0; test < tests_.size(); ++test) {
      const JudgedRun& judged = found_.judged[test][0];
      if (tests_[test].tier != kRandomTier && judged.causes.count(cause) > 0 && judged.verdict.call > 0) {
        shown.push_back(test);
      }
    }
    if (shown.empty()) return "";
    const size_t first = *std::min_element(shown.begin(), shown.end(), is_later);
    return tests_[first].Label() + ":" + std::to_string(found_.judged[first][0].verdict.call);
  }

  // An example of each known mistake. The library plays it: what does otherwise than was foretold is a run like any
  // other, which the account left open. False where there was one.
  bool AddExamples() {
    const size_t known = found_.account.mistakes.size();
    report_.mistakes.assign(found_.causes.size(), {});
    if (known == 0) return true;
    bool as_foretold = true;
    for (size_t i = 0; i < known; ++i) {
      MistakeFound& found = report_.mistakes[i];
      found.example = ExampleOf(found_.account.mistakes, i, programs_);
      if (!found.example) continue;
      const ProgramRun run = play_(ProgramOf(found.example->script));
      if (run.state != ProgramRun::State::kPlayed) continue;
      found.example_seen = run.played.actual.calls == found.example->played.actual.calls;
      if (found.example_seen || found.example->mistakes != found_.account.mistakes) continue;
      as_foretold = false;
      experiments_.push_back(run.played);
    }
    return as_foretold;
  }

  static Program ProgramOf(const Script& script) {
    return {"example", ReplayProgram(), script, ExpectedTrace(script), false};
  }

  // Where nothing known accounts for a failure, what the library does with ever smaller programs is seen by playing
  // them: for the failure that comes after the fewest calls.
  void AddSmallest() {
    size_t chosen = tests_.size(), program = 0;
    for (size_t test = 0; test < tests_.size(); ++test) {
      const size_t telling = TellingRun(test);
      const bool open = runs_[test][telling].state == ProgramRun::State::kPlayed &&
                        !found_.judged[test][telling].verdict.is_explained && !tests_[test].programs[telling].is_twin &&
                        found_.judged[test][telling].verdict.call > 0;
      const auto calls = [&](size_t one, size_t its) { return found_.judged[one][its].verdict.call; };
      if (!open || (chosen < tests_.size() && calls(chosen, program) <= calls(test, telling))) continue;
      chosen = test;
      program = telling;
    }
    if (chosen == tests_.size()) return;
    const Verdict& verdict = found_.judged[chosen][program].verdict;
    int plays = kSmallestPlays;
    const Shows fails_so = [&](const Script& script) {
      if (plays <= 0) return false;
      const ProgramRun run = play_(ProgramOf(script));
      plays -= run.played.actual.ending == "timeout" ? kPlaysOfATimeout : 1;
      if (run.state != ProgramRun::State::kPlayed || run.Passed()) return false;
      const Verdict other = Judge(run.played, found_.account.mistakes);
      return other.rule == verdict.rule && !other.is_explained;
    };
    Script script = ScriptOf(runs_[chosen][program].played.expected);
    script.resize(std::min(script.size(), static_cast<size_t>(verdict.call) + 1));
    if (fails_so(script)) report_.tests[chosen].smallest = Shrink(script, fails_so, kSmallestPlays).script;
  }

  // What brings most comes first; the numbers in the tests follow.
  void SortMistakes() {
    std::vector<size_t> order(found_.causes.size()), place(found_.causes.size());
    for (size_t i = 0; i < order.size(); ++i) order[i] = i;
    std::stable_sort(order.begin(), order.end(), [&](size_t a, size_t b) {
      const MistakeFound &x = report_.mistakes[a], &y = report_.mistakes[b];
      return x.costs != y.costs ? x.costs > y.costs : x.tests.size() > y.tests.size();
    });
    std::vector<MistakeFound> sorted;
    for (size_t i = 0; i < order.size(); ++i) {
      place[order[i]] = i;
      sorted.push_back(std::move(report_.mistakes[order[i]]));
    }
    report_.mistakes = std::move(sorted);
    for (TestResult& test : report_.tests) {
      for (size_t& mistake : test.mistakes) mistake = place[mistake];
      std::sort(test.mistakes.begin(), test.mistakes.end());
    }
  }

  void AddFlags(size_t test) {
    for (size_t i = 0; i < runs_[test].size(); ++i) {
      if (IsLookedUp(test, i)) report_.flags.push_back({tests_[test].Label(), "answers are looked up, not computed"});
      for (const std::string& flag : runs_[test][i].flags) {
        report_.flags.push_back({tests_[test].programs[i].label, flag});
      }
    }
  }

  // All that was seen of the runs that did not pass.
  std::string Behaviour() const {
    std::string seen;
    for (size_t test = 0; test < tests_.size(); ++test) {
      for (size_t i = 0; i < runs_[test].size(); ++i) {
        const ProgramRun& run = runs_[test][i];
        if (run.state == ProgramRun::State::kSkipped || run.Passed()) continue;
        seen += tests_[test].programs[i].label + "\n" + run.why + ToText(run.played.actual) + run.played.output;
      }
    }
    return seen.empty() ? "" : DigestOf(seen);
  }

  const std::vector<GradedTest>& tests_;
  const Runs& runs_;
  const PlayProgram& play_;
  std::vector<Script> programs_;  // those of all tests
  FoundCauses found_;
  bool as_foretold_ = false;  // each example that was played came out as the causes found have it
  std::vector<Played> experiments_;
  Report report_;
};

}  // namespace

Report Assess(const std::vector<GradedTest>& tests, const Runs& runs, const PlayProgram& play) {
  return Assessment(tests, runs, play).Run();
}

}  // namespace checker
