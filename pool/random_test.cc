// Random calls, against a second implementation as naive as can be: which address each call returns, and the layout of
// the whole pool after it, must be the same. Contents are filled and verified.
#include <algorithm>
#include <cstring>
#include <iostream>
#include <random>
#include <vector>

#include "pool/fresh_pool.h"

namespace pool {
namespace {

constexpr size_t kHeader = 32;
constexpr size_t kPool = 1 << 16;

struct Piece {
  size_t size;
  bool free;
  size_t asked;
  char fill;
};

// The pieces of one region, in order. Everything is found by counting from the start.
class Shadow {
 public:
  explicit Shadow(bool best_fit) : best_fit_(best_fit), pieces_{{kPool - 2 * kHeader, true, 0, 0}} {}

  const std::vector<Piece>& pieces() const { return pieces_; }

  // The index of the piece, or -1.
  int Allocate(size_t asked, char fill) {
    const size_t need = (asked + 1 + 15) / 16 * 16;
    int found = -1;
    for (int i = static_cast<int>(pieces_.size()) - 1; i >= 0; i--) {
      if (pieces_[i].free && pieces_[i].size >= need &&
          (!best_fit_ || found < 0 || pieces_[i].size <= pieces_[found].size)) {
        found = i;
      }
    }
    if (found >= 0) Use(found, asked, fill);
    return found;
  }

  // Splits what is left over off, makes one piece of free neighbours.
  void Use(int i, size_t asked, char fill) {
    const size_t need = (asked + 1 + 15) / 16 * 16;
    if (pieces_[i].size - need >= kHeader + 16) {
      pieces_.insert(pieces_.begin() + i + 1, {pieces_[i].size - need - kHeader, true, 0, 0});
      pieces_[i].size = need;
    }
    pieces_[i] = {pieces_[i].size, false, asked, fill};
    Merge();
  }

  void Free(int i) {
    pieces_[i].free = true;
    Merge();
  }

  // The index afterwards, or -1.
  int Reallocate(int i, size_t asked) {
    const size_t need = (asked + 1 + 15) / 16 * 16;
    const char fill = pieces_[i].fill;
    const bool room_behind = i + 1 < static_cast<int>(pieces_.size()) && pieces_[i + 1].free;
    if (pieces_[i].size < need && room_behind && pieces_[i].size + kHeader + pieces_[i + 1].size >= need) {
      pieces_[i].size += kHeader + pieces_[i + 1].size;
      pieces_.erase(pieces_.begin() + i + 1);
    }
    if (pieces_[i].size >= need) {
      Use(i, asked, fill);
      return i;
    }
    const size_t offset = OffsetOf(i);
    const int moved = Allocate(asked, fill);
    if (moved < 0) return -1;
    const size_t moved_offset = OffsetOf(moved);
    Free(IndexOf(offset));
    return IndexOf(moved_offset);
  }

  size_t OffsetOf(int i) const {
    size_t offset = 0;
    for (int k = 0; k < i; k++) offset += kHeader + pieces_[k].size;
    return offset;
  }

 private:
  int IndexOf(size_t offset) const {
    int i = 0;
    while (OffsetOf(i) != offset) i++;
    return i;
  }

  void Merge() {
    for (size_t i = 0; i + 1 < pieces_.size();) {
      if (pieces_[i].free && pieces_[i + 1].free) {
        pieces_[i].size += kHeader + pieces_[i + 1].size;
        pieces_.erase(pieces_.begin() + static_cast<ptrdiff_t>(i) + 1);
      } else {
        i++;
      }
    }
  }

  bool best_fit_;
  std::vector<Piece> pieces_;
};

// The pool and the shadow, which take the same calls.
class Pair {
 public:
  Pair(bool best_fit, unsigned seed) : shadow_(best_fit), random_(seed) {
    init_pool(kPool);
    custom_set_fit(best_fit ? CUSTOM_BEST_FIT : CUSTOM_FIRST_FIT);
    void* first = custom_malloc(1);
    start_ = static_cast<char*>(first) - kHeader;
    custom_free(first);
  }

  void Step() {
    const int used = PickUsed();
    const unsigned dice = random_() % 10;
    if (used < 0 || dice < 5) {
      Allocate();
    } else if (dice < 8) {
      custom_free(PayloadOf(used));
      shadow_.Free(used);
    } else {
      Reallocate(used);
    }
    Compare();
  }

 private:
  size_t RandomSize() { return 1 + random_() % (random_() % 20 ? 300 : 6000); }

  char* PayloadOf(int i) { return start_ + shadow_.OffsetOf(i) + kHeader; }

  int PickUsed() {
    std::vector<int> used;
    for (size_t i = 0; i < shadow_.pieces().size(); i++) {
      if (!shadow_.pieces()[i].free) used.push_back(static_cast<int>(i));
    }
    return used.empty() ? -1 : used[random_() % used.size()];
  }

  // The pool may not grow, so that there is one region to compare.
  void Allocate() {
    const size_t size = RandomSize();
    const char fill = static_cast<char>(random_());
    FailSystemCall(1);
    char* payload = static_cast<char*>(custom_malloc(size));
    const int expected = shadow_.Allocate(size, fill);
    ASSERT_EQ(payload, expected < 0 ? nullptr : PayloadOf(expected));
    if (payload) std::memset(payload, fill, size);
  }

  void Reallocate(int i) {
    const size_t size = RandomSize();
    const Piece before = shadow_.pieces()[i];
    char* payload = static_cast<char*>(custom_realloc(PayloadOf(i), size));
    const int expected = shadow_.Reallocate(i, size);
    ASSERT_EQ(payload, expected < 0 ? nullptr : PayloadOf(expected));
    if (payload && size > before.asked) std::memset(payload + before.asked, before.fill, size - before.asked);
  }

  void Compare() {
    const Block* block = reinterpret_cast<const Block*>(start_);
    ASSERT_EQ(custom_check(), nullptr);
    for (const Piece& piece : shadow_.pieces()) {
      ASSERT_NE(block, nullptr);
      ASSERT_EQ(block->size, piece.size);
      ASSERT_EQ(block->free, piece.free);
      const char* payload = reinterpret_cast<const char*>(block) + kHeader;
      ASSERT_TRUE(piece.free ||
                  std::count(payload, payload + piece.asked, piece.fill) == static_cast<ptrdiff_t>(piece.asked));
      block = block->next;
    }
    ASSERT_EQ(block, nullptr);
  }

  Shadow shadow_;
  std::mt19937 random_;
  char* start_;
};

void Run(bool best_fit) {
  const unsigned seed = std::random_device()();
  std::cout << "seed " << seed << "\n";
  Pair pair(best_fit, seed);
  for (int i = 0; i < 1500 && !testing::Test::HasFailure(); i++) pair.Step();
}

POOL_TEST(Random, FirstFit) { Run(false); }
POOL_TEST(Random, BestFit) { Run(true); }

// Regions come and go, alignments vary: contents and alignment only.
POOL_TEST(Random, ManyRegions) {
  struct Held {
    unsigned char* payload;
    size_t size;
    unsigned char fill;
  };
  const unsigned seed = std::random_device()();
  std::cout << "seed " << seed << "\n";
  std::mt19937 random(seed);
  std::vector<Held> held(50, {nullptr, 0, 0});
  init_pool(4096);
  for (int i = 0; i < 1000; i++) {
    Held& one = held[random() % held.size()];
    ASSERT_EQ(std::count(one.payload, one.payload + one.size, one.fill), static_cast<ptrdiff_t>(one.size));
    Free(one.payload);
    const size_t alignment = size_t{1} << random() % 14;
    one = {nullptr, 1 + random() % (random() % 10 ? 500 : 50000), static_cast<unsigned char>(random())};
    one.payload = static_cast<unsigned char*>(AlignedAlloc(alignment, one.size));
    ASSERT_NE(one.payload, nullptr);
    ASSERT_EQ(reinterpret_cast<size_t>(one.payload) % alignment, 0u);
    std::memset(one.payload, one.fill, one.size);
    if (random() % 4 == 0) Defragment(random() % 10);
    custom_set_fit(random() % 2 ? CUSTOM_BEST_FIT : CUSTOM_FIRST_FIT);
  }
}

}  // namespace
}  // namespace pool
