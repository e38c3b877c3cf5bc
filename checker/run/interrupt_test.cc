// That nothing is left of a grader which is interrupted at any moment, by any signal.
#include <signal.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <filesystem>
#include <random>
#include <thread>

#include "checker/run/runner.h"
#include "checker/system/all_cores.h"
#include "checker/system/process.h"
#include "checker/system/testing.h"

namespace checker {
namespace {

constexpr int kSignals[] = {SIGINT, SIGTERM, SIGHUP, SIGPIPE, SIGQUIT, SIGKILL};

// Runs programs in a process of its own, as the command does, until it is interrupted.
pid_t StartGrader() {
  const pid_t grader = fork();
  if (grader != 0) return grader;
  OnAllCores(100000, [](size_t i) {
    RunRequest request;
    request.program = "checker/run/probe";
    request.library = "osmem/libosmem.so";
    request.script = i % 2 == 0 ? "call" : "wait";
    Run(request);
  });
  _exit(0);
}

// Whatever a process leaves becomes ours to wait for. False where some of it does not end, or is stopped for ever.
bool AllHaveEnded() {
  const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(20);
  while (std::chrono::steady_clock::now() < deadline) {
    const pid_t ended = waitpid(-1, nullptr, WNOHANG);
    if (ended < 0) return true;
    if (ended == 0) std::this_thread::sleep_for(std::chrono::milliseconds(1));
  }
  return false;
}

TEST(Interrupt, AHundredAtRandomMomentsLeaveNothing) {
  const unsigned seed = std::random_device()();
  SCOPED_TRACE("seed " + std::to_string(seed));
  std::mt19937 random(seed);
  const TestFolder folder;
  ASSERT_EQ(prctl(PR_SET_CHILD_SUBREAPER, 1), 0);
  for (int i = 0; i < 100; ++i) {
    const pid_t grader = StartGrader();
    ASSERT_GT(grader, 0);
    std::this_thread::sleep_for(std::chrono::microseconds(random() % 150000));
    const int signal = kSignals[i % std::size(kSignals)];
    ASSERT_EQ(kill(grader, signal), 0);
    ASSERT_TRUE(AllHaveEnded()) << "after " << strsignal(signal);
    ASSERT_TRUE(std::filesystem::is_empty(folder.path())) << "after " << strsignal(signal);
  }
}

// Nor of what the command itself has started, which does not die with it.
TEST(Interrupt, EndsWhatTheCommandHasStarted) {
  ASSERT_EQ(prctl(PR_SET_CHILD_SUBREAPER, 1), 0);
  const pid_t grader = fork();
  if (grader == 0) {
    ProcessRequest request;
    request.command = {"sh", "-c", "sleep 100 & sleep 100"};
    request.wall_limit = std::chrono::seconds(100);
    RunProcess(request);
    _exit(0);
  }
  std::this_thread::sleep_for(std::chrono::milliseconds(500));
  ASSERT_EQ(kill(grader, SIGKILL), 0);
  EXPECT_TRUE(AllHaveEnded());
}

}  // namespace
}  // namespace checker
