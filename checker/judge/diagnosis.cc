#include "checker/judge/diagnosis.h"

#include <algorithm>
#include <memory>
#include <utility>

#include "checker/contract/mutants.h"

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

// How well a mutant explains what an allocator did.
struct Explanation {
  const Mutant* mutant = nullptr;
  size_t runs = 0;          // of the library, so many that it accounts for
  size_t reproduced = 0;    // so many calls, from the first, come out as they did
  size_t first_apart = 0;   // the first call after which its blocks are not those of the contract
  std::vector<Block> heap;  // before the call that went wrong
};

// The heaps that the contract has after each of the first `count` calls.
std::vector<std::vector<Block>> ContractHeaps(const Units& units, const std::vector<Call>& calls, size_t count) {
  Model model(units);
  std::vector<std::vector<Block>> heaps;
  for (size_t i = 0; i < count; ++i) {
    model.Step(calls[i]);
    heaps.push_back(model.heap());
  }
  return heaps;
}

Explanation Explain(const Mutant& mutant, const Units& units, const std::vector<Call>& actual,
                    const std::vector<std::vector<Block>>& contract) {
  const std::unique_ptr<Model> model = mutant.make(units);
  Explanation explanation;
  explanation.mutant = &mutant;
  explanation.first_apart = contract.size();
  size_t i = 0;
  for (; i < actual.size() && model->Step(actual[i]) == actual[i]; ++i) {
    if (i >= contract.size()) continue;
    if (explanation.first_apart > i && model->heap() != contract[i]) explanation.first_apart = i;
    if (i + 1 == contract.size()) explanation.heap = model->heap();
  }
  explanation.reproduced = i;
  return explanation;
}

// Whether `a` explains more; among those that explain as much, what goes wrong where it shows comes before what went
// wrong long ago.
bool IsBetter(const Explanation& a, const Explanation& b) {
  if (a.runs != b.runs) return a.runs > b.runs;
  return a.reproduced != b.reproduced ? a.reproduced > b.reproduced : a.first_apart > b.first_apart;
}

// The mutants that reproduce the calls up to and including the one that went wrong, the best first.
std::vector<Explanation> Explanations(const Units& units, const std::vector<Call>& actual, size_t index,
                                      const Standing& standing) {
  const std::vector<std::vector<Block>> contract = ContractHeaps(units, actual, index);
  std::vector<Explanation> explanations;
  for (size_t i = 0; i < AllMutants().size(); ++i) {
    Explanation explanation = Explain(AllMutants()[i], units, actual, contract);
    explanation.runs = standing.empty() ? 0 : standing[i];
    if (explanation.reproduced > index) explanations.push_back(std::move(explanation));
  }
  std::stable_sort(explanations.begin(), explanations.end(), IsBetter);
  return explanations;
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
  if (const std::optional<Rule> rule = MappingRule(expected, actual, decided)) return rule;
  return std::nullopt;
}

std::optional<Rule> RuleOf(const Explanation& explanation, const std::vector<Rule>& decided) {
  return explanation.mutant->rule ? explanation.mutant->rule : DecidingRule(decided);
}

}  // namespace

Diagnosis Diagnose(const Model& before, const Call& expected, const std::vector<Call>& actual, size_t index,
                   const Standing& standing) {
  const Call& call = actual[index];
  Diagnosis diagnosis;
  diagnosis.rule = PlainRule(expected, call);
  if (diagnosis.rule) return diagnosis;
  Model model = before;
  model.Step(call);
  const std::vector<Explanation> explanations = Explanations(before.units(), actual, index, standing);
  if (explanations.empty()) {
    diagnosis.rule = RuleByShape(expected, call, model.decided());
    if (diagnosis.rule) return diagnosis;
    std::vector<Rule> decided = model.decided();
    const bool break_moved_rightly = expected.system_calls == call.system_calls;
    if (break_moved_rightly)
      decided.erase(std::remove(decided.begin(), decided.end(), Rule::kPreallocate), decided.end());
    diagnosis.rule = DecidingRule(decided);
    diagnosis.is_guess = true;
    return diagnosis;
  }
  const Explanation& best = explanations[0];
  diagnosis.rule = RuleOf(best, model.decided());
  diagnosis.habit = best.mutant->habit;
  diagnosis.heap_now = best.heap;
  for (const Explanation& other : explanations) {
    const bool as_good = other.runs == best.runs && other.reproduced == best.reproduced &&
                         RuleOf(other, model.decided()) != diagnosis.rule;
    if (diagnosis.other_habit.empty() && as_good) diagnosis.other_habit = other.mutant->habit;
  }
  return diagnosis;
}

}  // namespace checker
