#include "checker/run/call_sites.h"

#include <cstring>
#include <iterator>
#include <map>
#include <string_view>

namespace checker {
namespace {

// x86-64: what `call` and `jmp` look like, each followed by a distance of 4 bytes from the instruction's end.
constexpr std::string_view kCall = "\xe8";             // call function
constexpr std::string_view kJump = "\xe9";             // jmp function
constexpr std::string_view kCallThrough = "\xff\x15";  // call *address_of_function
constexpr std::string_view kJumpThrough = "\xff\x25";  // jmp *address_of_function
constexpr uint64_t kJumpThroughLength = 6;
constexpr uint64_t kEndbr64Length = 4;

using Names = std::map<uint64_t, std::string>;

// Wherever `opcode` stands before the distance to one of `targets`: the address behind both, and the target's name.
std::vector<std::pair<uint64_t, std::string>> FindUses(uint64_t address, std::string_view code, std::string_view opcode,
                                                       const Names& targets) {
  std::vector<std::pair<uint64_t, std::string>> uses;
  for (size_t at = code.find(opcode); at != std::string_view::npos; at = code.find(opcode, at + 1)) {
    const size_t operand = at + opcode.size();
    int32_t distance = 0;
    if (code.size() - operand < sizeof(distance)) break;
    std::memcpy(&distance, code.data() + operand, sizeof(distance));
    const uint64_t end = address + operand + sizeof(distance);
    const auto target = targets.find(end + distance);
    if (target != targets.end()) uses.emplace_back(end, target->second);
  }
  return uses;
}

}  // namespace

CodeRange CodeRangeOf(const ElfFile& program) {
  CodeRange range;
  if (program.type() != ET_EXEC) return range;
  for (const auto& [address, code] : program.Code()) {
    if (range.end == 0) range.begin = address;
    range.end = address + code.size();
  }
  return range;
}

std::set<std::pair<std::string, uint64_t>> CallsIn(const ElfFile& program) {
  const Names slots = program.ImportedFunctions();
  const std::map<uint64_t, std::string_view> segments = program.Code();
  // The linker's stubs, which jump to the functions. Some begin with an endbr64, others with the jump: by both
  // addresses.
  Names stubs;
  for (const auto& [address, code] : segments) {
    for (const auto& [end, name] : FindUses(address, code, kJumpThrough, slots)) {
      const uint64_t jump = end - kJumpThroughLength;
      stubs[jump] = stubs[jump - kEndbr64Length] = name;
    }
  }
  std::set<std::pair<std::string, uint64_t>> calls;
  std::set<std::string> jumped_to;
  for (const auto& [address, code] : segments) {
    for (const auto& [end, name] : FindUses(address, code, kCall, stubs)) calls.emplace(name, end);
    for (const auto& [end, name] : FindUses(address, code, kCallThrough, slots)) calls.emplace(name, end);
    for (const auto& [end, name] : FindUses(address, code, kJump, stubs)) jumped_to.insert(name);
  }
  for (auto call = calls.begin(); call != calls.end();) {
    call = jumped_to.count(call->first) != 0 ? calls.erase(call) : std::next(call);
  }
  return calls;
}

}  // namespace checker
