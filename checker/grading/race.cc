#include "checker/grading/race.h"

#include <sys/syscall.h>

#include <algorithm>
#include <filesystem>
#include <optional>
#include <random>
#include <utility>
#include <vector>

#include "checker/grading/suite.h"
#include "checker/run/runner.h"
#include "checker/system/all_cores.h"
#include "checker/system/files.h"
#include "checker/system/scratch.h"
#include "checker/trace/text.h"

namespace checker {
namespace {

using std::chrono::milliseconds;

// Of a trace with all checks, under the tracer, on a busy machine.
constexpr milliseconds kCareful{20000};

// A measurement lasts so many seconds on a processor, and is made so often. The jail allows one second.
constexpr double kStretch = 0.1;
constexpr int kPasses = 5;
constexpr uint64_t kMostRounds = 1 << 14;
constexpr double kForEver = 1e9;

struct Recorded {
  std::string name, text;
  int calls = 0, allocations = 0;
};

bool ReadScripts(const std::string& folder, std::vector<Recorded>* scripts, std::string* error) {
  std::vector<std::string> files;
  std::error_code none;
  for (const auto& entry : std::filesystem::directory_iterator(folder, none)) {
    files.push_back(entry.path());
  }
  std::sort(files.begin(), files.end());
  if (files.empty())
    *error =
        "this build of the command has no traces; --score is for bazel run //checker:grade_scored, which no "
        "handout has";
  for (const std::string& file : files) {
    Recorded script{std::filesystem::path(file).stem(), ""};
    if (!ReadFile(file, &script.text, error)) return false;
    std::string_view rest = script.text, line;
    while (TakeLine(&rest, &line)) {
      script.calls += !line.empty() && line[0] != '#';
      script.allocations += !line.empty() && line[0] == 'p';
    }
    scripts->push_back(script);
  }
  return error->empty();
}

// What a program asks of the system for memory, in a form in which two runs with other addresses compare: "brk" with by
// how much the break moved, 0 the first time; "mmap" and "munmap" with the length.
using Demands = std::vector<std::pair<std::string, uint64_t>>;

class DemandList {
 public:
  void MoveBreak(uint64_t to) {
    demands_.emplace_back("brk", break_ ? to - *break_ : 0);
    break_ = to;
  }
  void Add(const std::string& name, uint64_t length) { demands_.emplace_back(name, length); }

  const Demands& demands() const { return demands_; }

 private:
  Demands demands_;
  std::optional<uint64_t> break_;
};

Demands DemandsOf(const Trace& trace) {
  DemandList list;
  for (const Call& call : trace.calls) {
    for (const SystemCall& made : call.system_calls) {
      if (made.name == "brk") list.MoveBreak(made.address.offset);
      if (made.name == "mmap" || made.name == "munmap") list.Add(made.name, made.length);
    }
  }
  return list.demands();
}

// Of a program that reads its standard input before its first call.
Demands DemandsOf(const std::vector<WitnessedCall>& seen) {
  const auto is_input = [](const WitnessedCall& call) { return call.number == SYS_read && call.arguments[0] == 0; };
  const auto last = std::find_if(seen.rbegin(), seen.rend(), is_input).base();
  DemandList list;
  for (auto call = last; call != seen.end(); ++call) {
    // To move it to 0 is to ask where it is.
    if (call->number == SYS_brk && call->arguments[0] != 0) list.MoveBreak(call->arguments[0]);
    if (call->number == SYS_mmap) list.Add("mmap", call->arguments[1]);
    if (call->number == SYS_munmap) list.Add("munmap", call->arguments[1]);
  }
  return list.demands();
}

// Whether `all` begins with `first`.
bool BeginsWith(const Demands& all, const Demands& first) {
  return all.size() >= first.size() && std::equal(first.begin(), first.end(), all.begin());
}

// What a run that did not end well died of.
std::string Trouble(const std::string& ending, const std::string& output) {
  if (ending == "timeout") return "It took more than a second.";
  return "It ended with " + ending + (output.empty() ? "." : ": " + FirstLine(output));
}

// With all checks, inside and outside; how it uses its memory, and what it asks of the system.
TraceScore PlayWithCare(const Recorded& script, const std::string& library, Demands* demands) {
  TraceScore score;
  score.name = script.name;
  score.calls = script.calls;
  const RunResult run = Run({ReplayProgram(), library, script.text, kCareful});
  const MemoryUse memory = MemoryOf(run.trace);
  *demands = DemandsOf(run.trace);
  score.utilisation = memory.Utilisation();
  if (!run.error.empty()) {
    score.why = run.error;
  } else if (!run.unseen.empty()) {
    score.why = run.unseen;
  } else if (run.trace.ending != "exit 0") {
    score.why = Trouble(run.trace.ending, run.output);
  } else if (!memory.fault.empty()) {
    score.why = memory.fault;
  } else if (run.trace.calls.size() != static_cast<size_t>(script.calls)) {
    score.why = "Of its calls, " + std::to_string(run.trace.calls.size()) + " were seen.";
  }
  return score;
}

// A library in the race for one trace. Whatever else the machine does only ever adds to a time, so the least one
// counts.
class Racer {
 public:
  // It is to ask the system for what it asked for under the tracer: where it knows that nobody watches, it could be
  // another allocator.
  Racer(const Recorded& script, std::string library, Demands demands)
      : script_(script), library_(std::move(library)), demands_(std::move(demands)) {}

  // Finds how many rounds last long enough.
  void WarmUp() {
    double seconds = 0;
    while (why_.empty()) {
      Note(0, &first_);
      seconds = kForEver;
      for (int i = 0; i < 3; ++i) Note(rounds_, &seconds);
      seconds -= first_;
      if (seconds > kStretch / 4) break;
      rounds_ *= 4;
      if (rounds_ > kMostRounds) why_ = "It is done in less time than its calls can take.";
    }
    if (seconds < kStretch) rounds_ = static_cast<uint64_t>(static_cast<double>(rounds_) * kStretch / seconds);
  }

  void Run() {
    Note(0, &first_);
    Note(rounds_, &all_);
  }

  // A call, with what the player does around it.
  double Seconds() const { return (all_ - first_) / static_cast<double>(rounds_) / script_.calls; }

  // Why there is no time; empty where there is.
  const std::string& why() const { return why_; }

 private:
  // The least time on a processor of so many rounds behind the first one. In that the heap grows, by system calls that
  // the jail's witness makes dear; it is taken off, with what comes before and after it.
  void Note(uint64_t rounds, double* least) {
    if (why_.empty()) *least = std::min(*least, Once(rounds + 1));
  }

  double Once(uint64_t rounds) {
    const uint64_t first = random_() >> 1;
    const std::string head = std::to_string(rounds) + " " + std::to_string(first) + "\n";
    const TimedRun run = RunTimed({Runfile("snippets/rounds"), library_, head + script_.text});
    if (!run.error.empty()) {
      why_ = run.error;
    } else if (run.ending != "exit 0") {
      why_ = Trouble(run.ending, run.output);
    } else if (run.output != std::to_string(SumOfTags(first, rounds, script_.allocations)) + "\n") {
      why_ = "It did not play all of it.";
    } else if (!BeginsWith(DemandsOf(run.seen), demands_)) {
      why_ = "Without the tracer it asks the system for other memory than with it.";
    }
    return run.seconds;
  }

  const Recorded& script_;
  const std::string library_;
  const Demands demands_;
  std::random_device random_device_;
  std::mt19937_64 random_{random_device_()};
  uint64_t rounds_ = 1;
  double first_ = kForEver, all_ = kForEver;
  std::string why_;
};

void Race(const Recorded& script, const std::string& library, const Demands& demands, TraceScore* score,
          std::string* error) {
  Racer own(script, library, demands);
  Racer list(script, Runfile("plain/libosmem.so"), {}), osmem(script, Runfile("osmem/libosmem.so"), {});
  for (Racer* racer : {&own, &list, &osmem}) racer->WarmUp();
  for (int pass = 0; pass < kPasses; ++pass) {
    for (Racer* racer : {&own, &list, &osmem}) racer->Run();
  }
  score->why = own.why();
  for (const Racer* racer : {&list, &osmem}) {
    if (!racer->why().empty()) *error = "what the library is compared with could not be timed: " + racer->why();
  }
  if (!score->why.empty() || !error->empty()) return;
  score->seconds = own.Seconds();
  score->to_list = list.Seconds() / own.Seconds();
  score->to_osmem = osmem.Seconds() / own.Seconds();
}

}  // namespace

bool MakeScore(const std::string& library, const std::string& folder, const std::function<void(size_t, size_t)>& show,
               Score* score, std::string* error) {
  std::vector<Recorded> scripts;
  if (!ReadScripts(folder, &scripts, error)) return false;
  const auto originals = Originals::Share();
  score->traces.resize(scripts.size());
  std::vector<Demands> demands(scripts.size());
  OnAllCores(scripts.size(), [&](size_t i) { score->traces[i] = PlayWithCare(scripts[i], library, &demands[i]); });
  for (size_t i = 0; i < scripts.size() && error->empty(); ++i) {
    show(i, scripts.size());
    if (score->traces[i].why.empty()) Race(scripts[i], library, demands[i], &score->traces[i], error);
  }
  return error->empty();
}

uint64_t SumOfTags(uint64_t first, uint64_t rounds, uint64_t allocations) {
  uint64_t sum = 0;
  for (uint64_t number = first + 1; number <= first + rounds * allocations; ++number) {
    uint64_t tag = number * 0x9e3779b97f4a7c15;
    tag = (tag ^ tag >> 30) * 0xbf58476d1ce4e5b9;
    tag = (tag ^ tag >> 27) * 0x94d049bb133111eb;
    sum += tag ^ tag >> 31;
  }
  return sum;
}

}  // namespace checker
