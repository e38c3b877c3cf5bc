// The tests that a submission is graded by: what each plays, and what must come of it.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "checker/contract/rule.h"
#include "checker/programs/script.h"
#include "checker/trace/trace.h"

namespace checker {

inline constexpr char kRandomTier[] = "random";

struct Program {
  std::string label;       // "malloc/split-first", "random/malloc-7"
  std::string executable;  // a scenario, or the one that plays scripts
  Script script;           // that it plays; a scenario knows its calls
  Trace expected;
  bool is_twin = false;  // a scenario's calls once more, further up in the heap
};

struct GradedTest {
  std::string tier, name;
  int points = 0;
  std::vector<Rule> rules;  // that it is about
  std::vector<Program> programs;
  bool in_proportion = false;  // points for the programs that pass; otherwise all of them must

  std::string Label() const { return tier + "/" + name; }
};

// What a test earns of whose programs so many have passed.
int PointsOf(const GradedTest& test, int passed);

// The program that plays scripts.
std::string ReplayProgram();

// Adds the scenarios of a tier, each to be held against its ref. False where one is missing or cannot be read.
bool AddSnippets(const std::string& tier, uint64_t seed, std::vector<GradedTest>* tests, std::string* error);

// Adds a test for each style of random programs, named for it.
void AddRandomPrograms(uint64_t seed, int programs, std::vector<GradedTest>* tests);

}  // namespace checker
