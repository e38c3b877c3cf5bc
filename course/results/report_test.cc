// The command, as `make class` and a Gradescope autograder start it.
#include "checker/system/files.h"
#include "checker/system/testing.h"
#include "course/results/testing.h"

namespace course {
namespace {

class ReportTest : public checker::CommandTest {
 protected:
  int Report(const std::string& arguments, const std::string& before = "") {
    return Run(before + checker::Runfile("course/report") + " " + arguments);
  }

  const std::string class_ = "--class " + Testdata("list.json") + " --grades " + Testdata("grades");
};

TEST_F(ReportTest, WritesAClassAndSaysWhoCouldNotRun) {
  EXPECT_EQ(Report(class_ + " --out results/"), 1) << output_;
  EXPECT_EQ(output_,
            "6 students: 3 graded, 1 refused (0 points), 2 could not run (no points)\n"
            "class.txt and class.html in " +
                folder_ + "/results have the whole class.\n");
  EXPECT_EQ(ContentsHere("results/class.json"), checker::Contents(Testdata("class.json")));
}

TEST_F(ReportTest, KeepsWhatWasThereAndComparesWithIt) {
  ASSERT_EQ(Report(class_ + " --out results"), 1) << output_;
  const std::string resubmit = "cd " + folder_ + "; cp -rL " + Testdata("grades") +
                               " grades; sed -i 's/\"aa11\"/\"aa12\"/; s/\"total\": 10/\"total\": 9/' "
                               "grades/s0000000000000001.json";
  ASSERT_EQ(Run(resubmit), 0) << output_;
  const std::string again = "--class " + Testdata("list.json") + " --grades grades --out results";
  ASSERT_EQ(Report(again + " --against results"), 1) << output_;
  EXPECT_HAS(output_, "The results of before are in " + folder_ + "/results.old-1 now; AGAINST=" + folder_ +
                          "/results.old-1 lists what changed.\n");
  EXPECT_HAS(ContentsHere("results/class.txt"), "  Ana Popescu: 10 -> 9 (-1); other: submission\n");
  EXPECT_EQ(ContentsHere("results.old-1/class.json"), checker::Contents(Testdata("class.json")));
  ASSERT_EQ(Report(class_ + " --out results --overwrite"), 1) << output_;
  EXPECT_EQ(Run("test ! -e " + folder_ + "/results.old-2"), 0);
}

TEST_F(ReportTest, OneGradeForGradescope) {
  EXPECT_EQ(Report("--gradescope " + Testdata("grades/s0000000000000003.json") + " --out results.json"), 0) << output_;
  EXPECT_EQ(ContentsHere("results.json"), checker::Contents(Testdata("gradescope.json")));
}

TEST_F(ReportTest, WhatCouldNotRunIsNoResultForGradescope) {
  EXPECT_EQ(Report("--gradescope " + Testdata("grades/s0000000000000005.json") + " --out results.json"), 2);
  EXPECT_EQ(output_, "report: the grade has no total, as something could not be run; grade again\n");
  EXPECT_EQ(Run("test ! -e " + folder_ + "/results.json"), 0);
}

TEST_F(ReportTest, WhatIsWrongIsSaidInOneSentence) {
  EXPECT_EQ(Report(class_ + " --out results --reveal tomorrow"), 2);
  EXPECT_EQ(output_, "report: --reveal takes a date, YYYY-MM-DD, not \"tomorrow\"\n");
  EXPECT_EQ(Report(class_ + " --out results --against none"), 2);
  EXPECT_EQ(output_, "report: cannot open " + folder_ + "/none/class.json: No such file or directory\n");
  EXPECT_EQ(Report("--out results"), 2);
  EXPECT_EQ(output_, "report: --class and --grades are missing; --help has the usage\n");
  WriteHere("list", "{}");
  EXPECT_EQ(Report("--class list --grades . --out results"), 2);
  EXPECT_HAS(output_, "list is no list of students: ");
}

// What a full disk does, by a limit on the size of files.
TEST_F(ReportTest, AFullDiskLeavesNothingHalfWritten) {
  EXPECT_EQ(Report(class_ + " --out results", "trap '' XFSZ; ulimit -f 1; "), 2);
  EXPECT_EQ(output_, "report: cannot write " + folder_ + "/results/class.json: File too large\n");
  EXPECT_EQ(Run("ls " + folder_ + "/results"), 0);
  EXPECT_EQ(output_, "");
}

}  // namespace
}  // namespace course
