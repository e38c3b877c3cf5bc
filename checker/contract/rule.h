// The names of the contract's clauses: what a verdict says was broken, and what a ref says it is about.
#ifndef CHECKER_CONTRACT_RULE_H_
#define CHECKER_CONTRACT_RULE_H_

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace checker {

// The key stands behind each: the word in a ref's `rules` and in the JSON's `rule`.
enum class Rule {
  kZeroSize,           // zero-size
  kTooLarge,           // too-large
  kAlign,              // align
  kHeader,             // header
  kPreallocate,        // preallocate
  kCoalesce,           // coalesce
  kBestFit,            // best-fit
  kTie,                // tie
  kSplit,              // split
  kNoSplit,            // no-split
  kExpand,             // expand
  kAppend,             // append
  kMapThreshold,       // map-threshold
  kMapLength,          // map-length
  kMapFlags,           // map-flags
  kCallocZero,         // calloc-zero
  kCallocOverflow,     // calloc-overflow
  kCallocThreshold,    // calloc-threshold
  kFreeUnmap,          // free-unmap
  kFreeKeep,           // free-keep
  kReallocNull,        // realloc-null
  kReallocZero,        // realloc-zero
  kReallocFreed,       // realloc-freed
  kReallocMove,        // realloc-move
  kReallocShrink,      // realloc-shrink
  kReallocGrowLast,    // realloc-grow-last
  kReallocAbsorb,      // realloc-absorb
  kReallocAbsorbStop,  // realloc-absorb-stop
  kReallocCopy,        // realloc-copy
  kOrder,              // order
  // These a correct allocator never meets.
  kForbiddenCall,  // forbidden-call
  kCrash,          // crash
  kTimeout,        // timeout
  kExitStatus,     // exit-status
  kLeak,           // leak
};

std::string_view KeyOf(Rule rule);     // "best-fit"
std::string_view ClauseOf(Rule rule);  // "2.3", as docs/contract.md numbers it
std::string CitationOf(Rule rule);     // "(best fit, 2.3)"
std::optional<Rule> RuleOf(std::string_view key);
const std::vector<Rule>& AllRules();

}  // namespace checker

#endif  // CHECKER_CONTRACT_RULE_H_
