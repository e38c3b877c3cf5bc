// The player that records itself sees what the tracer sees.
#include "checker/testdata/untraced.h"

#include <optional>

#include "checker/run/library.h"
#include "checker/system/testing.h"
#include "checker/testdata/faulty.h"
#include "gtest/gtest.h"

namespace checker {
namespace {

// By their labels: small ones, long ones, one of random calls, one that runs once more further up.
const std::vector<std::string> kPrograms = {"malloc/split-first", "calloc/block-reuse", "realloc/coalesce-big",
                                            "realloc/arrays", "random/everything-4"};

std::optional<Program> ProgramOf(const std::string& label) {
  for (const GradedTest& test : AllTests()) {
    for (const Program& program : test.programs) {
      if (program.label == label) return program;
    }
  }
  ADD_FAILURE() << "no program " << label;
  return std::nullopt;
}

// As scripts, so that what is printed names the same lines.
void ExpectTheSame(const Faults& faults) {
  const Library library = OpenLibrary(FaultyLibrary(faults));
  for (const std::string& label : kPrograms) {
    std::optional<Program> program = ProgramOf(label);
    if (!program) continue;
    program->executable = ReplayProgram();
    if (program->script.empty()) program->script = ScriptOf(program->expected);
    const ProgramRun traced = Play(*program, library), untraced = PlayUntraced(*program, faults);
    EXPECT_EQ(traced.why, "");
    EXPECT_EQ(ToText(traced.played.actual), ToText(untraced.played.actual)) << faults[0] << ", " << label;
    EXPECT_EQ(traced.played.output, untraced.played.output) << faults[0] << ", " << label;
  }
}

TEST(UntracedTest, Calls) {
  ExpectTheSame({"header_40"});
  ExpectTheSame({"free_lowers_break", "map_shared"});
}

TEST(UntracedTest, WhatProgramsFindInside) {
  ExpectTheSame({"calloc_dirty"});
  ExpectTheSame({"copy_little", "tie_last"});
}

TEST(UntracedTest, WhatTheJailDenies) { ExpectTheSame({"move_remaps"}); }

TEST(UntracedTest, WhatHasNoBusinessThere) { ExpectTheSame({"prints"}); }

TEST(UntracedTest, Ends) {
  ExpectTheSame({"crashes"});
  ExpectTheSame({"exits"});
}

}  // namespace
}  // namespace checker
