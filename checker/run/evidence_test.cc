// What is made of runs that ended badly: which are the program's fault, and which could not be judged.
#include "checker/run/evidence.h"

#include <signal.h>
#include <sys/syscall.h>

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
  evidence.seen = {{SYS_execveat, {}}, {SYS_munmap, {0x7f0000, 4096}}};
  return evidence;
}

TEST(Evidence, AWholeLogIsATrace) {
  const RunResult result = ExplainRun(Whole());
  EXPECT_EQ(result.error, "");
  EXPECT_EQ(ToText(result.trace), "os_malloc(0) = 0\nexit 0\n");
  EXPECT_THAT(result.flags, IsEmpty());
}

TEST(Evidence, ACallThatTheLogDoesNotHave) {
  Evidence evidence = Whole();
  evidence.seen.push_back({SYS_munmap, {0x7f1000, 4096}});
  const RunResult result = ExplainRun(evidence);
  EXPECT_EQ(result.error, "");
  EXPECT_EQ(result.unseen, "The system call munmap was kept from the tracer; where that happens, nothing counts.");
}

TEST(Evidence, WhereTimeIsUpTheRecordsMayEndApart) {
  Evidence evidence = Whole();
  evidence.seen.clear();
  evidence.tracer.timed_out = true;
  EXPECT_EQ(ExplainRun(evidence).unseen, "");
}

TEST(Evidence, WithoutAWitnessNothingIsJudged) {
  Evidence evidence = Whole();
  evidence.seen.clear();
  EXPECT_EQ(ExplainRun(evidence).error, "Nobody witnessed the program's system calls.");
}

TEST(Evidence, WhereTheProgramWasNotStartedNothingIsJudged) {
  Evidence evidence = Whole();
  evidence.log = "[0x7f01] SYS_prctl(1, 9) = 0\n+++ killed by SIGILL +++\n";
  EXPECT_EQ(ExplainRun(evidence).error, "The program was not started: its jail ended, or time was up.");
}

TEST(Evidence, WhyTheTracerWasNotStarted) {
  Evidence evidence = Whole();
  evidence.tracer.error = "cannot start ltrace: No such file or directory";
  EXPECT_EQ(ExplainRun(evidence).error,
            "The tracer could not be started (cannot start ltrace: No such file or directory); install ltrace: apt-get "
            "install ltrace.");
  evidence.tracer.error = "cannot prepare to run ltrace: Too many open files";
  EXPECT_EQ(ExplainRun(evidence).error,
            "The tracer could not be started (cannot prepare to run ltrace: Too many open files); `ulimit -a` shows "
            "what limits there are.");
}

TEST(Evidence, TheTracersWordsAreForTheUser) {
  Evidence evidence = Whole();
  evidence.log.clear();
  evidence.tracer.std_err = "Can't execute `jail': Permission denied\nand more\n";
  EXPECT_EQ(ExplainRun(evidence).error,
            "The program was not started: its jail ended, or time was up (Can't execute `jail': Permission denied).");
}

TEST(Evidence, WhatMovesTheBreakBeforeTheProgramDoes) {
  Evidence evidence = Whole();
  evidence.log = std::string(kLoaded) + "[0x7f03] SYS_brk(0x1000) = 0x1000\n" + kCall + kEnd;
  evidence.seen.push_back({SYS_brk, {0x1000}});
  EXPECT_THAT(ExplainRun(evidence).flags, ElementsAre("brk was called before the program's first call, 1x"));
  evidence.has_libstdcxx = true;
  EXPECT_THAT(
      ExplainRun(evidence).flags,
      ElementsAre(
          "brk was called before the program's first call, 1x; libstdc++ does so, which -Wl,--as-needed leaves out"));
}

TEST(Evidence, ALogThatIsCutOffIsNoTrace) {
  Evidence evidence = Whole();
  evidence.log.resize(evidence.log.size() - sizeof(kEnd) + 1);
  evidence.tracer.std_err = "ltrace: something broke\nand more\n";
  EXPECT_EQ(ExplainRun(evidence).error,
            "The tracer ended before the program did (the log has no end record): ltrace: something broke.");
}

TEST(Evidence, TimeIsUp) {
  Evidence evidence = Whole();
  evidence.log.resize(evidence.log.size() - sizeof(kEnd) + 1);
  evidence.tracer.timed_out = true;
  EXPECT_EQ(ToText(ExplainRun(evidence).trace), "os_malloc(0) = 0\ntimeout\n");
}

TEST(Evidence, ALogWithoutEndIsTheProgramsFault) {
  Evidence evidence = Whole();
  evidence.log.resize(evidence.log.size() - sizeof(kEnd) + 1);
  evidence.tracer.status = SIGXFSZ;  // as waitpid() tells of a signal
  const RunResult result = ExplainRun(evidence);
  EXPECT_EQ(result.error, "");
  EXPECT_EQ(result.trace.ending, "timeout");
  EXPECT_THAT(result.flags, ElementsAre("the trace grew without end; the program was ended"));
}

TEST(Evidence, CallsFromWhereTheProgramMakesNoneDoNotCount) {
  Evidence evidence = Whole();
  evidence.calls = {{"os_malloc", 0x401050}};
  const RunResult result = ExplainRun(evidence);
  EXPECT_EQ(ToText(result.trace), "exit 0\n");
  EXPECT_THAT(result.flags,
              ElementsAre("os_malloc was called from where the program makes no such call, 1x; not counted"));
}

TEST(Evidence, FunctionsWhoseCallsAreNotKnownAreNotChecked) {
  Evidence evidence = Whole();
  evidence.calls = {{"os_free", 0x401050}};
  EXPECT_EQ(ToText(ExplainRun(evidence).trace), "os_malloc(0) = 0\nexit 0\n");
}

TEST(Evidence, TheLoadersWordsAreForTheUser) {
  Evidence evidence = Whole();
  evidence.log = "--- Called exec() ---\n+++ exited (status 127) +++\n";
  evidence.tracer.std_out = "program: error while loading shared libraries: libosmem.so: file too short\nmore";
  EXPECT_EQ(
      ExplainRun(evidence).error,
      "The program could not be loaded with this library: error while loading shared libraries: libosmem.so: file "
      "too short.");
}

TEST(Evidence, TheLoadersWordsInAnotherMouthAreNot) {
  Evidence evidence = Whole();
  evidence.log = std::string(kLoaded) + "+++ exited (status 127) +++\n";
  evidence.tracer.std_out = "program: error while loading shared libraries: libosmem.so: file too short\n";
  const RunResult result = ExplainRun(evidence);
  EXPECT_EQ(result.error, "");
  EXPECT_THAT(result.flags, ElementsAre(HasSubstr("printed: program: error while loading")));
}

TEST(Evidence, ACrashInTheLoaderIsNoneOfTheProgram) {
  Evidence evidence = Whole();
  evidence.log = "--- Called exec() ---\n+++ killed by SIGBUS +++\n";
  EXPECT_EQ(ExplainRun(evidence).error,
            "The program could not be loaded with this library: the loader ended with signal SIGBUS.");
}

TEST(Evidence, WhatIsPrintedIsShownWithoutItsControlCharacters) {
  Evidence evidence = Whole();
  evidence.tracer.std_out = "\x1b[31m os_malloc(1) = heap\nmore";
  EXPECT_THAT(ExplainRun(evidence).flags, ElementsAre("printed: ?[31m os_malloc(1) = heap"));
}

}  // namespace
}  // namespace checker
