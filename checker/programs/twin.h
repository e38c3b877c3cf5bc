// The twin of a program: the same calls further up in the heap, behind a few blocks that stay in use, or behind a few
// mappings where it never uses the heap, and of sizes that round to the same. An allocator does the same there,
// shifted; what looks its answers up does not.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "checker/programs/script.h"
#include "checker/trace/trace.h"

namespace checker {

struct Twin {
  Script script;
  Trace expected;
  size_t prefix = 0;  // how many calls come before those of the program
};

// The twin of a program of which the contract makes `original`; the same for the same seed. None where it would do
// something else, as a program about the first use of the heap does; then `why` says what, in a sentence's end.
std::optional<Twin> TwinOf(const Trace& original, uint64_t seed, std::string* why);

}  // namespace checker
