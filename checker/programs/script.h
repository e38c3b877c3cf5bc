// A script: calls of the four functions on numbered pointers, as //snippets:replay plays them. One call a line:
//   p0 = malloc 100 | p1 = calloc 4 25 | p0 = realloc p0 300 | p2 = realloc null 16 | free p1 | free null
// Lines that are empty or begin with # are skipped.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "checker/contract/model.h"
#include "checker/trace/trace.h"

namespace checker {

constexpr int kMaxPointers = 512;  // p0 to p511; the program has more

struct ScriptCall {
  Function function = Function::kMalloc;
  int target = -1;  // which pointer becomes the result; -1 for free
  int source = -1;  // realloc, free: which pointer is passed; -1 is NULL
  uint64_t count = 0;
  uint64_t size = 0;
};

using Script = std::vector<ScriptCall>;

std::string ToText(const Script& script);

// The script that makes the calls of a program whose trace is `expected`.
Script ScriptOf(const Trace& expected);

// What `model`, in its first state, makes of it. Stops after a call that does not return, as the contract does not
// define it (7): then there is no ending; and where the program finds its payloads broken, which ends it.
Trace TraceOf(const Script& script, Model* model);

// What the contract makes of it.
Trace ExpectedTrace(const Script& script);

// A C program that makes the same calls, in the form of a snippet.
std::string ToSnippet(const Script& script, std::string_view title);

}  // namespace checker
