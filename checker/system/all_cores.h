// Work in parts, done on all cores.
#ifndef CHECKER_SYSTEM_ALL_CORES_H_
#define CHECKER_SYSTEM_ALL_CORES_H_

#include <cstddef>
#include <functional>

namespace checker {

// Calls `work` with each number below `count`, several at the same time, and returns when all is done.
void OnAllCores(size_t count, const std::function<void(size_t)>& work);

}  // namespace checker

#endif  // CHECKER_SYSTEM_ALL_CORES_H_
