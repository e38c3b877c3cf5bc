// Scripts: read, written, refused, carried out by the model, and turned into C.
#include "checker/script.h"

#include "checker/files.h"
#include "gtest/gtest.h"

namespace checker {
namespace {

std::string ErrorOf(const std::string& text) {
  std::string error;
  EXPECT_FALSE(ParseScript(text, &error)) << text;
  return error;
}

TEST(ScriptTest, IsWrittenAsItWasRead) {
  const std::string text =
      "p0 = malloc 100\np1 = calloc 4 25\np0 = realloc p0 300\np2 = realloc null 16\nfree p1\nfree null\n";
  std::string error;
  const std::optional<Script> script = ParseScript("# a comment\n\n  \t" + text, &error);
  ASSERT_TRUE(script) << error;
  EXPECT_EQ(ToText(*script), text);
}

TEST(ScriptTest, SaysWhichLineItCannotReadAndWhy) {
  EXPECT_EQ(ErrorOf("p0 = malloc 8\nfree p1\n"), "line 2: p1 is not there: no line before this one sets it");
  EXPECT_EQ(ErrorOf("p0 = realloc p0 8\n"), "line 1: p0 is not there: no line before this one sets it");
  EXPECT_EQ(ErrorOf("p512 = malloc 8\n"), "line 1: p512 is too high: the last pointer is p511");
  EXPECT_EQ(ErrorOf("p0 malloc 8\n"), "line 1: expected = behind p0");
  EXPECT_EQ(ErrorOf("p0 = alloc 8\n"), "line 1: expected malloc, calloc or realloc behind =");
  EXPECT_EQ(ErrorOf("p0 = malloc -8\n"), "line 1: expected a number of at most 64 bits");
  EXPECT_EQ(ErrorOf("p0 = malloc 18446744073709551616\n"), "line 1: expected a number of at most 64 bits");
  EXPECT_EQ(ErrorOf("p0 = calloc 8\n"), "line 1: expected a number of at most 64 bits");
  EXPECT_EQ(ErrorOf("p0 = malloc 8 8\n"), "line 1: expected the end of the line, not \"8\"");
  EXPECT_EQ(ErrorOf("\n\nmalloc 8\n"), "line 3: expected free or a pointer such as p0, not \"malloc\"");
}

Script Parse(const std::string& text) {
  std::string error;
  const std::optional<Script> script = ParseScript(text, &error);
  EXPECT_TRUE(script) << error;
  return script.value_or(Script());
}

TEST(ScriptTest, TheModelSaysWhatItMustDo) {
  EXPECT_EQ(ToText(ExpectedTrace(Parse("p0 = malloc 16\np1 = malloc 131040\nfree p0\np2 = realloc p0 8\nfree p1\n"))),
            "os_malloc(16) = heap+0x20\n"
            "  brk(heap+0x20000)\n"
            "os_malloc(131040) = map1+0x20\n"
            "  mmap(131072) = map1\n"
            "os_free(heap+0x20)\n"
            "os_realloc(heap+0x20, 8) = 0\n"
            "os_free(map1+0x20)\n"
            "  munmap(map1, 131072)\n"
            "exit 0\n");
}

TEST(ScriptTest, AnUndefinedCallIsTheLast) {
  const Trace trace = ExpectedTrace(Parse("p0 = malloc 16\nfree p0\nfree p0\np1 = malloc 1\n"));
  ASSERT_EQ(trace.calls.size(), 3u);
  EXPECT_FALSE(trace.calls.back().returned);
  EXPECT_EQ(trace.ending, "");
}

// The file is compiled as the snippets are.
TEST(ScriptTest, BecomesASnippet) {
  const Script script = Parse(
      "p0 = malloc 16\np3 = calloc 18446744073709551615 2\np0 = realloc p0 24\np1 = realloc p0 18446744073709551605\n"
      "p2 = realloc p0 0\nfree null\n");
  std::string file, error;
  ASSERT_TRUE(ReadFile(Runfile("checker/testdata/shrunk.c"), &file, &error)) << error;
  EXPECT_EQ(ToSnippet(script, "From a script"), file);
}

}  // namespace
}  // namespace checker
