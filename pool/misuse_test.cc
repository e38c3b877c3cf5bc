// What a program can do wrong, and what it is told when it is stopped.
#include <signal.h>

#include <cstring>

#include "pool/fresh_pool.h"

namespace {

char* Block(size_t size) { return static_cast<char*>(custom_malloc(size)); }

void FreeTwice() {
  char* block = Block(100);
  Block(1);
  custom_free(block);
  custom_free(block);
}

void FreeTwiceAfterMerging() {
  char* first = Block(100);
  char* second = Block(100);
  custom_free(first);
  custom_free(second);
  custom_free(second);
}

void FreeTwiceAfterGivingBack() {
  Block(1);
  char* block = Block(10000000);
  custom_free(block);
  custom_free(block);
}

void FreeForeign() {
  int local = 0;
  Block(1);
  custom_free(&local);
}

void FreeForeignBeforeFirstRequest() {
  static int global;
  custom_free(&global);
}

void FreeInterior() { custom_free(Block(100) + 16); }
void FreeMisaligned() { custom_free(Block(100) + 1); }
void FreeHeader() { custom_free(Block(100) - 16); }
void FreeNeverAllocated() { custom_free(Block(100) + 112 + 32); }

void ReallocFreed() {
  char* block = Block(100);
  custom_free(block);
  block = static_cast<char*>(custom_realloc(block, 200));
}

void OverflowByOne() {
  char* block = Block(100);
  block[100] = 0;
  custom_free(block);
}

void OverflowByOneOfAMultipleOf16() {
  char* block = Block(96);
  block[96] = 0;
  custom_realloc(block, 1000);
}

void OverflowByALot() {
  char* block = Block(100);
  char* next = Block(100);
  std::memset(block, 'x', 140);
  custom_free(next);
}

void OverflowMetByASearch() {
  std::memset(Block(100), 'x', 200);
  Block(100);
}

void Underflow() {
  char* block = Block(100);
  block[-1] = 0;
  custom_free(block);
}

void WriteAfterFreeOverAHeader() {
  char* first = Block(100);
  char* second = Block(100);
  Block(1);
  custom_free(second);
  std::memset(second - 32, 0, 32);
  custom_free(first);
}

void InitTwice() {
  init_pool(1000);
  init_pool(1000);
}

void InitLate() {
  Block(1);
  init_pool(1000);
}

void InitZero() { init_pool(0); }

struct Misuse {
  const char* name;
  void (*commit)();
  const char* message;
};

void PrintTo(const Misuse& misuse, std::ostream* out) { *out << misuse.name; }

const Misuse kMisuses[] = {
    {"FreeTwice", FreeTwice,
     "^osmem: custom_free\\(0x[0-9a-f]+\\): freed before, or never allocated: it lies in a free block\n$"},
    {"FreeTwiceAfterMerging", FreeTwiceAfterMerging, "custom_free\\(0x[0-9a-f]+\\): freed before"},
    {"FreeTwiceAfterGivingBack", FreeTwiceAfterGivingBack,
     "custom_free\\(0x[0-9a-f]+\\): not from this pool, or freed before"},
    {"FreeForeign", FreeForeign, "custom_free\\(0x[0-9a-f]+\\): not from this pool"},
    {"FreeForeignBeforeFirstRequest", FreeForeignBeforeFirstRequest,
     "custom_free\\(0x[0-9a-f]+\\): not from this pool"},
    {"FreeInterior", FreeInterior, "inside a block, at offset 16: the pointer to its 100 bytes is 0x"},
    {"FreeMisaligned", FreeMisaligned, "inside a block, at offset 1: the pointer"},
    {"FreeHeader", FreeHeader, "part of the pool's own records"},
    {"FreeNeverAllocated", FreeNeverAllocated, "freed before, or never allocated"},
    {"ReallocFreed", ReallocFreed, "^osmem: custom_realloc\\(0x[0-9a-f]+\\): freed before"},
    {"OverflowByOne", OverflowByOne, "custom_free\\(0x[0-9a-f]+\\): a write went past the end of its 100 bytes\n$"},
    {"OverflowByOneOfAMultipleOf16", OverflowByOneOfAMultipleOf16,
     "custom_realloc\\(0x[0-9a-f]+\\): a write went past the end of its 96 bytes"},
    {"OverflowByALot", OverflowByALot,
     "header at 0x[0-9a-f]+ is overwritten: a write went past the end of the 100 bytes at 0x"},
    {"OverflowMetByASearch", OverflowMetByASearch, "custom_malloc: the block header at 0x[0-9a-f]+ is overwritten"},
    {"Underflow", Underflow, "custom_free\\(0x[0-9a-f]+\\): the block header at 0x[0-9a-f]+ is overwritten"},
    {"WriteAfterFreeOverAHeader", WriteAfterFreeOverAHeader,
     "custom_free\\(0x[0-9a-f]+\\): the block header at 0x[0-9a-f]+ is overwritten"},
    {"InitTwice", InitTwice,
     "^osmem: init_pool: the pool's first region was set to 1000 bytes before; it is set once\n$"},
    {"InitLate", InitLate, "^osmem: init_pool: too late: the first region exists since the first request"},
    {"InitZero", InitZero, "^osmem: init_pool: a first region of 0 bytes cannot be"},
};

class MisuseTest : public testing::TestWithParam<Misuse> {};

TEST_P(MisuseTest, StopsTheProgramWithOneLine) {
  EXPECT_EXIT(GetParam().commit(), testing::KilledBySignal(SIGABRT), GetParam().message);
}

INSTANTIATE_TEST_SUITE_P(Each, MisuseTest, testing::ValuesIn(kMisuses),
                         [](const auto& test) { return std::string(test.param.name); });

POOL_TEST(Check, TellsAnOverflowInWords) {
  char* block = Block(100);
  EXPECT_STREQ(custom_check(), nullptr);
  block[100] = 1;
  ASSERT_NE(custom_check(), nullptr);
  EXPECT_NE(std::strstr(custom_check(), "a write went past the end of the 100 bytes at 0x"), nullptr) << custom_check();
}

POOL_TEST(Check, TellsAnOverwrittenHeaderInWords) {
  std::memset(Block(100) + 112, 1, 8);
  ASSERT_NE(custom_check(), nullptr);
  EXPECT_NE(std::strstr(custom_check(), "overwritten"), nullptr) << custom_check();
}

}  // namespace
