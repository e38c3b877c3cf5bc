// Who stands where by the score beside the points, in each form that staff read.
#include "checker/system/testing.h"
#include "course/results/class_data.h"
#include "course/results/class_text.h"
#include "course/results/formats.h"
#include "course/results/gradebooks.h"
#include "course/results/testing.h"
#include "gmock/gmock.h"

namespace course {
namespace {

using testing::HasSubstr;
using testing::Not;

// Ana and the third have as much, the second more, the fourth failed a trace, and the others have nothing.
Class ScoredClass() {
  Class all = SmallClass();
  all.students[0].grade.score = Score{80.5, 0.73, 20.04, 0.98, ""};
  all.students[1].grade.score = Score{90.0, 0.91, 20.5, 1.01, ""};
  all.students[2].grade.score = Score{80.5, 0.75, 18, 0.9, ""};
  all.students[3].grade.score = Score{std::nullopt, 0, 0, 0, "gcc: It ended with signal SIGSEGV."};
  return all;
}

TEST(Leaderboard, TheBestComesFirstAndEqualOnesShareAPlace) {
  const Json leaderboard = ClassData(ScoredClass(), Reveal())["leaderboard"];
  ASSERT_EQ(leaderboard.size(), 4u);
  std::string order;
  for (const Json& entry : leaderboard)
    order += entry["place"].dump() + " " + entry["student"].get<std::string>().substr(15) + " " +
             entry["score"].dump() + ", ";
  EXPECT_EQ(order, "1 02 90.0, 2 01 80.5, 2 03 80.5, null 04 null, ");
  EXPECT_EQ(leaderboard[1].dump(), R"({"place":2,"student":"s0000000000000001","score":80.5,"utilisation":0.73,)"
                                   R"("to_list":20.04,"to_osmem":0.98,"why":null})");
  EXPECT_EQ(leaderboard[3]["why"], "gcc: It ended with signal SIGSEGV.");
}

TEST(Leaderboard, BehindEqualOnesThePlacesGoOn) {
  Class all = ScoredClass();
  all.students[1].grade.score->index = 80.5;
  all.students[2].grade.score->index = 80.4;
  const Json leaderboard = ClassData(all, Reveal())["leaderboard"];
  EXPECT_EQ(leaderboard[1]["place"], 1);
  EXPECT_EQ(leaderboard[2]["place"], 3);
}

TEST(Leaderboard, IsATableOfAtMost100Columns) {
  Class all = ScoredClass();
  all.students[1].name = std::string(40, 'n') + " " + std::string(40, 'm');
  const std::string text = ClassText(ClassData(all, Reveal()));
  EXPECT_THAT(text,
              HasSubstr("\nLeaderboard, by traces of real programs; it earns nothing\n\n"
                        "         score  utilisation    x list   x osmem\n"
                        "     1    90.0        0.910     20.50      1.01  nnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnn\n"
                        "                                                 mmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmm\n"
                        "     2    80.5        0.730     20.04      0.98  Ana Popescu\n"));
  EXPECT_THAT(text, HasSubstr(": no score. gcc: It ended with signal SIGSEGV.\n"));
}

TEST(Leaderboard, TheSpreadsheetHasColumnsForIt) {
  const std::string csv = ClassCsv(ScoredClass());
  EXPECT_THAT(csv, HasSubstr(",Files,Score,Utilisation,Times the list,Times osmem\r\n"));
  EXPECT_THAT(csv, HasSubstr(",80.5,0.73,20.04,0.98\r\n"));
  EXPECT_THAT(csv, HasSubstr(",,,,\r\n"));
}

TEST(Leaderboard, IsForStaffAndOnlyWhereItWasAskedFor) {
  const Class all = ScoredClass();
  EXPECT_THAT(StudentText(all.students[0].grade, Reveal()), Not(HasSubstr("80.5")));
  EXPECT_THAT(MoodleCsv(all, Reveal()) + CanvasCsv(all, Reveal()), Not(HasSubstr("80.5")));
  EXPECT_THAT(ClassText(ClassData(SmallClass(), Reveal())), Not(HasSubstr("Leaderboard")));
  EXPECT_THAT(ClassCsv(SmallClass()), Not(HasSubstr("Score")));
}

TEST(Leaderboard, IsMadeOfGrades) {
  Json grade = Json::parse(GradeText("s0000000000000001"));
  grade["score"] = Json::parse(R"({"index": 80.5, "utilisation": 0.73, "to_list": 20.04, "to_osmem": 0.98,
                                   "traces": [{"name": "gcc", "why": null}]})");
  std::string error;
  const Score whole = *ReadGrade(grade.dump(), &error)->score;
  EXPECT_EQ(whole.index, 80.5);
  EXPECT_EQ(whole.to_osmem, 0.98);
  EXPECT_EQ(whole.why, "");
  grade["score"] = Json::parse(R"({"index": null, "utilisation": null, "to_list": null, "to_osmem": null,
                                   "traces": [{"name": "gcc", "why": null}, {"name": "ls", "why": "It\u001b ended."}]})");
  const Score none = *ReadGrade(grade.dump(), &error)->score;
  EXPECT_FALSE(none.index);
  EXPECT_THAT(none.why, HasSubstr("ended."));
  EXPECT_THAT(none.why, Not(HasSubstr("\x1b")));
}

}  // namespace
}  // namespace course
