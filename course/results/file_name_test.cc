#include "course/results/file_name.h"

#include <gtest/gtest.h>

namespace course {
namespace {

std::string One(const std::string& name) { return FileNames({{name, "s00000000000000aa"}})[0]; }

TEST(FileNames, PlainNamesStay) {
  for (const char* name :
       {"ana", "Ana Popescu", "O.K._b-2+x@y", "ana.popescu@example.org", "7", "Ana Pop_123_assignsubmission_file"}) {
    EXPECT_EQ(One(name), name);
  }
}

TEST(FileNames, NothingElseGetsOutOfTheFolderOrHides) {
  EXPECT_EQ(One("../../etc/passwd"), "_etc_passwd~000000aa");
  EXPECT_EQ(One("; rm -rf /"), "_rm_rf_~000000aa");
  EXPECT_EQ(One("-rf"), "_rf~000000aa");
  EXPECT_EQ(One(".hidden"), "_hidden~000000aa");
  EXPECT_EQ(One("two\nlines"), "two_lines~000000aa");
  EXPECT_EQ(One("dot."), "dot_~000000aa");
  EXPECT_EQ(One("a  b"), "a_b~000000aa");
  EXPECT_EQ(One(""), "~000000aa");
  EXPECT_EQ(One("~"), "_~000000aa");
}

TEST(FileNames, LettersOfOtherScriptsCanBeRead) {
  EXPECT_EQ(One("Ștefan Ă"), "Ștefan_Ă~000000aa");
  EXPECT_EQ(One("李\u202e\u200b"), "李_~000000aa");
}

TEST(FileNames, ALongNameIsCut) {
  EXPECT_EQ(One(std::string(300, 'a')), std::string(120, 'a') + "~000000aa");
  EXPECT_LE(One(std::string(119, 'a') + "李").size(), 135u);
}

TEST(FileNames, TheClassHasItsOwn) { EXPECT_EQ(One("Class"), "Class~000000aa"); }

TEST(FileNames, NoTwoAreTheSameWhateverTheFileSystem) {
  const std::vector<std::string> names = FileNames({{"bob", "s0000000000000001"},
                                                    {"Bob", "s0000000000000002"},
                                                    {"bob", "s0000000000000003"},
                                                    {"e\u0301", "s0000000000000004"},
                                                    {"\u00e9", "s0000000000000005"},
                                                    {"Zoe", "s0000000000000006"}});
  EXPECT_EQ(names, (std::vector<std::string>{"bob~00000001", "Bob~00000002", "bob~00000003", "e_~00000004",
                                             "\u00e9~00000005", "Zoe"}));
}

}  // namespace
}  // namespace course
