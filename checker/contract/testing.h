// What tests that are about mistakes share.
#ifndef CHECKER_CONTRACT_TESTING_H_
#define CHECKER_CONTRACT_TESTING_H_

#include <string_view>

#include "checker/contract/mistake.h"

namespace checker {

// The first known mistake that has this habit. The test fails where there is none.
const Mistake* MistakeThat(std::string_view habit);

}  // namespace checker

#endif  // CHECKER_CONTRACT_TESTING_H_
