// What is read of a class.
#include "course/results/roster.h"

#include "checker/system/testing.h"
#include "gtest/gtest.h"

namespace course {
namespace {

// The first is graded, and the second is refused.
constexpr char kList[] = R"({"students": [
  {"id": "s1", "name": "Ana", "entry": "Ana", "submission": "a1", "error": null},
  {"id": "s2", "name": "Bob", "entry": "Bob", "submission": null, "error": "It has no C file"}]})";
constexpr char kGrade[] = R"({"total": 0, "max": 2, "tiers": [{"name": "all", "points": 0, "max": 2}],
  "mistakes": [], "flags": ["Ana's flag"], "behaviour": "b1", "seconds": 2.5, "unbuilt": "Ana's errors",
  "tests": [{"tier": "all", "name": "mix", "points": 0, "max": 2, "status": "failed", "rule": null,
             "message": "Ana's message", "mistakes": []}],
  "record": {"submission": "a1", "library": "l1", "seed": 7}, "score": {"index": 80.5, "traces": []}})";

TEST(Roster, WhoIsRefusedHasTheTestsOfTheOthersAndNothingElseOfThem) {
  const checker::TestFolder folder;
  checker::Write(folder.path() + "/list.json", kList);
  checker::Write(folder.path() + "/s1.json", kGrade);
  Class all;
  std::string error;
  ASSERT_TRUE(ReadClass(folder.path() + "/list.json", folder.path(), &all, &error)) << error;
  const Student& refused = all.students[1];
  EXPECT_EQ(refused.outcome, Outcome::kRefused);
  EXPECT_EQ(refused.grade.max, 2);
  ASSERT_EQ(refused.grade.tests.size(), 1u);
  EXPECT_EQ(refused.grade.tests[0].Label(), "all/mix");
  EXPECT_EQ(refused.grade.record.dump(), R"({"submission":null,"library":null,"seed":7})");
  for (const char* theirs : {"Ana", "b1", "2.5", "80.5", "a1", "l1"})
    EXPECT_EQ(refused.json.find(theirs), std::string::npos) << theirs << " in " << refused.json;
}

}  // namespace
}  // namespace course
