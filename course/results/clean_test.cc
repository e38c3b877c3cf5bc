#include "course/results/clean.h"

#include <gtest/gtest.h>

namespace course {
namespace {

TEST(Clean, KeepsWhatPeopleWrite) {
  EXPECT_EQ(Clean("Ștefan O'Neil, 李 \U0001f600"), "Ștefan O'Neil, 李 \U0001f600");
  EXPECT_EQ(Clean("a\tb\nc", "\n\t"), "a\tb\nc");
}

TEST(Clean, ReplacesControlCharacters) {
  EXPECT_EQ(Clean("a\nb\x1b[31m\x7f"), "a\ufffdb\ufffd[31m\ufffd");
  EXPECT_EQ(Clean(std::string_view("\0", 1)), "\ufffd");
  EXPECT_EQ(Clean("\u0085\u2028"), "\ufffd\ufffd");
}

TEST(Clean, ReplacesWhatTurnsTheLineRound) { EXPECT_EQ(Clean("\u202etxt.exe\u2066"), "\ufffdtxt.exe\ufffd"); }

TEST(Clean, ReplacesWhatXmlCannotHold) { EXPECT_EQ(Clean("\uffff\ufffe\U0001fffe"), "\ufffd\ufffd\ufffd"); }

TEST(Clean, ReplacesWhatIsNoUtf8ByteByByte) {
  EXPECT_EQ(Clean("\xff"), "\ufffd");
  EXPECT_EQ(Clean("caf\xe9!"), "caf\ufffd!");                        // Latin-1
  EXPECT_EQ(Clean("\xc0\xaf"), "\ufffd\ufffd");                      // a slash, too long
  EXPECT_EQ(Clean("\xe0\x80\xaf"), "\ufffd\ufffd\ufffd");            // the same, longer
  EXPECT_EQ(Clean("\xed\xa0\x80"), "\ufffd\ufffd\ufffd");            // half of a pair of UTF-16
  EXPECT_EQ(Clean("\xf4\x90\x80\x80"), "\ufffd\ufffd\ufffd\ufffd");  // above U+10FFFF
  EXPECT_EQ(Clean("\xe6\x9d"), "\ufffd\ufffd");                      // cut off
}

TEST(Clean, ColumnsAreCharacters) { EXPECT_EQ(ColumnsOf("Ștefan"), 6u); }

}  // namespace
}  // namespace course
