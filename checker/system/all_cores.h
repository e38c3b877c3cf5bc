// Work in parts, done on all cores.
#pragma once

#include <cstddef>
#include <functional>

namespace checker {

// Calls `work` with each number below `count`, several at the same time, and returns when all is done.
void OnAllCores(size_t count, const std::function<void(size_t)>& work);

}  // namespace checker
