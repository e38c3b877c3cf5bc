#include "checker/judge/diagnosis.h"

#include <algorithm>
#include <string_view>

namespace checker {
namespace {

using SystemCalls = std::vector<SystemCall>;

const SystemCall* Find(const SystemCalls& calls, std::string_view name) {
  for (const SystemCall& call : calls) {
    if (call.name == name) return &call;
  }
  return nullptr;
}

bool IsMemoryCall(const SystemCall& call) { return call.name == "brk" || call.name == "mmap" || call.name == "munmap"; }

bool IsReordered(const SystemCalls& expected, const SystemCalls& actual) {
  return expected != actual && expected.size() == actual.size() &&
         std::is_permutation(expected.begin(), expected.end(), actual.begin());
}

bool AnyFlags(const SystemCalls& calls) {
  return std::any_of(calls.begin(), calls.end(),
                     [](const SystemCall& call) { return call.name == "mmap" && !call.detail.empty(); });
}

// What the call itself gives away, whatever came before it.
std::optional<Rule> PlainRule(const Call& expected, const Call& actual) {
  const SystemCalls& made = actual.system_calls;
  if (!std::all_of(made.begin(), made.end(), IsMemoryCall)) return Rule::kForbiddenCall;
  if (AnyFlags(made)) return Rule::kMapFlags;
  if (IsReordered(expected.system_calls, made)) return Rule::kOrder;
  return std::nullopt;
}

// Of the clauses that decided, the one that says most about the call.
std::optional<Rule> DecidingRule(const std::vector<Rule>& decided) {
  static constexpr Rule kTellingFirst[] = {
      Rule::kZeroSize,    Rule::kTooLarge,      Rule::kCallocOverflow,  Rule::kReallocFreed,
      Rule::kReallocZero, Rule::kPreallocate,   Rule::kReallocShrink,   Rule::kReallocGrowLast,
      Rule::kReallocMove, Rule::kReallocAbsorb, Rule::kCallocThreshold, Rule::kMapThreshold,
      Rule::kCoalesce,    Rule::kExpand,        Rule::kAppend,          Rule::kTie,
      Rule::kBestFit,     Rule::kFreeUnmap,     Rule::kFreeKeep,
  };
  for (Rule rule : kTellingFirst) {
    if (std::find(decided.begin(), decided.end(), rule) != decided.end()) return rule;
  }
  return std::nullopt;
}

// What mappings made or missing say.
std::optional<Rule> MappingRule(const Call& expected, const Call& actual, const std::vector<Rule>& decided) {
  const SystemCall* wanted = Find(expected.system_calls, "mmap");
  const SystemCall* made = Find(actual.system_calls, "mmap");
  if (wanted && made && wanted->length != made->length) return Rule::kMapLength;
  if (!wanted != !made) {
    const bool stays = actual.function == Function::kRealloc && actual.result == actual.pointer;
    if (stays && actual.pointer.base == Address::Base::kMap) return Rule::kReallocMove;
    const bool by_page = std::count(decided.begin(), decided.end(), Rule::kCallocThreshold) > 0;
    return by_page || (actual.function == Function::kCalloc && made) ? Rule::kCallocThreshold : Rule::kMapThreshold;
  }
  wanted = Find(expected.system_calls, "munmap");
  made = Find(actual.system_calls, "munmap");
  if (wanted && !made && actual.function == Function::kRealloc) {
    return actual.size == 0 ? Rule::kReallocZero : Rule::kLeak;
  }
  if (!wanted != !made || (wanted && !(*wanted == *made))) return Rule::kFreeUnmap;
  return std::nullopt;
}

// These forbid the call to do anything.
bool AsksForNothing(Rule rule) {
  return rule == Rule::kZeroSize || rule == Rule::kTooLarge || rule == Rule::kCallocOverflow ||
         rule == Rule::kReallocFreed;
}

std::optional<Rule> RuleByShape(const Call& expected, const Call& actual, const std::vector<Rule>& decided) {
  const std::optional<Rule> deciding = DecidingRule(decided);
  if (deciding && AsksForNothing(*deciding)) return deciding;
  if (actual.result.offset % 8 != 0) return Rule::kAlign;
  return MappingRule(expected, actual, decided);
}

// The mistake without which the call would not have come out as it did.
const Mistake* MistakeIn(const PlainRun& run, size_t index, const Units& units, const Mistakes& known) {
  for (size_t i = 0; i < known.size(); ++i) {
    if (ReachOf(run, units, Without(known, i)).calls <= index) return known[i];
  }
  return nullptr;
}

}  // namespace

Diagnosis Diagnose(const PlainRun& run, const Call& expected, size_t index, const Units& units, const Mistakes& known) {
  const Call& actual = run.played->actual.calls[index];
  const Reach reach = ReachOf(run, units, known);
  Diagnosis diagnosis;
  if (reach.calls >= index && !known.empty()) diagnosis.heap_now = ModelAfter(run.actual, index, units, known).heap();
  diagnosis.rule = PlainRule(expected, actual);
  if (diagnosis.rule) return diagnosis;
  const Mistake* mistake = reach.calls > index ? MistakeIn(run, index, units, known) : nullptr;
  if (mistake != nullptr) {
    diagnosis.rule = mistake->rule;
    return diagnosis;
  }
  // By the contract, as far as it can follow; where it cannot, with the known mistakes.
  Model model = ModelAfter(run.actual, index + 1, units);
  if (model.corrupt()) model = ModelAfter(run.actual, index + 1, units, known);
  diagnosis.rule = RuleByShape(expected, actual, model.decided());
  if (diagnosis.rule) return diagnosis;
  std::vector<Rule> decided = model.decided();
  const bool break_moved_rightly = expected.system_calls == actual.system_calls;
  if (break_moved_rightly)
    decided.erase(std::remove(decided.begin(), decided.end(), Rule::kPreallocate), decided.end());
  diagnosis.rule = DecidingRule(decided);
  diagnosis.is_guess = true;
  return diagnosis;
}

}  // namespace checker
