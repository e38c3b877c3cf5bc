#include "checker/programs/random.h"

#include <algorithm>
#include <random>
#include <set>
#include <utility>

#include "checker/programs/draft.h"
#include "checker/programs/heap_view.h"
#include "checker/programs/phrases.h"

namespace checker {
namespace {

constexpr int kTries = 40;
constexpr size_t kMaxLive = 20;
constexpr uint64_t kSmallest = 16;

struct Weights {
  unsigned malloc, calloc, realloc, free;
};

// In the order of Style.
constexpr Weights kWeights[] = {{55, 0, 0, 45}, {25, 35, 0, 40}, {35, 0, 35, 30}, {25, 20, 25, 30}};

class Generator {
 public:
  Generator(const Rung& rung, uint64_t seed) : rung_(rung), random_(seed), topics_(rung.topics) {
    for (Topic topic : topics_) allowed_.insert(RulesOf(topic).begin(), RulesOf(topic).end());
    if (rung.ground == Ground::kChunk) allowed_.insert(Rule::kSplit);
  }

  Script Make() {
    Draft draft(rung_, &random_);
    Begin(&draft);
    // What is about the heap's first blocks comes first.
    const auto first = std::find(topics_.begin(), topics_.end(), Topic::kFirstPair);
    if (first != topics_.end()) {
      topics_.erase(first);
      AddPhrase(Topic::kFirstPair, &draft);
    }
    for (size_t left = topics_.size(); left > 1; --left) std::swap(topics_[left - 1], topics_[draft.Below(left)]);
    uint64_t fillers = Fillers(draft);
    for (size_t left = topics_.size(); left > 0; --left) {
      const uint64_t now = std::min(fillers, draft.Below(2 * fillers / (left + 1) + 1));
      for (uint64_t i = 0; i < now; ++i) AddFiller(&draft);
      fillers -= now;
      AddPhrase(topics_[left - 1], &draft);
    }
    while (static_cast<int>(draft.script().size()) < rung_.calls) AddFiller(&draft);
    const std::vector<int> live = draft.live();
    for (int block : live) {
      if (draft.IsMapped(block)) draft.Free(block);
    }
    return draft.script();
  }

 private:
  void Begin(Draft* draft) {
    const bool maps = rung_.ground == Ground::kMapping;
    const int mapped = maps ? draft->Malloc(draft->units().mmap_threshold + draft->Below(9999)) : -1;
    // With too little to spare to be split, and clear of the threshold.
    const uint64_t whole = draft->units().chunk - draft->units().header;
    if (rung_.ground != Ground::kChunk) draft->Hold(draft->Malloc(whole - 16));
    if (maps) draft->Free(mapped);
  }

  // How many calls the phrases leave, about.
  uint64_t Fillers(Draft draft) {
    for (Topic topic : topics_) AddPhrase(topic, &draft);
    const size_t calls = static_cast<size_t>(rung_.calls);
    return calls - std::min(calls, draft.script().size());
  }

  void AddPhrase(Topic topic, Draft* draft) {
    draft->FillLargeHoles();
    for (int tries = 0; tries < kTries; ++tries) {
      Draft trial = *draft;
      const bool written = Write(topic, &trial);
      if (!written && tries + 1 < kTries) continue;
      *draft = std::move(trial);
      return;
    }
  }

  // A call that is about no more than the phrases are, if one is found.
  void AddFiller(Draft* draft) {
    for (int tries = 0; tries < kTries; ++tries) {
      Draft trial = *draft;
      AddAnyCall(&trial);
      const std::set<Rule>& about = trial.about();
      const bool fits = std::includes(allowed_.begin(), allowed_.end(), about.begin(), about.end());
      if (!fits && tries + 1 < kTries) continue;
      *draft = std::move(trial);
      return;
    }
  }

  void AddAnyCall(Draft* draft) {
    const Weights& weights = kWeights[static_cast<size_t>(rung_.style)];
    const std::vector<int>& live = draft->live();
    uint64_t choice = draft->Below(100);
    if (live.size() >= kMaxLive || (!live.empty() && choice < weights.free)) {
      draft->Free(live[draft->Below(live.size())]);
      return;
    }
    if (!live.empty() && choice < weights.free + weights.realloc) {
      draft->Realloc(live[draft->Below(live.size())], Size(draft));
      return;
    }
    draft->Ask(Size(draft));
  }

  // Now and then one that uses a hole whole. Otherwise small ones are as likely as large ones.
  uint64_t Size(Draft* draft) {
    const uint64_t hole = draft->Chance(40) ? AnyHole(draft) : 0;
    if (hole > kSmallest) return hole - std::min(draft->Spare(), hole - 8);
    const uint64_t size = kSmallest << draft->Below(6);
    return (size + draft->Below(size)) / 16 * 16;
  }

  uint64_t AnyHole(Draft* draft) {
    const std::vector<Block>& heap = draft->model().heap();
    if (heap.empty()) return 0;
    const Block& block = heap[draft->Below(heap.size())];
    return block.free && block.size < 2048 ? block.size : 0;
  }

  const Rung& rung_;
  std::mt19937_64 random_;
  std::vector<Topic> topics_;
  std::set<Rule> allowed_;
};

}  // namespace

Script RandomScript(const Rung& rung, uint64_t seed) { return Generator(rung, seed).Make(); }

std::vector<RandomProgram> RandomPrograms(uint64_t seed, int programs) {
  std::vector<RandomProgram> made;
  for (int i = 0; i < programs; ++i) {
    const Rung& rung = Ladder()[static_cast<size_t>(i) % Ladder().size()];
    const uint64_t program_seed = seed + static_cast<uint64_t>(i);
    made.push_back({rung.style, program_seed, RandomScript(rung, program_seed)});
  }
  return made;
}

}  // namespace checker
