// Makes the calls of a random program on both heaps; fills what it owns with bytes and verifies them after each call.
#include "osmem/testing/random_program.h"

#include <cerrno>
#include <cstddef>
#include <cstring>
#include <random>
#include <vector>

#include "osmem/osmem.h"
#include "osmem/testing/fake_system.h"
#include "plain/list.h"

extern "C" {
#include "osmem/check.h"
#include "osmem/index.h"
}

namespace {

constexpr int kOsmem = 0;
constexpr int kList = 1;
constexpr size_t kMaxLive = 40;
constexpr size_t kLarge = 1000;

// One live block, as both allocators have it.
struct Twin {
  unsigned char* osmem;
  unsigned char* list;
  size_t size;
  unsigned char fill;
};

// What one call gave: where, with which errno, and the system calls made for it.
struct Outcome {
  void* result;
  int error;
  std::string text;
};

class Runner {
 public:
  explicit Runner(const RandomProgram& program) : program_(program), random_(program.seed) { fake_system::Reset(); }

  std::string Run() {
    list_forget();
    if (program_.large) MakeLarge();
    for (int step = 0; step < program_.calls; step++) {
      Step();
      if (problem_.empty()) VerifyBytes(step);
      if (problem_.empty() && heap_check()) problem_ = std::string("the heap has ") + heap_check();
      if (!problem_.empty()) return Describe(step);
    }
    return "";
  }

 private:
  size_t Below(size_t bound) { return static_cast<size_t>(random_() % bound); }

  size_t PickSize() {
    static const size_t kEdges[] = {0, 1, 7, 8, 9, 16, 24, 40, 4056, 4064, 4065, 4096, 131000, 131032, 131033, 131040};
    switch (program_.sizes) {
      case Sizes::kTiny:
        return Below(65);
      case Sizes::kEdges:
        return Below(40) == 0 ? SIZE_MAX - Below(100) : kEdges[Below(sizeof(kEdges) / sizeof(*kEdges))];
      case Sizes::kMixed:
        break;
    }
    static const size_t kBounds[] = {64, 64, 64, 512, 512, 512, 512, 512, 4096, 4096, 10000, 140000};
    return Below(kBounds[Below(sizeof(kBounds) / sizeof(*kBounds))]);
  }

  // Runs one call on one heap.
  template <typename Call>
  Outcome On(int heap, int fail_call, Call call) {
    fake_system::Select(heap);
    fake_system::FailCall(fail_call);
    errno = -1;
    void* result = call(heap == kOsmem);
    Outcome outcome = {result, errno, fake_system::Name(result)};
    for (const std::string& made : fake_system::TakeCalls()) outcome.text += " " + made;
    fake_system::FailCall(0);
    return outcome;
  }

  // Runs one call on both and compares; the results go into `twin`.
  template <typename Call>
  void OnBoth(Twin* twin, Call call) {
    int fail_call = program_.failures && Below(8) == 0 ? 1 + static_cast<int>(Below(2)) : 0;
    Outcome osmem = On(kOsmem, fail_call, call), list = On(kList, fail_call, call);
    if (osmem.text != list.text || osmem.error != list.error) {
      problem_ = "osmem: " + osmem.text + " errno " + std::to_string(osmem.error) + "; the list: " + list.text +
                 " errno " + std::to_string(list.error);
    }
    twin->osmem = static_cast<unsigned char*>(osmem.result);
    twin->list = static_cast<unsigned char*>(list.result);
  }

  // Every second block is freed, and too small for those that come later: so free ones are there to be counted
  // when it begins, and when the stretches get longer.
  void MakeLarge() {
    Twin twin = {}, ignored;
    for (size_t size = 120000; free_index.stretches.length <= SHORTEST_STRETCH && problem_.empty(); size += 8) {
      const Twin before = twin;
      OnBoth(&twin, [=](bool osmem) { return osmem ? os_malloc(size) : list_malloc(size); });
      if (size % 16 != 0) continue;
      OnBoth(&ignored, [=](bool osmem) -> void* {
        osmem ? os_free(before.osmem) : list_free(before.list);
        return nullptr;
      });
    }
  }

  void Step() {
    if (program_.foreign_break && Below(50) == 0) MoveBothBreaks(1 + Below(100));
    size_t choice = Below(100);
    if (live_.empty() || (choice < 40 && live_.size() < kMaxLive)) {
      Allocate(Below(3) == 0);
    } else if (choice < 70) {
      Free(Below(live_.size()));
    } else {
      Reallocate(Below(live_.size()));
    }
  }

  void MoveBothBreaks(size_t bytes) {
    for (int heap : {kOsmem, kList}) {
      fake_system::Select(heap);
      fake_system::MoveBreak(bytes * 8);
    }
  }

  void Allocate(bool zeroed) {
    size_t size = PickSize();
    Twin twin = {nullptr, nullptr, size, 0};
    if (zeroed) {
      OnBoth(&twin, [=](bool osmem) { return osmem ? os_calloc(1, size) : list_calloc(1, size); });
    } else {
      OnBoth(&twin, [=](bool osmem) { return osmem ? os_malloc(size) : list_malloc(size); });
    }
    call_ = (zeroed ? "calloc(1, " : "malloc(") + std::to_string(size) + ")";
    if (!problem_.empty() || twin.osmem == nullptr) return;
    if (zeroed) Verify(twin);
    Fill(&twin, 0);
    live_.push_back(twin);
  }

  void Free(size_t which) {
    Twin twin = live_[which];
    Verify(twin);
    call_ = "free(" + fake_system::Name(twin.list) + ")";
    Twin ignored;
    OnBoth(&ignored, [=](bool osmem) -> void* {
      osmem ? os_free(twin.osmem) : list_free(twin.list);
      return nullptr;
    });
    live_[which] = live_.back();
    live_.pop_back();
    // The block is marked free as long as nothing was merged or taken: realloc must say so and do nothing.
    if (problem_.empty() && fake_system::Name(twin.list) != "other" && Below(8) == 0) {
      call_ += " and realloc of it";
      OnBoth(&ignored, [=](bool osmem) { return osmem ? os_realloc(twin.osmem, 100) : list_realloc(twin.list, 100); });
    }
  }

  void Reallocate(size_t which) {
    size_t size = PickSize();
    Twin old = live_[which], twin = old;
    Verify(old);
    call_ = "realloc(" + fake_system::Name(old.list) + " of " + std::to_string(old.size) + ", " + std::to_string(size) +
            ")";
    OnBoth(&twin, [=](bool osmem) { return osmem ? os_realloc(old.osmem, size) : list_realloc(old.list, size); });
    if (!problem_.empty()) return;
    if (twin.osmem == nullptr && size > 0) return;
    twin.size = size;
    if (size == 0) {
      live_[which] = live_.back();
      live_.pop_back();
      return;
    }
    Fill(&twin, old.size);
    live_[which] = twin;
  }

  // The bytes from `from` on are new; those before came along and are verified as they are.
  void Fill(Twin* twin, size_t from) {
    if (from == 0) twin->fill = static_cast<unsigned char>(random_() | 1);
    if (from >= twin->size) return;
    memset(twin->osmem + from, twin->fill, twin->size - from);
    memset(twin->list + from, twin->fill, twin->size - from);
  }

  static bool IsFilled(const unsigned char* bytes, const Twin& twin) {
    return twin.size == 0 || (bytes[0] == twin.fill && memcmp(bytes, bytes + 1, twin.size - 1) == 0);
  }

  void Verify(const Twin& twin) {
    fake_system::Select(kList);
    if (!IsFilled(twin.osmem, twin)) problem_ = "bytes of osmem's " + fake_system::Name(twin.list) + " changed";
    if (!IsFilled(twin.list, twin)) problem_ = "bytes of the list's " + fake_system::Name(twin.list) + " changed";
  }

  // Large blocks cost more to read than everything else together; their turn comes now and then, and at the end.
  void VerifyBytes(int step) {
    bool all = step % 32 == 0 || step == program_.calls - 1;
    for (const Twin& twin : live_) {
      if (all || twin.size < kLarge) Verify(twin);
    }
  }

  std::string Describe(int step) const {
    return "seed " + std::to_string(program_.seed) + ", sizes " + std::to_string(static_cast<int>(program_.sizes)) +
           ", failures " + std::to_string(program_.failures) + ", foreign break " +
           std::to_string(program_.foreign_break) + ", large " + std::to_string(program_.large) + ", step " +
           std::to_string(step) + ": " + call_ + ": " + problem_;
  }

  const RandomProgram program_;
  std::mt19937_64 random_;
  std::vector<Twin> live_;
  std::string call_;
  std::string problem_;
};

}  // namespace

std::string RunRandomProgram(const RandomProgram& program) { return Runner(program).Run(); }
