#include "checker/trace/ltrace.h"

#include <gtest/gtest.h>

#include <chrono>
#include <random>
#include <string>

namespace checker {
namespace {

constexpr CodeRange kProgram = {0x401000, 0x402000};

// As ltrace wrote it, but for what the loader does before main.
constexpr char kLog[] =
    "[0x7f00abe85c47] SYS_brk(0)                      = 0xcc2c000\n"
    "[0x7f00abe86ca3] SYS_mmap(0, 8192, 3, 34, -1, 0) = 0x7f00abe5c000\n"
    "[0x7f00abe869e7] SYS_access(0x7f64f46b6ce7, 4, 0, 4095) = -2\n"
    "[0x401090] os_malloc@libosmem.so(1000 <unfinished ...>\n"
    "[0x7f00abd67c47]   SYS_brk(0)                    = 0xcc2c000\n"
    "[0x7f00abd67c47]   SYS_brk(0xcc4c000)            = 0xcc4c000\n"
    "[0x401090] <... os_malloc resumed> )             = 0xcc2c020\n"
    "[0x4010ad] os_realloc@libosmem.so(0xcc2c020, 200000 <unfinished ...>\n"
    "[0x7f00abe586e4]   os_malloc@libosmem.so(200000 <unfinished ...>\n"
    "[0x7f00abd6b9b3]     SYS_mmap(0, 200032, 3, 34, -1, 0) = 0x7f00abc05000\n"
    "[0x7f00abe586e4]   <... os_malloc resumed> )     = 0x7f00abc05020\n"
    "[0x7f00abe5870a]   os_free@libosmem.so(0xcc2c020) = <void>\n"
    "[0x4010ad] <... os_realloc resumed> )            = 0x7f00abc05020\n"
    "[0x4010bc] os_calloc@libosmem.so(18446744073709551615, 2) = 0\n"
    "[0x4010d1] os_free@libosmem.so(0x7f00abc05020 <unfinished ...>\n"
    "[0x7f00abd6ba07]   SYS_munmap(0x7f00abc05000, 200032) = 0\n"
    "[0x4010d1] <... os_free resumed> )               = <void>\n"
    "[0x7f00abd3e409] SYS_exit_group(0, 231, 60, 0x7ffd02f46000 <no return ...>\n"
    "[0xffffffffffffffff] +++ exited (status 0) +++\n";

// The same, as ltrace 0.7.91 writes it, with its own prototypes where it has no others.
constexpr char kNewerLog[] =
    "[0x7f00abe85f77] brk@SYS(nil)                    = 0xcc2c000\n"
    "[0x7f00abe86052] mmap@SYS(nil, 8192, 3, 34, -1, 0) = 0x7f00abe5c000\n"
    "[0x7f00abe85c77] access@SYS(\"/etc/ld.so.preload\", 04) = -2\n"
    "[0x401090] os_malloc@libosmem.so(1000 <unfinished ...>\n"
    "[0x7f00abd67777]   brk@SYS(0)                    = 0xcc2c000\n"
    "[0x7f00abd67777]   brk@SYS(0xcc4c000)            = 0xcc4c000\n"
    "[0x401090] <... os_malloc resumed> )             = 0xcc2c020\n"
    "[0x4010ad] os_realloc@libosmem.so(0xcc2c020, 200000 <unfinished ...>\n"
    "[0x7f00abe586e4]   os_malloc@libosmem.so(200000 <unfinished ...>\n"
    "[0x7f00abd6bd22]     mmap@SYS(nil, 200032, 3, 34, -1, 0) = 0x7f00abc05000\n"
    "[0x7f00abe586e4]   <... os_malloc resumed> )     = 0x7f00abc05020\n"
    "[0x7f00abe5870a]   os_free@libosmem.so(0xcc2c020) = <void>\n"
    "[0x4010ad] <... os_realloc resumed> )            = 0x7f00abc05020\n"
    "[0x4010bc] os_calloc@libosmem.so(18446744073709551615, 2) = 0\n"
    "[0x4010d1] os_free@libosmem.so(0x7f00abc05020 <unfinished ...>\n"
    "[0x7f00abd6c617]   munmap@SYS(0x7f00abc05000, 200032) = 0\n"
    "[0x4010d1] <... os_free resumed> )               = <void>\n"
    "[0x7f00abd3e015] exit_group@SYS(0 <no return ...>\n"
    "[0xffffffffffffffff] +++ exited (status 0) +++\n";

constexpr char kStart[] = "[0x7f00abe85c47] SYS_brk(0) = 0x1000000\n";
constexpr char kEnd[] = "[0xffffffffffffffff] +++ exited (status 0) +++\n";

LtraceLog ParseLines(const std::string& lines) { return ParseLtrace(kStart + lines + kEnd, kProgram); }

// The trace of `lines`, without its ending.
std::string TraceOf(const std::string& lines) {
  LtraceLog log = ParseLines(lines);
  EXPECT_EQ(log.error, "");
  EXPECT_EQ(log.trace.ending, "exit 0");
  log.trace.ending.clear();
  return ToText(log.trace);
}

// The system calls that `lines` make inside an os_malloc, as a trace shows them.
std::string InsideMalloc(const std::string& lines) {
  const std::string text =
      TraceOf("[0x401090] os_malloc(5 <unfinished ...>\n" + lines + "[0x401090] <... os_malloc resumed> ) = 0\n");
  const std::string first = "os_malloc(5) = 0\n";
  EXPECT_EQ(text.substr(0, first.size()), first);
  return text.substr(first.size());
}

TEST(LtraceTest, ReadsAWholeLogInEitherDialect) {
  for (const char* text : {kLog, kNewerLog}) {
    const LtraceLog log = ParseLtrace(text, kProgram);
    EXPECT_EQ(log.error, "");
    EXPECT_TRUE(log.flags.empty());
    EXPECT_EQ(ToText(log.trace),
              "os_malloc(1000) = heap+0x20\n"
              "  brk(heap+0x20000)\n"
              "os_realloc(heap+0x20, 200000) = map1+0x20\n"
              "  mmap(200032) = map1\n"
              "os_calloc(18446744073709551615, 2) = 0\n"
              "os_free(map1+0x20)\n"
              "  munmap(map1, 200032)\n"
              "exit 0\n");
    ASSERT_EQ(log.trace.calls.size(), 4u);
    EXPECT_EQ(log.trace.calls[1].caller, 0x4010adu);
  }
}

TEST(LtraceTest, NoCallsIsATraceToo) {
  EXPECT_EQ(TraceOf(""), "");
  EXPECT_EQ(ParseLtrace("", kProgram).error, "the log has no end record");
}

TEST(LtraceTest, AcceptsNilAndCallsWithoutTheLibrary) {
  EXPECT_EQ(TraceOf("[0x401090] os_malloc(0) = nil\nos_free(0) = <void>\n"), "os_malloc(0) = 0\n");
}

TEST(LtraceTest, TailCallIsPartOfTheCallAroundIt) {
  EXPECT_EQ(TraceOf("[0x401110] os_realloc@libosmem.so(0, 16 <unfinished ...>\n"
                    "[0x401110]   os_malloc@libosmem.so(16) = 0\n"
                    "[0x401110] <... os_realloc resumed> ) = 0\n"),
            "os_realloc(0, 16) = 0\n");
}

TEST(LtraceTest, CallsFromElsewhereAreFlaggedAndNotCounted) {
  const LtraceLog log = ParseLines(
      "[0x7f00abe586e4] os_malloc@libosmem.so(99 <unfinished ...>\n"
      "[0x7f00abd67c47]   SYS_brk(0x1020000) = 0x1020000\n"
      "[0x7f00abe586e4] <... os_malloc resumed> ) = 0x1000020\n"
      "[0x401090] os_malloc@libosmem.so(1 <unfinished ...>\n"
      "[0x7f00abd67c47]   SYS_brk(0x1030000) = 0x1030000\n"
      "[0x401090] <... os_malloc resumed> ) = 0x1020020\n");
  EXPECT_EQ(ToText(log.trace), "os_malloc(1) = heap+0x20\n  brk(heap+0x10000)\nexit 0\n");
  EXPECT_EQ(log.flags, (std::vector<std::string>{"os_malloc was called from outside the program, 1x; not counted"}));
}

TEST(LtraceTest, WithoutARangeEveryCallCounts) {
  EXPECT_EQ(ParseLtrace(kLog, {}).trace.calls.size(), 4u);
  EXPECT_EQ(ParseLtrace(kLog, {0x1000, 0x2000}).trace.calls.size(), 0u);
}

TEST(LtraceTest, HeapStartsAtTheBreakOfItsFirstUse) {
  const LtraceLog log = ParseLines(
      "[0x7f00abd67c47] SYS_brk(0x1021000) = 0x1021000\n"  // libc's own
      "[0x401090] os_malloc@libosmem.so(1 <unfinished ...>\n"
      "[0x7f00abd67c47]   SYS_brk(0x1041000) = 0x1041000\n"
      "[0x401090] <... os_malloc resumed> ) = 0x1021020\n"
      "[0x7f00abd67c47] SYS_brk(0x1051000) = 0x1051000\n"
      "[0x401090] os_malloc@libosmem.so(131024 <unfinished ...>\n"
      "[0x7f00abd67c47]   SYS_brk(0x1071000) = 0x1071000\n"
      "[0x401090] <... os_malloc resumed> ) = 0x1051020\n");
  EXPECT_EQ(ToText(log.trace),
            "os_malloc(1) = heap+0x20\n  brk(heap+0x20000)\nos_malloc(131024) = heap+0x30020\n  brk(heap+0x50000)\n"
            "exit 0\n");
  EXPECT_EQ(log.flags, (std::vector<std::string>{"brk was called outside the four functions, 1x"}));
}

// Twice the log takes twice the time, not four times: a second would be a hundred thousand lines squared.
TEST(LtraceTest, ALongLogIsReadLineByLine) {
  std::string lines = "[0x401090] os_malloc@libosmem.so(1 <unfinished ...>\n";
  for (uint64_t i = 0; i < 100000; ++i) {
    const std::string address = std::to_string(0x7f0000000000 + i * 4096);
    lines += "[0x7f00]   SYS_mmap(0, 4096, 3, 34, -1, 0) = " + address + "\n";
    lines += "[0x7f00]   SYS_mprotect(" + address + ", 4096, 3) = 0\n";
  }
  const auto start = std::chrono::steady_clock::now();
  const LtraceLog log = ParseLines(lines + "[0x401090] <... os_malloc resumed> ) = 0x7f0000000020\n");
  EXPECT_LT(std::chrono::steady_clock::now() - start, std::chrono::seconds(10));
  EXPECT_EQ(log.trace.calls[0].system_calls.size(), 16u);
  EXPECT_EQ(log.trace.calls[0].result, Address::Map(1, 0x20));
}

constexpr char kOneCall[] = "[0x401090] os_malloc@libosmem.so(0) = 0\n";

TEST(LtraceTest, CallsOutsideTheFourFunctionsAreFlaggedByName) {
  const LtraceLog log = ParseLines(std::string("[0x7f00abd67c47] SYS_getpid(1, 2, 3, 4) = 77\n") + kOneCall +
                                   "[0x7f00abd67c47] SYS_getpid(1, 2, 3, 4) = 77\n"
                                   "[0x7f00abd67c47] SYS_write(1, 0x7f0000000000, 3) = 3\n"
                                   "[0x7f00abd67c47] SYS_socket(1, 2, 3, 4) = -1\n"  // denied, which is told anyway
                                   "[0x401090] SYS_write(2, 0x7f0000000000, 3) = 3\n"
                                   "[0x7f00abd67c47] SYS_exit_group(0 <no return ...>\n");
  EXPECT_EQ(log.flags, (std::vector<std::string>{"getpid was called outside the four functions, 1x",
                                                 "write was called outside the four functions, 1x"}));
  EXPECT_EQ(log.between, "");
}

TEST(LtraceTest, ACallOnMemoryIsBetweenTwoCallsWhereAnotherFollows) {
  const std::string map = "[0x7f00abd67c47] SYS_mmap(0, 4096, 3, 34, -1, 0) = 0x7f0000001000\n";
  // A library can jump to where the program makes its calls.
  const std::string unmap = "[0x401090] SYS_munmap(0x7f0000001000, 4096) = 0\n";
  EXPECT_EQ(ParseLines(map + kOneCall + unmap).between, "");
  EXPECT_EQ(ParseLines(map + kOneCall + unmap + map + kOneCall).between, "munmap");
}

TEST(LtraceTest, BreakQueriesAreDroppedAndFailuresAreNot) {
  EXPECT_EQ(InsideMalloc("[0x7f00]   SYS_brk(0) = 0x1000000\n"
                         "[0x7f00]   SYS_brk(0x1000000) = 0x1000000\n"
                         "[0x7f00]   SYS_brk(0x1020000) = 0x1000000\n"
                         "[0x7f00]   SYS_brk(0x1020000) = 0xfffffffffffffff4\n"
                         "[0x7f00]   SYS_brk(0x1020000) = 0x1020000\n"
                         "[0x7f00]   SYS_brk(0x1010000) = 0x1010000\n"),
            "  brk(heap+0x20000) = ENOMEM\n"
            "  brk(heap+0x20000) = ENOMEM\n"
            "  brk(heap+0x20000)\n"
            "  brk(heap+0x10000)\n");
}

TEST(LtraceTest, MappingsOtherThanTheContracts) {
  EXPECT_EQ(InsideMalloc("[0x7f00]   SYS_mmap(0, 5032, 5, 33, -1, 0) = 0x7f0000000000\n"
                         "[0x7f00]   SYS_mmap(0x1000, 5032, 0, 50, -1, 0) = 0x7f0000010000\n"
                         "[0x7f00]   SYS_mmap(0, 5032, 3, 34, 0, 0) = 0x7f0000020000\n"
                         "[0x7f00]   SYS_mmap(0, 5032, 3, 34, -1, 0) = 0xfffffffffffffff4\n"
                         "[0x7f00]   SYS_munmap(0x7f0000010000, 5032) = 0\n"
                         "[0x7f00]   SYS_munmap(0x5, 1) = 0xffffffffffffffea\n"),
            "  mmap(5032, PROT_READ|PROT_EXEC, MAP_SHARED|MAP_ANONYMOUS) = map1\n"
            "  mmap(5032, PROT_NONE, MAP_PRIVATE|MAP_FIXED|MAP_ANONYMOUS, at other) = map2\n"
            "  mmap(5032) = map3\n"
            "  mmap(5032) = ENOMEM\n"
            "  munmap(map2, 5032)\n"
            "  munmap(other, 1) = EINVAL\n");
}

TEST(LtraceTest, OtherSystemCallsAreShown) {
  EXPECT_EQ(InsideMalloc("[0x7f00]   SYS_mmap(0, 5000, 3, 34, -1, 0) = 0x7f0000000000\n"
                         "[0x7f00]   SYS_mremap(0x7f0000000000, 5000, 10000, 1) = 0x7f0000100000\n"
                         "[0x7f00]   SYS_mprotect(0x7f0000101000, 10, 3) = 0\n"
                         "[0x7f00]   SYS_write(2, 0x7ffc12345678, 9) = 0xffffffffffffffff\n"
                         "[0x7f00]   SYS_318(0x7f16639dd478, 8, 1, 0x7f1663815dd0) = 8\n"
                         "[0x7f00]   SYS_400(1, 2, 3, 4) = -38\n"),
            "  mmap(5000) = map1\n"
            "  mremap(map1, 5000, 10000, 1)\n"
            "  mprotect(map1+0x1000, 10, 3)\n"
            "  write(2, stack, 9) = EPERM\n"
            "  getrandom(...)\n"
            "  syscall400(...) = ENOSYS\n");
}

TEST(LtraceTest, OtherSystemCallsAreShownInTheNewerDialect) {
  EXPECT_EQ(InsideMalloc("[0x7f00]   mmap@SYS(nil, 5000, 3, 34, -1, nil) = 0x7f0000000000\n"
                         "[0x7f00]   mprotect@SYS(0x7f0000000000, 10, 3) = 0\n"
                         "[0x7f00]   write@SYS(2, 0x7ffc12345678, 9) = 0xffffffffffffffff\n"
                         "[0x7f00]   SYS_318@SYS(0x7f16639dd478, 8, 1, 0x7f1663815dd0) = 8\n"
                         "[0x7f00]   SYS_600@SYS(1, 2, 3, 4) = -38\n"
                         "[0x7f00]   brk@SYS(0x1020000 <no return ...>\n"
                         "[0x7f00] --- SIGALRM (Alarm clock) ---\n"
                         "[0x7f00]   <... brk resumed> ) = 0x1020000\n"),
            "  mmap(5000) = map1\n"
            "  mprotect(map1, 10, 3)\n"
            "  write(2, stack, 9) = EPERM\n"
            "  getrandom(...)\n"
            "  syscall600(...) = ENOSYS\n"
            "  brk(heap+0x20000)\n");
}

TEST(LtraceTest, SystemCallsWithoutEndAreCut) {
  std::string lines, text;
  for (int i = 0; i < 1000; ++i) lines += "[0x7f40d1f69b70]   SYS_getpid(0, 0, 0, 0) = 77\n";
  for (int i = 0; i < 16; ++i) text += "  getpid(...)\n";
  EXPECT_EQ(InsideMalloc(lines), text);
}

TEST(LtraceTest, PointersBelongToTheLatestMapping) {
  EXPECT_EQ(TraceOf("[0x401090] os_malloc@libosmem.so(4064 <unfinished ...>\n"
                    "[0x7f00]   SYS_mmap(0, 4096, 3, 34, -1, 0) = 0x7f0000001000\n"
                    "[0x7f00]   SYS_munmap(0x7f0000001000, 4096) = 0\n"
                    "[0x401090] <... os_malloc resumed> ) = 0x7f0000001020\n"
                    "[0x401090] os_malloc@libosmem.so(4064 <unfinished ...>\n"
                    "[0x7f00]   SYS_mmap(0, 4096, 3, 34, -1, 0) = 0x7f0000001000\n"
                    "[0x401090] <... os_malloc resumed> ) = 0x7f0000001020\n"
                    "[0x401090] os_free@libosmem.so(0x7f0000002000) = <void>\n"
                    "[0x401090] os_free@libosmem.so(0x7ffd1d9b8b0c) = <void>\n"),
            "os_malloc(4064) = map1+0x20\n"
            "  mmap(4096) = map1\n"
            "  munmap(map1, 4096)\n"
            "os_malloc(4064) = map2+0x20\n"
            "  mmap(4096) = map2\n"
            "os_free(other)\n"
            "os_free(stack)\n");
}

TEST(LtraceTest, ACrashInsideACallLeavesItOpen) {
  const LtraceLog log = ParseLtrace(
      "[0x4011a1] os_malloc@libosmem.so(673 <no return ...>\n"
      "[0x7f9232f76290] --- SIGSEGV (Segmentation fault) ---\n"
      "[0xffffffffffffffff] +++ killed by SIGSEGV +++\n",
      kProgram);
  EXPECT_EQ(log.error, "");
  EXPECT_EQ(ToText(log.trace), "os_malloc(673) = ?\nsignal SIGSEGV\n");
}

TEST(LtraceTest, AnExitInsideACallIsShown) {
  EXPECT_EQ(TraceOf("[0x401177] os_malloc@libosmem.so(666 <unfinished ...>\n"
                    "[0x7face160e409]   SYS_exit_group(0, 231, 60, 0x7ffc7581eef0 <no return ...>\n"),
            "os_malloc(666) = ?\n  exit_group(...) = ?\n");
}

TEST(LtraceTest, AHandledSignalInterruptsNothing) {
  EXPECT_EQ(TraceOf("[0x401225] os_malloc@libosmem.so(669 <no return ...>\n"
                    "[0x7f74dc10ceec] --- SIGALRM (Alarm clock) ---\n"
                    "[0x7f74dc0be050]   os_malloc@libosmem.so(77) = 0\n"
                    "[0x7f74dc0be059]   SYS_rt_sigreturn(-589, 1, 2, 3) = 0\n"
                    "[0x401225] <... os_malloc resumed> ) = 0\n"),
            "os_malloc(669) = 0\n  rt_sigreturn(...)\n");
}

TEST(LtraceTest, AStopThatTheTracerCannotExplainInterruptsNothing) {
  EXPECT_EQ(TraceOf("[0x401225] os_malloc@libosmem.so(0 <unfinished ...>\n"
                    "[0x7f8b565605f9] unexpected breakpoint at 0x7f8b565605f8\n"
                    "[0x401225] <... os_malloc resumed> ) = 0\n"),
            "os_malloc(0) = 0\n");
}

TEST(LtraceTest, AnInterruptedSystemCallIsPutTogether) {
  EXPECT_EQ(InsideMalloc("[0x7f00]   SYS_brk(0x1020000 <no return ...>\n"
                         "[0x7f00] --- SIGALRM (Alarm clock) ---\n"
                         "[0x7f00]   <... brk resumed> ) = 0x1020000\n"),
            "  brk(heap+0x20000)\n");
}

TEST(LtraceTest, TheJailsExecStartsAnew) {
  EXPECT_EQ(TraceOf("[0x7f00] SYS_brk(0x2000000) = 0x2000000\n"
                    "[0x7f00] SYS_execve(0x402004, 0x7ffec5771320, 0x7ffec57714d0, 0x402004 <no return ...>\n"
                    "[0x7f40d1f69b70] --- Called exec() ---\n"
                    "[0x7f00] SYS_brk(0) = 0x3000000\n"
                    "[0x401090] os_malloc@libosmem.so(1 <unfinished ...>\n"
                    "[0x7f00]   SYS_brk(0x3000008) = 0x3000008\n"
                    "[0x401090] <... os_malloc resumed> ) = 0x3000000\n"),
            "os_malloc(1) = heap\n  brk(heap+0x8)\n");
}

TEST(LtraceTest, AProgramThatIsReplacedEndsThere) {
  const std::string call = "[0x401090] os_malloc@libosmem.so(1) = 0\n";
  const std::string exec = "[0x7f40d1f69b70] --- Called exec() ---\n";
  for (const std::string& lines : {call + exec + call + call, exec + exec + call, exec + call + exec + "?\n"}) {
    const LtraceLog log = ParseLines(lines);
    EXPECT_EQ(log.trace.ending, "exec") << lines;
    EXPECT_LE(log.trace.calls.size(), 1u) << lines;
    ASSERT_EQ(log.flags.size(), 1u) << lines;
    EXPECT_EQ(log.flags[0], "the program was replaced by another one (exec); what that did is not counted");
  }
}

TEST(LtraceTest, SaysWhichLineMakesNoSense) {
  EXPECT_EQ(ParseLines("[0x401090] os_malloc@libosmem.so(1 = 0\n").error,
            "line 2 of the log makes no sense: \"[0x401090] os_malloc@libosmem.so(1 = 0\"");
  EXPECT_EQ(ParseLines("\x01\xff\n").error, "line 2 of the log makes no sense: \"??\"");
  EXPECT_EQ(ParseLines("[0x401090] os_malloc(1, 2) = 0\n").error,
            "line 2 of the log makes no sense: \"[0x401090] os_malloc(1, 2) = 0\"");
  EXPECT_EQ(ParseLines("[0x401090] <... os_malloc resumed> ) = 0\n").error,
            "line 2 of the log makes no sense: \"[0x401090] <... os_malloc resumed> ) = 0\"");
  EXPECT_EQ(ParseLines(kEnd).error,
            "line 3 of the log makes no sense: \"[0xffffffffffffffff] +++ exited (status 0) +++\"");
}

TEST(LtraceTest, ALogCutAnywhereIsNotWhole) {
  const std::string log = kLog;
  for (size_t length = 0; length + 1 < log.size(); ++length) {
    EXPECT_NE(ParseLtrace(log.substr(0, length), kProgram).error, "") << "cut at byte " << length;
  }
  EXPECT_EQ(ParseLtrace(log.substr(0, log.size() - 1), kProgram).error, "") << "only the last newline is missing";
}

// Whatever the bytes: no crash, and what came out can be written and read again.
TEST(LtraceTest, SurvivesAnyBytes) {
  constexpr unsigned kSeed = 1;
  SCOPED_TRACE("seed " + std::to_string(kSeed));
  std::mt19937 random(kSeed);
  const std::string pieces[] = {"0x",  ")",  "(",     " = ",         "os_free", "SYS_brk", "@SYS",
                                "nil", "\n", "<... ", " resumed> )", "-1",      "\xff",    "+++"};
  for (int round = 0; round < 5000; ++round) {
    std::string log = kLog;
    for (int change = random() % 6; change >= 0; --change) {
      const size_t at = random() % log.size();
      if (random() % 2 == 0)
        log[at] = static_cast<char>(random());
      else
        log.replace(at, random() % 8, pieces[random() % std::size(pieces)]);
    }
    const Trace trace = ParseLtrace(log, kProgram).trace;
    std::string error;
    const std::optional<Trace> again = ParseTrace(ToText(trace), &error);
    ASSERT_TRUE(again) << error << "\n" << ToText(trace);
    ASSERT_EQ(ToText(*again), ToText(trace)) << log;
  }
}

}  // namespace
}  // namespace checker
