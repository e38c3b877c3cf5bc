// One line of ltrace's log, taken apart. Pure, and at ease with any bytes.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace checker {

struct LtraceLine {
  enum class Kind {
    kUnknown,
    kCall,  // [0x401090] os_malloc@libosmem.so(1000) = 0x10, or begun: os_malloc@libosmem.so(1000 <unfinished ...>
    kSystemCall,  // [0x401090] SYS_brk(0) = 0x10 (ltrace 0.7.3), brk@SYS(nil) = 0x10 (0.7.91), or begun
    kResumed,     // [0x401090] <... os_malloc resumed> ) = 0x10
    kSignal,      // [0x401090] --- SIGSEGV (Segmentation fault) ---
    kExec,        // [0x401090] --- Called exec() ---
    kEnd,         // [0x401090] +++ exited (status 0) +++, +++ killed by SIGSEGV +++
  };

  Kind kind = Kind::kUnknown;
  uint64_t address = 0;  // a call's return address, a system call's place
  std::string name;      // without the library's name or SYS_; a number where no system call has it
  std::vector<std::string> arguments;
  std::optional<uint64_t> result;  // none where the call has only begun; 0 for void
  std::string ending;              // kEnd: "exit 0", "signal SIGSEGV"
};

LtraceLine ReadLtraceLine(std::string_view line);

}  // namespace checker
