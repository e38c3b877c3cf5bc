// What is told of a pointer that nobody may pass.
#include <thread>
#include <vector>

#include "gtest/gtest.h"

extern "C" {
#include "malloc/fast/fast.h"
}

namespace {

TEST(MisuseTest, EachIsTold) {
  char* block = static_cast<char*>(fast_malloc(100));
  char* large = static_cast<char*>(fast_malloc(1000000));
  EXPECT_DEATH(fast_free(block + 16), "free\\(0x.*\\): it points into a block, not to its start");
  EXPECT_DEATH(fast_free(large + 65536), "it points into a block, not to its start");
  EXPECT_DEATH(fast_free(large + 16), "it points into a block, not to its start");
  EXPECT_DEATH(fast_free(&block), "this heap never gave it out");
  EXPECT_DEATH(fast_realloc(&block, 10), "realloc\\(0x.*\\): this heap never gave it out");
  EXPECT_DEATH(fast_realloc(block + 16, 10), "realloc\\(0x.*\\): it points into a block, not to its start");
  EXPECT_DEATH(fast_usable_size(block + 16), "malloc_usable_size\\(0x.*\\): it points into a block");
  fast_free(block);
  EXPECT_DEATH(fast_free(block), "free\\(0x.*\\): it was freed before");
  fast_free(large);
  EXPECT_DEATH(fast_free(large), "it was freed before");
}

// Also where the magazine is just full, and the next one would take it.
TEST(MisuseTest, ADoubleFreeIsToldWhereverTheMagazineEnds) {
  std::vector<void*> blocks(200);
  for (void*& block : blocks) block = fast_malloc(300);
  for (void* block : blocks) {
    fast_free(block);
    ASSERT_DEATH(fast_free(block), "it was freed before");
  }
}

// A magazine may hold it twice; a slab may not.
TEST(MisuseTest, AnEarlierDoubleFreeIsToldAtTheThreadsEnd) {
  EXPECT_DEATH(std::thread([] {
                 void *first = fast_malloc(100), *second = fast_malloc(100);
                 for (int i = 0; i < 110; i++) fast_malloc(100);
                 fast_free(first);
                 fast_free(second);
                 fast_free(first);
               }).join(),
               "it was freed before");
}

}  // namespace
