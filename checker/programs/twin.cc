#include "checker/programs/twin.h"

#include <algorithm>
#include <map>
#include <random>
#include <utility>

namespace checker {
namespace {

constexpr int kScratch = 0;            // the pointer of what is never passed on: NULL, the blocks before the program
constexpr uint64_t kLeastLeft = 1024;  // of a block that becomes smaller

// The first call whose result lies on the heap, and the block that it got.
struct FirstUse {
  size_t call = 0;
  Block block;
  bool takes_all = false;  // of the chunk
};

std::optional<FirstUse> FirstUseIn(const Trace& trace, size_t from = 0) {
  Model model;
  for (size_t call = 0; call < trace.calls.size(); ++call) {
    model.Step(trace.calls[call]);
    const Address& result = trace.calls[call].result;
    if (call < from || result.base != Address::Base::kHeap) continue;
    const size_t block = model.BlockAt(result);
    if (block == Memory::kNone) return std::nullopt;
    return FirstUse{call, model.heap()[block], model.heap().size() == 1};
  }
  return std::nullopt;
}

// Whether two blocks of the heap are ever in use at a time. Where none are, how blocks come to lie behind each other
// decides nothing, and would in the twin.
bool UsesTwoBlocks(const Trace& trace) {
  Model model;
  return std::any_of(trace.calls.begin(), trace.calls.end(), [&](const Call& call) {
    model.Step(call);
    return std::count_if(model.heap().begin(), model.heap().end(), [](const Block& block) { return !block.free; }) > 1;
  });
}

// A size that rounds to the same multiple of 8, and of 4, so that it is no other for who rounds wrongly.
uint64_t Alike(uint64_t size, std::mt19937_64* random) {
  if (size % 8 == 0 || size > kLargestRequest) return size;
  return size % 8 <= 4 ? size / 8 * 8 + 1 + (*random)() % 4 : size / 8 * 8 + 5 + (*random)() % 3;
}

ScriptCall WithSizesAlike(ScriptCall call, std::mt19937_64* random) {
  if (call.function != Function::kCalloc || call.count == 1) {
    call.size = Alike(call.size, random);
  } else if (call.size == 1) {
    call.count = Alike(call.count, random);
  }
  return call;
}

// A pointer for each address that `trace` passes on; none where one is passed that no call returned.
std::optional<Script> ScriptOf(const Trace& trace, std::string* why) {
  Script script;
  std::map<std::string, int> pointers;
  for (const Call& call : trace.calls) {
    ScriptCall made = {call.function, -1, -1, call.count, call.size};
    if (call.pointer != Address::Null()) {
      const auto known = pointers.find(ToText(call.pointer));
      if (known == pointers.end()) {
        *why = "passes a pointer that no call returned";
        return std::nullopt;
      }
      made.source = known->second;
    }
    if (call.function != Function::kFree) made.target = kScratch;
    if (call.result != Address::Null()) {
      made.target = pointers.emplace(ToText(call.result), static_cast<int>(pointers.size()) + 1).first->second;
    }
    script.push_back(made);
  }
  if (pointers.size() < static_cast<size_t>(kMaxPointers)) return script;
  *why = "has more pointers than a script";
  return std::nullopt;
}

// Of a block that stays in use.
uint64_t KeptSize(std::mt19937_64* random) { return 16 * (4 + (*random)() % 200); }

// How addresses of a program become those of its twin: on the heap those up to an edge move by so much, those behind it
// by as much or less.
struct Shift {
  uint64_t edge = 0;
  uint64_t by = 0;
  uint64_t behind_by = 0;
  int mappings = 0;  // that were made before

  Address Of(const Address& address) const {
    if (address.base == Address::Base::kMap) return Address::Map(address.map + mappings, address.offset);
    if (address.base != Address::Base::kHeap) return address;
    return Address::Heap(address.offset + (address.offset <= edge ? by : behind_by));
  }

  // But for the first use of the heap, which moves the break for one of them, or otherwise.
  bool Agrees(const Call& original, const Call& twin, bool is_first_use) const {
    if (twin.result != Of(original.result) || twin.pointer != Of(original.pointer)) return false;
    if (is_first_use) return true;
    std::vector<SystemCall> moved = original.system_calls;
    for (SystemCall& system_call : moved) system_call.address = Of(system_call.address);
    return twin.system_calls == moved;
  }
};

// Whether the calls behind the prefix do what those of `original` do.
bool DoesTheSame(const Trace& original, size_t first_use, const Shift& shift, const Twin& twin, std::string* why) {
  for (size_t call = 0; call < original.calls.size(); ++call) {
    if (twin.prefix + call < twin.expected.calls.size() &&
        shift.Agrees(original.calls[call], twin.expected.calls[twin.prefix + call], call == first_use)) {
      continue;
    }
    *why = "depends on where the heap begins in call " + std::to_string(call + 1);
    return false;
  }
  return true;
}

Twin Join(const Script& prefix, const Script& program) {
  Twin twin;
  twin.script = prefix;
  twin.prefix = prefix.size();
  twin.script.insert(twin.script.end(), program.begin(), program.end());
  twin.expected = ExpectedTrace(twin.script);
  return twin;
}

// Where the program takes the chunk whole, so does the first block of its twin, by the same request, and all of the
// program comes behind it. What lies behind the program's first block moves as its end does, as a block that is
// appended has nothing to spare.
std::optional<Twin> BehindTheChunk(const Trace& original, const Script& program, const FirstUse& first,
                                   std::mt19937_64* random, std::string* why) {
  Script prefix = {{Function::kMalloc, kScratch, -1, 0, program[first.call].size}};
  for (uint64_t kept = 2 + (*random)() % 3; kept > 0; --kept) {
    prefix.push_back({Function::kMalloc, kScratch, -1, 0, KeptSize(random)});
  }
  const Twin twin = Join(prefix, program);
  const std::optional<FirstUse> moved = FirstUseIn(twin.expected, twin.prefix);
  if (!moved) return std::nullopt;
  const uint64_t by = moved->block.offset - first.block.offset;
  const Shift shift = {first.block.offset + Units().header, by, by + moved->block.size - first.block.size, 0};
  return DoesTheSame(original, first.call, shift, twin, why) ? std::optional(twin) : std::nullopt;
}

// Whichever block lies over `edge` becomes smaller by `less`; none where one is too small for that.
std::optional<Script> Smaller(const Trace& original, Script program, uint64_t edge, uint64_t less) {
  for (size_t call = 0; call < program.size(); ++call) {
    const Address& result = original.calls[call].result;
    const uint64_t size = program[call].size;
    if (result.base != Address::Base::kHeap || result.offset > edge) continue;
    if (program[call].function == Function::kCalloc || result.offset + size <= edge) continue;
    if (size <= less + kLeastLeft) return std::nullopt;
    program[call].size -= less;
  }
  return program;
}

// Where the program begins with a large block, its twin begins with the same, freed, and a block that stays in use is
// cut from it. Then a block at the end of the chunk is smaller by as much, and what lies behind that is where it was.
std::optional<Twin> WithinTheChunk(const Trace& original, const Script& program, const FirstUse& first,
                                   std::mt19937_64* random, std::string* why) {
  const uint64_t kept = KeptSize(random), footprint = kept + Units().header;
  const Script prefix = {{Function::kMalloc, kScratch, -1, 0, program[first.call].size},
                         {Function::kFree, -1, kScratch, 0, 0},
                         {Function::kMalloc, kScratch, -1, 0, kept}};
  *why = "depends on where the heap begins";
  for (uint64_t edge = Units().chunk / 8 * 7; edge > 0; edge -= Units().chunk / 8) {
    const std::optional<Script> smaller = Smaller(original, program, edge, footprint);
    if (!smaller) continue;
    const Twin twin = Join(prefix, *smaller);
    if (DoesTheSame(original, first.call, {edge, footprint, 0, 0}, twin, why)) return twin;
  }
  return std::nullopt;
}

// Where the program never uses the heap, its first block comes and goes before it.
std::optional<Twin> BehindMappings(const Trace& original, const Script& program, std::mt19937_64* random,
                                   std::string* why) {
  *why = "begins with no mapping";
  if (original.calls.empty() || original.calls[0].result.base != Address::Base::kMap) return std::nullopt;
  Script prefix;
  const int mappings = 1 + static_cast<int>((*random)() % 3);
  for (int made = 0; made < mappings; ++made) {
    prefix.push_back(program[0]);
    prefix.push_back({Function::kFree, -1, program[0].target});
  }
  const Twin twin = Join(prefix, program);
  const bool same = DoesTheSame(original, original.calls.size(), {0, 0, 0, mappings}, twin, why);
  return same ? std::optional(twin) : std::nullopt;
}

}  // namespace

std::optional<Twin> TwinOf(const Trace& original, uint64_t seed, std::string* why) {
  std::mt19937_64 random(seed);
  std::optional<Script> program = ScriptOf(original, why);
  if (!program) return std::nullopt;
  for (ScriptCall& call : *program) call = WithSizesAlike(call, &random);
  const std::optional<FirstUse> first = FirstUseIn(original);
  if (!first) return BehindMappings(original, *program, &random, why);
  if (!UsesTwoBlocks(original)) {
    *why = "has no two blocks on the heap";
    return std::nullopt;
  }
  if (first->takes_all) return BehindTheChunk(original, *program, *first, &random, why);
  if (first->block.size > Units().chunk / 2) return WithinTheChunk(original, *program, *first, &random, why);
  *why = "is about the first use of the heap";
  return std::nullopt;
}

}  // namespace checker
