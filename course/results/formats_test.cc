// One grade in each form, against files of testdata/.
#include "course/results/formats.h"

#include "checker/system/testing.h"
#include "course/results/testing.h"

namespace course {
namespace {

const Reveal kNever;
const Reveal kLater = {"2027-01-31", false};

Grade Read(const std::string& text) {
  std::string error;
  const std::optional<Grade> grade = ReadGrade(text, &error);
  EXPECT_TRUE(grade) << error;
  return grade.value_or(Grade());
}

Grade FullMarks() { return Read(GradeText("s0000000000000001")); }
Grade TwoMistakes() { return Read(GradeText("s0000000000000003")); }

// Before the date.
Grade Hidden() {
  Json grade = Json::parse(GradeText("s0000000000000003"));
  grade["record"]["secret_seed"] = "f00d";
  return Read(PublicJson(grade.dump(), kLater));
}

Grade Unbuilt() {
  return Read(R"({"total": 0, "max": 2, "tiers": [], "mistakes": [], "flags": [],
    "tests": [{"tier": "all", "name": "mix", "points": 0, "max": 2, "status": "failed", "rule": null,
               "message": "There is no library: its source did not build.", "mistakes": []}],
    "unbuilt": "osmem.c:1:1: error: unknown type \u0027<b>\u001b[31m]]>\u0027\n  1 | foo;\n"})");
}

TEST(StudentText, BeginsWithTheMistakes) { ExpectFile("student.txt", StudentText(TwoMistakes(), kNever)); }

TEST(StudentText, SaysThatSomethingIsHidden) { ExpectFile("hidden.txt", StudentText(Hidden(), kLater)); }

TEST(StudentText, ShowsTheCompilersWords) { ExpectFile("unbuilt.txt", StudentText(Unbuilt(), kNever)); }

TEST(StudentText, OfFullMarksIsShort) {
  EXPECT_EQ(StudentText(FullMarks(), kNever),
            "10 of 10 points\n\n"
            "malloc                           5 / 5\n"
            "all                              2 / 2\n"
            "random                           3 / 3\n"
            "total                           10 / 10\n");
}

TEST(Gradescope, HasEachTestAndTheMistakesFirst) {
  ExpectFile("gradescope.json", GradescopeResults(TwoMistakes(), kNever).dump(2) + "\n");
}

TEST(Gradescope, WhatIsHiddenIsThereAndCountsNowhere) {
  const Json results = GradescopeResults(Hidden(), kLater);
  EXPECT_EQ(results["score"], 2);
  EXPECT_EQ(results["tests"][3].dump(),
            R"({"name":"random/malloc","max_score":3,"visibility":"visible","tags":["random"],)"
            R"("output":"The result is shown from 2027-01-31 on."})");
}

TEST(Classroom50, HasWholeNumbersAndItsSchema) {
  ExpectFile("classroom50.json", Classroom50Result(TwoMistakes()).dump(2) + "\n");
}

TEST(Classroom50, LeavesOutWhatIsHidden) {
  const Json result = Classroom50Result(Hidden());
  EXPECT_EQ(result["score"], 2);
  EXPECT_EQ(result["max-score"], 7);
  EXPECT_EQ(result["tests"].size(), 3u);
}

TEST(JUnit, HasEachTest) { ExpectFile("junit.xml", JUnitXml("Ana <&\"> Popescu", TwoMistakes(), "", kNever)); }

TEST(JUnit, WhatHasNoGradeIsAnError) {
  EXPECT_HAS(JUnitXml("Zoe", {}, "the disk was full", kNever),
             R"(<testsuite name="Zoe" tests="1" failures="0" errors="1" skipped="0">
    <testcase classname="osmem.grade" name="grade"><error message="the disk was full"/></testcase>)");
}

TEST(JUnit, WhatIsHiddenIsSkipped) {
  EXPECT_HAS(JUnitXml("Zoe", Hidden(), "", kLater), R"(name="malloc"><skipped message="shown from 2027-01-31 on"/>)");
}

// Skipped where there is no xmllint.
TEST(JUnit, KeepsToItsSchema) {
  if (checker::RunInShell("command -v xmllint").status != 0) GTEST_SKIP() << "no xmllint here";
  const std::string path = testing::TempDir() + "junit.xml";
  const Grade grades[] = {FullMarks(), TwoMistakes(), Hidden(), Unbuilt(), Read(GradeText("s0000000000000005")), {}};
  for (const Grade& grade : grades) {
    checker::Write(path, JUnitXml("a <b> & \"c\" Ș", grade, grade.tests.empty() ? "not graded" : "", kLater));
    const auto [status, output] =
        checker::RunInShell("xmllint --noout --schema " + Testdata("junit.xsd") + " " + path + " 2>&1");
    EXPECT_EQ(status, 0) << output << checker::Contents(path);
  }
}

}  // namespace
}  // namespace course
