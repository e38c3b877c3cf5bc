// The GoogleTest program that grades a tier, with attacks as its submission: it is neither ended nor fooled, and all
// of its cases run and fail.
#include <sys/wait.h>

#include <algorithm>
#include <filesystem>
#include <string>

#include "checker/system/files.h"
#include "checker/system/process.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace checker {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;

class Judge : public testing::TestWithParam<std::string> {
 protected:
  // A tree of runfiles like this test's own, but for the submission.
  void SetUp() override {
    std::error_code none;
    fs::remove_all(root_, none);
    fs::create_directories(root_ + "/osmem/checker/submission");
    for (const char* name : {"refs", "snippets", "checker/run"}) {
      fs::create_symlink(Runfile(name), root_ + "/osmem/" + name);
    }
    fs::create_symlink(Runfile("checker/attacks/" + GetParam() + ".so"),
                       root_ + "/osmem/checker/submission/libosmem.so");
  }
  void TearDown() override { fs::remove_all(root_); }

  const std::string root_ = testing::TempDir() + "judge_test";
};

TEST_P(Judge, RunsEveryCaseAndIsRed) {
  ProcessRequest request;
  request.command = {"env", "TEST_SRCDIR=" + root_, Runfile("checker/malloc"), "malloc"};
  request.wall_limit = std::chrono::milliseconds(60000);
  request.flood_limit = request.output_limit = 1 << 24;
  const ProcessResult judge = RunProcess(request);
  const auto cases = std::distance(fs::directory_iterator(Runfile("refs/malloc")), fs::directory_iterator());
  ASSERT_TRUE(WIFEXITED(judge.status));
  EXPECT_EQ(WEXITSTATUS(judge.status), 1);
  EXPECT_THAT(judge.std_out, HasSubstr("[==========] " + std::to_string(cases) + " tests from 1 test suite ran."));
  EXPECT_THAT(judge.std_out, HasSubstr("[  PASSED  ] 0 tests."));
  EXPECT_THAT(judge.std_out, HasSubstr(std::to_string(cases) + " FAILED TESTS"));
}

INSTANTIATE_TEST_SUITE_P(Attacks, Judge,
                         testing::Values("exit_before_main", "quit_in_malloc", "print_points", "kill_the_tracer"));

}  // namespace
}  // namespace checker
