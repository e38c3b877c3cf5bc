#include "pool/fresh_pool.h"

#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <cstdint>
#include <cstdio>

namespace pool {
namespace {

int system_calls = 0;
int first_failing_call = 0;
size_t largest_mapping = SIZE_MAX;

bool NextCallFails() {
  ++system_calls;
  if (first_failing_call == 0 || system_calls < first_failing_call) return false;
  errno = ENOMEM;
  return true;
}

template <typename Result>
Result Checked(Result result) {
  EXPECT_STREQ(custom_check(), nullptr);
  return result;
}

}  // namespace

extern "C" {
void* __real_system_map(size_t bytes);
bool __real_system_unmap(void* start, size_t bytes);
void* __wrap_system_map(size_t bytes);
bool __wrap_system_unmap(void* start, size_t bytes);

void* __wrap_system_map(size_t bytes) {
  if (!NextCallFails() && bytes <= largest_mapping) return __real_system_map(bytes);
  errno = ENOMEM;
  return nullptr;
}

bool __wrap_system_unmap(void* start, size_t bytes) { return !NextCallFails() && __real_system_unmap(start, bytes); }
}

bool PassesInChild(void (*body)()) {
  int status = 0;
  std::fflush(nullptr);
  const pid_t child = fork();
  if (child == 0) {
    body();
    std::fflush(nullptr);
    _exit(testing::Test::HasFailure() ? 1 : 0);
  }
  return child > 0 && waitpid(child, &status, 0) == child && status == 0;
}

void* Malloc(size_t size) { return Checked(custom_malloc(size)); }
void* Calloc(size_t count, size_t size) { return Checked(custom_calloc(count, size)); }
void* Realloc(void* ptr, size_t size) { return Checked(custom_realloc(ptr, size)); }
void* AlignedAlloc(size_t alignment, size_t size) { return Checked(custom_aligned_alloc(alignment, size)); }
bool Defragment(size_t max_blocks) { return Checked(custom_defragment(max_blocks)); }

void Free(void* ptr) {
  custom_free(ptr);
  EXPECT_STREQ(custom_check(), nullptr);
}

struct pool_stats Stats() {
  struct pool_stats stats;
  custom_stats(&stats);
  return stats;
}

int SystemCalls() { return system_calls; }

void LimitMappings(size_t bytes) { largest_mapping = bytes; }

void FailSystemCall(int n) { first_failing_call = n == 0 ? 0 : system_calls + n; }

}  // namespace pool
