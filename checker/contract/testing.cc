#include "checker/contract/testing.h"

#include <gtest/gtest.h>

namespace checker {

const Mistake* MistakeThat(std::string_view habit) {
  for (const Mistake* mistake : AllMistakes()) {
    if (mistake->habit == habit) return mistake;
  }
  ADD_FAILURE() << "no mistake: " << habit;
  return AllMistakes()[0];
}

}  // namespace checker
