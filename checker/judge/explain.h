// What a verdict tells: what a call did and what it should have done, in words, and the calls of both traces side by
// side. At most 100 columns.
#pragma once

#include <string>

#include "checker/contract/model.h"
#include "checker/trace/trace.h"

namespace checker {

// "os_malloc(100)": the call as it stands in a trace, without what came of it.
std::string Heading(const Call& call);

// "took the free block of 400 bytes at heap+0x820; should have taken the free block of 120 bytes at heap+0x20".
// `before` is the model in the state before the call.
std::string DescribeDifference(const Model& before, const Call& expected, const Call& actual);

// The calls around number `index` (from 0), of a short program all, expected on the left, actual on the right; that
// number is marked.
std::string SideBySide(const Trace& expected, const Trace& actual, size_t index);

}  // namespace checker
