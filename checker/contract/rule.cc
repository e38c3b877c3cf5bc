#include "checker/contract/rule.h"

#include <algorithm>

namespace checker {
namespace {

struct Entry {
  Rule rule;
  std::string_view key, clause, statement;
};

constexpr Entry kEntries[] = {
#define RULE(name, key, clause, statement) {Rule::name, key, clause, statement},
#include "checker/contract/rules.inc"
#undef RULE
};

const Entry& EntryOf(Rule rule) { return kEntries[static_cast<size_t>(rule)]; }

}  // namespace

std::string_view KeyOf(Rule rule) { return EntryOf(rule).key; }

std::string_view ClauseOf(Rule rule) { return EntryOf(rule).clause; }

std::string_view StatementOf(Rule rule) { return EntryOf(rule).statement; }

std::string CitationOf(Rule rule) {
  std::string name(KeyOf(rule));
  std::replace(name.begin(), name.end(), '-', ' ');
  return "(" + name + ", " + std::string(ClauseOf(rule)) + ")";
}

std::string QuotationOf(Rule rule) { return std::string(StatementOf(rule)) + " " + CitationOf(rule); }

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
