#include "checker/judge/verdict.h"

#include <algorithm>

#include "checker/draw/strip.h"
#include "checker/judge/diagnosis.h"
#include "checker/judge/explain.h"
#include "checker/judge/picture.h"

namespace checker {
namespace {

// What a snippet printed about a payload: "<rule>: <what>".
struct Finding {
  Rule rule;
  std::string text;
};

std::optional<Finding> FindingIn(std::string_view output) {
  while (!output.empty()) {
    const std::string_view line = output.substr(0, output.find('\n'));
    const size_t colon = line.find(": ");
    const std::optional<Rule> rule = RuleOf(line.substr(0, colon));
    if (rule && colon != std::string_view::npos) return Finding{*rule, std::string(line.substr(colon + 2))};
    output.remove_prefix(std::min(line.size() + 1, output.size()));
  }
  return std::nullopt;
}

bool StartsWith(std::string_view text, std::string_view start) { return text.substr(0, start.size()) == start; }

Status StatusOf(std::string_view ending, std::string_view expected_ending) {
  if (ending == expected_ending) return Status::kFailed;
  if (StartsWith(ending, "signal ")) return Status::kCrashed;
  if (ending == "timeout") return Status::kTimeout;
  return Status::kExit;
}

std::optional<Rule> RuleOfEnding(std::string_view ending) {
  if (StartsWith(ending, "signal ")) return Rule::kCrash;
  if (ending == "timeout") return Rule::kTimeout;
  if (StartsWith(ending, "exit ")) return Rule::kExitStatus;
  if (ending == "exec") return Rule::kForbiddenCall;
  return std::nullopt;
}

// What a system call that fails breaks: the jail denies it, or the kernel cannot make sense of its arguments.
std::optional<Rule> RuleOfFailed(const SystemCall& call) {
  if (call.error == "EPERM") return Rule::kForbiddenCall;
  if (call.name == "munmap") return Rule::kFreeUnmap;
  if (call.name == "mmap" && call.error != "ENOMEM") return Rule::kMapFlags;
  return std::nullopt;
}

// "died of SIGSEGV": continues "the program ".
std::string DescribeEnding(std::string_view ending) {
  if (StartsWith(ending, "signal ")) return "died of " + std::string(ending.substr(7));
  if (ending == "timeout") return "did not come to an end in time";
  if (ending == "exec") return "was replaced by another one (exec)";
  if (ending.empty()) return "has no end in the trace, which was cut off";
  return "ended with " + std::string(ending);
}

bool SameRequest(const Call& a, const Call& b) {
  return a.function == b.function && a.pointer == b.pointer && a.count == b.count && a.size == b.size;
}

Model ModelBefore(const Trace& expected, size_t index, const Units& units) {
  Model model(units);
  for (size_t i = 0; i < std::min(index, expected.calls.size()); ++i) model.Step(expected.calls[i]);
  return model;
}

class Judgement {
 public:
  Judgement(const Trace& expected, const Trace& actual, std::string_view output, const Units& units,
            const Standing& standing)
      : expected_(expected),
        actual_(actual),
        standing_(standing),
        finding_(FindingIn(output)),
        index_(FirstDifference(expected, actual)),
        before_(ModelBefore(expected, index_, units)) {}

  Verdict Run() {
    if (expected_ == actual_) return {};
    verdict_.status = finding_ ? Status::kFailed : StatusOf(actual_.ending, expected_.ending);
    const bool calls_differ = index_ < expected_.calls.size() && index_ < actual_.calls.size();
    if (!calls_differ) {
      JudgeEnding();
    } else if (!actual_.calls[index_].returned && expected_.calls[index_].returned) {
      JudgeCallThatNeverReturned();
    } else if (!SameRequest(expected_.calls[index_], actual_.calls[index_])) {
      JudgeOtherProgram();
    } else {
      JudgeCall();
    }
    verdict_.details = SideBySide(expected_, actual_, index_) + Heaps();
    return verdict_;
  }

 private:
  const Call& Actual() const { return actual_.calls[index_]; }
  const Call& Expected() const { return expected_.calls[index_]; }

  void Point(size_t index) {
    verdict_.call = static_cast<int>(index) + 1;
    verdict_.caller = actual_.calls[index].caller;
  }

  std::string Where(size_t index) const {
    return "call " + std::to_string(index + 1) + ", " + Heading(actual_.calls[index]) + ": ";
  }

  void JudgeCall() {
    Point(index_);
    const Diagnosis diagnosis = Diagnose(before_, Expected(), actual_.calls, index_, standing_);
    verdict_.rule = diagnosis.rule;
    verdict_.habit = diagnosis.habit;
    heap_now_ = diagnosis.heap_now;
    verdict_.message = Where(index_) + DescribeDifference(before_, Expected(), Actual());
    Cite();
    if (diagnosis.is_guess)
      verdict_.message += " What is broken cannot be told for sure: no mistake that is known does this.";
    if (!diagnosis.habit.empty()) {
      verdict_.message += " So does an allocator that " + std::string(diagnosis.habit);
      if (!diagnosis.other_habit.empty()) verdict_.message += ", or one that " + std::string(diagnosis.other_habit);
      verdict_.message += ".";
    }
    if (verdict_.status == Status::kFailed && LacksUnmap()) verdict_.status = Status::kLeak;
    if (actual_.ending != expected_.ending && !finding_) {
      verdict_.message += " Later the program " + DescribeEnding(actual_.ending) + ".";
    }
  }

  // The call should have unmapped something, and nothing did it later.
  bool LacksUnmap() const {
    const auto unmaps = [](const Trace& trace) {
      size_t count = 0;
      for (const Call& call : trace.calls) {
        for (const SystemCall& system_call : call.system_calls) count += system_call.name == "munmap";
      }
      return count;
    };
    return (verdict_.rule == Rule::kFreeUnmap || verdict_.rule == Rule::kLeak) && unmaps(actual_) < unmaps(expected_);
  }

  void JudgeCallThatNeverReturned() {
    Point(index_);
    BlameEnding();
    verdict_.message = Where(index_) + "the program " + DescribeEnding(actual_.ending) + " inside this call";
    const bool freed_before_copy =
        verdict_.rule == Rule::kCrash && Actual().function == Function::kRealloc && !Expected().system_calls.empty() &&
        Expected().system_calls.back().name == "munmap" && Actual().system_calls == Expected().system_calls;
    if (const SystemCall* failed = FailedCall()) {
      if (const std::optional<Rule> rule = RuleOfFailed(*failed)) verdict_.rule = rule;
      verdict_.message += ", after " + ToText(*failed);
    } else if (freed_before_copy) {
      verdict_.rule = Rule::kOrder;
      verdict_.message += ", after it had unmapped the old block";
    } else if (const std::optional<Rule> rule = RuleOfFilling(); rule && verdict_.rule == Rule::kCrash) {
      verdict_.rule = rule;
      verdict_.message += ", after it had mapped the new block";
    }
    Cite();
  }

  void BlameEnding() {
    verdict_.rule = RuleOfEnding(actual_.ending);
    if (verdict_.rule == Rule::kExitStatus) verdict_.status = Status::kExit;
  }

  // What is left to do for a call that has mapped its block and made no other system call: to fill it.
  std::optional<Rule> RuleOfFilling() const {
    const std::vector<SystemCall>& due = Expected().system_calls;
    const std::vector<SystemCall>& made = Actual().system_calls;
    if (made.size() != 1 || made[0].name != "mmap" || due.empty() || !(made[0] == due[0])) return std::nullopt;
    if (Actual().function == Function::kCalloc) return Rule::kCallocZero;
    if (Actual().function == Function::kRealloc && Actual().pointer != Address::Null()) return Rule::kReallocCopy;
    return std::nullopt;
  }

  // What failed and should not have: a program that did not expect that often dies of it.
  const SystemCall* FailedCall() const {
    const std::vector<SystemCall>& due = Expected().system_calls;
    for (const SystemCall& call : Actual().system_calls) {
      const bool failed = !call.error.empty() && call.error != "?";
      if (failed && std::find(due.begin(), due.end(), call) == due.end()) return &call;
    }
    return nullptr;
  }

  void JudgeOtherProgram() {
    Point(index_);
    if (finding_) return JudgeFinding();
    verdict_.message = Where(index_) + "the program should have called " + Heading(Expected()) +
                       " here; all calls before did what they should, so it found something wrong in its memory.";
  }

  void JudgeEnding() {
    const bool too_short = actual_.calls.size() < expected_.calls.size();
    if (!actual_.calls.empty()) Point(actual_.calls.size() - 1);
    if (finding_) return JudgeFinding();
    if (actual_.calls.size() > expected_.calls.size()) {
      Point(index_);
      verdict_.message = Where(index_) + "the program should have ended before this call.";
      return;
    }
    BlameEnding();
    verdict_.message = "the program " + DescribeEnding(actual_.ending);
    if (!actual_.calls.empty()) verdict_.message = "after " + Where(actual_.calls.size() - 1) + verdict_.message;
    // A tracer that was stopped had no time to write of the call that did not return.
    const bool may_be_inside = too_short && actual_.ending == "timeout";
    if (!may_be_inside) verdict_.message += ", outside the four functions";
    if (too_short) {
      const std::string number = std::to_string(index_ + 1), next = Heading(expected_.calls[index_]);
      verdict_.message += "; call " + number + ", " + next + ", " + (may_be_inside ? "did not return" : "was to come");
    }
    Cite();
  }

  void JudgeFinding() {
    verdict_.rule = finding_->rule;
    const std::string where = actual_.calls.empty() ? "" : "after " + Where(actual_.calls.size() - 1);
    verdict_.message = where + finding_->text;
    Cite();
  }

  void Cite() {
    if (verdict_.rule) {
      verdict_.message += ": " + std::string(StatementOf(*verdict_.rule)) + " " + CitationOf(*verdict_.rule);
    }
    verdict_.message += ".";
  }

  std::vector<Mark> Marks() const {
    std::vector<Mark> marks;
    if (index_ >= actual_.calls.size() || index_ >= expected_.calls.size()) return marks;
    if (Expected().result.base == Address::Base::kHeap) marks.push_back({Expected().result.offset, '^'});
    if (Actual().result.base == Address::Base::kHeap && Actual().result != Expected().result) {
      marks.push_back({Actual().result.offset, '*'});
    }
    if (Actual().pointer.base == Address::Base::kHeap) marks.push_back({Actual().pointer.offset, 'p'});
    return marks;
  }

  std::string Heaps() const {
    const uint64_t header = before_.units().header;
    std::string text = "\nThe heap before it, as it should be (^ expected, * taken, p the pointer passed):\n" +
                       DrawHeap(before_.heap(), header, Marks());
    if (heap_now_ == before_.heap()) return text + "As it is now: the same.\n";
    if (heap_now_.empty()) return text + "As it is now: the calls so far show no difference.\n";
    return text + "As it is now, judging by all calls so far:\n" + DrawHeap(heap_now_, header, Marks());
  }

  const Trace& expected_;
  const Trace& actual_;
  const Standing& standing_;
  const std::optional<Finding> finding_;
  const size_t index_;
  const Model before_;
  std::vector<Block> heap_now_;
  Verdict verdict_;
};

}  // namespace

std::string_view NameOf(Status status) {
  switch (status) {
    case Status::kPassed:
      return "passed";
    case Status::kFailed:
      return "failed";
    case Status::kCrashed:
      return "crashed";
    case Status::kTimeout:
      return "timeout";
    case Status::kExit:
      return "exit";
    case Status::kLeak:
      return "leak";
    case Status::kError:
      return "error";
  }
  return "";
}

Verdict Judge(const Trace& expected, const Trace& actual, std::string_view output, const Units& units,
              const Standing& standing) {
  return Judgement(expected, actual, output, units, standing).Run();
}

}  // namespace checker
