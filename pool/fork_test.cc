// What a forked child finds: the pool as it was, unlocked, and no thread that defragments.
#include <sys/wait.h>
#include <unistd.h>

#include <cstring>
#include <thread>

#include "pool/fresh_pool.h"

namespace pool {
namespace {

// Whether the child says so.
template <typename Body>
bool HoldsInFork(Body body) {
  int status = 0;
  const pid_t child = fork();
  if (child == 0) _exit(body() ? 0 : 1);
  return child > 0 && waitpid(child, &status, 0) == child && status == 0;
}

POOL_TEST(Fork, TheThreadStaysBehindAndTheChildMergesByItself) {
  void* first = Malloc(100);
  void* second = Malloc(100);
  Malloc(1);
  ASSERT_TRUE(custom_defragment_start(1, 1000000));
  Free(first);
  Free(second);
  EXPECT_EQ(Stats().free_blocks, 3u);
  EXPECT_TRUE(HoldsInFork([] { return Stats().free_blocks == 2 && !custom_check() && custom_defragment_start(1, 1); }));
}

POOL_TEST(Fork, TheChildIsNotLockedOut) {
  bool stop = false;
  std::thread busy([&stop] {
    while (!__atomic_load_n(&stop, __ATOMIC_RELAXED)) custom_free(custom_malloc(100));
  });
  for (int i = 0; i < 100; i++) {
    EXPECT_TRUE(HoldsInFork([] {
      alarm(10);
      custom_free(custom_malloc(100));
      return !custom_check();
    }));
  }
  __atomic_store_n(&stop, true, __ATOMIC_RELAXED);
  busy.join();
}

}  // namespace
}  // namespace pool
