// What tests that are about mistakes share.
#pragma once

#include <string_view>

#include "checker/contract/mistake.h"

namespace checker {

// The first known mistake that has this habit. The test fails where there is none.
const Mistake* MistakeThat(std::string_view habit);

}  // namespace checker
