#include "checker/contract/mistake.h"

namespace checker {

const std::vector<const Mistake*>& AllMistakes() {
  static const std::vector<Mistake> kept = [] {
    std::vector<Mistake> mistakes;
    for (const auto& section :
         {MoveMistakes(), ResizeMistakes(), SearchMistakes(), SplitMistakes(), UnitMistakes(), CallMistakes()}) {
      mistakes.insert(mistakes.end(), section.begin(), section.end());
    }
    return mistakes;
  }();
  static const std::vector<const Mistake*> all = [] {
    std::vector<const Mistake*> mistakes;
    for (const Mistake& mistake : kept) mistakes.push_back(&mistake);
    return mistakes;
  }();
  return all;
}

}  // namespace checker
