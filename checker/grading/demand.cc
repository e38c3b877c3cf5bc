#include "checker/grading/demand.h"

#include <sys/syscall.h>

#include <algorithm>
#include <optional>

namespace checker {
namespace {

class List {
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

}  // namespace

Demands DemandsOf(const Trace& trace) {
  List list;
  for (const Call& call : trace.calls) {
    for (const SystemCall& made : call.system_calls) {
      if (made.name == "brk") list.MoveBreak(made.address.offset);
      if (made.name == "mmap" || made.name == "munmap") list.Add(made.name, made.length);
    }
  }
  return list.demands();
}

Demands DemandsOf(const std::vector<WitnessedCall>& seen) {
  const auto is_input = [](const WitnessedCall& call) { return call.number == SYS_read && call.arguments[0] == 0; };
  const auto last = std::find_if(seen.rbegin(), seen.rend(), is_input).base();
  List list;
  for (auto call = last; call != seen.end(); ++call) {
    // To move it to 0 is to ask where it is.
    if (call->number == SYS_brk && call->arguments[0] != 0) list.MoveBreak(call->arguments[0]);
    if (call->number == SYS_mmap) list.Add("mmap", call->arguments[1]);
    if (call->number == SYS_munmap) list.Add("munmap", call->arguments[1]);
  }
  return list.demands();
}

bool BeginsWith(const Demands& all, const Demands& first) {
  return all.size() >= first.size() && std::equal(first.begin(), first.end(), all.begin());
}

}  // namespace checker
