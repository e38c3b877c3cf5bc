#include "checker/trace/ltrace_line.h"

#include <seccomp.h>

#include <cstdlib>

#include "checker/trace/text.h"

namespace checker {
namespace {

using Kind = LtraceLine::Kind;

constexpr uint64_t kMostCalls = 1 << 16;  // the numbers are far smaller
constexpr size_t kNowhere = std::string_view::npos;

bool EndsWith(std::string_view text, std::string_view end) {
  return text.size() >= end.size() && text.substr(text.size() - end.size()) == end;
}

// A pointer of 0 is nil to ltrace 0.7.91, where its own prototype shows it.
std::vector<std::string> SplitArguments(std::string_view text) {
  std::vector<std::string> arguments;
  while (!text.empty()) {
    const size_t length = text.find(", ");
    const std::string_view argument = text.substr(0, length);
    arguments.emplace_back(argument == "nil" ? "0" : argument);
    text.remove_prefix(length == kNowhere ? text.size() : length + 2);
  }
  return arguments;
}

// What follows the closing parenthesis: `   = 0x10`, `= <void>`.
std::optional<uint64_t> ReadResult(std::string_view text) {
  Scanner in(text);
  in.SkipSpaces();
  if (!in.Take("= ")) return std::nullopt;
  if (in.rest() == "<void>" || in.rest() == "nil") return 0;
  const std::optional<uint64_t> number = in.TakeNumber();
  return in.AtEnd() ? number : std::nullopt;
}

// Reads `1, 5000)   = 0x10` or `1, 5000 <unfinished ...>`, what stands behind the name and its parenthesis.
bool ReadArguments(std::string_view text, LtraceLine* line) {
  for (const std::string_view begun : {" <unfinished ...>", " <no return ...>"}) {
    if (!EndsWith(text, begun)) continue;
    line->arguments = SplitArguments(text.substr(0, text.size() - begun.size()));
    return true;
  }
  const size_t close = text.rfind(')');
  if (close == kNowhere) return false;
  line->arguments = SplitArguments(text.substr(0, close));
  line->result = ReadResult(text.substr(close + 1));
  return line->result.has_value();
}

// The tracer knows system calls younger than itself by their numbers only, and two by names of its own.
std::string NameOfSystemCall(const std::string& name) {
  if (name == "pread" || name == "pwrite") return name + "64";
  Scanner digits(name);
  const std::optional<uint64_t> number = digits.TakeNumber();
  if (!number || !digits.AtEnd() || *number > kMostCalls) return name;
  char* found = seccomp_syscall_resolve_num_arch(SCMP_ARCH_NATIVE, static_cast<int>(*number));
  const std::string known = found != nullptr ? found : name;
  std::free(found);
  return known;
}

// ltrace 0.7.3 writes SYS_brk and SYS_451; 0.7.91 writes brk@SYS and SYS_451@SYS.
bool ReadCall(Scanner in, LtraceLine* line) {
  bool system = in.Take("SYS_");
  line->name = in.TakeName();
  if (in.Take("@")) {
    const size_t parenthesis = in.rest().find('(');
    if (parenthesis == kNowhere) return false;
    const std::string_view library = in.rest().substr(0, parenthesis);
    system = system || library == "SYS";
    in.Take(library);
  }
  line->kind = system ? Kind::kSystemCall : Kind::kCall;
  if (system) line->name = NameOfSystemCall(line->name);
  return !line->name.empty() && in.Take("(") && ReadArguments(in.rest(), line);
}

bool ReadResumed(Scanner in, LtraceLine* line) {
  line->kind = Kind::kResumed;
  if (!in.Take("<... ")) return false;
  const bool system = in.Take("SYS_");
  line->name = in.TakeName();
  if (system) line->name = NameOfSystemCall(line->name);
  if (!in.Take(" resumed> )")) return false;
  line->result = ReadResult(in.rest());
  return line->result.has_value();
}

bool ReadSignal(Scanner in, LtraceLine* line) {
  line->kind = Kind::kSignal;
  // A stop that the tracer cannot explain, such as that of a system call whose number is negative.
  if (in.Take("unexpected breakpoint at ")) return in.TakeNumber() && in.AtEnd();
  if (!in.Take("--- ") || !EndsWith(in.rest(), " ---")) return false;
  if (in.rest() == "Called exec() ---") {
    line->kind = Kind::kExec;
    return true;
  }
  line->name = in.TakeName();
  return line->name.substr(0, 3) == "SIG" && in.Take(" (");
}

bool ReadEnd(Scanner in, LtraceLine* line) {
  line->kind = Kind::kEnd;
  if (in.Take("+++ exited (status ")) {
    const std::optional<uint64_t> status = in.TakeNumber();
    line->ending = "exit " + std::to_string(status.value_or(0));
    return status && in.rest() == ") +++";
  }
  if (!in.Take("+++ killed by ")) return false;
  const std::string_view name = in.TakeName();
  line->ending = "signal " + std::string(name);
  return !name.empty() && in.rest() == " +++";
}

}  // namespace

LtraceLine ReadLtraceLine(std::string_view text) {
  Scanner in(text);
  uint64_t address = 0;
  if (in.Take("[")) {
    const std::optional<uint64_t> number = in.TakeNumber();
    if ((!number && !in.Take("(nil)")) || !in.Take("] ")) return {};
    address = number.value_or(0);
  }
  in.SkipSpaces();
  for (const auto read : {ReadCall, ReadResumed, ReadSignal, ReadEnd}) {
    LtraceLine line;
    line.address = address;
    if (read(in, &line)) return line;
  }
  return {};
}

}  // namespace checker
