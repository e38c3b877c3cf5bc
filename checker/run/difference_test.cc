// Which lists of calls are the same, and which call is named where they are not.
#include "checker/run/difference.h"

#include <sys/syscall.h>

#include "gtest/gtest.h"

namespace checker {
namespace {

constexpr char kExec[] = "[0x7f01] SYS_prctl(1, 9) = 0\n[0x7f01] --- Called exec() ---\n";
constexpr char kMap[] = "[0x7f02] SYS_mmap(0, 5032, 3, 34, -1, 0) = 0x7f00\n";
constexpr char kExit[] = "[0x7f02] SYS_exit_group(0 <no return ...>\n[0xff] +++ exited (status 0) +++\n";

const WitnessedCall kExecSeen{SYS_execveat, {1000}};
// The tracer shows the lower half of what the kernel is given for an int.
const WitnessedCall kMapSeen{SYS_mmap, {0, 5032, 3, 34, 0xffffffff, 0}};
const WitnessedCall kExitSeen{SYS_exit_group, {0}};

TEST(Difference, NoneWhereBothSawTheSame) {
  EXPECT_EQ(FirstDifference(std::string(kExec) + kMap + kExit, {kExecSeen, kMapSeen, kExitSeen}), "");
}

TEST(Difference, NoneInTheNewerDialectOfTheTracer) {
  const std::string map = "[0x7f02] mmap@SYS(nil, 5032, 3, 34, -1, 0) = 0x7f00\n";
  const std::string log = std::string(kExec) + "[0x7f02] SYS_600@SYS(1) = -38\n" + map;
  EXPECT_EQ(FirstDifference(log, {kExecSeen, kMapSeen}), "");
  EXPECT_EQ(FirstDifference(log, {kExecSeen, kMapSeen, kMapSeen}), "mmap");
}

TEST(Difference, WhatTheJailDoesIsNone) {
  EXPECT_EQ(FirstDifference(std::string(kExec) + kExit, {{SYS_setrlimit, {}}, kExecSeen, kExitSeen}), "");
}

TEST(Difference, ACallThatTheTracerMissed) {
  EXPECT_EQ(FirstDifference(std::string(kExec) + kExit, {kExecSeen, kMapSeen, kExitSeen}), "mmap");
  EXPECT_EQ(FirstDifference(std::string(kExec) + kMap + kExit, {kExecSeen, {SYS_getpid, {}}, kMapSeen, kExitSeen}),
            "getpid");
  EXPECT_EQ(FirstDifference(std::string(kExec) + kMap, {kExecSeen, kMapSeen, {9999, {}}}), "9999");
}

TEST(Difference, ACallThatTheKernelKnowsNothingOf) {
  EXPECT_EQ(FirstDifference(std::string(kExec) + kMap, {kExecSeen}), "mmap");
}

TEST(Difference, ArgumentsCountWhereTheyAreOfMemory) {
  const std::string log = std::string(kExec) + kMap;
  EXPECT_EQ(FirstDifference(log, {kExecSeen, {SYS_mmap, {0, 5040, 3, 34, 0xffffffff, 0}}}), "mmap");
  EXPECT_EQ(FirstDifference(log, {kExecSeen, {SYS_mmap, {0, 5032, 1, 34, 0xffffffff, 0}}}), "mmap");
  EXPECT_EQ(FirstDifference(log, {kExecSeen, {SYS_mmap, {1UL << 40, 5032, 3, 34, 0xffffffff, 0}}}), "mmap");
  EXPECT_EQ(FirstDifference(std::string(kExec) + "[0x7f02] SYS_getcwd(1, 2) = 0\n", {kExecSeen, {SYS_getcwd, {3}}}),
            "");
}

TEST(Difference, CallsThatWereDeniedCountInNeither) {
  EXPECT_EQ(FirstDifference(std::string(kExec) + "[0x7f02] SYS_socket(1, 1, 0) = -1\n" + kExit, {kExecSeen, kExitSeen}),
            "");
  EXPECT_EQ(FirstDifference(std::string(kExec) + "[0x7f02] SYS_pause(0 <unfinished ...>\n<... pause resumed> ) = -1\n",
                            {kExecSeen}),
            "");
  EXPECT_EQ(FirstDifference(std::string(kExec) + "[0x7f02] SYS_334(1, 32, 0) = -38\n", {kExecSeen}), "");
  EXPECT_EQ(FirstDifference(std::string(kExec) + "[0x7f02] SYS_openat(1, 2) = -13\n", {kExecSeen}), "openat");
}

TEST(Difference, WhatTheFourFunctionsReturnIsNoDenial) {
  EXPECT_EQ(FirstDifference(std::string(kExec) + "[0x40] os_malloc@libosmem.so(1 <unfinished ...>\n" + kMap +
                                "[0x40] <... os_malloc resumed> ) = 0xffffffffffffffff\n",
                            {kExecSeen, kMapSeen}),
            "");
}

}  // namespace
}  // namespace checker
