// All cores do the work, none of it twice, and all of it is done in the end.
#include "checker/system/all_cores.h"

#include <atomic>
#include <chrono>
#include <thread>
#include <vector>

#include "gtest/gtest.h"

namespace checker {
namespace {

TEST(AllCoresTest, EachPartIsDoneOnceAndIsDoneInTheEnd) {
  std::vector<int> times(10000);
  OnAllCores(times.size(), [&](size_t i) { ++times[i]; });
  EXPECT_EQ(times, std::vector<int>(10000, 1));
  OnAllCores(0, [](size_t) { FAIL() << "there is nothing to do"; });
}

TEST(AllCoresTest, TwoPartsAreDoneAtTheSameTime) {
  if (std::thread::hardware_concurrency() < 2) GTEST_SKIP() << "this machine has one core";
  std::atomic<int> begun = 0;
  std::atomic<bool> met = true;
  OnAllCores(2, [&](size_t) {
    ++begun;
    const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(20);
    while (begun < 2 && met) met = std::chrono::steady_clock::now() < deadline;
  });
  EXPECT_TRUE(met);
}

}  // namespace
}  // namespace checker
