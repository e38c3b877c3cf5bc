// ltrace's words -> a trace. Pure: text in, values out.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "checker/trace/trace.h"

namespace checker {

// The addresses at which the program itself (not its libraries) has code. Snippets are linked at a fixed place.
struct CodeRange {
  uint64_t begin = 0;
  uint64_t end = 0;
};

struct LtraceLog {
  Trace trace;
  // What does not belong: calls from outside the program, system calls outside os_ calls, ...
  std::vector<std::string> flags;
  // The first system call on memory that came between two os_ calls of the program; empty where none did. What comes
  // behind the last one may be a destructor's, and is only flagged.
  std::string between;
  // Empty where the log is whole: every line was understood, and the last is the tracer's own end record. Otherwise
  // what is wrong with it.
  std::string error;
};

// Reads what `ltrace -i -L -S -n 2 -F checker/run/ltrace.conf -x os_...@libosmem.so` wrote about one program.
LtraceLog ParseLtrace(std::string_view text, const CodeRange& program);

}  // namespace checker
