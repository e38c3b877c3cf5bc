#include "checker/contract/mistake.h"

namespace checker {

const std::vector<const Mistake*>& AllMistakes() {
  static const std::vector<const Mistake*> all = [] {
    std::vector<const Mistake*> mistakes;
    for (const auto& section :
         {MoveMistakes(), ResizeMistakes(), SearchMistakes(), SplitMistakes(), UnitMistakes(), CallMistakes()}) {
      for (const Mistake& mistake : section) mistakes.push_back(new Mistake(mistake));
    }
    return mistakes;
  }();
  return all;
}

}  // namespace checker
