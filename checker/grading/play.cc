#include "checker/grading/play.h"

#include <algorithm>
#include <chrono>
#include <mutex>
#include <optional>
#include <utility>

#include "checker/run/runner.h"
#include "checker/system/all_cores.h"

namespace checker {
namespace {

using std::chrono::milliseconds;

// How long a program may take. A library that has kept the grader waiting is given less: far more still than what the
// programs take that do end, whatever else the machine does.
constexpr milliseconds kWallLimit{3000}, kShortLimit{300};
constexpr milliseconds kOneLimit{1000};  // of an example, which costs no points
constexpr int kPatience = 2;             // so many programs may take all of it
constexpr int kHopeless = 8;             // where none of the first so many ends, none will
constexpr int kTimesSlower = 8;          // than those that ended, on average

class Clock {
 public:
  explicit Clock(std::optional<std::chrono::seconds> budget) : budget_(budget) {}

  milliseconds Limit() {
    const std::lock_guard<std::mutex> lock(mutex_);
    const milliseconds limit =
        waited_ < kPatience
            ? kWallLimit
            : std::clamp(ended_ == 0 ? kWallLimit : took_ * kTimesSlower / ended_, kShortLimit, kWallLimit);
    return std::min(limit, Left());
  }

  // What of the budget is used up; empty where there is something left.
  std::string WhyNoTime() const {
    if (Left() > milliseconds(0)) return "";
    return "Not played: the " + std::to_string(budget_->count()) + " seconds for the whole grade were over (--budget).";
  }

  bool IsHopeless() {
    const std::lock_guard<std::mutex> lock(mutex_);
    return ended_ == 0 && waited_ >= kHopeless;
  }

  void Note(milliseconds took, bool timed_out) {
    const std::lock_guard<std::mutex> lock(mutex_);
    waited_ += timed_out;
    ended_ += !timed_out;
    if (!timed_out) took_ += took;
  }

 private:
  milliseconds Left() const {
    if (!budget_) return kWallLimit;
    return std::chrono::duration_cast<milliseconds>(start_ + *budget_ - std::chrono::steady_clock::now());
  }

  const std::optional<std::chrono::seconds> budget_;
  const std::chrono::steady_clock::time_point start_ = std::chrono::steady_clock::now();
  std::mutex mutex_;
  int waited_ = 0, ended_ = 0;
  milliseconds took_{0};  // those that ended, in all
};

// What a program calls that the library does not export; empty where it has all.
std::string Lacking(const Trace& expected, const Library& library) {
  for (const Call& call : expected.calls) {
    if (library.functions.count(call.function) > 0) continue;
    return "The library does not export " + std::string(NameOf(call.function)) + ", which this program calls.";
  }
  return "";
}

ProgramRun PlayWithin(const Program& program, const Library& library, milliseconds limit) {
  ProgramRun run;
  run.why = Lacking(program.expected, library);
  if (!run.why.empty()) {
    run.state = ProgramRun::State::kLacking;
    return run;
  }
  const RunResult result = Run({program.executable, library.path, ToText(program.script), limit});
  run.why = result.error;
  run.state = run.why.empty() ? ProgramRun::State::kPlayed : ProgramRun::State::kCouldNotRun;
  if (!result.unseen.empty()) {
    run.why = result.unseen;
    run.state = ProgramRun::State::kUnseen;
  }
  run.played = {program.expected, result.trace, result.output};
  run.flags = result.flags;
  return run;
}

ProgramRun PlayInTurn(const Program& program, const Library& library, Clock* clock) {
  ProgramRun run;
  if (clock->IsHopeless()) return run;
  run.why = clock->WhyNoTime();
  if (!run.why.empty()) {
    run.state = ProgramRun::State::kNoTime;
    return run;
  }
  const auto start = std::chrono::steady_clock::now();
  run = PlayWithin(program, library, clock->Limit());
  // Once more where it was not the library's doing: for a moment a busy machine has no time to start a program, or no
  // process to start.
  if (run.state == ProgramRun::State::kCouldNotRun) run = PlayWithin(program, library, clock->Limit());
  const auto took = std::chrono::duration_cast<milliseconds>(std::chrono::steady_clock::now() - start);
  if (run.state == ProgramRun::State::kPlayed) clock->Note(took, run.played.actual.ending == "timeout");
  return run;
}

}  // namespace

ProgramRun Play(const Program& program, const Library& library) { return PlayWithin(program, library, kOneLimit); }

Runs PlayAll(const std::vector<GradedTest>& tests, const Library& library,
             const std::function<void(size_t)>& report_done, std::optional<std::chrono::seconds> budget) {
  Runs runs;
  std::vector<std::pair<size_t, size_t>> jobs;  // a test, and one of its programs
  for (const GradedTest& test : tests) {
    runs.emplace_back(test.programs.size());
    for (size_t i = 0; i < test.programs.size(); ++i) {
      if (!test.programs[i].is_twin) jobs.emplace_back(runs.size() - 1, i);
    }
  }
  Clock clock(budget);
  std::mutex mutex;
  size_t done = 0;
  OnAllCores(jobs.size(), [&](size_t job) {
    const auto [test, first] = jobs[job];
    const std::vector<Program>& programs = tests[test].programs;
    runs[test][first] = PlayInTurn(programs[first], library, &clock);
    // A twin tells nothing where its scenario has failed.
    if (first + 1 < programs.size() && programs[first + 1].is_twin && runs[test][first].Passed()) {
      runs[test][first + 1] = PlayInTurn(programs[first + 1], library, &clock);
    }
    const std::lock_guard<std::mutex> lock(mutex);
    report_done(++done);
  });
  return runs;
}

}  // namespace checker
