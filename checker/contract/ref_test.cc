#include "checker/contract/ref.h"

#include <gtest/gtest.h>

namespace checker {
namespace {

constexpr char kRef[] =
    "title   Split the first free block\n"
    "points  2\n"
    "rules   split best-fit\n"
    "---\n"
    "os_malloc(131032) = heap+0x20\n"
    "  brk(heap+0x20000)\n"
    "exit 0\n";

std::string ErrorOf(std::string text, const std::string& from, const std::string& to) {
  text.replace(text.find(from), from.size(), to);
  std::string error;
  EXPECT_FALSE(ParseRef(text, &error)) << text;
  return error;
}

std::string ErrorOf(const std::string& from, const std::string& to) { return ErrorOf(kRef, from, to); }

TEST(RefTest, ReadsTheHeadAndTheTrace) {
  std::string error;
  const std::optional<Ref> ref = ParseRef(kRef, &error);
  ASSERT_TRUE(ref) << error;
  EXPECT_EQ(ref->title, "Split the first free block");
  EXPECT_EQ(ref->points, 2);
  EXPECT_EQ(ref->rules, (std::vector<Rule>{Rule::kSplit, Rule::kBestFit}));
  EXPECT_EQ(ref->trace.calls.size(), 1u);
  EXPECT_EQ(ToText(*ref), kRef);
}

TEST(RefTest, ReadsWhatASnippetNeeds) {
  std::string text = kRef, error;
  text.insert(text.find("---"), "needs   append  the blocks are made so\nneeds   tie  two are equal\n");
  const std::optional<Ref> ref = ParseRef(text, &error);
  ASSERT_TRUE(ref) << error;
  ASSERT_EQ(ref->needs.size(), 2u);
  EXPECT_EQ(ref->needs[0].rule, Rule::kAppend);
  EXPECT_EQ(ref->needs[0].reason, "the blocks are made so");
  EXPECT_EQ(ref->needs[1].rule, Rule::kTie);
  EXPECT_EQ(ToText(*ref), text);
}

TEST(RefTest, ErrorsNameTheLineAndWhatWasExpected) {
  EXPECT_EQ(ErrorOf("title", "titel"),
            "line 1: expected \"title   \" and a title, not \"titel   Split the first free block\"");
  EXPECT_EQ(ErrorOf("points  2", "points  0"),
            "line 2: expected \"points  \" and a number from 1 to 100, not \"points  0\"");
  EXPECT_EQ(ErrorOf("points  2", "points  2x"),
            "line 2: expected \"points  \" and a number from 1 to 100, not \"points  2x\"");
  EXPECT_EQ(ErrorOf("best-fit", "best-fits"),
            "line 3: expected \"rules   \" and names of rules, each after one space, not \"rules   split best-fits\"");
  EXPECT_EQ(ErrorOf("best-fit", "best-fit,"), "line 3: expected the end of the line, not \"rules   split best-fit,\"");
  for (const std::string needs : {"needs   appends  why\n", "needs   append why\n", "needs   append  \n"}) {
    EXPECT_EQ(ErrorOf("---\n", needs + "---\n"),
              "line 4: expected \"needs   \", the name of a rule, two spaces, and why, not \"" +
                  needs.substr(0, needs.size() - 1) + "\"");
  }
  EXPECT_EQ(ErrorOf("---\n", ""), "line 4: expected \"---\", not \"os_malloc(131032) = heap+0x20\"");
  EXPECT_EQ(ErrorOf("brk(heap", "brk(hoop"),
            "line 6: expected an address: 0, heap+0x..., map1+0x..., stack or other, not \"hoop+0x20000)\"");
  EXPECT_EQ(ErrorOf("exit 0\n", ""), "the last line: expected how the program ended, such as \"exit 0\"");
  EXPECT_EQ(ErrorOf(kRef, ""), "line 1: expected \"title   \" and a title");
}

TEST(RefTest, ReadsTheHeadOfASource) {
  std::string error;
  const std::optional<Ref> ref = ParseSourceHead(
      "/*\n * title   The first use\n * points  3\n * rules   preallocate append\n"
      " * needs   split  the chunk is cut\n */\n#include <x.h>\n",
      &error);
  ASSERT_TRUE(ref) << error;
  EXPECT_EQ(ToText(*ref),
            "title   The first use\npoints  3\nrules   preallocate append\n"
            "needs   split  the chunk is cut\n---\n");
  EXPECT_FALSE(ParseSourceHead("#include <x.h>\n", &error));
  EXPECT_EQ(error, "line 1: expected \"/*\", not \"#include <x.h>\"");
  EXPECT_FALSE(ParseSourceHead("/*\n * points  3\n", &error));
  EXPECT_EQ(error, "line 2: expected \" * title   \" and a title, not \" * points  3\"");
}

}  // namespace
}  // namespace checker
