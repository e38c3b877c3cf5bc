// A trace: the calls of a program into the four functions, what each returned, and the memory system calls made
// inside it. Plain values, and the text form of section 8 of the contract that refs are written in.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace checker {

// Where a pointer points, relative to what it belongs to, so that no run depends on where the kernel put things.
struct Address {
  enum class Base { kNull, kHeap, kMap, kStack, kOther };

  Base base = Base::kNull;
  int map = 0;          // kMap: the n-th mapping made inside an os_ call, from 1
  uint64_t offset = 0;  // kHeap: from the heap's start; kMap: from the mapping's start

  bool operator==(const Address& that) const { return base == that.base && map == that.map && offset == that.offset; }
  bool operator!=(const Address& that) const { return !(*this == that); }

  static Address Null() { return {}; }
  static Address Heap(uint64_t offset) { return {Base::kHeap, 0, offset}; }
  static Address Map(int map, uint64_t offset) { return {Base::kMap, map, offset}; }
};

struct SystemCall {
  std::string name;     // brk, mmap, munmap; anything else has no business inside an os_ call, and is shown
  Address address;      // brk: the new break; mmap: the mapping made; munmap: the start
  uint64_t length = 0;  // mmap, munmap
  std::string detail;   // mmap: protection, flags, hint where they are not the contract's; others: the arguments
  std::string error;    // ENOMEM and the like; "?" where it never returned; empty where it succeeded

  bool operator==(const SystemCall& that) const {
    return name == that.name && address == that.address && length == that.length && detail == that.detail &&
           error == that.error;
  }
};

enum class Function { kMalloc, kCalloc, kRealloc, kFree };
inline constexpr Function kFunctions[] = {Function::kMalloc, Function::kCalloc, Function::kRealloc, Function::kFree};

struct Call {
  Function function = Function::kMalloc;
  Address pointer;       // realloc, free
  uint64_t count = 0;    // calloc
  uint64_t size = 0;     // malloc, calloc, realloc
  Address result;        // null for free
  bool returned = true;  // false: the program ended inside it, which is written `= ?`
  std::vector<SystemCall> system_calls;
  uint64_t caller = 0;  // the return address in the program, 0 where unknown; no part of the text or of equality

  // As it is made: nothing has come of it yet.
  static Call Of(Function function, const Address& pointer, uint64_t count, uint64_t size) {
    return {function, pointer, count, size, {}, true, {}, 0};
  }

  bool operator==(const Call& that) const {
    return function == that.function && pointer == that.pointer && count == that.count && size == that.size &&
           result == that.result && returned == that.returned && system_calls == that.system_calls;
  }
  bool operator!=(const Call& that) const { return !(*this == that); }
};

struct Trace {
  std::vector<Call> calls;
  // "exit 0", "signal SIGSEGV", "timeout", "exec" (another program took its place); empty where it was cut off.
  std::string ending;

  bool operator==(const Trace& that) const { return calls == that.calls && ending == that.ending; }
};

std::string_view NameOf(Function function);  // os_malloc, ...
std::string ToText(const Address& address);
std::string ToText(const SystemCall& system_call);
std::string ToText(const Call& call);  // several lines, each with its newline
std::string ToText(const Trace& trace);

// Reads what ToText() writes; the ending may be missing, and what stands behind two spaces and a # is skipped, as in
// osmem's log. On a syntax error: nothing, and `error` says "line N: what was expected", where `lines_before` stand
// before the text.
std::optional<Trace> ParseTrace(std::string_view text, std::string* error, int lines_before = 0);

}  // namespace checker
