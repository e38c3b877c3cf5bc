#include "checker/diagnosis.h"

#include <algorithm>

#include "checker/mutants.h"

namespace checker {
namespace {

using SystemCalls = std::vector<SystemCall>;

const SystemCall* Find(const SystemCalls& calls, std::string_view name) {
  for (const SystemCall& call : calls) {
    if (call.name == name) return &call;
  }
  return nullptr;
}

bool IsMemoryCall(const SystemCall& call) {
  return call.name == "brk" || call.name == "mmap" || call.name == "munmap";
}

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

// How many calls of `actual`, from the first, `model` reproduces.
size_t Reproduced(Model* model, const std::vector<Call>& actual) {
  size_t count = 0;
  while (count < actual.size() && model->Step(actual[count]) == actual[count]) ++count;
  return count;
}

// The mutant that reproduces most, if it goes beyond the call that went wrong.
const Mutant* BestMutant(const Units& units, const std::vector<Call>& actual, size_t index) {
  const Mutant* best = nullptr;
  size_t most = index;
  for (const Mutant& mutant : AllMutants()) {
    const size_t reproduced = Reproduced(mutant.make(units).get(), actual);
    if (reproduced <= most) continue;
    best = &mutant;
    most = reproduced;
  }
  return best;
}

std::vector<Block> HeapBefore(Model* model, const std::vector<Call>& actual, size_t index) {
  for (size_t i = 0; i < index; ++i) model->Step(actual[i]);
  return model->heap();
}

// Of the clauses that decided, the one that says most about the call.
std::optional<Rule> DecidingRule(const std::vector<Rule>& decided) {
  static constexpr Rule kTellingFirst[] = {
      Rule::kZeroSize,      Rule::kTooLarge,        Rule::kCallocOverflow,    Rule::kReallocFreed,
      Rule::kReallocZero,   Rule::kPreallocate,     Rule::kReallocShrink,     Rule::kReallocGrowLast,
      Rule::kReallocMove,   Rule::kReallocAbsorb,   Rule::kCallocThreshold,   Rule::kMapThreshold,
      Rule::kCoalesce,      Rule::kExpand,          Rule::kAppend,            Rule::kTie,
      Rule::kBestFit,       Rule::kFreeUnmap,       Rule::kFreeKeep,
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

std::optional<Rule> RuleByShape(const Call& expected, const Call& actual, const std::vector<Rule>& decided) {
  if (expected.result == Address::Null() && actual.result != Address::Null()) return DecidingRule(decided);
  if (actual.result.offset % 8 != 0) return Rule::kAlign;
  if (const std::optional<Rule> rule = MappingRule(expected, actual, decided)) return rule;
  return DecidingRule(decided);
}

}  // namespace

Diagnosis Diagnose(const Model& before, const Call& expected, const std::vector<Call>& actual, size_t index) {
  const Call& call = actual[index];
  if (const std::optional<Rule> rule = PlainRule(expected, call)) return {rule, "", {}};
  Model model = before;
  model.Step(call);
  if (const Mutant* mutant = BestMutant(before.units(), actual, index)) {
    const std::optional<Rule> rule = mutant->rule ? mutant->rule : DecidingRule(model.decided());
    return {rule, mutant->habit, HeapBefore(mutant->make(before.units()).get(), actual, index)};
  }
  return {RuleByShape(expected, call, model.decided()), "", {}};
}

}  // namespace checker
