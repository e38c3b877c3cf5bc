// Goes through the programs as an odometer does: the last call changes most quickly.
#include "osmem/testing/every_program.h"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <vector>

#include "osmem/osmem.h"
#include "osmem/testing/fake_system.h"
#include "plain/list.h"

extern "C" {
#include "osmem/check.h"
#include "osmem/heap.h"
}

namespace {

constexpr size_t kSizes[] = {8, 24, 48, 130960, 131040};
constexpr size_t kSizeCount = sizeof(kSizes) / sizeof(*kSizes);
constexpr size_t kZeroed[] = {48, 4064};
constexpr size_t kZeroedCount = sizeof(kZeroed) / sizeof(*kZeroed);
constexpr size_t kNew = kSizeCount + kZeroedCount;  // calls that take a block
constexpr size_t kPerBlock = 1 + kSizeCount;        // calls on a live one
constexpr size_t kWholly = 5000;                    // of larger blocks only the ends are filled and read
constexpr size_t kEnds = 64;
constexpr size_t kMostLive = 64;

// One live block, as both have it.
struct Twin {
  unsigned char* at[2];
  size_t size;
  unsigned char fill;
};

bool IsFilled(const unsigned char* at, size_t count, unsigned char fill) {
  return count == 0 || (*at == fill && memcmp(at, at + 1, count - 1) == 0);
}

// Fills or, when `verify`, reads the bytes of [from, size).
bool Bytes(unsigned char* at, size_t from, size_t size, unsigned char fill, bool verify) {
  if (size > kWholly && from < size - kEnds) {
    const size_t front = std::max(from, kEnds);
    return Bytes(at, from, front, fill, verify) && Bytes(at, size - kEnds, size, fill, verify);
  }
  if (verify) return from >= size || IsFilled(at + from, size - from, fill);
  if (from < size) memset(at + from, fill, size - from);
  return true;
}

class Player {
 public:
  Player() {
    fake_system::Reset();
    list_forget();
  }

  // How many calls can be made now; Play() takes one by its number.
  size_t Choices() const { return (live_.size() < kMostLive ? kNew : 0) + kPerBlock * live_.size(); }

  // `refuse`: the first system call for memory is refused.
  void Play(size_t choice, bool refuse) {
    if (live_.size() == kMostLive) choice += kNew;
    if (choice < kNew) {
      Take(choice, refuse);
    } else {
      Change((choice - kNew) / kPerBlock, (choice - kNew) % kPerBlock, refuse);
    }
  }

  // Whether the last call asked the system for memory.
  bool asked() const { return calls_[0].find("m") != std::string::npos || calls_[0].find("b") != std::string::npos; }

  std::string Difference() {
    if (calls_[0] != calls_[1]) return "osmem: " + calls_[0] + "; the list: " + calls_[1];
    if (heap_check()) return std::string("the heap has ") + heap_check();
    if (!SameBlocks()) return "the blocks of the two heaps differ";
    for (const Twin& twin : live_)
      for (unsigned char* at : twin.at)
        if (!Bytes(at, 0, twin.size, twin.fill, true))
          return "bytes changed in a block of " + std::to_string(twin.size);
    return zeroed_ ? "" : "os_calloc gave what is not zero";
  }

  const std::string& text() const { return text_; }

 private:
  template <typename Call>
  Twin OnBoth(size_t size, bool refuse, Call call) {
    Twin twin = {{}, size, static_cast<unsigned char>(++made_ | 0x40)};
    for (int heap : {0, 1}) {
      fake_system::Select(heap);
      fake_system::FailCall(refuse ? 1 : 0);
      errno = 0;
      twin.at[heap] = static_cast<unsigned char*>(call(heap));
      calls_[heap] = fake_system::Name(twin.at[heap]) + " errno " + std::to_string(errno);
      for (const std::string& made : fake_system::TakeCalls()) calls_[heap] += " " + made;
    }
    fake_system::FailCall(0);
    return twin;
  }

  void Take(size_t choice, bool refuse) {
    const bool zeroed = choice >= kSizeCount;
    const size_t size = zeroed ? kZeroed[choice - kSizeCount] : kSizes[choice];
    text_ += (zeroed ? " calloc(1, " : " malloc(") + std::to_string(size) + ")" + (refuse ? " refused" : "");
    Twin twin = OnBoth(size, refuse, [=](int heap) {
      if (zeroed) return heap == 0 ? os_calloc(1, size) : list_calloc(1, size);
      return heap == 0 ? os_malloc(size) : list_malloc(size);
    });
    if (twin.at[0] == nullptr || twin.at[1] == nullptr) return;
    for (unsigned char* at : twin.at) zeroed_ = zeroed_ && (!zeroed || Bytes(at, 0, size, 0, true));
    Fill(&twin, 0);
    live_.push_back(twin);
  }

  void Change(size_t which, size_t change, bool refuse) {
    const Twin old = live_[which];
    if (change == 0) {
      text_ += " free(" + std::to_string(which) + ")";
      OnBoth(0, refuse, [=](int heap) -> void* {
        heap == 0 ? os_free(old.at[0]) : list_free(old.at[1]);
        return nullptr;
      });
      live_.erase(live_.begin() + static_cast<std::ptrdiff_t>(which));
      return;
    }
    const size_t size = kSizes[change - 1];
    text_ += " realloc(" + std::to_string(which) + ", " + std::to_string(size) + ")" + (refuse ? " refused" : "");
    Twin twin = OnBoth(size, refuse, [=](int heap) {
      return heap == 0 ? os_realloc(old.at[0], size) : list_realloc(old.at[1], size);
    });
    if (twin.at[0] == nullptr || twin.at[1] == nullptr) return;
    twin.fill = old.fill;
    // Where only the ends of the old one are known, so much of the new one is known as of a small one.
    Fill(&twin, old.size > kWholly || size > kWholly ? 0 : old.size);
    live_[which] = twin;
  }

  void Fill(Twin* twin, size_t from) {
    for (unsigned char* at : twin->at) Bytes(at, from, twin->size, twin->fill, false);
  }

  static bool SameBlocks() {
    static list_block blocks[2 * kMostLive + 2];
    size_t count = list_blocks(blocks, sizeof(blocks) / sizeof(*blocks)), at = 0;
    for (const block_meta* block = heap.first; block != nullptr; block = block->next, at++)
      if (at == count || block->size != blocks[at].size || block->status != blocks[at].status) return false;
    return at == count;
  }

  std::vector<Twin> live_;
  std::string calls_[2];
  std::string text_;
  unsigned made_ = 0;
  bool zeroed_ = true;
};

}  // namespace

EveryProgram PlayEveryProgram(int longest, int share, void (*progress)(double done)) {
  EveryProgram result;
  std::vector<size_t> program(1, 0), choices(1, Player().Choices());
  uint64_t longest_ones = 0;
  for (bool refuse = false; !program.empty();) {
    const bool is_longest = program.size() == static_cast<size_t>(longest);
    if (refuse || !is_longest || longest_ones++ % static_cast<uint64_t>(share) == 0) {
      Player player;
      for (size_t i = 0; i < program.size(); i++) player.Play(program[i], refuse && i + 1 == program.size());
      result.programs++;
      result.refused += refuse;
      const std::string difference = player.Difference();
      if (!difference.empty()) {
        result.problem = player.text() + ": " + difference;
        return result;
      }
      if (!refuse && !is_longest) choices.push_back(player.Choices());
      refuse = !refuse && player.asked();
      if (refuse) continue;
    }
    if (!is_longest) {
      program.push_back(0);
      continue;
    }
    while (!program.empty() && ++program.back() == choices[program.size() - 1]) program.pop_back();
    choices.resize(program.size());
    // As many programs begin with one call as with another, nearly.
    if (progress && program.size() == 2)
      progress((static_cast<double>(program[0]) + static_cast<double>(program[1]) / static_cast<double>(choices[1])) /
               static_cast<double>(choices[0]));
  }
  return result;
}

std::string PlaySpelledProgram(const uint8_t* bytes, size_t count) {
  Player player;
  for (size_t i = 0; i < count; i++) {
    player.Play((bytes[i] & 0x7f) % player.Choices(), bytes[i] & 0x80);
    const std::string difference = player.Difference();
    if (!difference.empty()) return player.text() + ": " + difference;
  }
  return "";
}
