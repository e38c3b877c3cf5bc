// That nothing of a command outlives its run, however it was started.
#include "checker/system/process.h"

#include <signal.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <fstream>
#include <optional>
#include <string>
#include <thread>

#include "gtest/gtest.h"

namespace checker {
namespace {

using std::chrono::milliseconds;

ProcessResult RunShell(const std::string& script, milliseconds wall_limit = milliseconds(10000)) {
  ProcessRequest request;
  request.command = {"sh", "-c", script};
  request.wall_limit = wall_limit;
  return RunProcess(request);
}

bool IsAlive(const std::string& process) { return !process.empty() && kill(std::stoi(process), 0) == 0; }

TEST(Process, KeepsStreamsApart) {
  const ProcessResult result = RunShell("echo output; echo errors >&2; exit 3");
  EXPECT_EQ(result.std_out, "output\n");
  EXPECT_EQ(result.std_err, "errors\n");
  ASSERT_TRUE(WIFEXITED(result.status));
  EXPECT_EQ(WEXITSTATUS(result.status), 3);
}

TEST(Process, ReachesWhatItMayAndNoMore) {
  ProcessRequest request;
  request.command = {"sh", "-c", "cat /etc/group; cat /etc/passwd; echo >/dev/full"};
  for (const char* place : {"/usr", "/bin", "/lib", "/lib64", "/etc/group"})
    request.reach.push_back({place, LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_EXECUTE});
  const ProcessResult result = RunProcess(request);
  if (result.std_out.find("bin/sh") != std::string::npos) GTEST_SKIP() << "this kernel has no Landlock";
  EXPECT_EQ(result.std_out.rfind("root:", 0), 0u) << result.std_out;
  EXPECT_NE(result.std_err.find("/etc/passwd: Permission denied"), std::string::npos) << result.std_err;
  EXPECT_NE(result.std_err.find("/dev/full: Permission denied"), std::string::npos) << result.std_err;
}

TEST(Process, GivesNoEnvironmentButPath) {
  EXPECT_EQ(RunShell("env | grep -vE '^(PATH|PWD|_|SHLVL|OLDPWD)='").std_out, "");
}

TEST(Process, LeavesNoDump) {
  const rlimit unlimited = {RLIM_INFINITY, RLIM_INFINITY};
  setrlimit(RLIMIT_CORE, &unlimited);
  EXPECT_EQ(RunShell("ulimit -c").std_out, "0\n");
}

TEST(Process, RunsAsAnotherUser) {
  const std::optional<User> nobody = FindNobody();
  if (!nobody) GTEST_SKIP() << "there is nobody that we may become";
  ProcessRequest request;
  request.command = {"sh", "-c", "id -u; id -g; id -G; pwd"};
  request.user = nobody;
  const std::string group = std::to_string(nobody->group);
  EXPECT_EQ(RunProcess(request).std_out, std::to_string(nobody->user) + "\n" + group + "\n" + group + "\n/\n");
}

TEST(Process, EndsChildrenThatOutliveTheCommand) {
  const ProcessResult result = RunShell("sleep 1000 >&- 2>&- & echo $!");
  EXPECT_FALSE(result.timed_out);
  EXPECT_FALSE(IsAlive(result.std_out)) << result.std_out;
}

TEST(Process, EndsGrandchildrenWhenTimeIsUp) {
  const ProcessResult result = RunShell("(trap '' TERM HUP; sleep 1000 & echo $!; wait) & wait", milliseconds(300));
  EXPECT_TRUE(result.timed_out);
  EXPECT_FALSE(IsAlive(result.std_out)) << result.std_out;
}

TEST(Process, DoesNotWaitForChildrenThatHoldTheStreams) {
  const auto start = std::chrono::steady_clock::now();
  EXPECT_FALSE(RunShell("sleep 1000 &").timed_out);
  EXPECT_LT(std::chrono::steady_clock::now() - start, std::chrono::seconds(5));
}

TEST(Process, EndsAFlood) {
  const ProcessResult result = RunShell("yes", milliseconds(60000));
  EXPECT_TRUE(result.timed_out);
  EXPECT_EQ(result.std_out.size(), 64 * 1024u);
}

// Ctrl-Z stops us, and not the clock on the wall.
TEST(Process, TimeDoesNotPassWhileWeAreStopped) {
  const pid_t grader = fork();
  if (grader == 0) _exit(RunShell("sleep 2", milliseconds(1000)).timed_out ? 1 : 0);
  std::this_thread::sleep_for(milliseconds(300));
  kill(grader, SIGSTOP);
  std::this_thread::sleep_for(milliseconds(1500));
  kill(grader, SIGCONT);
  int status = -1;
  waitpid(grader, &status, 0);
  EXPECT_EQ(status, 0);
}

TEST(Process, SaysWhyACommandCannotBeStarted) {
  ProcessRequest request;
  request.command = {"no-such-command"};
  EXPECT_EQ(RunProcess(request).error, "cannot start no-such-command: No such file or directory");
}

TEST(Process, DiesWithWhoStartedIt) {
  int ends[2];
  ASSERT_EQ(pipe(ends), 0);
  const pid_t grader = fork();
  if (grader == 0) {
    RunShell("echo $$ >/proc/" + std::to_string(getpid()) + "/fd/" + std::to_string(ends[1]) + "; exec sleep 1000");
    _exit(0);
  }
  char text[32] = "";
  ASSERT_GT(read(ends[0], text, sizeof(text) - 1), 0);
  kill(grader, SIGKILL);
  waitpid(grader, nullptr, 0);
  for (int i = 0; i < 100 && IsAlive(text); ++i) std::this_thread::sleep_for(milliseconds(20));
  std::ifstream state("/proc/" + std::to_string(std::stoi(text)) + "/stat");
  std::string line;
  std::getline(state, line);
  // Gone, or a zombie that nobody has waited for yet.
  EXPECT_TRUE(line.empty() || line.find(") Z ") != std::string::npos) << line;
}

}  // namespace
}  // namespace checker
