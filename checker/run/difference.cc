#include "checker/run/difference.h"

#include <seccomp.h>
#include <sys/syscall.h>

#include <algorithm>
#include <cerrno>
#include <cstdint>
#include <cstdlib>
#include <utility>

#include "checker/trace/ltrace_line.h"
#include "checker/trace/text.h"

namespace checker {
namespace {

using Kind = LtraceLine::Kind;

struct NamedCall {
  std::string name;
  std::vector<uint64_t> arguments;
  bool denied = false;

  bool operator==(const NamedCall& that) const { return name == that.name && arguments == that.arguments; }
};

// How many arguments are compared. Those of any other call give no memory and take none.
size_t TellingArguments(std::string_view name) {
  constexpr std::pair<std::string_view, size_t> kTelling[] = {{"brk", 1}, {"mmap", 4}, {"munmap", 2}, {"mprotect", 3}};
  for (const auto& [known, count] : kTelling) {
    if (known == name) return count;
  }
  return 0;
}

// Addresses and lengths come first; what follows is an int, which is half a register.
uint64_t Significant(size_t place, uint64_t argument) { return place < 2 ? argument : argument & 0xffffffff; }

NamedCall CallOf(const WitnessedCall& seen) {
  char* known = seccomp_syscall_resolve_num_arch(SCMP_ARCH_NATIVE, seen.number);
  NamedCall call{known != nullptr ? known : std::to_string(seen.number), {}};
  std::free(known);
  for (size_t i = 0; i < TellingArguments(call.name); ++i) call.arguments.push_back(Significant(i, seen.arguments[i]));
  return call;
}

NamedCall CallOf(const LtraceLine& line) {
  NamedCall call{line.name, {}};
  for (size_t i = 0; i < std::min(TellingArguments(line.name), line.arguments.size()); ++i) {
    call.arguments.push_back(Significant(i, Scanner(line.arguments[i]).TakeNumber().value_or(0)));
  }
  return call;
}

// The jail's filter says EPERM, and ENOSYS of what glibc can do without. Nothing that it allows fails with either.
bool IsDenied(std::optional<uint64_t> result) {
  return result == static_cast<uint64_t>(-EPERM) || result == static_cast<uint64_t>(-ENOSYS);
}

// The program's own: what stands behind the exec by which the jail became it.
std::vector<NamedCall> CallsIn(std::string_view log) {
  std::vector<NamedCall> calls;
  bool started = false;
  for (std::string_view text; TakeLine(&log, &text);) {
    const LtraceLine line = ReadLtraceLine(text);
    started = started || line.kind == Kind::kExec;
    if (!started) continue;
    if (line.kind == Kind::kSystemCall) calls.push_back(CallOf(line));
    const bool ends = line.kind == Kind::kSystemCall ||
                      (line.kind == Kind::kResumed && !calls.empty() && calls.back().name == line.name);
    if (ends) calls.back().denied = IsDenied(line.result);
  }
  const auto denied = [](const NamedCall& call) { return call.denied; };
  calls.erase(std::remove_if(calls.begin(), calls.end(), denied), calls.end());
  return calls;
}

std::vector<NamedCall> CallsIn(const std::vector<WitnessedCall>& seen) {
  std::vector<NamedCall> calls;
  const auto exec =
      std::find_if(seen.begin(), seen.end(), [](const auto& call) { return call.number == SYS_execveat; });
  for (auto call = exec; call != seen.end(); ++call) {
    if (call != exec) calls.push_back(CallOf(*call));
  }
  return calls;
}

}  // namespace

std::string FirstDifference(std::string_view log, const std::vector<WitnessedCall>& seen) {
  const std::vector<NamedCall> logged = CallsIn(log), witnessed = CallsIn(seen);
  const auto [in_log, in_kernel] = std::mismatch(logged.begin(), logged.end(), witnessed.begin(), witnessed.end());
  if (in_kernel != witnessed.end()) return in_kernel->name;
  return in_log != logged.end() ? in_log->name : "";
}

}  // namespace checker
