#include "checker/judge/explain.h"

#include <algorithm>
#include <sstream>
#include <vector>

namespace checker {
namespace {

// Something a call did: "took" it, or should have "taken" it.
struct Deed {
  std::string past;
  std::string participle;
};

std::string Bytes(uint64_t count) { return std::to_string(count) + (count == 1 ? " byte" : " bytes"); }

std::string Join(const std::vector<std::string>& parts) {
  std::string text;
  for (size_t i = 0; i < parts.size(); ++i) {
    if (i > 0) text += i + 1 == parts.size() ? " and " : ", ";
    text += parts[i];
  }
  return text;
}

uint64_t BreakOf(const Model& model) {
  if (model.heap().empty()) return 0;
  const Block& last = model.heap().back();
  return last.offset + model.units().header + last.size;
}

// The free block whose payload is at `address`, with the free ones behind it; empty where none begins there.
std::string FreeBlockAt(const Model& before, const Address& address) {
  uint64_t size = 0;
  int joined = 0;
  for (const Block& block : before.heap()) {
    const bool begins = block.offset + before.units().header == address.offset;
    if (joined == 0 && !begins) continue;
    if (!block.free) break;
    size += block.size + (joined > 0 ? before.units().header : 0);
    ++joined;
  }
  if (joined == 0) return "";
  if (joined == 1) return "the free block of " + Bytes(size) + " at " + ToText(address);
  return "the " + std::to_string(joined) + " adjacent free blocks at " + ToText(address) + ", together " + Bytes(size);
}

// ", inside the block of 16 bytes in use at heap+0x20": where `address` lies in a live block; empty where it does not.
std::string InsideUsed(const Model& before, const Address& address) {
  if (address.base != Address::Base::kHeap) return "";
  for (const Block& block : before.heap()) {
    const uint64_t payload = block.offset + before.units().header;
    const bool inside = block.offset <= address.offset && address.offset < payload + block.size;
    if (block.free || !inside) continue;
    const std::string relation = address.offset == payload ? ", which is" : ", inside";
    return relation + " the block of " + Bytes(block.size) + " in use at " + ToText(Address::Heap(payload));
  }
  return "";
}

Deed ResultDeed(const Model& before, const Call& call) {
  const Address& result = call.result;
  if (result == Address::Null()) return {"returned NULL", "returned NULL"};
  if (call.function == Function::kRealloc && result == call.pointer) {
    return {"left the block where it was", "left the block where it was"};
  }
  if (result.base == Address::Base::kHeap) {
    const std::string block = FreeBlockAt(before, result);
    if (!block.empty()) return {"took " + block, "taken " + block};
    if (!before.heap().empty() && result.offset >= BreakOf(before)) {
      const std::string made = "made a new block at the end of the heap, " + ToText(result);
      return {made, made};
    }
  }
  const std::string returned = "returned " + ToText(result) + InsideUsed(before, result);
  return {returned, returned};
}

Deed SystemCallDeed(const SystemCall& call, uint64_t* end) {
  if (call.name == "brk" && call.address.base == Address::Base::kHeap) {
    const bool grew = call.address.offset >= *end;
    const std::string by = Bytes(grew ? call.address.offset - *end : *end - call.address.offset);
    *end = call.address.offset;
    if (grew) return {"grew the heap by " + by, "grown the heap by " + by};
    return {"shrank the heap by " + by, "shrunk the heap by " + by};
  }
  if (call.name == "mmap" && call.detail.empty()) {
    return {"mapped " + Bytes(call.length), "mapped " + Bytes(call.length)};
  }
  if (call.name == "munmap" && call.address.offset == 0) {
    const std::string what = "unmapped " + Bytes(call.length) + " of map" + std::to_string(call.address.map);
    return {what, what};
  }
  return {"called " + ToText(call), "called " + ToText(call)};
}

std::vector<Deed> Deeds(const Model& before, const Call& call, const Call& other) {
  std::vector<Deed> deeds;
  uint64_t end = BreakOf(before);
  if (call.result != other.result) deeds.push_back(ResultDeed(before, call));
  if (call.system_calls == other.system_calls) return deeds;
  for (const SystemCall& system_call : call.system_calls) deeds.push_back(SystemCallDeed(system_call, &end));
  if (call.system_calls.empty()) deeds.push_back({"made no system call", "made no system call"});
  return deeds;
}

constexpr size_t kColumn = 46;  // of one side; two of them, a gap and a mark make 96
constexpr size_t kCallsBefore = 3, kShortProgram = 10;
constexpr size_t kCallsAfter = 1;

std::string Fit(std::string text, size_t width) {
  if (text.size() > width) text.replace(width - 3, std::string::npos, "...");
  return text + std::string(width - text.size(), ' ');
}

std::string TrimEnd(std::string text) { return text.erase(text.find_last_not_of(' ') + 1); }

// The lines of call number `index`; past the last call, how the program ended.
std::vector<std::string> LinesOf(const Trace& trace, size_t index) {
  if (index > trace.calls.size()) return {};
  if (index == trace.calls.size()) return {trace.ending.empty() ? "(the trace was cut off)" : trace.ending};
  std::vector<std::string> lines;
  std::istringstream text(ToText(trace.calls[index]));
  for (std::string line; std::getline(text, line);) lines.push_back(line);
  return lines;
}

}  // namespace

std::string Heading(const Call& call) {
  Call bare = call;
  bare.result = Address::Null();
  bare.returned = true;
  bare.system_calls.clear();
  const std::string text = ToText(bare);
  return text.substr(0, text.find(')') + 1);
}

std::string DescribeDifference(const Model& before, const Call& expected, const Call& actual) {
  std::vector<std::string> done, due;
  for (const Deed& deed : Deeds(before, actual, expected)) done.push_back(deed.past);
  for (const Deed& deed : Deeds(before, expected, actual)) due.push_back(deed.participle);
  return Join(done) + "; should have " + Join(due);
}

std::string SideBySide(const Trace& expected, const Trace& actual, size_t index) {
  std::string text = "  " + TrimEnd(Fit("expected", kColumn) + "  actual") + "\n";
  const size_t before = expected.calls.size() <= kShortProgram ? index : kCallsBefore;
  const size_t first = index > before ? index - before : 0;
  for (size_t call = first; call <= index + kCallsAfter; ++call) {
    const std::vector<std::string> left = LinesOf(expected, call), right = LinesOf(actual, call);
    for (size_t line = 0; line < std::max(left.size(), right.size()); ++line) {
      const bool marked = call == index && line == 0;
      text += TrimEnd((marked ? "> " : "  ") + Fit(line < left.size() ? left[line] : "", kColumn) + "  " +
                      Fit(line < right.size() ? right[line] : "", kColumn)) +
              "\n";
    }
  }
  return text;
}

}  // namespace checker
