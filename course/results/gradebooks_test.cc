#include "course/results/gradebooks.h"

#include "checker/system/testing.h"
#include "course/results/testing.h"

namespace course {
namespace {

std::string LineWith(const std::string& text, const std::string& part) {
  const size_t at = text.find(part);
  if (at == std::string::npos) return "no line has " + part;
  const size_t start = text.rfind("\r\n", at);
  return text.substr(start + 2, text.find("\r\n", at) - start - 2);
}

// All but full marks, with secret seeds.
Class SecretClass() {
  Class all = SmallClass();
  for (Student& student : all.students) {
    if (student.json.empty()) continue;
    Json grade = Json::parse(student.json);
    grade["record"]["secret_seed"] = "f00d";
    student.json = grade.dump();
  }
  return all;
}

TEST(ClassCsv, HasARowAStudent) { ExpectFile("class.csv", ClassCsv(SmallClass())); }

TEST(TestsCsv, HasEveryTestAndEmptyCellsForWhoCouldNotRun) {
  EXPECT_EQ(TestsCsv(SmallClass()),
            "Student,Result,Total,malloc/split-first,malloc/coalesce,all/mix,random/malloc\r\n"
            "Points possible,,10,2,3,2,3\r\n"
            "Ana Popescu,graded,10,2,3,2,3\r\n"
            "; rm -rf /,graded,6,2,0,2,2\r\n"
            "\"'=HYPERLINK(\"\"http://x\"\",\"\"y\"\")\",graded,4,0,0,2,2\r\n"
            "\"Evil\ufffd[31m\ufffd, Jr. <\ufffd>\",refused,0,0,0,0,0\r\n"
            "Ștefan,could not run,,,,,\r\n"
            "Zoe,could not run,,,,,\r\n");
}

TEST(CanvasCsv, HasCanvassColumnsAndEmptyCellsForWhoCouldNotRun) {
  EXPECT_EQ(CanvasCsv(SmallClass(), Reveal()),
            "Student,ID,SIS User ID,SIS Login ID,Section,osmem\r\n"
            "    Points Possible,,,,,10\r\n"
            "Ana Popescu,,,Ana Popescu,,10\r\n"
            "; rm -rf /,,,; rm -rf /,,6\r\n"
            "\"'=HYPERLINK(\"\"http://x\"\",\"\"y\"\")\",,,\"'=HYPERLINK(\"\"http://x\"\",\"\"y\"\")\",,4\r\n"
            "\"Evil\ufffd[31m\ufffd, Jr. <\ufffd>\",,,\"Evil\ufffd[31m\ufffd, Jr. <\ufffd>\",,0\r\n"
            "Ștefan,,,Ștefan,,\r\n"
            "Zoe,,,Zoe,,\r\n");
}

TEST(CanvasCsv, KnowsTheNamesInCanvassArchive) {
  Class all = SmallClass();
  all.students[0].name = "popescuana_4821_99182_osmem";
  all.students[1].name = "popbob_LATE_4822_99183_osmem-2";
  const std::string csv = CanvasCsv(all, Reveal());
  EXPECT_HAS(csv, "\r\npopescuana,4821,,,,10\r\n");
  EXPECT_HAS(csv, "\r\npopbob,4822,,,,6\r\n");
}

TEST(MoodleCsv, HasTheWorksheetsColumnsAndTheTextAsFeedback) {
  const std::string csv = MoodleCsv(SmallClass(), Reveal());
  EXPECT_EQ(csv.substr(0, csv.find("\r\n")),
            "Identifier,Full name,Grade,Maximum Grade,Last modified (grade),Feedback comments");
  EXPECT_HAS(LineWith(csv, "; rm -rf /"), "; rm -rf /,; rm -rf /,6,10,,\"<pre>6 of 10 points\n\nWhat to mend");
  EXPECT_HAS(csv, "printed &lt;b&gt;\ufffd&lt;/b&gt;");
  EXPECT_EQ(LineWith(csv, "Zoe"), "Zoe,Zoe,,10,,Not graded yet; this is no 0.");
}

TEST(MoodleCsv, KnowsTheNamesInMoodlesArchive) {
  Class all = SmallClass();
  all.students[0].name = "Ana Popescu_4821_assignsubmission_file";
  EXPECT_HAS(MoodleCsv(all, Reveal()), "\r\nParticipant 4821,Ana Popescu,10,10,,");
}

TEST(Gradebooks, WhatIsHiddenCountsFromTheDateOn) {
  const Class all = SecretClass();
  EXPECT_EQ(LineWith(CanvasCsv(all, {"2027-01-31", false}), "Points Possible"), "    Points Possible,,,,,7");
  EXPECT_EQ(LineWith(CanvasCsv(all, {"2027-01-31", false}), "Ana"), "Ana Popescu,,,Ana Popescu,,7");
  EXPECT_EQ(LineWith(CanvasCsv(all, {"2027-01-31", true}), "Ana"), "Ana Popescu,,,Ana Popescu,,10");
  EXPECT_HAS(LineWith(MoodleCsv(all, {"2027-01-31", false}), "Ana"), "Ana Popescu,Ana Popescu,7,7,,");
}

TEST(Gradebooks, AClassOfNobodyHasItsHeads) {
  const Class nobody = {{}, 100};
  EXPECT_EQ(TestsCsv(nobody), "Student,Result,Total\r\nPoints possible,,100\r\n");
  EXPECT_HAS(CanvasCsv(nobody, Reveal()), "Points Possible,,,,,100\r\n");
}

}  // namespace
}  // namespace course
