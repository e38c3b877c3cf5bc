// The names of the contract's clauses: what a verdict says was broken, and what a ref says it is about.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace checker {

enum class Rule {
#define RULE(name, key, clause, statement) name,
#include "checker/contract/rules.inc"
#undef RULE
};

std::string_view KeyOf(Rule rule);        // "best-fit": the word in a ref's `rules` and in the JSON's `rule`
std::string_view ClauseOf(Rule rule);     // "2.3", as docs/contract.md numbers it
std::string_view StatementOf(Rule rule);  // "of the free blocks that fit, the smallest is taken"
std::string CitationOf(Rule rule);        // "(best fit, 2.3)"
std::string QuotationOf(Rule rule);       // the statement, and the citation behind it
std::optional<Rule> RuleOf(std::string_view key);
const std::vector<Rule>& AllRules();

}  // namespace checker
