// What a program can do in the jail, call by call, and that nothing runs where the jail cannot be closed.
#include <fcntl.h>
#include <linux/futex.h>
#include <seccomp.h>
#include <sys/mman.h>
#include <sys/syscall.h>

#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <set>
#include <sstream>
#include <string>
#include <vector>

#include "checker/run/runner.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace checker {
namespace {

using testing::Contains;
using testing::HasSubstr;
using testing::MatchesRegex;
using testing::StartsWith;

RunResult RunCaller(const std::string& script) {
  RunRequest request;
  request.program = "checker/run/jail/caller";
  request.library = "osmem/libosmem.so";
  request.script = script;
  return Run(request);
}

std::vector<std::string> LinesOf(const std::string& text) {
  std::istringstream in(text);
  std::vector<std::string> lines;
  for (std::string line; std::getline(in, line);) lines.push_back(line);
  return lines;
}

bool HasLandlock() { return syscall(SYS_landlock_create_ruleset, nullptr, 0, 1 /* its version */) > 0; }

// Each call is made with -1 for every argument, so those that are allowed with certain ones only are denied here.
TEST(Jail, AllowsTheseCallsAndNoOther) {
  const RunResult result = RunCaller("sweep");
  ASSERT_EQ(result.error, "");
  EXPECT_EQ(result.trace.ending, "exit 0");
  std::set<std::string> names;
  for (const std::string& number : LinesOf(result.output)) {
    char* name = seccomp_syscall_resolve_num_arch(SCMP_ARCH_NATIVE, std::stoi(number));
    names.insert(name != nullptr ? name : number);
    free(name);
  }
  const std::set<std::string> expected = {"brk",
                                          "clock_gettime",
                                          "fstat",
                                          "getcwd",
                                          "getpid",
                                          "gettid",
                                          "getrandom",
                                          "lseek",
                                          "munmap",
                                          "newfstatat",
                                          "pread64",
                                          "read",
                                          "restart_syscall",
                                          "sched_yield",
                                          "set_robust_list",
                                          "set_tid_address"};
  EXPECT_EQ(names, expected);
  EXPECT_THAT(result.flags, Contains("denied call: socket"));
  EXPECT_THAT(result.flags, Contains("denied call: ptrace"));
  EXPECT_THAT(result.flags, Contains("denied call: io_uring_setup"));
}

struct Attempt {
  const char* what;
  std::vector<long> words;  // the call and its arguments
  std::string path;         // the second argument, where it is not empty
  int error;
};

// The program's code and data are here, see CodeRange.
constexpr long kProgram = 0x400000;
constexpr long kAbove = 0x600000000000;

const Attempt kAttempts[] = {
    {"write to standard input", {SYS_write, 0, 0, 0}, "", EPERM},
    {"write to another descriptor", {SYS_write, 3, 0, 0}, "", EPERM},
    {"close standard output", {SYS_close, 1}, "", EPERM},
    {"close it by a number of which the kernel reads half", {SYS_close, (1L << 32) + 1}, "", EPERM},
    {"close what may be open", {SYS_close, 3}, "", EBADF},
    {"close the last that may be open", {SYS_close, 15}, "", EBADF},
    {"open for writing", {SYS_openat, AT_FDCWD, 0, O_WRONLY}, "/dev/null", EPERM},
    {"ask of a file by its name", {SYS_newfstatat, AT_FDCWD, 0, kAbove, 0}, "/etc/passwd", EACCES},
    {"learn whether a file is there", {SYS_access, 0, 0}, "", ENOSYS},
    {"read a link", {SYS_readlink, 0, 0, 0}, "", ENOSYS},
    {"read a link from a folder", {SYS_readlinkat, AT_FDCWD, 0, 0, 0}, "", ENOSYS},
    {"be continued elsewhere", {SYS_rseq, 0, 32, 0, 0x53053053}, "", ENOSYS},
    {"wait for ever", {SYS_futex, kAbove, FUTEX_WAIT, 0, 0}, "", EPERM},
    {"wait for ever, bit by bit", {SYS_futex, kAbove, FUTEX_WAIT_BITSET | FUTEX_PRIVATE_FLAG, 0, 0, 0, -1}, "", EPERM},
    {"wait by a number of which the kernel reads half", {SYS_futex, kAbove, 1L << 32, 0, 0}, "", EPERM},
    {"wake nobody", {SYS_futex, kAbove, FUTEX_WAKE | FUTEX_PRIVATE_FLAG, 0}, "", 0},
    {"open a file without a trace of it", {SYS_openat, AT_FDCWD, 0, O_NOATIME}, "/etc/ld.so.cache", EPERM},
    {"open for both", {SYS_openat, AT_FDCWD, 0, O_RDWR}, "/dev/null", EPERM},
    {"open for neither", {SYS_openat, AT_FDCWD, 0, 3}, "/dev/null", EPERM},
    {"make a file", {SYS_openat, AT_FDCWD, 0, O_CREAT}, "/tmp/made", EPERM},
    {"empty a file", {SYS_openat, AT_FDCWD, 0, O_TRUNC}, "/tmp/made", EPERM},
    {"make a file without name", {SYS_openat, AT_FDCWD, 0, O_TMPFILE}, "/tmp", EPERM},
    {"execute a program", {SYS_execve, 0, 0, 0}, "", EPERM},
    {"execute a path as the jail does", {SYS_execveat, 1000, 0, 0, 0, AT_EMPTY_PATH}, "/bin/true", EPERM},
    {"execute again what the jail did", {SYS_execveat, 1000, 0x10000, 0, 0, AT_EMPTY_PATH}, "", EFAULT},
    {"map the name that the jail executes by",
     {SYS_mmap, 0x10000, 4096, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED, -1},
     "",
     EPERM},
    {"make the program writable", {SYS_mprotect, kProgram, 4096, PROT_READ | PROT_WRITE}, "", EPERM},
    {"make anything executable", {SYS_mprotect, kAbove, 4096, PROT_READ | PROT_EXEC}, "", EPERM},
    {"map over the program",
     {SYS_mmap, kProgram, 4096, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED, -1},
     "",
     EPERM},
    {"map from zero over the program",
     {SYS_mmap, 0, 2 * kProgram, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED, -1},
     "",
     EPERM},
    {"unmap the program", {SYS_munmap, kProgram, 4096}, "", EPERM},
    {"map code that is no file's",
     {SYS_mmap, 0, 4096, PROT_READ | PROT_EXEC, MAP_PRIVATE | MAP_ANONYMOUS, -1},
     "",
     EPERM},
    {"map code that can be written", {SYS_mmap, 0, 4096, PROT_WRITE | PROT_EXEC, MAP_PRIVATE, 0}, "", EPERM},
    {"map what an allocator maps", {SYS_mmap, 0, 4096, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1}, "", 0},
    {"ask for a limit", {SYS_prlimit64, 0, 0, 0, 0}, "", 0},
    {"set a limit", {SYS_prlimit64, 0, 0, 0x1000, 0}, "", EPERM},
    {"set another's limit", {SYS_prlimit64, 1, 0, 0, 0}, "", EPERM},
    {"type for the user", {SYS_ioctl, 0, 0x5412 /* TIOCSTI */, 0}, "", EPERM},
    {"signal another process", {SYS_tgkill, 1, 1, SIGABRT}, "", EPERM},
};

TEST(Jail, LooksAtArguments) {
  std::string script;
  for (const Attempt& attempt : kAttempts) {
    for (size_t i = 0; i < attempt.words.size(); ++i) {
      script += i == 2 && !attempt.path.empty() ? attempt.path + " " : std::to_string(attempt.words[i]) + " ";
    }
    script += "\n";
  }
  const std::vector<std::string> errors = LinesOf(RunCaller(script).output);
  ASSERT_EQ(errors.size(), std::size(kAttempts));
  for (size_t i = 0; i < errors.size(); ++i)
    EXPECT_EQ(errors[i], std::to_string(kAttempts[i].error)) << kAttempts[i].what;
}

TEST(Jail, ReadsItsOwnFolderAndLibrariesOnly) {
  const auto error_of = [](const std::string& path) {
    return RunCaller(std::to_string(SYS_openat) + " 0 " + path + " 0\n").output;
  };
  EXPECT_EQ(error_of("/etc/ld.so.cache"), "0\n");
  if (!HasLandlock()) GTEST_SKIP() << "this kernel has no Landlock";
  for (const char* path : {"/etc/passwd", "/proc/self/maps", "/proc/self/cmdline", "/", "/tmp", "/dev/null"}) {
    EXPECT_EQ(error_of(path), std::to_string(EACCES) + "\n") << path;
  }
}

TEST(Jail, GivesTheProgramNothingToTellItselfBy) {
  const std::vector<std::string> lines = LinesOf(RunCaller("surroundings").output);
  ASSERT_EQ(lines.size(), 5u);
  EXPECT_EQ(lines[0], "argument program");
  EXPECT_THAT(lines[1], MatchesRegex("variable LD_PRELOAD=/.*/osmem-.*/box/libosmem.so"));
  EXPECT_EQ(lines[2], "descriptor 0");
  EXPECT_EQ(lines[3], "descriptor 1");
  EXPECT_EQ(lines[4], "descriptor 2");
}

// Runs the caller in a process in which one system call is forbidden, as some containers do, and says what came of it.
[[noreturn]] void RunWithout(int call) {
  scmp_filter_ctx filter = seccomp_init(SCMP_ACT_ALLOW);
  seccomp_rule_add(filter, SCMP_ACT_ERRNO(EPERM), call, 0);
  if (seccomp_load(filter) != 0) exit(1);
  const RunResult result = RunCaller("");
  fputs(result.error.c_str(), stderr);
  for (const std::string& flag : result.flags) fprintf(stderr, "flag: %s\n", flag.c_str());
  exit(0);
}

TEST(JailDeathTest, NothingRunsWithoutAWitness) {
  EXPECT_EXIT(RunWithout(SCMP_SYS(seccomp)), testing::ExitedWithCode(0), "jail: .*seccomp's user notification");
  EXPECT_EXIT(RunWithout(SCMP_SYS(sendmsg)), testing::ExitedWithCode(0), "The program was not started");
}

TEST(JailDeathTest, NothingRunsWhereLandlockIsThereAndFails) {
  if (!HasLandlock()) GTEST_SKIP() << "this kernel has no Landlock";
  EXPECT_EXIT(RunWithout(SCMP_SYS(landlock_restrict_self)), testing::ExitedWithCode(0),
              "cannot start .*ltrace: Operation not permitted");
}

TEST(JailDeathTest, SaysThatThereIsNoLandlock) {
  EXPECT_EXIT(RunWithout(SCMP_SYS(landlock_create_ruleset)), testing::ExitedWithCode(0), "flag: there is no Landlock");
}

TEST(JailDeathTest, SaysThatPtraceIsForbidden) {
  EXPECT_EXIT(RunWithout(SCMP_SYS(ptrace)), testing::ExitedWithCode(0), "forbids ptrace.*--cap-add=SYS_PTRACE");
}

}  // namespace
}  // namespace checker
