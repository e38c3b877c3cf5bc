#include "course/results/class_data.h"

#include "checker/system/testing.h"
#include "course/results/testing.h"

namespace course {
namespace {

// class.json as a whole: pages are drawn from it.
TEST(ClassData, SaysAllThatIsKnownOfAClass) {
  ExpectFile("class.json", ClassData(SmallClass(), Reveal()).dump(2) + "\n");
}

TEST(ClassData, OfNobodyThereIsNothingToSay) {
  const Json data = ClassData({{}, 100}, Reveal());
  EXPECT_EQ(data["summary"].dump(), R"({"students":0,"graded":0,"refused":0,"could_not_run":0,)"
                                    R"("mean":null,"median":null,"least":null,"most":null})");
  EXPECT_EQ(data["alike"].dump(), "[]");
}

TEST(ClassData, WhoCouldNotRunCountsNowhere) {
  Class all = SmallClass();
  ASSERT_EQ(all.students.size(), 6u);
  all.students.erase(all.students.begin(), all.students.begin() + 4);
  const Json data = ClassData(all, Reveal());
  EXPECT_EQ(data["summary"]["mean"], nullptr);
  EXPECT_EQ(data["tests"].dump(), "[]");
  for (const Json& step : data["distribution"]) EXPECT_EQ(step["students"], 0);
  EXPECT_EQ(data["students"][0]["total"], nullptr);
}

TEST(ClassData, AGroupHasTwoMembersAndMisses) {
  Class all = SmallClass();
  all.students[2].grade.behaviour = "b2";
  EXPECT_EQ(ClassData(all, Reveal())["alike"].dump(), "[]");
  all.students[1].grade.behaviour = all.students[2].grade.behaviour = "";
  EXPECT_EQ(ClassData(all, Reveal())["alike"].dump(), "[]");
}

TEST(ClassData, TheDateIsOfSecretSeedsAlone) {
  Class all = SmallClass();
  EXPECT_EQ(ClassData(all, {"2027-01-31", false})["reveal"], nullptr);
  all.students[1].grade.record["secret_seed"] = "f00d";
  EXPECT_EQ(ClassData(all, {"2027-01-31", false})["reveal"].dump(), R"({"date":"2027-01-31","past":false})");
  EXPECT_EQ(ClassData(all, Reveal())["reveal"].dump(), R"({"date":null,"past":false})");
}

}  // namespace
}  // namespace course
