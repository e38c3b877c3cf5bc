// What a program asks of the system for memory, in a form in which two runs with other addresses compare. Pure.
#ifndef CHECKER_GRADING_DEMAND_H_
#define CHECKER_GRADING_DEMAND_H_

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "checker/run/witness.h"
#include "checker/trace/trace.h"

namespace checker {

// "brk" with by how much the break moved, 0 the first time; "mmap" and "munmap" with the length.
using Demands = std::vector<std::pair<std::string, uint64_t>>;

Demands DemandsOf(const Trace& trace);

// Of a program that reads its standard input before its first call.
Demands DemandsOf(const std::vector<WitnessedCall>& seen);

// Whether `all` begins with `first`.
bool BeginsWith(const Demands& all, const Demands& first);

}  // namespace checker

#endif  // CHECKER_GRADING_DEMAND_H_
