// Scripts in a test's own words: {Malloc(0, 16), Realloc(1, 0, 8), Free(1)}.
#pragma once

#include "checker/programs/script.h"

namespace checker {

constexpr int kNull = -1;

inline ScriptCall Malloc(int target, uint64_t size) { return {Function::kMalloc, target, kNull, 0, size}; }

inline ScriptCall Calloc(int target, uint64_t count, uint64_t size) {
  return {Function::kCalloc, target, kNull, count, size};
}

inline ScriptCall Realloc(int target, int source, uint64_t size) {
  return {Function::kRealloc, target, source, 0, size};
}

inline ScriptCall Free(int source) { return {Function::kFree, kNull, source, 0, 0}; }

}  // namespace checker
