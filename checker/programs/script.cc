#include "checker/programs/script.h"

#include <algorithm>
#include <limits>
#include <map>
#include <set>

namespace checker {
namespace {

std::string Pointer(int index) { return index < 0 ? "null" : "p" + std::to_string(index); }

std::string Line(const ScriptCall& call) {
  const std::string target = Pointer(call.target) + " = ";
  switch (call.function) {
    case Function::kMalloc:
      return target + "malloc " + std::to_string(call.size);
    case Function::kCalloc:
      return target + "calloc " + std::to_string(call.count) + " " + std::to_string(call.size);
    case Function::kRealloc:
      return target + "realloc " + Pointer(call.source) + " " + std::to_string(call.size);
    case Function::kFree:
      return "free " + Pointer(call.source);
  }
  return "";
}

std::string Number(uint64_t number) {
  const uint64_t from_top = std::numeric_limits<uint64_t>::max() - number;
  if (from_top == 0) return "SIZE_MAX";
  if (from_top < 4096) return "SIZE_MAX - " + std::to_string(from_top);
  return std::to_string(number);
}

// Whether a later call is passed what call number `index` returned.
bool IsUsed(const Script& script, size_t index) {
  const int pointer = script[index].target;
  for (size_t i = index + 1; pointer >= 0 && i < script.size(); ++i) {
    if (script[i].source == pointer) return true;
    if (script[i].target == pointer) return false;
  }
  return false;
}

std::string Statement(const ScriptCall& call, bool is_used) {
  const std::string source = call.source < 0 ? "NULL" : Pointer(call.source);
  const std::string target = is_used ? Pointer(call.target) + " = " : "";
  switch (call.function) {
    case Function::kMalloc:
      return target + "os_malloc(" + Number(call.size) + ");";
    case Function::kCalloc:
      return target + "os_calloc(" + Number(call.count) + ", " + Number(call.size) + ");";
    case Function::kRealloc:
      return target + "os_realloc(" + source + ", " + Number(call.size) + ");";
    case Function::kFree:
      return "os_free(" + source + ");";
  }
  return "";
}

// The clauses that decide in it, by their keys.
std::string DecidingRules(const Script& script) {
  std::set<Rule> rules;
  Model model;
  for (const Call& call : ExpectedTrace(script).calls) {
    model.Step(call);
    rules.insert(model.decided().begin(), model.decided().end());
  }
  std::string keys;
  for (Rule rule : rules) keys += " " + std::string(KeyOf(rule));
  return keys;
}

}  // namespace

std::string ToText(const Script& script) {
  std::string text;
  for (const ScriptCall& call : script) text += Line(call) + "\n";
  return text;
}

Script ScriptOf(const Trace& expected) {
  Script script;
  std::map<std::string, int> pointer_at;  // the pointer that holds an address
  int pointers = 0;
  for (const Call& call : expected.calls) {
    ScriptCall made{call.function, -1, -1, call.count, call.size};
    const auto source = pointer_at.find(ToText(call.pointer));
    if (source != pointer_at.end()) made.source = source->second;
    if (call.function != Function::kFree) {
      made.target = pointers++;
      if (call.result != Address::Null()) pointer_at[ToText(call.result)] = made.target;
    }
    script.push_back(made);
  }
  return script;
}

Trace TraceOf(const Script& script, Model* model) {
  Trace trace;
  std::vector<Address> pointers(kMaxPointers);
  for (const ScriptCall& call : script) {
    const Address pointer = call.source < 0 ? Address::Null() : pointers[static_cast<size_t>(call.source)];
    trace.calls.push_back(model->Step(Call::Of(call.function, pointer, call.count, call.size)));
    if (!trace.calls.back().returned) return trace;
    if (model->found()) {
      trace.ending = "exit 1";
      return trace;
    }
    if (call.target >= 0) pointers[static_cast<size_t>(call.target)] = trace.calls.back().result;
  }
  trace.ending = "exit 0";
  return trace;
}

Trace ExpectedTrace(const Script& script) {
  Model model;
  return TraceOf(script, &model);
}

std::string ToSnippet(const Script& script, std::string_view title) {
  std::set<int> used;
  std::string statements, declarations;
  for (size_t i = 0; i < script.size(); ++i) {
    const bool is_used = IsUsed(script, i);
    if (is_used) used.insert(script[i].target);
    statements += "\t" + Statement(script[i], is_used) + "\n";
  }
  for (int index : used) declarations += (declarations.empty() ? "\tvoid *" : ", *") + Pointer(index);
  if (!declarations.empty()) declarations += ";\n\n";
  std::string text = "/*\n * title   " + std::string(title) + "\n * points  1\n * rules  " + DecidingRules(script) +
                     "\n */\n#include \"snippets/snippet.h\"\n\nint main(void)\n{\n" + declarations;
  return text + statements + "\treturn 0;\n}\n";
}

}  // namespace checker
