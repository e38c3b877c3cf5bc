#include "checker/contract/rule.h"

#include <algorithm>

namespace checker {
namespace {

struct Entry {
  Rule rule;
  std::string_view key;
  std::string_view clause;
  std::string_view statement;
};

// All that is known of a rule, in the order of the enumeration.
constexpr Entry kEntries[] = {
    {Rule::kZeroSize, "zero-size", "3", "a size of 0 gives NULL, and nothing happens"},
    {Rule::kTooLarge, "too-large", "7", "a request above PTRDIFF_MAX gives NULL and ENOMEM, without a system call"},
    {Rule::kAlign, "align", "1", "every payload is rounded up to a multiple of 8, no further"},
    {Rule::kHeader, "header", "1", "a header is 32 bytes, right before the payload"},
    {Rule::kPreallocate, "preallocate", "2.1", "the first use of the heap moves the break by 131072 bytes, once"},
    {Rule::kCoalesce, "coalesce", "2.2", "every run of adjacent free blocks becomes one before the search"},
    {Rule::kBestFit, "best-fit", "2.3", "of the free blocks that fit, the smallest is taken"},
    {Rule::kTie, "tie", "2.3", "of the smallest free blocks that fit, the one with the lowest address is taken"},
    {Rule::kSplit, "split", "2.4",
     "a block with at least 40 bytes to spare is split, and the rest is a free block behind it"},
    {Rule::kNoSplit, "no-split", "2.4", "a block with less than 40 bytes to spare is used whole"},
    {Rule::kExpand, "expand", "2.5",
     "where nothing fits and the last block is free, the heap grows by what that block lacks"},
    {Rule::kAppend, "append", "2.6",
     "where nothing fits and the last block is in use, the heap grows by payload and header"},
    {Rule::kMapThreshold, "map-threshold", "3",
     "a block is mapped if, and only if, payload and header reach MMAP_THRESHOLD"},
    {Rule::kMapLength, "map-length", "3", "a mapping is as long as payload and header, not rounded to pages"},
    {Rule::kMapFlags, "map-flags", "3", "memory is mapped private and anonymous, to be read and written"},
    {Rule::kCallocZero, "calloc-zero", "4", "the payload from os_calloc is zero"},
    {Rule::kCallocOverflow, "calloc-overflow", "4",
     "a count and size whose product overflows give NULL, and nothing happens"},
    {Rule::kCallocThreshold, "calloc-threshold", "4",
     "os_calloc maps as soon as payload and header reach the page size"},
    {Rule::kFreeUnmap, "free-unmap", "5", "a mapped block is unmapped when it is freed, whole, by one munmap"},
    {Rule::kFreeKeep, "free-keep", "5", "os_free marks a block of the heap free, and does nothing else"},
    {Rule::kReallocNull, "realloc-null", "6.1", "os_realloc(NULL, n) is os_malloc(n)"},
    {Rule::kReallocZero, "realloc-zero", "6.2", "os_realloc(p, 0) frees the block and returns NULL"},
    {Rule::kReallocFreed, "realloc-freed", "6.3",
     "os_realloc of a block that is free returns NULL, and nothing happens"},
    {Rule::kReallocMove, "realloc-move", "6.4, 6.8",
     "a block that cannot be resized in place moves: os_malloc, copy, os_free"},
    {Rule::kReallocShrink, "realloc-shrink", "6.5",
     "a block that is large enough stays, and what it can spare is split off"},
    {Rule::kReallocGrowLast, "realloc-grow-last", "6.6",
     "the last block of the heap grows in place, by exactly what it lacks"},
    {Rule::kReallocAbsorb, "realloc-absorb", "6.7", "a block that must grow swallows the free blocks right behind it"},
    {Rule::kReallocAbsorbStop, "realloc-absorb-stop", "6.7",
     "free blocks are swallowed one at a time, and no more than needed"},
    {Rule::kReallocCopy, "realloc-copy", "6.4, 6.8", "the contents stay, up to the smaller of both sizes"},
    {Rule::kOrder, "order", "6.4", "a move allocates first, then copies, then frees the old block"},
    {Rule::kForbiddenCall, "forbidden-call", "8", "inside the four functions only brk, mmap and munmap are called"},
    {Rule::kCrash, "crash", "7", "no call of this program may end it"},
    {Rule::kTimeout, "timeout", "7", "every call returns"},
    {Rule::kExitStatus, "exit-status", "7", "the program ends by itself, with status 0"},
    {Rule::kLeak, "leak", "5", "a block that has moved is freed, and every mapping is unmapped with its block"},
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
