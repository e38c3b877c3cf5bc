// What the doctor says of a machine on which something is wrong, as far as that can be made wrong here.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <seccomp.h>
#include <sys/prctl.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>

#include "checker/run/machine.h"
#include "checker/run/runner.h"
#include "checker/system/files.h"
#include "checker/system/process.h"
#include "checker/system/testing.h"

namespace checker {
namespace {

using testing::HasSubstr;
using testing::Not;

class DoctorTest : public CommandTest {
 protected:
  // The doctor's exit status, in a shell that was told `before`, which ends as in "ulimit -n 20; " or "PATH=none ".
  int Doctor(const std::string& before = "") { return Run(before + Runfile("checker/doctor")); }

  // Commands of our own, first in PATH, where the user that programs run as finds them, too.
  void Play(const std::string& command, const std::string& text) {
    Write(place_ + "/" + command, "#!/bin/sh\n" + text + "\n");
    Run("chmod +x " + place_ + "/" + command);
  }
  std::string PathWithOurs() const { return "PATH=" + place_ + ":$PATH "; }

  const TestFolder open_;
  const std::string place_ = open_.path();
};

TEST_F(DoctorTest, FindsNothingWhereTheTestsRun) {
  if (!CanConfineFiles()) GTEST_SKIP() << "this kernel has no Landlock, which is found";
  EXPECT_EQ(Doctor(), 0) << output_;
  EXPECT_THAT(output_, Not(HasSubstr("MEND")));
  EXPECT_THAT(output_, HasSubstr("fine: a probe ran, and each of its calls was seen\n"));
}

TEST_F(DoctorTest, MissesTheTracer) {
  EXPECT_EQ(Doctor("PATH=/none "), 2);
  EXPECT_THAT(output_,
              HasSubstr("MEND: ltrace does not start (cannot start ltrace: No such file or directory): apt-get "
                        "install ltrace\n"));
  EXPECT_THAT(output_, HasSubstr("MEND: a probe could not be run: The tracer could not be started"));
}

TEST_F(DoctorTest, SeesThatTheTracerIsBlind) {
  Play("ltrace", "exit 0");
  EXPECT_EQ(Doctor(PathWithOurs()), 2);
  EXPECT_THAT(output_, HasSubstr("MEND: ltrace sees no system calls: get Debian's"));
}

TEST_F(DoctorTest, SeesThatTheTracerMissesFunctions) {
  // It is told of no function where it runs the jail.
  Play("ltrace", "case $* in *jail*) shift 4; set -- -i -L -x none \"$@\" ;; esac; exec /usr/bin/ltrace \"$@\"");
  EXPECT_EQ(Doctor(PathWithOurs()), 2);
  EXPECT_THAT(output_, HasSubstr("fine: ltrace"));
  EXPECT_THAT(output_, HasSubstr("MEND: a probe was seen to make 0 calls, or others, instead of 5: get Debian's"));
}

TEST_F(DoctorTest, NamesLimits) {
  const std::pair<const char*, const char*> limits[] = {
      {"ulimit -n 20; ", "MEND: only 20 open files are allowed: raise that to "},
      {"ulimit -f 2048; ", " MiB in a file are allowed: raise that to 16, see ulimit -f\n"},
      {"ulimit -v 1048576; ", "MEND: only 1024 MiB of address space are allowed: raise that to 2048, see ulimit -v\n"},
      {"ulimit -t 50; ", "MEND: only 50 seconds of the processor are allowed: raise that to 60, see ulimit -t\n"},
  };
  for (const auto& [limit, finding] : limits) {
    EXPECT_EQ(Doctor(limit), 2) << limit;
    EXPECT_THAT(output_, HasSubstr(finding));
    EXPECT_THAT(output_, Not(HasSubstr("no limit is in the way")));
  }
}

TEST_F(DoctorTest, KnowsAnOldKernelAndAnotherMachine) {
  EXPECT_EQ(Doctor("setarch x86_64 --uname-2.6 "), 2);
  EXPECT_THAT(output_, HasSubstr("on x86_64: grade on Linux 5.9 or later; gVisor"));
  EXPECT_EQ(Doctor("setarch i686 "), 2);
  EXPECT_THAT(output_, HasSubstr("on i686: grade on x86_64"));
}

TEST_F(DoctorTest, KnowsAnEmulator) {
  if (Run("command -v qemu-x86_64") != 0) GTEST_SKIP() << "qemu-x86_64 (Debian's qemu-user) is not here";
  EXPECT_EQ(Doctor("qemu-x86_64 "), 2);
  EXPECT_THAT(output_, HasSubstr("MEND: programs run in an emulator, "));
}

TEST_F(DoctorTest, LooksAtTheDisk) {
  const std::string mount = "mount -t tmpfs -o mode=755,size=8m";
  if (Run("unshare -m sh -c '" + mount + " none " + place_ + "'") != 0)
    GTEST_SKIP() << "only root can mount a small disk, or one on which nothing may be executed";
  const auto on = [&](const std::string& options) {
    return Run("unshare -m sh -c '" + mount + options + " none " + place_ + " && TMPDIR=" + place_ + " " +
               Runfile("checker/doctor") + "'");
  };
  EXPECT_EQ(on(""), 2);
  EXPECT_THAT(output_, HasSubstr(" MiB are free in " + place_ + ": free 64, or set TMPDIR"));
  EXPECT_EQ(on(",noexec"), 2);
  EXPECT_THAT(output_, HasSubstr("MEND: nothing may be executed in " + place_ + "/osmem-"));
  EXPECT_THAT(output_, HasSubstr(": set TMPDIR to a folder that is not mounted noexec\n"));
}

TEST_F(DoctorTest, NeedsAFolder) {
  Doctor("TMPDIR=" + folder_ + "/none ");
  EXPECT_THAT(output_, HasSubstr(" MiB are free in /tmp, and programs may run there\n")) << "as the runs do";
  EXPECT_EQ(Doctor("TMPDIR=/proc "), 2);
  EXPECT_THAT(output_, HasSubstr("MEND: cannot make a scratch folder /proc/osmem-"));
}

TEST_F(DoctorTest, LooksAtTheClock) {
  EXPECT_EQ(Doctor("LD_PRELOAD=" + Runfile("checker/run/clock_that_jumps.so") + " "), 2);
  EXPECT_THAT(output_, HasSubstr("MEND: the clock jumped by "));
  Run("cp " + Runfile("checker/doctor") + " " + folder_ + "/later && touch -d '2 days' " + folder_ + "/later");
  EXPECT_EQ(Run(folder_ + "/later"), 2);
  EXPECT_THAT(output_, HasSubstr("MEND: the clock stands before the time when this was built: "));
}

TEST_F(DoctorTest, LooksAtTheBazelOfTheWorkspace) {
  const std::string here = "BUILD_WORKSPACE_DIRECTORY=" + folder_ + " " + PathWithOurs();
  WriteHere(".bazelversion", "4\n");
  for (const char* right : {"bazel no_version", "bazel 4.2.3"}) {
    Play("bazel", std::string("echo ") + right);
    Doctor(here);
    EXPECT_THAT(output_, HasSubstr("fine: Bazel is the right one\n"));
  }
  Play("bazel", "echo bazel 7.1.0");
  EXPECT_EQ(Doctor(here), 2);
  EXPECT_THAT(output_, HasSubstr("MEND: Bazel is another one, bazel 7.1.0: start tools/bazel"));
  Play("bazel", "exit 1");
  EXPECT_EQ(Doctor(here), 2);
  EXPECT_THAT(output_, HasSubstr("MEND: there is no Bazel for this workspace: start tools/bazel"));
}

TEST_F(DoctorTest, IsACommandLikeTheOthers) {
  EXPECT_EQ(Run(Runfile("checker/doctor") + " --help"), 0);
  EXPECT_EQ(output_.find("usage: bazel run //checker:doctor\n"), 0u) << output_;
  EXPECT_EQ(Run(Runfile("checker/doctor") + " now"), 2);
  EXPECT_EQ(Run(Runfile("checker/doctor") + " >/dev/full"), 2);
  EXPECT_EQ(output_, "doctor: cannot write to standard output: No space left on device\n");
}

// Examines the machine in a process in which one system call is forbidden, as some containers do.
[[noreturn]] void ExamineWithout(int call) {
  scmp_filter_ctx filter = seccomp_init(SCMP_ACT_ALLOW);
  seccomp_rule_add(filter, SCMP_ACT_ERRNO(EPERM), call, 0);
  // The old way to load a filter.
  seccomp_rule_add(filter, SCMP_ACT_ERRNO(EPERM), SCMP_SYS(prctl), 1, SCMP_A0(SCMP_CMP_EQ, PR_SET_SECCOMP));
  if (seccomp_load(filter) != 0) exit(1);
  for (const Finding& finding : ExamineMachine()) {
    if (!finding.mend.empty()) fprintf(stderr, "MEND: %s: %s\n", finding.what.c_str(), finding.mend.c_str());
  }
  exit(0);
}

TEST(DoctorDeathTest, WhatIsForbidden) {
  EXPECT_EXIT(ExamineWithout(SCMP_SYS(ptrace)), testing::ExitedWithCode(0),
              "MEND: ptrace\\(\\) is forbidden \\(.*\\): start a container with --cap-add=SYS_PTRACE");
  EXPECT_EXIT(ExamineWithout(SCMP_SYS(seccomp)), testing::ExitedWithCode(0),
              "MEND: seccomp does not tell of system calls \\(Operation not permitted\\): ");
  EXPECT_EXIT(ExamineWithout(SCMP_SYS(landlock_create_ruleset)), testing::ExitedWithCode(0),
              "MEND: Landlock is missing, .*--without-landlock");
}

TEST(DoctorDeathTest, NobodyToBecome) {
  if (!FindNobody()) GTEST_SKIP() << "there is nobody that we may become, so nobody to miss";
  EXPECT_EXIT(ExamineWithout(SCMP_SYS(setuid)), testing::ExitedWithCode(0), "MEND: root can become nobody else here");
}

}  // namespace
}  // namespace checker
