// OSMEM_OPTIONS: what it sets, and that what cannot be read is named and ignored.
#include <cerrno>
#include <cstdlib>
#include <string>

#include "gtest/gtest.h"
#include "osmem/osmem.h"
#include "osmem/testing/fake_system.h"

extern "C" {
#include "base/options.h"
}

namespace {

constexpr size_t kDefault = 131072;

class OptionsTest : public testing::Test {
 protected:
  void SetUp() override {
    fake_system::Reset();
    options = {};
    options.mmap_threshold = kDefault;
  }

  void TearDown() override { unsetenv("OSMEM_OPTIONS"); }

  // What is said on standard error by the first use.
  std::string FirstUse(const char* setting) {
    setenv("OSMEM_OPTIONS", setting, 1);
    testing::internal::CaptureStderr();
    os_malloc(8);
    return testing::internal::GetCapturedStderr();
  }
};

TEST_F(OptionsTest, ThresholdIsSetAtFirstUse) {
  EXPECT_EQ(FirstUse("mmap_threshold=1032"), "");
  EXPECT_EQ(fake_system::Name(os_malloc(992)), "heap+0x48");
  EXPECT_EQ(fake_system::Name(os_malloc(1000)), "map1+0x20");
}

TEST_F(OptionsTest, ThresholdBoundsCallocAndReallocToo) {
  EXPECT_EQ(FirstUse("mmap_threshold=1032"), "");
  EXPECT_EQ(fake_system::Name(os_calloc(1, 1000)), "map1+0x20");
  EXPECT_EQ(fake_system::Name(os_realloc(os_malloc(8), 1000)), "map2+0x20");
}

TEST_F(OptionsTest, AHighThresholdKeepsLargeBlocksOnTheHeap) {
  EXPECT_EQ(FirstUse("mmap_threshold=1000000"), "");
  EXPECT_EQ(fake_system::Name(os_malloc(900000)), "heap+0x48");
  EXPECT_EQ(fake_system::TakeCalls().back(), "brk(heap+0xdbbe8)");
}

TEST_F(OptionsTest, NoSettingIsNoComplaint) {
  EXPECT_EQ(FirstUse(""), "");
  EXPECT_EQ(options.mmap_threshold, kDefault);
}

TEST_F(OptionsTest, BadValuesAreNamedAndIgnored) {
  for (std::string bad : {"", "12k", "-1", " 5", "0x10", "99999999999999999999"}) {
    SetUp();
    EXPECT_EQ(FirstUse(("mmap_threshold=" + bad).c_str()),
              "osmem: OSMEM_OPTIONS: not a number of bytes in \"mmap_threshold=" + bad + "\"; ignored\n");
    EXPECT_EQ(options.mmap_threshold, kDefault);
  }
}

TEST_F(OptionsTest, UnknownNamesAreNamedAndTheRestHolds) {
  std::string said = FirstUse("mmap=5,mmap_threshold=4096,nonsense");
  EXPECT_NE(said.find("no option of that name (there are: mmap_threshold, "), std::string::npos) << said;
  EXPECT_NE(said.find(" in \"mmap=5\"; ignored\n"), std::string::npos) << said;
  EXPECT_NE(said.find(" in \"nonsense\"; ignored\n"), std::string::npos) << said;
  EXPECT_EQ(options.mmap_threshold, 4096u);
}

TEST_F(OptionsTest, LongNonsenseIsCutOff) {
  std::string said = FirstUse(std::string(5000, 'x').c_str());
  EXPECT_NE(said.find(std::string(60, 'x')), std::string::npos);
  EXPECT_LT(said.size(), 300u);
}

TEST_F(OptionsTest, ErrnoStaysAsItWas) {
  errno = 7;
  FirstUse("mmap_threshold=what");
  EXPECT_EQ(errno, 7);
}

}  // namespace
