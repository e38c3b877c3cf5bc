// The text form of a trace: one table of functions, a printer, and the reader that undoes it.
#include "checker/trace/trace.h"

#include <cstdio>

#include "checker/trace/text.h"

namespace checker {
namespace {

struct Shape {
  std::string_view name;
  bool pointer, count, size, result;  // what stands in its line
};

// In the order of Function.
constexpr Shape kShapes[] = {
    {"os_malloc", false, false, true, true},
    {"os_calloc", false, true, true, true},
    {"os_realloc", true, false, true, true},
    {"os_free", true, false, false, false},
};

const Shape& ShapeOf(Function function) { return kShapes[static_cast<int>(function)]; }

std::string Hex(uint64_t number) {
  char text[24];
  std::snprintf(text, sizeof text, "0x%llx", static_cast<unsigned long long>(number));
  return text;
}

std::string Offset(uint64_t offset) { return offset == 0 ? "" : "+" + Hex(offset); }

// The reader. Each function takes one thing; where it is not there, it notes what was expected and returns false.
class Reader {
 public:
  explicit Reader(std::string_view line) : in_(line) {}

  std::string error;

  bool Expect(std::string_view word) { return in_.Take(word) || Fail("\"" + std::string(word) + "\""); }

  bool ExpectEnd() { return in_.AtEnd() || Fail("the end of the line"); }

  bool ReadCall(Call* call) {
    if (!ReadFunction(&call->function)) return Fail("os_malloc, os_calloc, os_realloc, os_free or an ending");
    const Shape& shape = ShapeOf(call->function);
    if (!Expect("(")) return false;
    if (shape.pointer && !ReadAddress(&call->pointer)) return false;
    if (shape.pointer && shape.size && !Expect(", ")) return false;
    if (shape.count && (!ReadNumber(&call->count) || !Expect(", "))) return false;
    if (shape.size && !ReadNumber(&call->size)) return false;
    if (!Expect(")")) return false;
    call->returned = !in_.Take(" = ?");
    if (call->returned && shape.result && !(Expect(" = ") && ReadAddress(&call->result))) return false;
    return ExpectEnd();
  }

  bool ReadSystemCall(SystemCall* call) {
    call->name = in_.TakeName();
    if (call->name.empty()) return Fail("a system call");
    if (!Expect("(")) return false;
    if (call->name == "brk") return ReadAddress(&call->address) && Expect(")") && ReadError(call) && ExpectEnd();
    if (call->name == "mmap") return ReadMmap(call) && ExpectEnd();
    if (call->name == "munmap") {
      return ReadAddress(&call->address) && Expect(", ") && ReadNumber(&call->length) && Expect(")") &&
             ReadError(call) && ExpectEnd();
    }
    return ReadDetail(call) && ReadError(call) && ExpectEnd();
  }

  bool ReadEnding(std::string* ending) {
    const std::string line(in_.rest());
    if (in_.Take("exit ")) {
      uint64_t status = 0;
      if (!ReadNumber(&status)) return false;
    } else if (in_.Take("signal ")) {
      if (in_.TakeName().empty()) return Fail("the name of a signal");
    } else if (!in_.Take("timeout") && !in_.Take("exec")) {
      return Fail("an ending");
    }
    *ending = line;
    return ExpectEnd();
  }

 private:
  bool Fail(const std::string& expected) {
    if (error.empty())
      error = "expected " + expected + (in_.AtEnd() ? "" : ", not \"" + std::string(in_.rest()) + "\"");
    return false;
  }

  bool ReadFunction(Function* function) {
    Scanner ahead = in_;
    const std::string_view name = ahead.TakeName();
    for (const Function candidate : kFunctions) {
      if (name != NameOf(candidate)) continue;
      in_ = ahead;
      *function = candidate;
      return true;
    }
    return false;
  }

  bool ReadNumber(uint64_t* number) {
    const std::optional<uint64_t> value = in_.TakeNumber();
    if (!value) return Fail("a number");
    *number = *value;
    return true;
  }

  bool ReadOffset(uint64_t* offset) { return !in_.Take("+") || ReadNumber(offset); }

  bool TakeBase(std::string_view word, Address::Base base, Address* address) {
    if (!in_.Take(word)) return false;
    address->base = base;
    return true;
  }

  bool ReadAddress(Address* address) {
    using Base = Address::Base;
    *address = Address::Null();
    if (in_.Take("0") || TakeBase("stack", Base::kStack, address) || TakeBase("other", Base::kOther, address))
      return true;
    if (TakeBase("heap", Base::kHeap, address)) return ReadOffset(&address->offset);
    if (!TakeBase("map", Base::kMap, address)) return Fail("an address: 0, heap+0x..., map1+0x..., stack or other");
    uint64_t map = 0;
    if (!ReadNumber(&map)) return false;
    address->map = static_cast<int>(map);
    return ReadOffset(&address->offset);
  }

  // What is between the parentheses, as it stands.
  bool ReadDetail(SystemCall* call) {
    const size_t length = in_.rest().rfind(')');
    if (length == std::string_view::npos) return Fail("\")\"");
    call->detail = in_.rest().substr(0, length);
    return in_.Take(call->detail) && in_.Take(")");
  }

  bool ReadMmap(SystemCall* call) {
    if (!ReadNumber(&call->length)) return false;
    if (!(in_.Take(", ") ? ReadDetail(call) : Expect(")"))) return false;
    if (!Expect(" = ")) return false;
    return TakeErrorName(call) || ReadAddress(&call->address);
  }

  bool ReadError(SystemCall* call) {
    if (!in_.Take(" = ")) return true;
    return TakeErrorName(call) || Fail("the name of an error, such as ENOMEM, or \"?\"");
  }

  bool TakeErrorName(SystemCall* call) {
    if (in_.rest().substr(0, 1) == "E") call->error = in_.TakeName();
    if (in_.Take("?")) call->error = "?";
    return !call->error.empty();
  }

  Scanner in_;
};

// The line without the remark that osmem's log puts behind a call: spaces, then # and the rest.
std::string_view WithoutRemark(std::string_view line) {
  const size_t begin = line.find("  #");
  if (begin == std::string_view::npos) return line;
  line = line.substr(0, begin);
  return line.substr(0, line.find_last_not_of(' ') + 1);
}

// A line that is neither a call nor a system call.
bool IsEnding(std::string_view line) { return line.substr(0, 3) != "os_" && line.substr(0, 1) != " "; }

bool ReadTraceLine(std::string_view line, Trace* trace, std::string* error) {
  Reader reader(line);
  bool read = false;
  if (!trace->ending.empty()) {
    reader.error = "expected nothing behind \"" + trace->ending + "\"";
  } else if (line.substr(0, 2) == "  " && !trace->calls.empty()) {
    reader.Expect("  ");
    read = reader.ReadSystemCall(&trace->calls.back().system_calls.emplace_back());
  } else if (line.substr(0, 1) == " ") {
    reader.error = "expected a call first; only system calls are indented, by two spaces";
  } else if (IsEnding(line) && Reader(line).ReadEnding(&trace->ending)) {
    read = true;
  } else {
    read = reader.ReadCall(&trace->calls.emplace_back());
  }
  if (!read) *error = reader.error;
  return read;
}

}  // namespace

std::string_view NameOf(Function function) { return ShapeOf(function).name; }

std::string ToText(const Address& address) {
  switch (address.base) {
    case Address::Base::kNull:
      return "0";
    case Address::Base::kHeap:
      return "heap" + Offset(address.offset);
    case Address::Base::kMap:
      return "map" + std::to_string(address.map) + Offset(address.offset);
    case Address::Base::kStack:
      return "stack";
    case Address::Base::kOther:
      break;
  }
  return "other";
}

std::string ToText(const SystemCall& call) {
  const std::string length = std::to_string(call.length);
  std::string text = call.name + "(";
  if (call.name == "brk") {
    text += ToText(call.address);
  } else if (call.name == "munmap") {
    text += ToText(call.address) + ", " + length;
  } else if (call.name == "mmap") {
    text += length + (call.detail.empty() ? "" : ", " + call.detail);
  } else {
    text += call.detail;
  }
  text += ")";
  if (!call.error.empty()) return text + " = " + call.error;
  return call.name == "mmap" ? text + " = " + ToText(call.address) : text;
}

std::string ToText(const Call& call) {
  const Shape& shape = ShapeOf(call.function);
  std::string text = std::string(shape.name) + "(";
  if (shape.pointer) text += ToText(call.pointer);
  if (shape.pointer && shape.size) text += ", ";
  if (shape.count) text += std::to_string(call.count) + ", ";
  if (shape.size) text += std::to_string(call.size);
  text += ")";
  if (!call.returned) text += " = ?";
  if (call.returned && shape.result) text += " = " + ToText(call.result);
  text += "\n";
  for (const SystemCall& system_call : call.system_calls) text += "  " + ToText(system_call) + "\n";
  return text;
}

std::string ToText(const Trace& trace) {
  std::string text;
  for (const Call& call : trace.calls) text += ToText(call);
  return trace.ending.empty() ? text : text + trace.ending + "\n";
}

std::optional<Trace> ParseTrace(std::string_view text, std::string* error, int lines_before) {
  Trace trace;
  std::string_view line;
  for (int number = lines_before + 1; TakeLine(&text, &line); ++number) {
    std::string expected;
    if (ReadTraceLine(WithoutRemark(line), &trace, &expected)) continue;
    *error = "line " + std::to_string(number) + ": " + expected;
    return std::nullopt;
  }
  return trace;
}

}  // namespace checker
