#include "checker/judge/verdict.h"

#include <algorithm>

#include "checker/draw/strip.h"
#include "checker/judge/diagnosis.h"
#include "checker/judge/explain.h"
#include "checker/trace/text.h"

namespace checker {
namespace {

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

// What is told of a run: where it is accounted for, the first call that is not the contract's, held against the
// contract; otherwise the first call that the known mistakes leave open, held against an allocator that has them.
class Judgement {
 public:
  Judgement(const Played& played, const Mistakes& known, const Units& units)
      : expected_(played.expected),
        actual_(played.actual),
        finding_(FindingIn(played.output)),
        units_(units),
        known_(known),
        run_(PlainRunOf(played)),
        reach_(ReachOf(run_, units, known)),
        index_(FirstDifference(expected_, actual_)) {
    leaves_open_ = !reach_.whole && reach_.calls > index_ && reach_.calls < actual_.calls.size();
    if (leaves_open_) index_ = reach_.calls;
    before_.emplace(
        ModelAfter(leaves_open_ ? run_.actual : expected_, index_, units, leaves_open_ ? known : Mistakes()));
    if (leaves_open_) {
      due_ = ModelAfter(run_.actual, index_, units, known).Step(actual_.calls[index_]);
    } else if (index_ < expected_.calls.size()) {
      due_ = expected_.calls[index_];
    }
  }

  Verdict Run() {
    if (expected_ == actual_) return {};
    verdict_.status = finding_ ? Status::kFailed : StatusOf(actual_.ending, expected_.ending);
    verdict_.oddities = run_.oddities;
    verdict_.is_explained = reach_.whole;
    for (size_t i = 0; i < known_.size(); ++i) {
      if (IsFurther(reach_, ReachOf(run_, units_, Without(known_, i)))) verdict_.mistakes.push_back(i);
    }
    const bool calls_differ = (leaves_open_ || index_ < expected_.calls.size()) && index_ < actual_.calls.size();
    if (!calls_differ) {
      JudgeEnding();
    } else if (!actual_.calls[index_].returned && due_.returned) {
      JudgeCallThatNeverReturned();
    } else if (!SameRequest(due_, actual_.calls[index_])) {
      JudgeOtherProgram();
    } else {
      JudgeCall();
    }
    verdict_.calls = SideBySide(expected_, actual_, index_);
    verdict_.heaps = Heaps();
    return verdict_;
  }

 private:
  const Call& Actual() const { return actual_.calls[index_]; }
  const Call& Expected() const { return due_; }

  void Point(size_t index) {
    verdict_.call = static_cast<int>(index) + 1;
    verdict_.caller = actual_.calls[index].caller;
  }

  std::string Where(size_t index) const {
    return "call " + std::to_string(index + 1) + ", " + Heading(actual_.calls[index]) + ": ";
  }

  void JudgeCall() {
    Point(index_);
    const Diagnosis diagnosis = Diagnose(run_, Expected(), index_, units_, known_);
    verdict_.rule = diagnosis.rule;
    heap_now_ = diagnosis.heap_now;
    verdict_.message = Where(index_) + DescribeDifference(*before_, Expected(), Actual());
    Cite();
    if (diagnosis.is_guess)
      verdict_.message += " What is broken cannot be told for sure: no mistake that is known does this.";
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
    if (verdict_.rule) verdict_.message += ": " + QuotationOf(*verdict_.rule);
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
    const uint64_t header = before_->units().header;
    std::string text = "The heap before it, as it should be (^ expected, * taken, p the pointer passed):\n" +
                       DrawHeap(before_->heap(), header, Marks());
    if (heap_now_ == before_->heap()) return text + "As it is now: the same.\n";
    if (heap_now_.empty()) return text + "As it is now: the calls so far show no difference.\n";
    return text + "As it is now, judging by all calls so far:\n" + DrawHeap(heap_now_, header, Marks());
  }

  const Trace& expected_;
  const Trace& actual_;
  const std::optional<Finding> finding_;
  const Units& units_;
  const Mistakes& known_;
  const PlainRun run_;
  const Reach reach_;
  size_t index_;              // of the call that is told of
  bool leaves_open_ = false;  // the known mistakes do not do what that call did
  Call due_;
  std::optional<Model> before_;
  std::vector<Block> heap_now_;
  Verdict verdict_;
};

}  // namespace

std::string_view NameOf(Status status) {
  static constexpr std::string_view kNames[] = {"passed", "failed", "crashed", "timeout", "exit", "leak", "error"};
  return kNames[static_cast<size_t>(status)];
}

Verdict Judge(const Played& played, const Mistakes& known, const Units& units) {
  return Judgement(played, known, units).Run();
}

}  // namespace checker
