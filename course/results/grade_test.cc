#include "course/results/grade.h"

#include "checker/system/testing.h"
#include "course/results/testing.h"

namespace course {
namespace {

std::string ErrorOf(const std::string& text) {
  std::string error;
  EXPECT_FALSE(ReadGrade(text, &error)) << text;
  return error;
}

TEST(Grade, IsReadAsItIsWritten) {
  std::string error;
  const std::optional<Grade> grade = ReadGrade(GradeText("s0000000000000003"), &error);
  ASSERT_TRUE(grade) << error;
  EXPECT_EQ(*grade->total, 4);
  EXPECT_EQ(grade->max, 10);
  EXPECT_EQ(grade->tests[1].Label(), "malloc/coalesce");
  EXPECT_EQ(grade->tests[1].status, "crashed");
  EXPECT_EQ(grade->tests[1].mistakes, (std::vector<size_t>{0, 1}));
  EXPECT_TRUE(grade->mistakes[1].is_likely);
  EXPECT_EQ(grade->record["seed"], 7);
  EXPECT_EQ(grade->behaviour, "b1");
  EXPECT_DOUBLE_EQ(*grade->seconds, 2.55);
}

TEST(Grade, WhatCouldNotRunHasNoPoints) {
  std::string error;
  const std::optional<Grade> grade = ReadGrade(GradeText("s0000000000000005"), &error);
  ASSERT_TRUE(grade) << error;
  EXPECT_FALSE(grade->total);
  EXPECT_FALSE(grade->tests[1].points);
}

TEST(Grade, WhatIsNoneIsSaidInOneSentence) {
  EXPECT_HAS(ErrorOf(""), "it is no grade: ");
  EXPECT_HAS(ErrorOf("[]"), "it is no grade: ");
  EXPECT_HAS(ErrorOf(R"({"total": "ten", "max": 10, "tests": [], "mistakes": [], "flags": []})"), "it is no grade: ");
  EXPECT_EQ(ErrorOf(R"({"total": 0, "max": 1, "mistakes": [], "flags": [], "tests": [
              {"tier": "all", "name": "mix", "points": 0, "max": 1, "status": "failed", "mistakes": [0]}]})"),
            "a test of the grade names a mistake that is not in its list");
}

// The grade of the second student, made with a secret seed.
std::string Secret() {
  Json grade = Json::parse(GradeText("s0000000000000002"));
  grade["record"]["secret_seed"] = "f00d";
  grade["flags"].push_back("random/malloc: printed 7");
  return grade.dump();
}

Grade ViewOn(const std::string& today) {
  std::string error;
  const std::optional<Grade> view = ReadGrade(PublicJson(Secret(), RevealOn("2027-01-31", today)), &error);
  EXPECT_TRUE(view) << error;
  return view.value_or(Grade());
}

TEST(Reveal, IsFromTheDayOn) {
  EXPECT_FALSE(RevealOn("2027-01-31", "2027-01-30").is_past);
  EXPECT_TRUE(RevealOn("2027-01-31", "2027-01-31").is_past);
  EXPECT_TRUE(RevealOn("2027-01-31", "2027-02-01").is_past);
  EXPECT_FALSE(RevealOn("", "2027-02-01").is_past);
  EXPECT_TRUE(IsDate("2027-01-31"));
  for (const char* text : {"", "31.01.2027", "2027-1-31", "2027-01-311", "tomorrow", "2027x01x31"}) {
    EXPECT_FALSE(IsDate(text)) << text;
  }
}

TEST(PublicJson, BeforeTheDateSecretTestsAreThereAndWorthTheirPoints) {
  const Grade view = ViewOn("2027-01-30");
  ASSERT_EQ(view.tests.size(), 4u);
  EXPECT_EQ(view.tests[3].Label(), "random/malloc");
  EXPECT_EQ(view.tests[3].max, 3);
  EXPECT_EQ(HiddenNote(view, {"2027-01-31", false}),
            "The results of 1 more test, 3 points, are shown from 2027-01-31 on.");
  EXPECT_EQ(HiddenNote(view, {"", false}), "The results of 1 more test, 3 points, are not shown.");
}

TEST(PublicJson, BeforeTheDateNothingElseIsKnownOfThem) {
  const std::string text = PublicJson(Secret(), RevealOn("2027-01-31", "2027-01-30"));
  const Grade view = ViewOn("2027-01-30");
  EXPECT_EQ(view.tests[3].status, "hidden");
  EXPECT_FALSE(view.tests[3].points);
  EXPECT_EQ(view.tests[3].rule + view.tests[3].message, "");
  EXPECT_TRUE(view.tests[3].mistakes.empty());
  EXPECT_EQ(*view.total, 4);
  EXPECT_EQ(view.max, 7);
  EXPECT_EQ(view.flags.size(), 1u);
  EXPECT_HAS_NOT(text, "printed 7");
  EXPECT_HAS_NOT(text, "1 of 3 programs");
  // Had it passed, the same would be said.
  Json passed = Json::parse(Secret());
  passed["total"] = 7;
  passed["tests"][3]["points"] = passed["tiers"][2]["points"] = 3;
  passed["tests"][3]["status"] = "passed";
  EXPECT_EQ(PublicJson(passed.dump(), RevealOn("2027-01-31", "2027-01-30")), text);
}

TEST(PublicJson, FromTheDateOnTheyAreTestsLikeOthers) {
  EXPECT_EQ(PublicJson(Secret(), RevealOn("2027-01-31", "2027-01-31")), Secret());
  EXPECT_EQ(HiddenNote(ViewOn("2027-01-31"), RevealOn("2027-01-31", "2027-01-31")), "");
}

TEST(PublicJson, WithoutSecretsNothingIsHidden) {
  const std::string text = GradeText("s0000000000000002");
  EXPECT_EQ(PublicJson(text, Reveal()), text);
}

}  // namespace
}  // namespace course
