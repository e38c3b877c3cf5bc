// Out of memory at every system call of a workload: nothing changes, and the workload goes on when memory is back.
#include <cerrno>
#include <cstring>
#include <string>
#include <utility>
#include <vector>

#include "gtest/gtest.h"
#include "osmem/osmem.h"
#include "osmem/testing/fake_system.h"

extern "C" {
#include "osmem/check.h"
#include "osmem/heap.h"
}

namespace {

constexpr int kSlots = 8;

// Every header of the heap, and every byte of what is in use.
std::vector<std::string> Snapshot() {
  std::vector<std::string> blocks;
  for (const block_meta* block = heap.first; block; block = block->next) {
    std::string bytes(static_cast<char*>(block_payload(block)), block->status == BLOCK_USED ? block->size : 0);
    blocks.push_back(fake_system::Name(block) + " " + std::to_string(block->size) + " " +
                     std::to_string(block->status) + " " + bytes);
  }
  return blocks;
}

// A step of the workload: what becomes of one slot.
struct Step {
  enum { kMalloc, kCalloc, kRealloc, kFree } call;
  int slot;
  size_t size;
};

// Grows the heap at its end in each of the three ways, maps, moves, and swallows before it moves.
const Step kWorkload[] = {
    {Step::kMalloc, 0, 131032}, {Step::kMalloc, 1, 16},      {Step::kMalloc, 2, 16},      {Step::kMalloc, 3, 16},
    {Step::kFree, 2, 0},        {Step::kRealloc, 1, 3000},   {Step::kFree, 3, 0},         {Step::kMalloc, 2, 9000},
    {Step::kCalloc, 3, 5000},   {Step::kRealloc, 3, 7000},   {Step::kRealloc, 3, 200000}, {Step::kRealloc, 3, 20},
    {Step::kMalloc, 4, 16},     {Step::kMalloc, 5, 16},      {Step::kMalloc, 6, 16},      {Step::kFree, 4, 0},
    {Step::kFree, 5, 0},        {Step::kRealloc, 3, 100000}, {Step::kRealloc, 6, 40000},  {Step::kRealloc, 3, 131032},
    {Step::kMalloc, 7, 300000}, {Step::kCalloc, 5, 131000},
};

class Workload {
 public:
  // False: the step's call failed.
  bool Run(const Step& step) {
    void* old = slots_[step.slot];
    void* result = nullptr;
    errno = 0;
    switch (step.call) {
      case Step::kMalloc:
        result = os_malloc(step.size);
        break;
      case Step::kCalloc:
        result = os_calloc(1, step.size);
        break;
      case Step::kRealloc:
        result = os_realloc(old, step.size);
        break;
      case Step::kFree:
        os_free(old);
        slots_[step.slot] = nullptr;
        return true;
    }
    if (result == nullptr) return false;
    slots_[step.slot] = result;
    memset(result, 'a' + step.slot, step.size);
    return true;
  }

 private:
  void* slots_[kSlots] = {};
};

// The system calls of the whole workload when the n-th that asks for memory fails, once.
std::vector<std::string> RunWithFailure(int n, bool* failed) {
  fake_system::Reset();
  fake_system::FailCall(n);
  Workload workload;
  std::vector<std::string> calls;
  *failed = false;
  for (const Step& step : kWorkload) {
    std::vector<std::string> before = Snapshot();
    if (!workload.Run(step)) {
      EXPECT_EQ(errno, ENOMEM);
      EXPECT_EQ(Snapshot(), before) << "call " << n << " failed";
      EXPECT_STREQ(heap_check(), nullptr);
      EXPECT_FALSE(*failed);
      *failed = true;
      fake_system::TakeCalls();
      EXPECT_TRUE(workload.Run(step));
    }
    EXPECT_STREQ(heap_check(), nullptr);
    for (const std::string& call : fake_system::TakeCalls()) calls.push_back(call);
  }
  return calls;
}

// Mappings are numbered as they are made, so a failed one leaves no trace, and the rest is as if nothing had been.
TEST(FailureTest, EverySystemCallOfAWorkload) {
  bool failed;
  const std::vector<std::string> expected = RunWithFailure(0, &failed);
  ASSERT_FALSE(failed);
  int n = 1;
  for (;; n++) {
    // The very first may leave the chunk behind, which is no block's change.
    std::vector<std::string> calls = RunWithFailure(n, &failed);
    EXPECT_EQ(calls, expected) << "call " << n << " failed";
    if (!failed) break;
  }
  EXPECT_GT(n, 10);
}

TEST(FailureTest, FailedReallocGivesBackWhatItSwallowed) {
  fake_system::Reset();
  os_malloc(131032);
  void* block = os_malloc(16);
  void* first = os_malloc(16);
  void* second = os_malloc(16);
  os_free(first);
  os_free(second);
  fake_system::FailAll(true);
  EXPECT_EQ(os_realloc(block, 5000), nullptr);
  fake_system::FailAll(false);
  EXPECT_STREQ(heap_check(), nullptr);
  // One at a time: the first alone is enough now, so the second stays what it was.
  EXPECT_EQ(os_realloc(block, 64), block);
  EXPECT_EQ(os_malloc(16), second);
}

TEST(FailureTest, FailedMallocMergesNothing) {
  fake_system::Reset();
  os_malloc(131032);
  void* block = os_malloc(16);
  void* first = os_malloc(16);
  void* second = os_malloc(16);
  os_malloc(16);
  os_free(first);
  os_free(second);
  fake_system::FailAll(true);
  EXPECT_EQ(os_malloc(5000), nullptr);
  fake_system::FailAll(false);
  EXPECT_EQ(os_realloc(block, 64), block);
  EXPECT_EQ(os_malloc(16), second);
}

// The second link of the merged block, kept while it waits in the index, lies where the swallowed one's size is.
TEST(FailureTest, TheSmallestBlockSwallowsTheTailInVain) {
  fake_system::Reset();
  os_malloc(24);
  void* shrunk = os_malloc(48);
  os_realloc(shrunk, 8);
  const std::vector<std::string> before = Snapshot();
  fake_system::FailCall(1);
  EXPECT_EQ(os_malloc(130960), nullptr);
  EXPECT_EQ(Snapshot(), before);
  EXPECT_EQ(heap_check(), nullptr);
}

}  // namespace
