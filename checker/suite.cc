#include "checker/suite.h"

#include <algorithm>
#include <atomic>
#include <mutex>
#include <thread>
#include <utility>

#include "checker/files.h"
#include "checker/ref.h"
#include "checker/runner.h"
#include "checker/snippet.h"

namespace checker {
namespace {

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
  if (!result.could_not_run.empty()) {
    outcome.verdict.status = Status::kError;
    outcome.verdict.message = result.could_not_run;
    return outcome;
  }
  outcome.verdict = Judge(expected, result.trace, result.output);
  if (outcome.verdict.caller != 0) outcome.place = SourceLine(request.program, outcome.verdict.caller);
  return outcome;
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
  std::atomic<size_t> next = 0;
  std::mutex mutex;
  size_t done = 0;
  const auto work = [&] {
    for (size_t i; (i = next++) < tests.size();) {
      outcomes[i] = tests[i].run(library);
      const std::lock_guard<std::mutex> lock(mutex);
      report_done(++done);
    }
  };
  std::vector<std::thread> workers;
  for (unsigned i = 0; i < std::max(1u, std::thread::hardware_concurrency()); ++i) workers.emplace_back(work);
  for (std::thread& worker : workers) worker.join();

  Report report;
  for (size_t i = 0; i < tests.size(); ++i) {
    report.tests.push_back(ResultOf(tests[i], outcomes[i]));
    for (const std::string& flag : outcomes[i].flags) report.flags.push_back({tests[i].Label(), flag});
  }
  return report;
}

}  // namespace checker
