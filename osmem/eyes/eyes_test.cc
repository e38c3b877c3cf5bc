// What the log, the leak report and the statistics say of the programs in scenario.c, word for word.
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <sstream>
#include <string>

#include "gtest/gtest.h"
#include "osmem/testing/run.h"

namespace eyes {
namespace {

Result Play(const std::string& scenario, const std::string& options) {
  Result run = RunProgram("osmem/testing/scenario", {scenario}, options);
  run.errors = Normalise(run.errors);
  return run;
}

std::string LogFile(const std::string& name) { return std::string(getenv("TEST_TMPDIR")) + "/" + name; }

// Ten bytes that come and go, and the last two lines of that, all that is left to a forked child.
constexpr char kTenBytes[] =
    "os_malloc(10) = heap+0x20                   # first use: the heap begins with 131040, 130992 split off\n"
    "  brk(heap+0x20000)\n"
    "os_free(heap+0x20)                          # marked free\n"
    "exit 0\n";
constexpr char kFreed[] =
    "os_free(heap+0x20)                          # marked free\n"
    "exit 0\n";

TEST(LogTest, SaysWhatHappenedAndWhy) {
  const Result run = Play("every_way", "log=stderr");
  EXPECT_EQ(run.errors,
            "os_malloc(1000) = heap+0x20                 # first use: the heap begins with 131040, 130008 split off\n"
            "  brk(heap+0x20000)\n"
            "os_malloc(100) = heap+0x428                 # best fit: 130008, 129872 split off\n"
            "os_malloc(0) = 0                            # size 0: nothing happens\n"
            "os_free(0)                                  # NULL: nothing happens\n"
            "os_free(heap+0x20)                          # marked free\n"
            "os_malloc(990) = heap+0x20                  # best fit: 1000, used whole\n"
            "os_calloc(10, 500) = map1+0x20              # mapped for its size\n"
            "  mmap(5032) = map1\n"
            "os_calloc(18446744073709551615, 2) = 0      # the product overflows\n"
            "os_malloc(18446744073709551615) = 0         # larger than PTRDIFF_MAX\n"
            "os_realloc(map1+0x20, 200) = heap+0x4b0     # moved off its mapping; best fit: 129872, 129640 split off\n"
            "  munmap(map1, 5032)\n"
            "os_realloc(heap+0x428, 40) = heap+0x428     # in place: it has 104, 32 split off\n"
            "os_malloc(129624) = heap+0x598              # best fit: 129640, used whole\n"
            "os_free(heap+0x598)                         # marked free\n"
            "os_malloc(129700) = heap+0x598              # no fit: the free last block grows from 129640\n"
            "  brk(heap+0x20040)\n"
            "os_realloc(heap+0x428, 80) = heap+0x428     # in place: 104 with what was free behind\n"
            "os_realloc(heap+0x20, 1400) = heap+0x20060  # moved, no room behind; no fit: a new last block\n"
            "  brk(heap+0x205d8)\n"
            "os_realloc(heap+0x20060, 1500) = heap+0x20060  # in place: the last block grows from 1400\n"
            "  brk(heap+0x20640)\n"
            "os_realloc(heap+0x4b0, 150000) = map2+0x20  # moved; mapped for its size\n"
            "  mmap(150032) = map2\n"
            "os_malloc(24) = heap+0x4b0                  # best fit: 200, 144 split off\n"
            "os_free(heap+0x428)                         # marked free\n"
            "os_realloc(heap+0x428, 10) = 0              # the block is free: nothing happens\n"
            "os_realloc(map2+0x20, 0) = 0                # unmapped\n"
            "  munmap(map2, 150032)\n"
            "os_realloc(0, 8) = heap+0x4e8               # best fit: 144, 104 split off\n"
            "exit 0\n");
  EXPECT_EQ(run.output, "(nil)\n");
}

TEST(LogTest, TellsARestFromWhatAMoveFreed) {
  EXPECT_EQ(Play("move_down", "log=stderr").errors,
            "os_malloc(1000) = heap+0x20                 # first use: the heap begins with 131040, 130008 split off\n"
            "  brk(heap+0x20000)\n"
            "os_malloc(100) = heap+0x428                 # best fit: 130008, 129872 split off\n"
            "os_malloc(8) = heap+0x4b0                   # best fit: 129872, 129832 split off\n"
            "os_free(heap+0x20)                          # marked free\n"
            "os_realloc(heap+0x428, 1000) = heap+0x20    # moved, no room behind; best fit: 1000, used whole\n"
            "os_free(heap+0x20)                          # marked free\n"
            "exit 0\n");
}

TEST(LogTest, SaysWhatTheCheckDoes) {
  EXPECT_EQ(Play("leak", "log=stderr,check").errors,
            "os_malloc(10) = heap+0x20                   # first use: the heap begins with 131040, 130976 split off\n"
            "  brk(heap+0x20000)\n"
            "os_malloc(20) = heap+0x60                   # best fit: 130976, 130904 split off\n"
            "os_calloc(2, 3000) = map1+0x20              # mapped for its size\n"
            "  mmap(6048) = map1\n"
            "os_free(heap+0x60)                          # filled and kept aside\n"
            "os_malloc(1) = heap+0xa8                    # best fit: 130904, 130848 split off\n"
            "os_realloc(heap+0x20, 12) = heap+0xe0       # moved by the check; best fit: 130848, 130784 split off\n"
            "os_free(heap+0xe0)                          # filled and kept aside\n"
            "os_malloc(50) = heap+0x120                  # best fit: 130784, 130680 split off\n"
            "exit 0\n");
}

TEST(LogTest, NamesTheCallThatStopsTheProgram) {
  const Result run = RunProgram("osmem/testing/misuse", {"stack_pointer"}, "log=stderr");
  EXPECT_EQ(Normalise(run.errors),
            "osmem: os_free(ADDRESS): not a block in use: it was unmapped before, or osmem never gave it out\n"
            "os_free(stack) = ?\n"
            "signal SIGABRT\n");
}

TEST(LogTest, LeavesTheCallItsName) {
  const Result run = RunProgram("osmem/testing/misuse", {"interior_pointer_realloc"}, "log=stderr");
  EXPECT_EQ(Normalise(run.errors),
            "os_malloc(100) = heap+0x20                  # first use: the heap begins with 131040, 130904 split off\n"
            "  brk(heap+0x20000)\n"
            "osmem: os_realloc(ADDRESS): not the start of a block in use, but a place inside one, or its header was "
            "overwritten\n"
            "os_realloc(heap+0x30, 0) = ?\n"
            "signal SIGABRT\n");
}

TEST(LogTest, GoesToAFile) {
  const std::string file = LogFile("forty");
  EXPECT_EQ(Play("nothing", "log=" + file).errors, "");
  EXPECT_EQ(ReadFile(file), "exit 0\n");
}

TEST(LogTest, ReplacesAnOlderLog) {
  const std::string file = LogFile("twice");
  Play("leak", "log=" + file);
  Play("nothing", "log=" + file);
  EXPECT_EQ(ReadFile(file), "exit 0\n");
}

TEST(LogTest, ForkedChildGoesOnInItsOwnFile) {
  const std::string file = LogFile("forks");
  const Result run = Play("forks", "log=" + file);
  EXPECT_EQ(run.errors, "");
  EXPECT_EQ(ReadFile(file), kTenBytes);
  EXPECT_EQ(ReadFile(file + "." + run.output), kFreed);
}

TEST(LogTest, SaysOnceThatItCannotBeWritten) {
  const Result run = Play("leak", "log=/dev/full");
  EXPECT_EQ(run.errors, "osmem: the log cannot be written to any more; it ends here\n");
  EXPECT_EQ(run.ending, "exit 0");
}

// The longest name that a file can have leaves none for a file beside it.
TEST(LogTest, SaysWhatChildHasNone) {
  const std::string file = LogFile(std::string(255, 'x'));
  const Result run = Play("forks", "log=" + file);
  EXPECT_EQ(run.errors.find("osmem: cannot write the log of the forked child "), 0u) << run.errors;
  EXPECT_EQ(run.ending, "exit 0");
}

// A device has nothing to keep apart; /dev/null.PID would be a file in /dev.
TEST(LogTest, ForkedChildGoesOnInTheSameDevice) {
  const Result run = Play("forks", "log=/dev/null");
  EXPECT_EQ(run.errors, "");
  EXPECT_NE(access(("/dev/null." + run.output).c_str(), F_OK), 0);
}

TEST(LogTest, OfAProgramIsNotReplacedByOneThatItStarts) {
  const std::string file = LogFile("starts");
  const Result run = Play("start_another", "log=" + file);
  EXPECT_EQ(run.errors, "");
  EXPECT_EQ(ReadFile(file), kTenBytes);
  EXPECT_EQ(ReadFile(file + "." + run.output),
            "os_malloc(1) = heap+0x20                    # first use: the heap begins with 131040, 131000 split off\n"
            "  brk(heap+0x20000)\n"
            "os_free(heap+0x20)                          # marked free\n"
            "exit 0\n");
}

TEST(LogTest, OfAForkedChildIsNotReplacedByWhatItBecomes) {
  const std::string file = LogFile("becomes");
  const Result run = Play("fork_and_become", "log=" + file);
  EXPECT_EQ(run.errors, "");
  EXPECT_EQ(ReadFile(file + "." + run.output),
            "os_free(heap+0x20)                          # marked free\n"
            "os_malloc(1) = heap+0x20                    # first use: the heap begins with 131040, 131000 split off\n"
            "  brk(heap+0x20000)\n"
            "os_free(heap+0x20)                          # marked free\n"
            "exit 0\n");
}

// Opened a second time, the file would be emptied, and what the program prints would go over the log.
TEST(LogTest, GoesToStandardOutputBesideTheProgramsOwn) {
  for (const char* name : {"stdout", "/dev/stdout", "/proc/self/fd/1"}) {
    const Result run = Play("flush_and_leak", std::string("log=") + name);
    EXPECT_EQ(run.output,
              "os_malloc(10) = heap+0x20                   # first use: the heap begins with 131040, 130992 split off\n"
              "  brk(heap+0x20000)\n"
              "exit 0\n"
              "flushed")
        << name;
    EXPECT_NE(access(name, F_OK) == 0, name[0] == 's') << name;
  }
}

TEST(LogTest, GoesToAFileWithALongName) {
  const std::string file = LogFile(std::string(230, 'x'));
  EXPECT_EQ(Play("nothing", "log=" + file).errors, "");
  EXPECT_EQ(ReadFile(file), "exit 0\n");
}

TEST(LogTest, SaysThatANameIsTooLong) {
  for (int length : {300, 4095, 4096, 5000})
    EXPECT_EQ(Play("nothing", "log=/tmp/" + std::string(length, 'x')).errors,
              "osmem: OSMEM_OPTIONS: no log can be written there (File name too long) in \"log=/tmp/" +
                  std::string(54, 'x') + "\"; ignored\n");
}

TEST(LogTest, SaysThatNobodyReadsThePipe) {
  const std::string pipe = "/tmp/eyes_test." + std::to_string(getpid());
  ASSERT_EQ(mkfifo(pipe.c_str(), 0666), 0);
  const Result run = Play("nothing", "log=" + pipe);
  EXPECT_EQ(run.errors, "osmem: OSMEM_OPTIONS: no log can be written there (nobody reads from it) in \"log=" + pipe +
                            "\"; ignored\n");
  EXPECT_EQ(run.ending, "exit 0");
  unlink(pipe.c_str());
}

TEST(LogTest, GoesToAPipeWithAReader) {
  const std::string pipe = LogFile("pipe");
  ASSERT_EQ(mkfifo(pipe.c_str(), 0666), 0);
  const int reader = open(pipe.c_str(), O_RDONLY | O_NONBLOCK | O_CLOEXEC);
  EXPECT_EQ(Play("forks", "log=" + pipe).errors, "");
  char log[1000] = "";
  EXPECT_GT(read(reader, log, sizeof(log) - 1), 0);
  close(reader);
  EXPECT_EQ(log, std::string(kTenBytes) + kFreed);
}

TEST(LogTest, KeepsTheLinesOfThreadsWhole) {
  const std::string file = LogFile("threads");
  EXPECT_EQ(Play("threads", "log=" + file).ending, "exit 0");
  const std::string log = ReadFile(file);
  EXPECT_EQ(std::count(log.begin(), log.end(), '\n'), 3 * 500 * 3 + 2);
  std::istringstream lines(log);
  for (std::string line; std::getline(lines, line);) {
    if (line == "exit 0" || line == "  brk(heap+0x20000)") continue;
    EXPECT_EQ(line.find("os_"), 0u) << line;
    EXPECT_EQ(line.rfind("os_"), 0u) << line;
    EXPECT_EQ(line.find("  # "), line.rfind("  # ")) << line;
  }
}

TEST(LeaksTest, AreGroupedByPlace) {
  const Result run = Play("leak", "leaks");
  EXPECT_EQ(run.errors,
            "osmem: 3 blocks, 6051 bytes, were never freed\n"
            "osmem:   1 block, 1 byte, allocated at make+PLACE\n"
            "osmem:     heap+0x50         1 byte, 3 calls ago\n"
            "osmem:   1 block, 50 bytes, allocated at make+PLACE\n"
            "osmem:     heap+0x78         50 bytes, 0 calls ago\n"
            "osmem:   1 block, 6000 bytes, allocated at PLACE\n"
            "osmem:     map1+0x20         6000 bytes, 5 calls ago\n");
  EXPECT_EQ(run.ending, "exit 0");
}

// Each line up to the last offset, which is the compiler's.
std::string Names(const std::string& errors) {
  std::istringstream lines(errors);
  std::string names, line;
  while (std::getline(lines, line)) names += line.substr(0, line.rfind("+0x")) + "\n";
  return names;
}

TEST(LeaksTest, NameWhoCalledTheFunctionThatAllocates) {
  const std::string names = Names(RunProgram("osmem/testing/scenario", {"leak_behind_a_wrapper"}, "leaks").errors);
  EXPECT_EQ(names.find("osmem: 4 blocks, 60 bytes, were never freed\n"), 0u) << names;
  for (const char* group : {"osmem:   2 blocks, 20 bytes, allocated at make\n"
                            "osmem:     called from load\n"
                            "osmem:     called from ",
                            "osmem:   2 blocks, 40 bytes, allocated at make\n"
                            "osmem:     called from store\n"
                            "osmem:     called from "})
    EXPECT_NE(names.find(group), std::string::npos) << names;
}

TEST(CheckTest, NamesWhoCalledDownToMain) {
  const std::string names = Names(RunProgram("osmem/testing/misuse", {"double_free"}, "check").errors);
  const size_t made = names.find("allocated by call 1 at make\n"), freed = names.find("freed by call 2 at drop\n");
  ASSERT_LT(made, freed) << names;
  EXPECT_LT(names.find("osmem:     called from main\n", made), freed) << names;
  EXPECT_NE(names.find("osmem:     called from main\n", freed), std::string::npos) << names;
  EXPECT_EQ(names.find("libc"), std::string::npos) << names;
}

TEST(LeaksTest, AreListedByAge) {
  std::istringstream lines(Play("leak_many", "leaks").errors);
  std::string line;
  std::getline(lines, line);
  EXPECT_EQ(line, "osmem: 40 blocks, 820 bytes, were never freed");
  std::getline(lines, line);
  EXPECT_EQ(line, "osmem:   40 blocks, 820 bytes, allocated at make+PLACE");
  for (int age = 39; age > 1; age--) {
    std::getline(lines, line);
    EXPECT_NE(line.find(", " + std::to_string(age) + " calls ago"), std::string::npos) << line;
  }
}

TEST(LeaksTest, FailOnRequest) {
  EXPECT_EQ(Play("leak", "leaks=fail").ending, "exit 1");
  const Result clean = Play("free_at_exit", "leaks=fail");
  EXPECT_EQ(clean.ending, "exit 0") << "what atexit() handlers free is no leak";
  EXPECT_EQ(clean.errors, "osmem: every block was freed\n");
}

TEST(LeaksTest, KeepAStatusThatIsNotZeroAndFlush) {
  const Result run = Play("leak_and_exit_7", "leaks=fail");
  EXPECT_EQ(run.ending, "exit 7");
  EXPECT_EQ(run.output, "flushed");
  EXPECT_EQ(Play("flush_and_leak", "leaks=fail").output, "flushed") << "_exit() alone would lose it";
}

constexpr char kHeapNow[] = "heap 131072 used 1/504 free 2/130472 largest 126440 fragmentation 3 mapped 1/10032\n";
constexpr char kNothing[] =
    "heap 0 used 0/0 free 0/0 largest 0 fragmentation 0 mapped 0/0\n"
    "counted 0 calls 0 0 0 0 asked 0 live 0/0 peak 0 0 system 0 0 0 splits 0 merges 0\n";

TEST(StatsTest, CountNothingUnlessAsked) {
  EXPECT_EQ(Play("count", "").output,
            std::string(kNothing) + kHeapNow +
                "counted 0 calls 0 0 0 0 asked 0 live 0/0 peak 0 0 system 0 0 0 splits 0 merges 0\n");
}

TEST(StatsTest, CountAndReportAtExit) {
  const Result run = Play("count", "stats");
  EXPECT_EQ(
      run.output,
      std::string(kNothing) + kHeapNow +
          "counted 1 calls 5 1 1 4 asked 218996 live 2/10496 peak 204500 331104 system 1 2 1 splits 3 merges 1\n");
  EXPECT_EQ(run.errors,
            "osmem: calls         11 (os_malloc 5, os_calloc 1, os_realloc 1, os_free 4)\n"
            "osmem: asked for     218996 bytes\n"
            "osmem: live          204500 bytes at the peak; at exit 10496 (blocks: 2)\n"
            "osmem: memory        331104 bytes at the peak; at exit 131072 on the heap, 10032 mapped\n"
            "osmem: system calls  4 (brk 1, mmap 2, munmap 1)\n"
            "osmem: heap blocks   3 split off, 1 merged; at exit 1 in use, 2 free\n"
            "osmem: fragmentation 3 % (126440 of 130472 free bytes are in one block)\n");
}

TEST(OptionsTest, BadOnesAreNamedAndTheOthersHold) {
  const Result run = Play("nothing", "check=1,foo,mmap_threshold=5k,log=/no/such/file,log=,leaks=fial,stats=,leaks");
  EXPECT_EQ(run.errors,
            "osmem: OSMEM_OPTIONS: a value where none belongs in \"check=1\"; ignored\n"
            "osmem: OSMEM_OPTIONS: no option of that name (there are: mmap_threshold, log, check, leaks, stats) in "
            "\"foo\"; ignored\n"
            "osmem: OSMEM_OPTIONS: not a number of bytes in \"mmap_threshold=5k\"; ignored\n"
            "osmem: OSMEM_OPTIONS: no log can be written there (No such file or directory) in \"log=/no/such/file\"; "
            "ignored\n"
            "osmem: OSMEM_OPTIONS: neither stderr, stdout nor a file in \"log=\"; ignored\n"
            "osmem: OSMEM_OPTIONS: neither leaks nor leaks=fail in \"leaks=fial\"; ignored\n"
            "osmem: OSMEM_OPTIONS: a value where none belongs in \"stats=\"; ignored\n"
            "osmem: every block was freed\n");
  EXPECT_EQ(run.ending, "exit 0");
}

// Nothing is reported of a program that does nothing wrong.
TEST(OptionsTest, AllAtOnceOverManyCalls) {
  const std::string log = LogFile("churn");
  const Result run = Play("churn", "check,leaks=fail,stats,log=" + log);
  EXPECT_EQ(run.ending, "exit 0");
  EXPECT_EQ(run.errors.substr(0, run.errors.find("asked")),
            "osmem: every block was freed\n"
            "osmem: calls         40300 (os_malloc 10000, os_calloc 0, os_realloc 20000, os_free 10300)\n"
            "osmem: ");
  const std::string calls = ReadFile(log);
  EXPECT_EQ(calls.substr(calls.size() - 7), "exit 0\n");
}

TEST(OptionsTest, MemoryThatIsOut) {
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
  GTEST_SKIP() << "the sanitizer's own memory does not fit into the limit";
#endif
  EXPECT_EQ(Play("out_of_memory", "").ending, "exit 0");
  EXPECT_EQ(Play("out_of_memory", "log=" + LogFile("out")).ending, "exit 0");
  EXPECT_EQ(Play("out_of_memory", "check,leaks=fail,stats").ending, "exit 0");
  const std::string log = ReadFile(LogFile("out"));
  EXPECT_NE(log.find("# out of memory\n"), std::string::npos);
  EXPECT_NE(log.find(" = ENOMEM\n"), std::string::npos);
}

TEST(OptionsTest, AllAtOnceWithThreadsAndForks) {
  const std::string all = "check,leaks=fail,stats,log=" + LogFile("all");
  EXPECT_EQ(Play("threads", all).ending, "exit 0");
  EXPECT_EQ(Play("forks", all).ending, "exit 0");
  EXPECT_EQ(Play("unseen", all).ending, "exit 0") << "errno and file descriptors are the program's own";
}

}  // namespace
}  // namespace eyes
