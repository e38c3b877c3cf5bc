#include "course/results/folder.h"

#include <filesystem>
#include <set>

#include "checker/system/testing.h"
#include "course/results/class_data.h"
#include "course/results/testing.h"

namespace course {
namespace {

namespace fs = std::filesystem;

bool Never() { return false; }

class FolderTest : public testing::Test {
 protected:
  bool Room(const Json& data) { return MakeRoom(out_, data, &moved_, &error_); }

  bool WriteClass(const Class& all) {
    return WriteResults(all, ClassData(all, Reveal()), Reveal(), out_, Never, &error_);
  }

  std::set<std::string> Files() const {
    std::set<std::string> files;
    for (const auto& entry : fs::recursive_directory_iterator(out_)) {
      if (!entry.is_directory()) files.insert(fs::relative(entry.path(), out_));
    }
    return files;
  }

  const checker::TestFolder folder_;
  const std::string out_ = folder_.path() + "/results";
  std::string moved_, error_;
};

TEST_F(FolderTest, HasAFileOfEachKindForEach) {
  Class all = SmallClass();
  all.students[0].page = folder_.path() + "/page.html";
  checker::Write(all.students[0].page, "<html>");
  ASSERT_TRUE(Room(ClassData(all, Reveal())) && WriteClass(all)) << error_;
  std::set<std::string> expected = {"class.json",
                                    "class.html",
                                    "class.csv",
                                    "class.txt",
                                    "tests.csv",
                                    "moodle.csv",
                                    "canvas.csv",
                                    "Zoe.txt",
                                    "junit/Zoe.xml",
                                    "Ștefan~00000005.txt",
                                    "Ana Popescu.html",
                                    "junit/Ștefan~00000005.xml",
                                    "classroom50/Ana Popescu/grade.html"};
  for (const std::string name :
       {"Ana Popescu", "_rm_rf_~00000002", "_HYPERLINK_http_x_y_~00000003", "Evil_31m_Jr_~00000004"}) {
    for (const std::string& file : {name + ".json", name + ".txt", "junit/" + name + ".xml",
                                    "gradescope/" + name + "/results.json", "classroom50/" + name + "/result.json"}) {
      expected.insert(file);
    }
  }
  EXPECT_EQ(Files(), expected);
  EXPECT_EQ(checker::Contents(out_ + "/Ana Popescu.html"), "<html>");
  EXPECT_EQ(checker::Contents(out_ + "/Zoe.txt"), "Not graded yet; this is no 0.\n");
}

TEST_F(FolderTest, ThePageWaitsForTheDateWhereTestsAreHidden) {
  Class all = SmallClass();
  all.students.resize(1);
  all.students[0].page = folder_.path() + "/page.html";
  checker::Write(all.students[0].page, "<html>");
  Json grade = Json::parse(all.students[0].json);
  grade["record"]["secret_seed"] = "f00d";
  all.students[0].json = grade.dump();
  const Json data = ClassData(all, Reveal());
  ASSERT_TRUE(Room(data) && WriteResults(all, data, {"2027-01-31", false}, out_, Never, &error_)) << error_;
  EXPECT_EQ(Files().count("Ana Popescu.html") + Files().count("classroom50/Ana Popescu/grade.html"), 0u);
  EXPECT_HAS(checker::Contents(out_ + "/Ana Popescu.json"), "\"hidden\"");
  ASSERT_TRUE(WriteResults(all, data, {"2027-01-31", true}, out_, Never, &error_)) << error_;
  EXPECT_EQ(Files().count("Ana Popescu.html") + Files().count("classroom50/Ana Popescu/grade.html"), 2u);
  EXPECT_HAS_NOT(checker::Contents(out_ + "/Ana Popescu.json"), "\"hidden\"");
  ASSERT_TRUE(WriteResults(all, data, {"2027-02-28", false}, out_, Never, &error_)) << error_;
  EXPECT_EQ(Files().count("Ana Popescu.html") + Files().count("classroom50/Ana Popescu/grade.html"), 0u);
}

TEST_F(FolderTest, WhatStaysTheSameStaysWhereItIs) {
  const Json data = ClassData(SmallClass(), Reveal());
  ASSERT_TRUE(Room(data) && WriteClass(SmallClass())) << error_;
  checker::Write(out_ + "/notes.txt", "of staff");
  EXPECT_TRUE(Room(data)) << error_;
  EXPECT_EQ(moved_, "");
  EXPECT_EQ(checker::Contents(out_ + "/notes.txt"), "of staff");
}

TEST_F(FolderTest, WhatWouldBeLostIsMovedAside) {
  Json data = ClassData(SmallClass(), Reveal());
  ASSERT_TRUE(Room(data) && WriteClass(SmallClass())) << error_;
  fs::create_directory(out_ + "/.work");
  fs::create_directory(out_ + ".old-1");
  data["students"][0]["total"] = 3;
  ASSERT_TRUE(Room(data)) << error_;
  EXPECT_EQ(moved_, out_ + ".old-2");
  EXPECT_TRUE(fs::exists(out_ + ".old-2/class.json"));
  EXPECT_TRUE(fs::exists(out_ + ".old-2/Ana Popescu.json"));
  EXPECT_TRUE(fs::exists(out_ + "/.work"));
  EXPECT_TRUE(Files().empty());
}

TEST_F(FolderTest, WhatIsNoResultIsNotTouched) {
  fs::create_directories(out_);
  checker::Write(out_ + "/thesis.tex", "of years");
  EXPECT_FALSE(Room(ClassData(SmallClass(), Reveal())));
  EXPECT_EQ(error_, out_ + " holds other things than results; name a folder that is new or empty");
  EXPECT_EQ(Files(), std::set<std::string>{"thesis.tex"});
}

TEST_F(FolderTest, AFolderWithTheGradingAloneIsEmpty) {
  fs::create_directories(out_ + "/.work");
  EXPECT_TRUE(Room(ClassData(SmallClass(), Reveal()))) << error_;
}

TEST_F(FolderTest, WhereItCannotBeIsSaid) {
  checker::Write(folder_.path() + "/file", "");
  EXPECT_FALSE(MakeRoom(folder_.path() + "/file/results", Json(), &moved_, &error_));
  EXPECT_EQ(error_, "cannot make the folder " + folder_.path() + "/file/results: Not a directory");
}

TEST_F(FolderTest, StopsBetweenTwoFilesAndGoesOn) {
  const Class all = SmallClass();
  const Json data = ClassData(all, Reveal());
  static int left;
  const auto stop = [] { return left-- <= 0; };
  ASSERT_TRUE(Room(data)) << error_;
  // After one file, two, ...: what is there is whole, and the folder is one of results.
  for (int files = 1; files < 6; ++files) {
    left = files;
    EXPECT_FALSE(WriteResults(all, data, Reveal(), out_, stop, &error_));
    EXPECT_EQ(error_, "stopped; the same command goes on from here");
    EXPECT_EQ(Files().size(), static_cast<size_t>(files));
    ASSERT_TRUE(Room(data)) << error_;
  }
  EXPECT_EQ(moved_, "");
}

TEST_F(FolderTest, OldResultsAreReadOrItIsSaidWhyNot) {
  EXPECT_FALSE(ReadResults(out_, &error_));
  EXPECT_EQ(error_, "cannot open " + out_ + "/class.json: No such file or directory");
  fs::create_directory(out_);
  for (const char* text : {"", "{", "[]", "{}"}) {
    checker::Write(out_ + "/class.json", text);
    EXPECT_FALSE(ReadResults(out_, &error_));
    EXPECT_EQ(error_, out_ + "/class.json is not what a class's results say");
  }
}

}  // namespace
}  // namespace course
