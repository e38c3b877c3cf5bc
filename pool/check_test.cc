// What custom_check() says of pools that are wrong. It says nothing of any that is right: all other tests ask it.
#include <cstring>
#include <string>

#include "pool/fresh_pool.h"
#include "pool/testdata/forge.h"

namespace pool {
namespace {

constexpr size_t kHeader = 32;

// Five blocks in a row.
struct Row {
  void* payloads[5] = {};
  Row() {
    for (void*& payload : payloads) payload = Malloc(100);
  }
  Block* At(int i) { return reinterpret_cast<Block*>(static_cast<char*>(payloads[i]) - kHeader); }
  void Forge(int i, size_t size, int free, Block* next) { forge(payloads[i], size, free, next); }
};

void ExpectWords(const char* words) {
  const char* wrong = custom_check();
  ASSERT_NE(wrong, nullptr);
  EXPECT_NE(std::strstr(wrong, words), nullptr) << wrong;
}

POOL_TEST(Check, ARightPool) {
  Row row;
  row.Forge(1, row.At(1)->size, 0, row.At(2));
  EXPECT_EQ(custom_check(), nullptr);
}

POOL_TEST(Check, ASizeThatIsNone) {
  Row row;
  row.Forge(1, 104, 0, row.At(2));
  ExpectWords("has a size of 104 bytes");
}

POOL_TEST(Check, ABlockThatDoesNotMeetTheNext) {
  Row row;
  row.Forge(1, 112, 0, row.At(3));
  ExpectWords("but the next one is at");
}

POOL_TEST(Check, AListThatEndsTooEarly) {
  Row row;
  row.Forge(4, 112, 0, nullptr);
  ExpectWords("but the next one is at");
}

POOL_TEST(Check, AFreeBlockThatNoSearchFinds) {
  Row row;
  row.Forge(1, 112, 1, row.At(2));
  ExpectWords("no search finds the free block");
}

POOL_TEST(Check, FreeBlocksThatAreNotMerged) {
  Row row;
  Free(row.payloads[0]);
  row.Forge(1, 112, 1, row.At(2));
  ExpectWords("is not merged with the free one before it");
}

POOL_TEST(Check, ABlockThatIsNotCounted) {
  Row row;
  Free(row.payloads[0]);
  row.Forge(2, 112, 1, row.At(3));
  ExpectWords("counted 448 bytes in use");
}

POOL_TEST(Check, AHeaderThatWasWrittenOver) {
  Row row;
  row.At(2)->size += 16;
  ExpectWords("header at");
}

}  // namespace
}  // namespace pool
