#include "checker/system/all_cores.h"

#include <algorithm>
#include <atomic>
#include <system_error>
#include <thread>
#include <vector>

namespace checker {

void OnAllCores(size_t count, const std::function<void(size_t)>& work) {
  std::atomic<size_t> next = 0;
  const auto take = [&] {
    for (size_t i; (i = next++) < count;) work(i);
  };
  std::vector<std::thread> workers;
  try {
    for (unsigned i = 1; i < std::max(1u, std::thread::hardware_concurrency()); ++i) workers.emplace_back(take);
  } catch (const std::system_error&) {
    // No more are to be had (ulimit -u): those that there are do it, and we.
  }
  take();
  for (std::thread& worker : workers) worker.join();
}

}  // namespace checker
