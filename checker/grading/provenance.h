// What a grade was made from: enough to make it again, and to tell why another came out otherwise.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "checker/grading/suite.h"

namespace checker {

struct Provenance {
  // What was asked for.
  std::string tier, snippet;     // empty: all
  std::optional<uint64_t> seed;  // of the programs that are made by chance; empty where it is secret
  std::string secret_seed;       // a digest of it; empty where it is not secret
  uint64_t programs = 0, budget = 0;
  // What was there, as digests; empty where there was none.
  std::string submission;  // what the library was built from, by who built it
  std::string library, scenarios, refs, checker;
  std::vector<std::pair<std::string, std::string>> tools;  // and their versions
};

// Adds what is there: the library's file, the programs and refs of the tests, this program and what it works with.
void AddWhatIsThere(const std::vector<GradedTest>& tests, const std::string& library, Provenance* provenance);

}  // namespace checker
