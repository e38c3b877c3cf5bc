#include "checker/trace/ltrace.h"

#include <map>
#include <optional>
#include <utility>

#include "checker/trace/address_map.h"
#include "checker/trace/ltrace_line.h"
#include "checker/trace/system_call.h"
#include "checker/trace/text.h"

namespace checker {
namespace {

using Kind = LtraceLine::Kind;

// Of one call, which needs two at most: the others would only make a wrong trace longer.
constexpr size_t kMostSystemCalls = 16;

uint64_t NumberOf(const std::string& argument, bool* whole) {
  Scanner in(argument);
  const std::optional<uint64_t> number = in.TakeNumber();
  *whole = *whole && number && in.AtEnd();
  return number.value_or(0);
}

// The call that `line` begins; nothing where it is none of the four or its arguments are not what it takes.
std::optional<Call> ReadCall(const LtraceLine& line, const AddressMap& addresses) {
  const std::vector<std::string>& arguments = line.arguments;
  for (const Function function : kFunctions) {
    if (line.name != NameOf(function)) continue;
    const size_t expected = function == Function::kCalloc || function == Function::kRealloc ? 2 : 1;
    if (arguments.size() != expected) return std::nullopt;
    bool whole = true;
    const uint64_t first = NumberOf(arguments.front(), &whole);
    const uint64_t last = NumberOf(arguments.back(), &whole);
    if (!whole) return std::nullopt;
    Call call;
    call.function = function;
    call.caller = line.address;
    call.returned = false;
    if (function == Function::kRealloc || function == Function::kFree) call.pointer = addresses.NameOf(first);
    if (function == Function::kCalloc) call.count = first;
    if (function != Function::kFree) call.size = last;
    return call;
  }
  return std::nullopt;
}

// Puts a log together, line by line.
class LogReader {
 public:
  explicit LogReader(const CodeRange& program) : program_(program) {}

  // False where the line makes no sense, or none where it stands.
  bool Read(const LtraceLine& line) {
    if (state_ == State::kReplaced) return true;
    if (state_ == State::kEnded) return false;
    switch (line.kind) {
      case Kind::kCall:
        return BeginCall(line);
      case Kind::kResumed:
        return Resume(line);
      case Kind::kSystemCall:
        if (line.result)
          SeeSystemCall(line);
        else
          begun_ = line;
        return true;
      case Kind::kSignal:
        return true;
      case Kind::kExec:
        SeeExec();
        return true;
      case Kind::kEnd:
        log_.trace.ending = line.ending;
        state_ = State::kEnded;
        return true;
      case Kind::kUnknown:
        break;
    }
    return false;
  }

  // Whether the program's part of the log has come to its end.
  bool ended() const { return state_ == State::kEnded || state_ == State::kReplaced; }

  LtraceLog Finish() {
    if (begun_ && InsideCounted()) SeeSystemCall(*begun_);
    for (const auto& [name, count] : from_outside_) {
      log_.flags.push_back(name + " was called from outside the program, " + std::to_string(count) + "x; not counted");
    }
    for (const auto& [name, count] : outside_) {
      log_.flags.push_back(name + " was called outside the four functions, " + std::to_string(count) + "x");
    }
    return std::move(log_);
  }

 private:
  bool BeginCall(const LtraceLine& line) {
    const std::optional<Call> call = ReadCall(line, addresses_);
    if (!call) return false;
    state_ = State::kProgram;
    if (open_.empty()) {
      counted_ = InProgram(line.address);
      if (counted_) {
        if (log_.between.empty()) log_.between = pending_;
        log_.trace.calls.push_back(*call);
      } else {
        ++from_outside_[line.name];
      }
    }
    open_.push_back(line.name);
    return !line.result || EndCall(line.name, *line.result);
  }

  // Calls that were left by other ways than their return, such as longjmp, end with the one around them.
  bool EndCall(const std::string& name, uint64_t result) {
    while (!open_.empty() && open_.back() != name) open_.pop_back();
    if (open_.empty()) return false;
    open_.pop_back();
    if (!open_.empty() || !counted_) return true;
    Call& call = log_.trace.calls.back();
    call.returned = true;
    if (call.function != Function::kFree) call.result = addresses_.NameOf(result);
    return true;
  }

  bool Resume(const LtraceLine& line) {
    if (!begun_ || begun_->name != line.name) return EndCall(line.name, *line.result);
    LtraceLine whole = *std::exchange(begun_, std::nullopt);
    whole.result = line.result;
    SeeSystemCall(whole);
    return true;
  }

  void SeeSystemCall(const LtraceLine& line) {
    const std::optional<SystemCall> call = FollowSystemCall(line, InsideCounted(), &addresses_);
    if (!call) return;
    if (InsideCounted()) {
      std::vector<SystemCall>& made = log_.trace.calls.back().system_calls;
      if (made.size() < kMostSystemCalls) made.push_back(*call);
      return;
    }
    if (log_.trace.calls.empty() || IsTheProgramsOwn(line) || call->error == "EPERM") return;
    ++outside_[call->name];
    if (IsMemoryCall(call->name) && pending_.empty()) pending_ = call->name;
  }

  // The jail starts the program by one exec. A later one puts another program, which is none of ours, in its place.
  void SeeExec() {
    if (state_ == State::kProgram) {
      state_ = State::kReplaced;
      log_.trace.ending = "exec";
      log_.flags.push_back("the program was replaced by another one (exec); what that did is not counted");
      return;
    }
    state_ = State::kProgram;
    addresses_ = AddressMap();
    begun_.reset();
  }

  bool InProgram(uint64_t address) const {
    return program_.end == 0 || (program_.begin <= address && address < program_.end);
  }
  // It tells what it finds wrong by itself, and libc ends it. That its code made a call proves nothing: a library can
  // jump there.
  bool IsTheProgramsOwn(const LtraceLine& line) const {
    return (line.name == "write" && InProgram(line.address)) || line.name == "exit_group";
  }
  // Whether a counted call is under way; those inside it, and what a call from elsewhere does, are not counted.
  bool InsideCounted() const { return !open_.empty() && counted_; }

  // Whose the lines are: the jail's, up to its exec; the program's; nobody's, behind the end record; or those of
  // another program, which took its place by an exec of its own.
  enum class State { kJail, kProgram, kEnded, kReplaced };

  const CodeRange program_;
  LtraceLog log_;
  AddressMap addresses_;
  std::vector<std::string> open_;    // names of the os_ calls under way, outermost first
  bool counted_ = false;             // whether the outermost one is
  std::optional<LtraceLine> begun_;  // a system call that has not returned
  std::map<std::string, int> from_outside_, outside_;
  std::string pending_;  // the first call on memory outside the four functions: between two of them, if one follows
  State state_ = State::kJail;
};

// A number of bytes that is shown in one line, whatever they are.
std::string Quoted(std::string_view line) {
  return "\"" + Printable(line.substr(0, 80)) + (line.size() > 80 ? "..." : "") + "\"";
}

}  // namespace

LtraceLog ParseLtrace(std::string_view text, const CodeRange& program) {
  LogReader reader(program);
  std::string error;
  std::string_view line;
  for (int number = 1; error.empty() && TakeLine(&text, &line); ++number) {
    if (reader.Read(ReadLtraceLine(line))) continue;
    error = "line " + std::to_string(number) + " of the log makes no sense: " + Quoted(line);
  }
  if (error.empty() && !reader.ended()) error = "the log has no end record";
  LtraceLog log = reader.Finish();
  log.error = error;
  return log;
}

}  // namespace checker
