// What the runner makes of programs that end in every way there is, and of files that are no programs.
#include "checker/run/runner.h"

#include <sys/stat.h>
#include <unistd.h>

#include <chrono>
#include <filesystem>
#include <fstream>
#include <future>
#include <optional>
#include <set>
#include <string>

#include "checker/run/source_lines.h"
#include "checker/system/files.h"
#include "checker/system/process.h"
#include "checker/system/testing.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace checker {
namespace {

using std::chrono::milliseconds;
using testing::HasSubstr;
using testing::StartsWith;

constexpr char kProgram[] = "checker/run/probe";
constexpr char kLibrary[] = "osmem/libosmem.so";

RunResult RunProbe(const std::string& act, milliseconds wall_limit = milliseconds(3000)) {
  RunRequest request;
  request.program = kProgram;
  request.library = kLibrary;
  request.script = act;
  request.wall_limit = wall_limit;
  return Run(request);
}

RunResult RunLibrary(const std::string& library) {
  RunRequest request;
  request.program = kProgram;
  request.library = library;
  return Run(request);
}

// Processes that have not been waited for, or that run on: none of them may be left.
int CountChildren() {
  std::ifstream children("/proc/thread-self/children");
  int count = 0;
  for (int child = 0; children >> child;) ++count;
  return count;
}

class Runner : public testing::Test {
 protected:
  void TearDown() override { EXPECT_EQ(CountChildren(), 0); }

  const TestFolder scratch_parent_;
  const std::string folder_ = scratch_parent_.path();
};

TEST_F(Runner, ShowsTheCallsAndTheExit) {
  const RunResult result = RunProbe("call");
  EXPECT_EQ(result.error, "");
  EXPECT_EQ(ToText(result.trace),
            "os_malloc(1000) = heap+0x20\n"
            "  brk(heap+0x20000)\n"
            "os_free(heap+0x20)\n"
            "os_calloc(1, 100) = heap+0x20\n"
            "os_realloc(heap+0x20, 5000) = heap+0x20\n"
            "os_free(heap+0x20)\n"
            "exit 0\n");
  EXPECT_EQ(result.unseen, "");
  EXPECT_EQ(result.output, "");
  EXPECT_THAT(result.flags, testing::IsEmpty());
}

TEST_F(Runner, TellsTheExitStatus) { EXPECT_EQ(RunProbe("exit 3").trace.ending, "exit 3"); }

TEST_F(Runner, TellsTheSignal) { EXPECT_EQ(RunProbe("crash").trace.ending, "signal SIGILL"); }

TEST_F(Runner, EndsWhatSpins) { EXPECT_EQ(RunProbe("spin", milliseconds(500)).trace.ending, "timeout"); }

TEST_F(Runner, EndsWhatSpinsLongBeforeTheWallLimit) {
  EXPECT_EQ(RunProbe("spin", milliseconds(60000)).trace.ending, "timeout");
}

TEST_F(Runner, EndsWhatPrintsWithoutEnd) {
  const RunResult result = RunProbe("print without end", milliseconds(60000));
  EXPECT_EQ(result.trace.ending, "timeout");
  EXPECT_EQ(result.output.size(), 64 * 1024u);
}

TEST_F(Runner, KeepsBothStreams) { EXPECT_EQ(RunProbe("print").output, "output\nerrors\n"); }

TEST_F(Runner, LimitsMemory) { EXPECT_EQ(RunProbe("eat memory").output, "memory ended\n"); }

TEST_F(Runner, RemovesItsScratchFolder) {
  EXPECT_NE(RunProbe("surroundings").output.find(folder_), std::string::npos);
  RunProbe("wait", milliseconds(100));
  EXPECT_TRUE(std::filesystem::is_empty(folder_));
}

TEST_F(Runner, TheTracerIsNobodyToo) {
  const std::optional<User> nobody = FindNobody();
  if (!nobody) GTEST_SKIP() << "there is nobody that we may become";
  auto run = std::async(std::launch::async, [] { return RunProbe("wait", milliseconds(500)); });
  std::set<uid_t> owners;
  while (run.wait_for(milliseconds(10)) == std::future_status::timeout) {
    for (const auto& process : std::filesystem::directory_iterator("/proc")) {
      struct stat status = {};
      std::string command, gone;
      ReadFile((process.path() / "cmdline").string(), &command, &gone);
      if (command.find(folder_) == std::string::npos || stat(process.path().c_str(), &status) != 0) continue;
      owners.insert(status.st_uid);
    }
  }
  EXPECT_THAT(owners, testing::ElementsAre(nobody->user));
}

TEST_F(Runner, TellsTheLineOfACall) {
  const RunResult result = RunProbe("call");
  ASSERT_FALSE(result.trace.calls.empty());
  const std::vector<std::string> lines = SourceLines(kProgram, {1, result.trace.calls[0].caller});
  ASSERT_EQ(lines.size(), 2);
  EXPECT_EQ(lines[0], "");
  EXPECT_THAT(lines[1], StartsWith("probe.c:"));
}

TEST_F(Runner, SaysThatALibraryIsMissing) {
  EXPECT_EQ(RunLibrary("no/such.so").error,
            "The run could not be prepared: cannot open no/such.so: No such file or directory.");
}

TEST_F(Runner, SaysThatAFolderIsNoLibrary) {
  EXPECT_EQ(RunLibrary("checker").error, "The run could not be prepared: checker is a directory, not a file.");
}

TEST_F(Runner, DoesNotWaitForAFifo) {
  const std::string fifo = folder_ + "/fifo";
  ASSERT_EQ(mkfifo(fifo.c_str(), 0600), 0);
  EXPECT_EQ(RunLibrary(fifo).error, "The run could not be prepared: " + fifo + " is not a regular file.");
}

TEST_F(Runner, DoesNotCopyAHugeFile) {
  const std::string huge = folder_ + "/huge";
  std::ofstream(huge).close();
  std::filesystem::resize_file(huge, uint64_t{2} << 30);
  EXPECT_EQ(RunLibrary(huge).error, "The run could not be prepared: " + huge + " is too large: the limit is 4 MiB.");
}

TEST_F(Runner, SaysThatALinkLeadsNowhere) {
  const std::string loop = folder_ + "/loop";
  ASSERT_EQ(symlink("loop", loop.c_str()), 0);
  EXPECT_EQ(RunLibrary(loop).error,
            "The run could not be prepared: cannot open " + loop + ": Too many levels of symbolic links.");
}

TEST_F(Runner, SaysThatAProgramIsNoExecutable) {
  RunRequest request;
  request.program = "checker/run/ltrace.conf";
  request.library = kLibrary;
  EXPECT_EQ(checker::Run(request).error,
            "checker/run/ltrace.conf is not an executable linked at a fixed place (-no-pie).");
}

TEST_F(Runner, SaysThatTheLoaderRefusedALibrary) {
  EXPECT_THAT(RunLibrary("checker/run/ltrace.conf").error, HasSubstr("cannot be preloaded (invalid ELF header)"));
}

// Whatever is wrong with it: it is not run, or it ends; the tracer, which reads it too, never hangs.
TEST_F(Runner, SurvivesACorruptLibrary) {
  const std::string good = Contents(kLibrary);
  const std::string corrupt = folder_ + "/corrupt.so";
  // In the header: class, machine, tables of segments and sections; then in the first segment.
  for (const size_t at : {4, 16, 18, 32, 33, 40, 41, 54, 56, 58, 60, 62, 64, 72, 96}) {
    std::string bytes = good;
    bytes[at] = static_cast<char>(~bytes[at]);
    Write(corrupt, bytes);
    const RunResult result = RunLibrary(corrupt);
    EXPECT_NE(result.trace.ending, "timeout") << at;
    EXPECT_FALSE(result.error.empty() && result.trace.ending.empty()) << at;
  }
  Write(corrupt, good.substr(0, good.size() / 2));
  EXPECT_NE(RunLibrary(corrupt).error, "");
}

TEST_F(Runner, TracesALibraryByWhateverNameItHas) {
  EXPECT_EQ(RunLibrary("checker/run/named.so").trace.calls.size(), 2u);
}

TEST_F(Runner, RefusesANameThatWouldWriteTheLog) {
  const std::string name = "libosmem.so.1", forged = "x(1) = 0\n[0x40";
  std::string bytes = Contents("checker/run/named.so");
  bytes.replace(bytes.find(name), name.size(), forged, 0, name.size());
  Write(folder_ + "/forging.so", bytes);
  EXPECT_THAT(RunLibrary(folder_ + "/forging.so").error, HasSubstr("SONAME"));
}

// To one of the tracer's dialects, the functions of that library would be system calls.
TEST_F(Runner, RefusesTheNameOfTheTracersSystemCalls) {
  const std::string name = "libosmem.so.1";
  std::string bytes = Contents("checker/run/named.so");
  bytes.replace(bytes.find(name), name.size(), std::string("SYS") + std::string(name.size() - 3, '\0'));
  Write(folder_ + "/sys.so", bytes);
  EXPECT_THAT(RunLibrary(folder_ + "/sys.so").error, HasSubstr("SONAME"));
}

TEST_F(Runner, TheTracerReachesNothingOfTheUsers) {
  if (!CanConfineFiles()) GTEST_SKIP() << "this kernel has no Landlock";
  std::string error;
  const std::string path = getenv("PATH"), fake = folder_ + "/ltrace";
  ASSERT_TRUE(WriteFile(fake, "#!/bin/sh\ncat /etc/passwd >&2\n", &error)) << error;
  ASSERT_EQ(chmod(fake.c_str(), 0755), 0);
  setenv("PATH", (folder_ + ":" + path).c_str(), 1);
  EXPECT_THAT(RunProbe("").error, HasSubstr("/etc/passwd: Permission denied"));
  setenv("PATH", path.c_str(), 1);
}

TEST_F(Runner, SaysThatTheTracerIsMissing) {
  const std::string path = getenv("PATH");
  setenv("PATH", folder_.c_str(), 1);
  EXPECT_THAT(RunProbe("").error, HasSubstr("apt-get install ltrace"));
  setenv("PATH", path.c_str(), 1);
}

TimedRun TimeProbe(const std::string& act) {
  RunRequest request;
  request.program = kProgram;
  request.library = kLibrary;
  request.script = act;
  return RunTimed(request);
}

TEST_F(Runner, TellsWithoutTheTracerHowAProgramEnds) {
  EXPECT_EQ(TimeProbe("").ending, "exit 0");
  EXPECT_EQ(TimeProbe("exit 3").ending, "exit 3");
  EXPECT_EQ(TimeProbe("crash").ending, "signal SIGILL");
  EXPECT_EQ(TimeProbe("print").output, RunProbe("print").output);
  EXPECT_THAT(TimeProbe("surroundings").output, StartsWith(folder_));  // where its library lies
  const TimedRun missing = RunTimed({kProgram, folder_ + "/none.so", ""});
  EXPECT_THAT(missing.error, HasSubstr("none.so"));
}

TEST_F(Runner, CountsTheTimeOnTheProcessorAlone) {
  const TimedRun spinning = TimeProbe("spin"), nothing = TimeProbe("");
  EXPECT_EQ(spinning.ending, "timeout");
  EXPECT_GT(spinning.seconds, 0.9);
  EXPECT_LT(spinning.seconds, 2.5);
  EXPECT_GT(nothing.seconds, 0);
  EXPECT_LT(nothing.seconds, 0.3);
}

}  // namespace
}  // namespace checker
