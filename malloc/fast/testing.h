// Blocks that are churned at random by the fast malloc, and looked at; for its tests.
#pragma once

#include <algorithm>
#include <cstdint>
#include <cstring>
#include <random>
#include <vector>

extern "C" {
#include "malloc/fast/fast.h"
}

struct Piece {
  unsigned char* bytes = nullptr;
  size_t size = 0;
};

inline bool IsFilled(const Piece& piece, unsigned char fill) {
  return piece.size == 0 || (*piece.bytes == fill && memcmp(piece.bytes, piece.bytes + 1, piece.size - 1) == 0);
}

// Small ones mostly, some of a few spans.
inline size_t RandomSize(uint64_t random) {
  const unsigned bits = random % 50 == 0 ? 18 : 4 + random % 9;
  return 1 + (random >> 8) % (size_t{1} << bits);
}

// One call at random; false when a byte of the piece is not as it was left, or a fresh one is not as it must be.
inline bool Churn(Piece* piece, unsigned char fill, uint64_t random) {
  const size_t size = RandomSize(random);
  const uint64_t choice = random >> 40;
  if (!IsFilled(*piece, fill)) return false;
  if (piece->bytes != nullptr && choice % 3 != 0) {
    fast_free(piece->bytes);
    *piece = Piece();
    return true;
  }
  const size_t kept = piece->bytes == nullptr ? 0 : std::min(piece->size, size);
  const bool is_cleared = piece->bytes == nullptr && choice % 2 == 0;
  void* bytes = piece->bytes != nullptr ? fast_realloc(piece->bytes, size)
                : is_cleared            ? fast_calloc(1, size)
                : choice % 5 == 0       ? fast_memalign(64, size)
                                        : fast_malloc(size);
  *piece = {static_cast<unsigned char*>(bytes), kept};
  if (bytes == nullptr || reinterpret_cast<uintptr_t>(bytes) % 16 != 0 || !IsFilled(*piece, fill)) return false;
  piece->size = size;
  if (is_cleared && !IsFilled(*piece, 0)) return false;
  memset(bytes, fill, size);
  return true;
}

inline int ChurnMany(unsigned char fill, int calls, int live) {
  std::mt19937_64 random(fill);
  std::vector<Piece> pieces(live);
  int failures = 0;
  for (int i = 0; i < calls; i++) failures += !Churn(&pieces[random() % pieces.size()], fill, random());
  for (const Piece& piece : pieces) fast_free(piece.bytes);
  return failures;
}
