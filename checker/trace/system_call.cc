#include "checker/trace/system_call.h"

#include <sys/mman.h>

#include <cstring>
#include <string_view>
#include <utility>

#include "checker/trace/text.h"

namespace checker {
namespace {

using Bits = std::pair<uint64_t, std::string_view>;

constexpr Bits kProtection[] = {{PROT_READ, "PROT_READ"}, {PROT_WRITE, "PROT_WRITE"}, {PROT_EXEC, "PROT_EXEC"}};

constexpr Bits kFlags[] = {{MAP_SHARED, "MAP_SHARED"},       {MAP_PRIVATE, "MAP_PRIVATE"},
                           {MAP_FIXED, "MAP_FIXED"},         {MAP_ANONYMOUS, "MAP_ANONYMOUS"},
                           {MAP_NORESERVE, "MAP_NORESERVE"}, {MAP_POPULATE, "MAP_POPULATE"},
                           {MAP_STACK, "MAP_STACK"},         {MAP_HUGETLB, "MAP_HUGETLB"}};

// How many arguments are worth showing. Those of any other call are registers that happen to hold something.
constexpr std::pair<std::string_view, size_t> kArguments[] = {
    {"mremap", 4}, {"mprotect", 3}, {"madvise", 3}, {"write", 3}, {"read", 3}};

uint64_t Argument(const LtraceLine& line, size_t index) {
  if (index >= line.arguments.size()) return 0;
  return Scanner(line.arguments[index]).TakeNumber().value_or(0);
}

// A system call's result from -4095 to -1 is an error.
std::string ErrorName(std::optional<uint64_t> result) {
  if (!result) return "?";
  if (*result < static_cast<uint64_t>(-4095)) return "";
  const int number = static_cast<int>(0 - *result);
  const char* name = strerrorname_np(number);
  return name ? name : "E" + std::to_string(number);
}

template <size_t N>
std::string BitNames(uint64_t value, const Bits (&names)[N], std::string_view none) {
  std::string text;
  for (const auto& [bit, name] : names) {
    if ((value & bit) == 0) continue;
    text += (text.empty() ? "" : "|") + std::string(name);
    value &= ~bit;
  }
  if (value != 0) text += (text.empty() ? "" : "|") + std::to_string(value);
  return text.empty() ? std::string(none) : text;
}

// What is not the contract's. The kernel ignores the file and its offset where MAP_ANONYMOUS is set, and so do we.
std::string MmapDetail(const LtraceLine& line, const AddressMap& addresses) {
  const uint64_t hint = Argument(line, 0);
  const uint64_t protection = Argument(line, 2);
  const uint64_t flags = Argument(line, 3);
  std::string detail;
  if (protection != (PROT_READ | PROT_WRITE)) detail += ", " + BitNames(protection, kProtection, "PROT_NONE");
  if (flags != (MAP_PRIVATE | MAP_ANONYMOUS)) detail += ", " + BitNames(flags, kFlags, "0");
  if (hint != 0) detail += ", at " + ToText(addresses.NameOf(hint));
  return detail.empty() ? "" : detail.substr(2);
}

// The arguments as they stand, but for pointers, which get their names.
std::string ArgumentsOf(const LtraceLine& line, const AddressMap& addresses) {
  size_t shown = 0;
  for (const auto& [name, count] : kArguments) {
    if (name == line.name) shown = std::min(count, line.arguments.size());
  }
  if (shown == 0) return "...";
  std::string text;
  for (size_t i = 0; i < shown; ++i) {
    const bool pointer = line.arguments[i].substr(0, 2) == "0x";
    text += (i == 0 ? "" : ", ") + (pointer ? ToText(addresses.NameOf(Argument(line, i))) : line.arguments[i]);
  }
  return text;
}

std::optional<SystemCall> FollowBrk(const LtraceLine& line, bool inside, AddressMap* addresses) {
  const uint64_t wanted = Argument(line, 0);
  const uint64_t before = addresses->break_now();
  SystemCall call{"brk", {}, 0, "", ErrorName(line.result)};
  if (call.error.empty() && wanted != 0 && wanted != *line.result)
    call.error = "ENOMEM";  // brk tells it by the old break
  if (call.error.empty() && *line.result != before) addresses->MoveBreak(*line.result, inside && wanted != 0);
  if (wanted == 0 || wanted == before) return std::nullopt;
  call.address = addresses->NameOfBreak(wanted);
  return call;
}

SystemCall FollowMmap(const LtraceLine& line, bool inside, AddressMap* addresses) {
  SystemCall call{"mmap", {}, Argument(line, 1), MmapDetail(line, *addresses), ErrorName(line.result)};
  if (call.error.empty() && inside) call.address = addresses->AddMapping(*line.result, call.length);
  return call;
}

SystemCall FollowMunmap(const LtraceLine& line, AddressMap* addresses) {
  const uint64_t start = Argument(line, 0);
  SystemCall call{"munmap", addresses->NameOf(start), Argument(line, 1), "", ErrorName(line.result)};
  if (call.error.empty()) addresses->RemoveMapping(start, call.length);
  return call;
}

SystemCall FollowOther(const LtraceLine& line, AddressMap* addresses) {
  SystemCall call{line.name, {}, 0, ArgumentsOf(line, *addresses), ErrorName(line.result)};
  if (call.name.find_first_not_of("0123456789") == std::string::npos) call.name = "syscall" + call.name;
  if (line.name == "mremap" && call.error.empty()) {
    addresses->MoveMapping(Argument(line, 0), *line.result, Argument(line, 2));
  }
  return call;
}

}  // namespace

bool IsMemoryCall(std::string_view name) {
  return name == "brk" || name == "mmap" || name == "munmap" || name == "mremap";
}

std::optional<SystemCall> FollowSystemCall(const LtraceLine& line, bool inside_os_call, AddressMap* addresses) {
  if (line.name == "brk") return FollowBrk(line, inside_os_call, addresses);
  if (line.name == "mmap") return FollowMmap(line, inside_os_call, addresses);
  if (line.name == "munmap") return FollowMunmap(line, addresses);
  return FollowOther(line, addresses);
}

}  // namespace checker
