#include "checker/grading/suite.h"

#include <algorithm>
#include <atomic>
#include <mutex>
#include <thread>
#include <utility>

#include "checker/contract/ref.h"
#include "checker/grading/snippet.h"
#include "checker/run/runner.h"
#include "checker/system/files.h"

namespace checker {
namespace {

void ExplainSnippet(const Standing& standing, Outcome* outcome) {
  const TracePair& run = outcome->runs[0];
  outcome->verdict = Judge(run.expected, run.actual, outcome->printed, Units(), standing);
}

Outcome RunSnippet(const Snippet& snippet, const Trace& expected, const Library& library) {
  Outcome outcome;
  if (const std::optional<Verdict> lacking = LacksFunction(expected, library)) {
    outcome.verdict = *lacking;
    return outcome;
  }
  RunRequest request;
  request.program = snippet.ProgramPath();
  request.library = library.path;
  const RunResult result = Run(request);
  outcome.flags = result.flags;
  outcome.printed = result.output;
  if (!result.error.empty()) {
    outcome.verdict.status = Status::kError;
    outcome.verdict.message = result.error;
    return outcome;
  }
  outcome.verdict = Judge(expected, result.trace, result.output);
  if (outcome.verdict.status != Status::kPassed) outcome.explain = ExplainSnippet;
  if (outcome.verdict.caller != 0) outcome.place = SourceLine(request.program, outcome.verdict.caller);
  outcome.runs.push_back({expected, result.trace});
  return outcome;
}

// Calls `work` with each number below `count`.
void OnAllCores(size_t count, const std::function<void(size_t)>& work) {
  std::atomic<size_t> next = 0;
  const auto take = [&] {
    for (size_t i; (i = next++) < count;) work(i);
  };
  std::vector<std::thread> workers;
  for (unsigned i = 0; i < std::max(1u, std::thread::hardware_concurrency()); ++i) workers.emplace_back(take);
  for (std::thread& worker : workers) worker.join();
}

TestResult ResultOf(const GradedTest& test, const Outcome& outcome) {
  const int points = outcome.verdict.status == Status::kPassed ? test.points : 0;
  return {test.tier, test.name, points, test.points, outcome.verdict, outcome.place, outcome.printed, test.rules};
}

}  // namespace

std::optional<Verdict> LacksFunction(const Trace& expected, const Library& library) {
  for (size_t i = 0; i < expected.calls.size(); ++i) {
    const Function function = expected.calls[i].function;
    if (library.functions.count(function) > 0) continue;
    Verdict verdict;
    verdict.status = Status::kFailed;
    verdict.call = static_cast<int>(i) + 1;
    verdict.message = "The library does not export " + std::string(NameOf(function)) + ", which this program calls.";
    return verdict;
  }
  return std::nullopt;
}

bool AddSnippets(const std::string& tier, std::vector<GradedTest>* tests, std::string* error) {
  std::vector<Snippet> snippets;
  if (!FindPairs(tier, &snippets, error)) return false;
  for (const Snippet& snippet : snippets) {
    std::string text, fault;
    std::optional<Ref> ref;
    if (ReadFile(snippet.RefPath(), &text, &fault)) ref = ParseRef(text, &fault);
    if (!ref) {
      *error = "refs/" + snippet.Label() + ".ref: " + fault;
      return false;
    }
    const auto run = [snippet, trace = ref->trace](const Library& library) {
      return RunSnippet(snippet, trace, library);
    };
    tests->push_back({snippet.tier, snippet.name, ref->points, run, ref->rules});
  }
  return true;
}

Report RunTests(const std::vector<GradedTest>& tests, const Library& library,
                const std::function<void(size_t)>& report_done) {
  std::vector<Outcome> outcomes(tests.size());
  std::mutex mutex;
  size_t done = 0;
  const auto report_one_more = [&] {
    const std::lock_guard<std::mutex> lock(mutex);
    report_done(++done);
  };
  OnAllCores(tests.size(), [&](size_t i) {
    outcomes[i] = tests[i].run(library);
    if (!outcomes[i].explain) report_one_more();
  });
  std::vector<TracePair> runs;
  for (const Outcome& outcome : outcomes) runs.insert(runs.end(), outcome.runs.begin(), outcome.runs.end());
  const Standing standing = StandingOf(runs);
  OnAllCores(tests.size(), [&](size_t i) {
    if (!outcomes[i].explain) return;
    outcomes[i].explain(standing, &outcomes[i]);
    report_one_more();
  });

  Report report;
  for (size_t i = 0; i < tests.size(); ++i) {
    report.tests.push_back(ResultOf(tests[i], outcomes[i]));
    for (const std::string& flag : outcomes[i].flags) report.flags.push_back({tests[i].Label(), flag});
  }
  return report;
}

}  // namespace checker
