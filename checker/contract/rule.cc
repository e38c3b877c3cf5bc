#include "checker/contract/rule.h"

#include <algorithm>

namespace checker {
namespace {

struct Entry {
  Rule rule;
  std::string_view key;
  std::string_view clause;
};

// In the order of the enumeration.
constexpr Entry kEntries[] = {
    {Rule::kZeroSize, "zero-size", "3"},
    {Rule::kTooLarge, "too-large", "7"},
    {Rule::kAlign, "align", "1"},
    {Rule::kHeader, "header", "1"},
    {Rule::kPreallocate, "preallocate", "2.1"},
    {Rule::kCoalesce, "coalesce", "2.2"},
    {Rule::kBestFit, "best-fit", "2.3"},
    {Rule::kTie, "tie", "2.3"},
    {Rule::kSplit, "split", "2.4"},
    {Rule::kNoSplit, "no-split", "2.4"},
    {Rule::kExpand, "expand", "2.5"},
    {Rule::kAppend, "append", "2.6"},
    {Rule::kMapThreshold, "map-threshold", "3"},
    {Rule::kMapLength, "map-length", "3"},
    {Rule::kMapFlags, "map-flags", "3"},
    {Rule::kCallocZero, "calloc-zero", "4"},
    {Rule::kCallocOverflow, "calloc-overflow", "4"},
    {Rule::kCallocThreshold, "calloc-threshold", "4"},
    {Rule::kFreeUnmap, "free-unmap", "5"},
    {Rule::kFreeKeep, "free-keep", "5"},
    {Rule::kReallocNull, "realloc-null", "6.1"},
    {Rule::kReallocZero, "realloc-zero", "6.2"},
    {Rule::kReallocFreed, "realloc-freed", "6.3"},
    {Rule::kReallocMove, "realloc-move", "6.4, 6.8"},
    {Rule::kReallocShrink, "realloc-shrink", "6.5"},
    {Rule::kReallocGrowLast, "realloc-grow-last", "6.6"},
    {Rule::kReallocAbsorb, "realloc-absorb", "6.7"},
    {Rule::kReallocAbsorbStop, "realloc-absorb-stop", "6.7"},
    {Rule::kReallocCopy, "realloc-copy", "6.4, 6.8"},
    {Rule::kOrder, "order", "6.4"},
    {Rule::kForbiddenCall, "forbidden-call", "8"},
    {Rule::kCrash, "crash", "7"},
    {Rule::kTimeout, "timeout", "7"},
    {Rule::kExitStatus, "exit-status", "7"},
    {Rule::kLeak, "leak", "5"},
};

const Entry& EntryOf(Rule rule) { return kEntries[static_cast<size_t>(rule)]; }

}  // namespace

std::string_view KeyOf(Rule rule) { return EntryOf(rule).key; }

std::string_view ClauseOf(Rule rule) { return EntryOf(rule).clause; }

std::string CitationOf(Rule rule) {
  std::string name(KeyOf(rule));
  std::replace(name.begin(), name.end(), '-', ' ');
  return "(" + name + ", " + std::string(ClauseOf(rule)) + ")";
}

std::optional<Rule> RuleOf(std::string_view key) {
  for (const Entry& entry : kEntries) {
    if (entry.key == key) return entry.rule;
  }
  return std::nullopt;
}

const std::vector<Rule>& AllRules() {
  static const std::vector<Rule> rules = [] {
    std::vector<Rule> all;
    for (const Entry& entry : kEntries) all.push_back(entry.rule);
    return all;
  }();
  return rules;
}

}  // namespace checker
