// The malloc family, function by function, and at the edges of a life: of each malloc that is made here, and of libc's,
// which shows that the tests themselves are right.
#include <tuple>

#include "gtest/gtest.h"
#include "malloc/testing/preloaded.h"

namespace {

struct Malloc {
  const char* name;
  const char* libraries;
};

constexpr Malloc kMallocs[] = {
    {"Libc", ""},
    {"Osmem", "malloc/libosmem-preload.so osmem/libosmem.so"},
    {"Plain", "malloc/libosmem-preload.so plain/libosmem.so"},
    {"Talkative", "malloc/libosmem-preload.so malloc/testing/libtalkative.so"},
    {"Fast", "malloc/libosmem-malloc.so"},
};

using Case = std::tuple<Malloc, const char*>;

std::string Name(const testing::TestParamInfo<Case>& info) {
  return std::string(std::get<0>(info.param).name) + "_" + std::get<1>(info.param);
}

class FamilyTest : public testing::TestWithParam<Case> {};

TEST_P(FamilyTest, Holds) {
  const auto& [malloc, function] = GetParam();
  const eyes::Result result = preloaded::RunOn(malloc.libraries, "malloc/testing/family", {function});
  EXPECT_EQ(result.errors, "");
  EXPECT_EQ(result.ending, "exit 0");
}

INSTANTIATE_TEST_SUITE_P(All, FamilyTest,
                         testing::Combine(testing::ValuesIn(kMallocs),
                                          testing::Values("malloc", "many", "free", "calloc", "realloc", "reallocarray",
                                                          "posix_memalign", "aligned_alloc", "memalign", "valloc",
                                                          "malloc_usable_size")),
                         Name);

class LifeTest : public testing::TestWithParam<Case> {};

TEST_P(LifeTest, Holds) {
  const auto& [malloc, scenario] = GetParam();
  const eyes::Result result = preloaded::RunOn(malloc.libraries, "malloc/testing/life", {scenario});
  EXPECT_EQ(result.errors, "");
  EXPECT_EQ(result.output, scenario == std::string("exit") ? "late\n" : "");
  EXPECT_EQ(result.ending, "exit 0");
}

INSTANTIATE_TEST_SUITE_P(All, LifeTest,
                         testing::Combine(testing::ValuesIn(kMallocs),
                                          testing::Values("early", "exit", "thread_end", "fork")),
                         Name);

}  // namespace
