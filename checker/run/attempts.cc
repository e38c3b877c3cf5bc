#include "checker/run/attempts.h"

#include <cerrno>
#include <cstdint>

#include "checker/trace/ltrace_line.h"
#include "checker/trace/system_call.h"
#include "checker/trace/text.h"

namespace checker {
namespace {

using Kind = LtraceLine::Kind;

// Nothing that the jail allows fails with EPERM; opening fails with EACCES where a path is out of bounds, and asking of
// a file by its name always does. The loader asks of folders, and can do without an answer.
bool IsDenied(const LtraceLine& line, bool loaded) {
  if (line.kind != Kind::kSystemCall && line.kind != Kind::kResumed) return false;
  // The four functions are resumed, too: what they return is an address, even where it looks like an error.
  if (StartsWith(line.name, "os_")) return false;
  const int64_t result = static_cast<int64_t>(line.result.value_or(0));
  return result == -EPERM || (result == -EACCES && (line.name == "openat" || (loaded && line.name == "newfstatat")));
}

// Those that nobody knows are one: there are four billion.
std::string NameOfCall(const std::string& name) {
  return name.find_first_not_of("0123456789") == std::string::npos ? "none that exists" : name;
}

}  // namespace

bool IsLoaded(std::string_view log) {
  bool started = false;
  for (std::string_view text; TakeLine(&log, &text);) {
    const LtraceLine line = ReadLtraceLine(text);
    started = started || line.kind == Kind::kExec;
    // The loader unmaps its cache when all is loaded.
    if (started && line.kind == Kind::kSystemCall && line.name == "munmap") return true;
  }
  return false;
}

std::set<std::string> DeniedCalls(std::string_view log) {
  std::set<std::string> names;
  std::string ending;
  bool started = false, loaded = false;
  for (std::string_view text; TakeLine(&log, &text);) {
    const LtraceLine line = ReadLtraceLine(text);
    started = started || line.kind == Kind::kExec;
    loaded = started && (loaded || line.name == "munmap");
    if (started && IsDenied(line, loaded)) names.insert(NameOfCall(line.name));
    if (line.kind == Kind::kEnd) ending = line.ending;
  }
  // abort() begins by blocking signals. The jail denies it that, and it aborts all the same: no attempt of the library.
  if (ending == "signal SIGABRT") names.erase("rt_sigprocmask");
  return names;
}

std::map<std::string, int> EarlyMemoryCalls(std::string_view log) {
  std::map<std::string, int> calls;
  bool started = false;
  bool loaded = false;
  for (std::string_view text; TakeLine(&log, &text);) {
    const LtraceLine line = ReadLtraceLine(text);
    started = started || line.kind == Kind::kExec;
    if (line.kind == Kind::kCall) break;
    if (!started || line.kind != Kind::kSystemCall) continue;
    const bool query = line.name == "brk" && !line.arguments.empty() && line.arguments[0] == "0";
    if (loaded && IsMemoryCall(line.name) && !query) ++calls[line.name];
    loaded = loaded || line.name == "munmap";
  }
  return calls;
}

}  // namespace checker
