#include "checker/judge/explain.h"

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

std::string_view StatementOf(Rule rule) {
  switch (rule) {
    case Rule::kZeroSize:
      return "a size of 0 gives NULL, and nothing happens";
    case Rule::kTooLarge:
      return "a request above PTRDIFF_MAX gives NULL and ENOMEM, without a system call";
    case Rule::kAlign:
      return "every payload is rounded up to a multiple of 8, no further";
    case Rule::kHeader:
      return "a header is 32 bytes, right before the payload";
    case Rule::kPreallocate:
      return "the first use of the heap moves the break by 131072 bytes, once";
    case Rule::kCoalesce:
      return "every run of adjacent free blocks becomes one before the search";
    case Rule::kBestFit:
      return "of the free blocks that fit, the smallest is taken";
    case Rule::kTie:
      return "of the smallest free blocks that fit, the one with the lowest address is taken";
    case Rule::kSplit:
      return "a block with at least 40 bytes to spare is split, and the rest is a free block behind it";
    case Rule::kNoSplit:
      return "a block with less than 40 bytes to spare is used whole";
    case Rule::kExpand:
      return "where nothing fits and the last block is free, the heap grows by what that block lacks";
    case Rule::kAppend:
      return "where nothing fits and the last block is in use, the heap grows by payload and header";
    case Rule::kMapThreshold:
      return "a block is mapped if, and only if, payload and header reach MMAP_THRESHOLD";
    case Rule::kMapLength:
      return "a mapping is as long as payload and header, not rounded to pages";
    case Rule::kMapFlags:
      return "memory is mapped private and anonymous, to be read and written";
    case Rule::kCallocZero:
      return "the payload from os_calloc is zero";
    case Rule::kCallocOverflow:
      return "a count and size whose product overflows give NULL, and nothing happens";
    case Rule::kCallocThreshold:
      return "os_calloc maps as soon as payload and header reach the page size";
    case Rule::kFreeUnmap:
      return "a mapped block is unmapped when it is freed, whole, by one munmap";
    case Rule::kFreeKeep:
      return "os_free marks a block of the heap free, and does nothing else";
    case Rule::kReallocNull:
      return "os_realloc(NULL, n) is os_malloc(n)";
    case Rule::kReallocZero:
      return "os_realloc(p, 0) frees the block and returns NULL";
    case Rule::kReallocFreed:
      return "os_realloc of a block that is free returns NULL, and nothing happens";
    case Rule::kReallocMove:
      return "a block that cannot be resized in place moves: os_malloc, copy, os_free";
    case Rule::kReallocShrink:
      return "a block that is large enough stays, and what it can spare is split off";
    case Rule::kReallocGrowLast:
      return "the last block of the heap grows in place, by exactly what it lacks";
    case Rule::kReallocAbsorb:
      return "a block that must grow swallows the free blocks right behind it";
    case Rule::kReallocAbsorbStop:
      return "free blocks are swallowed one at a time, and no more than needed";
    case Rule::kReallocCopy:
      return "the contents stay, up to the smaller of both sizes";
    case Rule::kOrder:
      return "a move allocates first, then copies, then frees the old block";
    case Rule::kForbiddenCall:
      return "inside the four functions only brk, mmap and munmap are called";
    case Rule::kCrash:
      return "no call of this program may end it";
    case Rule::kTimeout:
      return "every call returns";
    case Rule::kExitStatus:
      return "the program ends by itself, with status 0";
    case Rule::kLeak:
      return "a block that has moved is freed, and every mapping is unmapped with its block";
  }
  return "";
}

}  // namespace checker
