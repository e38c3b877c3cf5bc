#include "checker/programs/phrases.h"

#include <utility>

namespace checker {
namespace phrase {

std::vector<int> Neighbours(Draft* draft, size_t count) {
  std::vector<int> blocks(count);
  for (int& block : blocks) block = draft->Lay();
  draft->Hold(draft->Lay());
  return blocks;
}

void FreeInAnyOrder(Draft* draft, std::vector<int> blocks) {
  for (size_t left = blocks.size(); left > 0; --left) {
    std::swap(blocks[left - 1], blocks[draft->Below(left)]);
    draft->Free(blocks[left - 1]);
  }
}

uint64_t Loosely(Draft* draft, uint64_t size) { return size - draft->Spare(); }

uint64_t UpToAHeader(Draft* draft) { return 8 * (1 + draft->Below(4)); }

const Phrase& PhraseOf(Topic topic) {
  static const Phrases phrases = [] {
    Phrases all = HeapPhrases();
    for (const Phrases& others : {SizePhrases(), ResizePhrases()}) all.insert(others.begin(), others.end());
    return all;
  }();
  return phrases.at(topic);
}

}  // namespace phrase

bool Write(Topic topic, Draft* draft) { return phrase::PhraseOf(topic).write(draft); }

const std::set<Rule>& RulesOf(Topic topic) { return phrase::PhraseOf(topic).rules; }

}  // namespace checker
