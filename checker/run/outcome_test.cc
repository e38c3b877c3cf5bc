// What is made of runs that ended badly: which are the program's fault, and which could not be judged.
#include "checker/run/outcome.h"

#include <signal.h>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace checker {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

constexpr char kLoaded[] = "[0x7f01] --- Called exec() ---\n[0x7f02] SYS_munmap(0x7f0000, 4096) = 0\n";
constexpr char kCall[] = "[0x401090] os_malloc@libosmem.so(0) = 0\n";
constexpr char kEnd[] = "[0xffffffffffffffff] +++ exited (status 0) +++\n";

Evidence Whole() {
  Evidence evidence;
  evidence.log = std::string(kLoaded) + kCall + kEnd;
  evidence.code = {0x401000, 0x402000};
  evidence.calls = {{"os_malloc", 0x401090}};
  return evidence;
}

TEST(Outcome, AWholeLogIsATrace) {
  const RunResult result = ExplainRun(Whole());
  EXPECT_EQ(result.could_not_run, "");
  EXPECT_EQ(ToText(result.trace), "os_malloc(0) = 0\nexit 0\n");
  EXPECT_THAT(result.flags, IsEmpty());
}

TEST(Outcome, ALogThatIsCutOffIsNoTrace) {
  Evidence evidence = Whole();
  evidence.log.resize(evidence.log.size() - sizeof(kEnd) + 1);
  evidence.tracer.errors = "ltrace: something broke\nand more\n";
  EXPECT_EQ(ExplainRun(evidence).could_not_run,
            "The tracer ended before the program did (the log has no end record): ltrace: something broke.");
}

TEST(Outcome, TimeIsUp) {
  Evidence evidence = Whole();
  evidence.log.resize(evidence.log.size() - sizeof(kEnd) + 1);
  evidence.tracer.timed_out = true;
  EXPECT_EQ(ToText(ExplainRun(evidence).trace), "os_malloc(0) = 0\ntimeout\n");
}

TEST(Outcome, ALogWithoutEndIsTheProgramsFault) {
  Evidence evidence = Whole();
  evidence.log.resize(evidence.log.size() - sizeof(kEnd) + 1);
  evidence.tracer.status = SIGXFSZ;  // as waitpid() tells of a signal
  const RunResult result = ExplainRun(evidence);
  EXPECT_EQ(result.could_not_run, "");
  EXPECT_EQ(result.trace.ending, "timeout");
  EXPECT_THAT(result.flags, ElementsAre("the trace grew without end; the program was ended"));
}

TEST(Outcome, CallsFromWhereTheProgramMakesNoneDoNotCount) {
  Evidence evidence = Whole();
  evidence.calls = {{"os_malloc", 0x401050}};
  const RunResult result = ExplainRun(evidence);
  EXPECT_EQ(ToText(result.trace), "exit 0\n");
  EXPECT_THAT(result.flags,
              ElementsAre("os_malloc was called from where the program makes no such call, 1x; not counted"));
}

TEST(Outcome, FunctionsWhoseCallsAreNotKnownAreNotChecked) {
  Evidence evidence = Whole();
  evidence.calls = {{"os_free", 0x401050}};
  EXPECT_EQ(ToText(ExplainRun(evidence).trace), "os_malloc(0) = 0\nexit 0\n");
}

TEST(Outcome, TheLoadersWordsAreForTheUser) {
  Evidence evidence;
  evidence.log = "--- Called exec() ---\n+++ exited (status 127) +++\n";
  evidence.tracer.output = "program: error while loading shared libraries: libosmem.so: file too short\nmore";
  EXPECT_EQ(
      ExplainRun(evidence).could_not_run,
      "The program could not be loaded with this library: error while loading shared libraries: libosmem.so: file "
      "too short.");
}

TEST(Outcome, TheLoadersWordsInAnotherMouthAreNot) {
  Evidence evidence;
  evidence.log = std::string(kLoaded) + "+++ exited (status 127) +++\n";
  evidence.tracer.output = "program: error while loading shared libraries: libosmem.so: file too short\n";
  const RunResult result = ExplainRun(evidence);
  EXPECT_EQ(result.could_not_run, "");
  EXPECT_THAT(result.flags, ElementsAre(HasSubstr("printed: program: error while loading")));
}

TEST(Outcome, ACrashInTheLoaderIsNoneOfTheProgram) {
  Evidence evidence;
  evidence.log = "--- Called exec() ---\n+++ killed by SIGBUS +++\n";
  EXPECT_EQ(ExplainRun(evidence).could_not_run,
            "The program could not be loaded with this library: the loader ended with signal SIGBUS.");
}

TEST(Outcome, WhatIsPrintedIsShownWithoutItsControlCharacters) {
  Evidence evidence = Whole();
  evidence.tracer.output = "\x1b[31m os_malloc(1) = heap\nmore";
  EXPECT_THAT(ExplainRun(evidence).flags, ElementsAre("printed: ?[31m os_malloc(1) = heap"));
}

}  // namespace
}  // namespace checker
