// What of a log counts as an attempt.
#include "checker/run/attempts.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace checker {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

constexpr char kStarted[] = "[0x7f0000000001] --- Called exec() ---\n";

TEST(DeniedCalls, NamesEachCallOnce) {
  EXPECT_THAT(DeniedCalls(std::string(kStarted) + "[0x7f0000000001] SYS_socket(1, 1, 0, 0)     = -1\n"
                                                  "[0x7f0000000001] SYS_fork(1, 1, 0, 0)       = -1\n"
                                                  "[0x7f0000000001] SYS_socket(1, 1, 0, 0)     = -1\n"),
              ElementsAre("fork", "socket"));
}

TEST(DeniedCalls, NamesCallsThatTheTracerKnowsByNumber) {
  EXPECT_THAT(DeniedCalls(std::string(kStarted) + "SYS_425(1, 1, 0, 0) = -1\nSYS_9999(1, 1, 0, 0) = -1\n"),
              ElementsAre("io_uring_setup", "none that exists"));
}

TEST(DeniedCalls, ReadsResultsThatAreShownAsAddresses) {
  EXPECT_THAT(DeniedCalls(std::string(kStarted) + "  SYS_mremap(0x7f, 1, 2, 3) = 0xffffffffffffffff\n"),
              ElementsAre("mremap"));
}

TEST(DeniedCalls, ReadsResultsThatComeLater) {
  EXPECT_THAT(DeniedCalls(std::string(kStarted) + "SYS_pause(0 <unfinished ...>\n<... pause resumed> ) = -1\n"),
              ElementsAre("pause"));
}

TEST(DeniedCalls, OpeningOutOfBoundsIsAnAttempt) {
  EXPECT_THAT(DeniedCalls(std::string(kStarted) + "SYS_openat(0xffffff9c, 1, 0, 0) = -13\n"), ElementsAre("openat"));
}

TEST(DeniedCalls, AskingOfAFileByItsNameIsAnAttemptButTheLoaders) {
  const std::string ask = "SYS_newfstatat(0xffffff9c, 1, 0, 0) = -13\n";
  EXPECT_THAT(DeniedCalls(kStarted + ask + "SYS_munmap(0x7f00, 8192) = 0\n"), IsEmpty());
  EXPECT_THAT(DeniedCalls(std::string(kStarted) + "SYS_munmap(0x7f00, 8192) = 0\n" + ask), ElementsAre("newfstatat"));
}

TEST(DeniedCalls, EitherDialectOfTheTracer) {
  EXPECT_THAT(DeniedCalls(std::string(kStarted) + "socket@SYS(1, 1, 0, 0) = -1\nSYS_425@SYS(1, 1, 0, 0) = -1\n"
                                                  "openat@SYS(AT_FDCWD, \"/etc/passwd\", 0) = -13\n"),
              ElementsAre("io_uring_setup", "openat", "socket"));
}

TEST(DeniedCalls, OtherErrorsAreNone) {
  EXPECT_THAT(DeniedCalls(std::string(kStarted) + "SYS_openat(0xffffff9c, 1, 0, 0) = -2\nSYS_access(1, 4) = -13\n"),
              IsEmpty());
}

TEST(DeniedCalls, WhatTheJailDoesIsNone) {
  EXPECT_THAT(DeniedCalls(std::string("SYS_prctl(1, 9) = -1\n") + kStarted + "SYS_brk(0) = 0x1000\n"), IsEmpty());
}

TEST(DeniedCalls, WhatTheFourFunctionsReturnIsNone) {
  EXPECT_THAT(DeniedCalls(std::string(kStarted) + "[0x400b74] os_malloc@libosmem.so(1 <unfinished ...>\n"
                                                  "[0x400b74] <... os_malloc resumed> ) = 0xffffffffffffffff\n"),
              IsEmpty());
}

TEST(DeniedCalls, AnAbortIsNone) {
  EXPECT_THAT(DeniedCalls(std::string(kStarted) + "SYS_rt_sigprocmask(0, 1, 2, 8) = -1\n+++ killed by SIGABRT +++\n"),
              IsEmpty());
  EXPECT_THAT(DeniedCalls(std::string(kStarted) + "SYS_rt_sigprocmask(0, 1, 2, 8) = -1\n+++ exited (status 0) +++\n"),
              ElementsAre("rt_sigprocmask"));
}

constexpr char kLoaded[] =
    "SYS_brk(0) = 0x1000\nSYS_mmap(0, 8192, 3, 34, -1, 0) = 0x7f00\nSYS_munmap(0x7f00, 8192) = 0\n";

TEST(EarlyMemoryCalls, CountsWhatConstructorsDo) {
  const std::map<std::string, int> expected = {{"brk", 2}, {"mmap", 1}};
  EXPECT_EQ(EarlyMemoryCalls(std::string(kStarted) + kLoaded +
                             "SYS_brk(0) = 0x1000\nSYS_brk(0x2000) = 0x2000\nSYS_brk(0x3000) = 0x3000\n"
                             "SYS_mmap(0, 1, 3, 34, -1, 0) = 0x7f00\n+++ exited (status 0) +++\n"),
            expected);
}

TEST(EarlyMemoryCalls, TheLoadersAndTheProgramsAreNone) {
  EXPECT_THAT(EarlyMemoryCalls(std::string("SYS_brk(0x2000) = 0x2000\n") + kStarted + kLoaded +
                               "[0x400b74] os_malloc@libosmem.so(1 <unfinished ...>\nSYS_brk(0x2000) = 0x2000\n"),
              IsEmpty());
}

TEST(EarlyMemoryCalls, EitherDialectOfTheTracer) {
  const std::map<std::string, int> expected = {{"brk", 1}};
  EXPECT_EQ(EarlyMemoryCalls(std::string(kStarted) + "munmap@SYS(0x7f00, 8192) = 0\nbrk@SYS(nil) = 0x1000\n"
                                                     "brk@SYS(0x2000) = 0x2000\n"),
            expected);
}

TEST(IsLoaded, ByTheLoadersLastCall) {
  EXPECT_FALSE(IsLoaded(std::string("SYS_munmap(0x7f00, 8192) = 0\n") + kStarted));
  EXPECT_TRUE(IsLoaded(std::string(kStarted) + "SYS_munmap(0x7f00, 8192) = 0\n"));
  EXPECT_TRUE(IsLoaded(std::string(kStarted) + "munmap@SYS(0x7f00, 8192) = 0\n"));
}

}  // namespace
}  // namespace checker
