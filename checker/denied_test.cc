// What of a log counts as an attempt.
#include "checker/denied.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace checker {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

constexpr char kStarted[] = "[0x7f0000000001] --- Called exec() ---\n";

TEST(Denied, NamesEachCallOnce) {
  EXPECT_THAT(DeniedCalls(std::string(kStarted) +
                          "[0x7f0000000001] SYS_socket(1, 1, 0, 0)     = -1\n"
                          "[0x7f0000000001] SYS_fork(1, 1, 0, 0)       = -1\n"
                          "[0x7f0000000001] SYS_socket(1, 1, 0, 0)     = -1\n"),
              ElementsAre("fork", "socket"));
}

TEST(Denied, NamesCallsThatTheTracerKnowsByNumber) {
  EXPECT_THAT(DeniedCalls(std::string(kStarted) + "SYS_425(1, 1, 0, 0) = -1\nSYS_9999(1, 1, 0, 0) = -1\n"),
              ElementsAre("io_uring_setup", "number 9999"));
}

TEST(Denied, ReadsResultsThatAreShownAsAddresses) {
  EXPECT_THAT(DeniedCalls(std::string(kStarted) + "  SYS_mremap(0x7f, 1, 2, 3) = 0xffffffffffffffff\n"),
              ElementsAre("mremap"));
}

TEST(Denied, ReadsResultsThatComeLater) {
  EXPECT_THAT(DeniedCalls(std::string(kStarted) + "SYS_pause(0 <unfinished ...>\n<... pause resumed> ) = -1\n"),
              ElementsAre("pause"));
}

TEST(Denied, OpeningOutOfBoundsIsAnAttempt) {
  EXPECT_THAT(DeniedCalls(std::string(kStarted) + "SYS_openat(0xffffff9c, 1, 0, 0) = -13\n"), ElementsAre("openat"));
}

TEST(Denied, OtherErrorsAreNone) {
  EXPECT_THAT(DeniedCalls(std::string(kStarted) + "SYS_openat(0xffffff9c, 1, 0, 0) = -2\nSYS_access(1, 4) = -13\n"),
              IsEmpty());
}

TEST(Denied, WhatTheJailDoesIsNone) {
  EXPECT_THAT(DeniedCalls(std::string("SYS_prctl(1, 9) = -1\n") + kStarted + "SYS_brk(0) = 0x1000\n"), IsEmpty());
}

TEST(Denied, AnAbortIsNone) {
  EXPECT_THAT(DeniedCalls(std::string(kStarted) + "SYS_rt_sigprocmask(0, 1, 2, 8) = -1\n+++ killed by SIGABRT +++\n"),
              IsEmpty());
  EXPECT_THAT(DeniedCalls(std::string(kStarted) + "SYS_rt_sigprocmask(0, 1, 2, 8) = -1\n+++ exited (status 0) +++\n"),
              ElementsAre("rt_sigprocmask"));
}

}  // namespace
}  // namespace checker
