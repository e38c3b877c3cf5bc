// What docs/grading.md says of the grader, held against the grader.
#include <string>

#include "checker/contract/rule.h"
#include "checker/judge/verdict.h"
#include "checker/programs/random.h"
#include "checker/system/files.h"
#include "checker/system/testing.h"
#include "gtest/gtest.h"

namespace checker {
namespace {

class GradingPageTest : public testing::Test {
 protected:
  void ExpectSays(const std::string& text) {
    EXPECT_NE(page_.find(text), std::string::npos) << "docs/grading.md should say: " << text;
  }

  const std::string page_ = Contents(Runfile("docs/grading.md"));
};

TEST_F(GradingPageTest, SaysWhatEachRuleMeans) {
  for (Rule rule : AllRules()) {
    ExpectSays("| `" + std::string(KeyOf(rule)) + "` | " + std::string(ClauseOf(rule)) + " | " +
               std::string(StatementOf(rule)) + " |\n");
  }
}

TEST_F(GradingPageTest, SaysWhatEachStatusMeans) {
  for (Status status : {Status::kPassed, Status::kFailed, Status::kCrashed, Status::kTimeout, Status::kExit,
                        Status::kLeak, Status::kError}) {
    ExpectSays("| `" + std::string(NameOf(status)) + "` | ");
  }
}

TEST_F(GradingPageTest, SaysWhatTheRandomTierIs) {
  ExpectSays(std::to_string(kDefaultPrograms) + " programs of " + std::to_string(Ladder().front().calls) + " to " +
             std::to_string(Ladder().back().calls) + " calls");
  ExpectSays("the seeds begin at " + std::to_string(kDefaultSeed) + ".");
}

}  // namespace
}  // namespace checker
