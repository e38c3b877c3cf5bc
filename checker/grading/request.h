// What a grade is asked for, as it was typed or as an earlier grade recorded it, and the tests that follow from it.
#pragma once

#include <chrono>
#include <string>
#include <vector>

#include "checker/grading/provenance.h"
#include "checker/grading/suite.h"

namespace checker {

// The options of the command, as they were typed.
struct Request {
  std::string library, unbuilt, submission, again, json, html;
  std::string tier, snippet, seed, secret_seed, budget, programs;
  bool all = false, score = false, without_landlock = false;
};

struct Plan {
  std::vector<GradedTest> tests;
  size_t shown = 0;  // so many of them are told of in full; of the others only how they ended
  std::chrono::seconds budget{};
  Provenance record;
  std::string again;  // the grade, in JSON, that this one repeats; empty where it repeats none
};

// False, with a sentence, where there is no such test or an option makes no sense.
bool MakePlan(Request request, Plan* plan, std::string* error);

}  // namespace checker
