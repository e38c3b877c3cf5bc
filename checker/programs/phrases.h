// A phrase: a few calls that surely come to the decision of a topic, and to its consequences, wherever in a program
// they stand. An allocator that decides otherwise does something else within them.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <set>
#include <vector>

#include "checker/programs/draft.h"

namespace checker {

// False, and `draft` is of no use any more, where the sizes met something else by chance.
bool Write(Topic topic, Draft* draft);

// What calls between phrases may be about where `topic` is one of their program's.
const std::set<Rule>& RulesOf(Topic topic);

// How they are written, and what with.
namespace phrase {

// What a header takes, what is too little to be split off (with the header), and what is just enough.
constexpr uint64_t kHeader = 32;
constexpr uint64_t kTooLittle = 32;
constexpr uint64_t kEnough = 40;

// Neighbours at the heap's end, behind them one that stays in use.
std::vector<int> Neighbours(Draft* draft, size_t count);

void FreeInAnyOrder(Draft* draft, std::vector<int> blocks);

// A size for which a block of `size` is used whole, with something to spare.
uint64_t Loosely(Draft* draft, uint64_t size);

// What is missing where a header is counted that is not there.
uint64_t UpToAHeader(Draft* draft);

struct Phrase {
  bool (*write)(Draft* draft);
  std::set<Rule> rules;
};
using Phrases = std::map<Topic, Phrase>;

// By the sections of the contract: free blocks (2), sizes (3 and 4), resizing (6).
Phrases HeapPhrases();
Phrases SizePhrases();
Phrases ResizePhrases();

}  // namespace phrase
}  // namespace checker
