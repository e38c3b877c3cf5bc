#include "checker/programs/random.h"

#include <algorithm>
#include <iterator>
#include <limits>
#include <random>

#include "checker/programs/heap_view.h"

namespace checker {
namespace {

constexpr size_t kMaxLive = 24;
constexpr size_t kMaxFreed = 16;
constexpr uint64_t kSizeMax = std::numeric_limits<uint64_t>::max();

struct Weights {
  unsigned malloc, calloc, realloc, free, edge;
};

// In the order of Style.
constexpr Weights kWeights[] = {{55, 0, 0, 45, 0}, {20, 35, 0, 45, 0}, {25, 0, 45, 30, 0}, {20, 15, 33, 22, 12}};

// Around a size at which something changes: one more or less, an alignment, a header, the least that is split off.
constexpr int64_t kAround[] = {-48, -41, -40, -39, -33, -32, -24, -9, -8, -7, -1, 0, 0, 0, 1, 7, 8, 9, 24, 32, 40, 48};

// Each program has a few of these, so that free blocks of one size meet.
constexpr uint64_t kSmall[] = {1, 8, 10, 16, 24, 32, 40, 60, 64, 100, 128, 200, 256, 500};

class Generator {
 public:
  Generator(Style style, uint64_t seed) : weights_(kWeights[static_cast<size_t>(style)]), random_(seed) {
    for (uint64_t& size : usual_) size = AnyOf(kSmall);
    for (int index = kMaxPointers - 1; index >= 0; --index) unused_.push_back(index);
  }

  Script Make(size_t calls) {
    if (Chance(60)) Allocate(Function::kMalloc, units_.chunk - 2 * units_.header - Below(2500));
    while (script_.size() < calls) AddCall();
    for (size_t i = live_.size(); i-- > 0;) {
      if (live_[i].address.base == Address::Base::kMap) Free(i);
    }
    return script_;
  }

 private:
  struct Live {
    int pointer;
    Address address;
  };

  uint64_t Below(uint64_t bound) { return random_() % bound; }
  bool Chance(unsigned percent) { return Below(100) < percent; }

  template <size_t count, typename T>
  T AnyOf(const T (&values)[count]) {
    return values[Below(count)];
  }

  // At least 1.
  uint64_t Around(uint64_t size) {
    const int64_t change = AnyOf(kAround);
    const uint64_t result = size + static_cast<uint64_t>(change);
    return change < 0 && result >= size ? size : std::max<uint64_t>(result, 1);
  }

  Call Run(const ScriptCall& call, const Address& source) {
    Call request;
    request.function = call.function;
    request.pointer = source;
    request.count = call.count;
    request.size = call.size;
    script_.push_back(call);
    return model_.Step(request);
  }

  void AddCall() {
    if (live_.size() >= kMaxLive || (Chance(weights_.free) && !live_.empty())) return Free(PickToFree());
    const uint64_t others = weights_.malloc + weights_.calloc + weights_.realloc + weights_.edge;
    uint64_t choice = Below(others);
    if (choice < weights_.malloc) return Allocate(Function::kMalloc, Size(units_.mmap_threshold));
    choice -= weights_.malloc;
    if (choice < weights_.calloc) return Calloc(Size(units_.page));
    choice -= weights_.calloc;
    if (choice < weights_.realloc) return Realloc();
    Edge();
  }

  // The sizes that a free block, with those right behind it, would just hold or just not.
  uint64_t SizeNearFreeBlocks() {
    const std::vector<Block>& heap = model_.heap();
    if (heap.empty()) return AnyOf(usual_);
    size_t block = Below(heap.size());
    for (size_t tries = 0; tries < heap.size() && !heap[block].free; ++tries) block = (block + 1) % heap.size();
    uint64_t size = heap[block].size;
    while (block + 1 < heap.size() && heap[block + 1].free && Chance(60)) size += units_.header + heap[++block].size;
    return Around(size);
  }

  uint64_t Size(uint64_t threshold) {
    const uint64_t twins = Chance(30) ? SizeOfTwins(model_) : 0;
    if (twins > 0) return twins - Below(8);
    const uint64_t choice = Below(100);
    if (choice < 45) return AnyOf(usual_);
    if (choice < 65) return SizeNearFreeBlocks();
    if (choice < 85) return 1 + Below(2500);
    if (choice < 93) return 1 + Below(30000);
    if (choice < 98) return Around(threshold - units_.header);
    return threshold + Below(threshold);
  }

  void Add(const ScriptCall& call, const Call& done) {
    if (done.result == Address::Null()) {
      unused_.push_back(call.target);
    } else {
      live_.push_back({call.target, done.result});
    }
  }

  int TakeUnused() {
    const int pointer = unused_.back();
    unused_.pop_back();
    return pointer;
  }

  void Allocate(Function function, uint64_t size, uint64_t count = 0) {
    const ScriptCall call = {function, TakeUnused(), -1, count, size};
    Add(call, Run(call, Address::Null()));
  }

  void Calloc(uint64_t bytes) {
    const uint64_t counts[] = {1, 1, 2, 3, 8, bytes};
    const uint64_t count = std::min(AnyOf(counts), bytes);
    Allocate(Function::kCalloc, (bytes + count - 1) / count, count);
  }

  // Likely one beside a free block, so that runs come about, or one between used ones, so that holes do.
  size_t PickToFree() {
    const bool beside = Chance(50);
    size_t pick = Below(live_.size());
    for (int tries = 0; tries < 3 && HasFreeNeighbour(model_, live_[pick].address) != beside; ++tries)
      pick = Below(live_.size());
    return pick;
  }

  // The block is free from now on; its pointer may still be passed to os_realloc.
  void Forget(size_t index) {
    freed_.push_back(live_[index]);
    live_.erase(live_.begin() + static_cast<ptrdiff_t>(index));
    if (freed_.size() <= kMaxFreed) return;
    unused_.push_back(freed_.front().pointer);
    freed_.erase(freed_.begin());
  }

  void Free(size_t index) {
    Run({Function::kFree, -1, live_[index].pointer, 0, 0}, live_[index].address);
    Forget(index);
  }

  // Likely one that grows in a way of its own: the last, one before a run of free blocks, a mapped one.
  size_t PickToResize() {
    size_t pick = Below(live_.size());
    for (int tries = 0; tries < 6; ++tries) {
      const Address& address = live_[pick].address;
      if (IsLast(model_, address) || HasTwoFreeBehind(model_, address) || address.base == Address::Base::kMap) break;
      pick = Below(live_.size());
    }
    return pick;
  }

  void Realloc() {
    if (live_.empty() || Chance(4)) return Allocate(Function::kRealloc, Size(units_.mmap_threshold));
    if (Chance(9) && ReallocFreed()) return;
    const size_t index = PickToResize();
    if (Chance(4)) return ReallocToZero(index);
    Live& live = live_[index];
    const ScriptCall call = {Function::kRealloc, live.pointer, live.pointer, 0, NewSize(live)};
    live.address = Run(call, live.address).result;
  }

  void ReallocToZero(size_t index) {
    Run({Function::kRealloc, TakeUnused(), live_[index].pointer, 0, 0}, live_[index].address);
    unused_.push_back(script_.back().target);
    Forget(index);
  }

  // Only where a free block still begins there: others have been merged away, or given out again.
  bool ReallocFreed() {
    for (size_t tries = 0; tries < freed_.size(); ++tries) {
      const Live& freed = freed_[Below(freed_.size())];
      const size_t block = BlockWith(model_, freed.address);
      if (block == model_.heap().size() || !model_.heap()[block].free) continue;
      const ScriptCall call = {Function::kRealloc, TakeUnused(), freed.pointer, 0, Size(units_.mmap_threshold)};
      Add(call, Run(call, freed.address));
      return true;
    }
    return false;
  }

  uint64_t NewSize(const Live& live) {
    if (live.address.base == Address::Base::kMap && Chance(30)) return units_.mmap_threshold + Below(50000);
    if (live.address.base == Address::Base::kMap || Chance(20)) return Size(units_.mmap_threshold);
    const std::vector<Block>& heap = model_.heap();
    size_t block = BlockWith(model_, live.address);
    uint64_t size = heap[block].size;
    if (Chance(20)) return 1 + Below(size);
    while (block + 1 < heap.size() && heap[block + 1].free && Chance(70)) size += units_.header + heap[++block].size;
    return Chance(20) ? size + Below(2000) : Around(size);
  }

  void Edge() {
    const uint64_t large = kSizeMax - Below(48);
    const uint64_t half = kSizeMax / 2;
    switch (Below(9)) {
      case 0:
        return Allocate(Function::kMalloc, 0);
      case 1:
        return Allocate(Function::kCalloc, 0, Below(9));
      case 2:
        return Allocate(Function::kCalloc, 1 + Below(9), 0);
      case 3:
        return Allocate(Function::kMalloc, Chance(50) ? large : half + 1 + Below(64));
      case 4:
        return Allocate(Function::kCalloc, large, 2 + Below(7));
      case 5:
        return Allocate(Function::kCalloc, (kSizeMax >> 3) + 2 + Below(64), 8);
      case 6:
        return Allocate(Function::kRealloc, 0);
      case 7:
        return ReallocTooLarge(large);
      default:
        Run({Function::kFree, -1, -1, 0, 0}, Address::Null());
    }
  }

  void ReallocTooLarge(uint64_t size) {
    if (live_.empty()) return;
    const Live& live = live_[Below(live_.size())];
    const ScriptCall call = {Function::kRealloc, TakeUnused(), live.pointer, 0, size};
    Add(call, Run(call, live.address));
  }

  const Weights weights_;
  std::mt19937_64 random_;
  const Units units_;
  uint64_t usual_[4] = {};
  Model model_;
  Script script_;
  std::vector<Live> live_;
  std::vector<Live> freed_;  // their pointers are kept for os_realloc, the oldest are reused
  std::vector<int> unused_;
};

}  // namespace

std::string_view NameOf(Style style) {
  static constexpr std::string_view kNames[] = {"malloc", "calloc", "realloc", "everything"};
  return kNames[static_cast<size_t>(style)];
}

int PointsOf(Style style) {
  static constexpr int kPoints[] = {3, 2, 3, 2};
  return kPoints[static_cast<size_t>(style)];
}

Script RandomScript(Style style, uint64_t seed, int calls) {
  return Generator(style, seed).Make(static_cast<size_t>(calls));
}

std::vector<RandomProgram> RandomPrograms(uint64_t seed, int programs) {
  std::vector<RandomProgram> made;
  for (int i = 0; i < programs; ++i) {
    const Style style = kStyles[static_cast<size_t>(i) % std::size(kStyles)];
    const uint64_t program_seed = seed + static_cast<uint64_t>(i);
    made.push_back({style, program_seed, RandomScript(style, program_seed, kCallsInProgram)});
  }
  return made;
}

}  // namespace checker
