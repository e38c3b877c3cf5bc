// Scripts: written, carried out by the model, and turned into C.
#include "checker/programs/script.h"

#include "checker/programs/script_calls.h"
#include "checker/system/files.h"
#include "gtest/gtest.h"

namespace checker {
namespace {

// //snippets:replay reads it.
TEST(ScriptTest, IsWrittenACallALine) {
  EXPECT_EQ(ToText({Malloc(0, 100), Calloc(1, 4, 25), Realloc(0, 0, 300), Realloc(2, kNull, 16), Free(1), Free(kNull)}),
            "p0 = malloc 100\np1 = calloc 4 25\np0 = realloc p0 300\np2 = realloc null 16\nfree p1\nfree null\n");
}

TEST(ScriptTest, TheModelSaysWhatItMustDo) {
  EXPECT_EQ(ToText(ExpectedTrace({Malloc(0, 16), Malloc(1, 131040), Free(0), Realloc(2, 0, 8), Free(1)})),
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
  const Trace trace = ExpectedTrace({Malloc(0, 16), Free(0), Free(0), Malloc(1, 1)});
  ASSERT_EQ(trace.calls.size(), 3u);
  EXPECT_FALSE(trace.calls.back().returned);
  EXPECT_EQ(trace.ending, "");
}

// The file is compiled as the snippets are.
TEST(ScriptTest, BecomesASnippet) {
  const Script script = {Malloc(0, 16),     Calloc(3, 18446744073709551615u, 2),
                         Realloc(0, 0, 24), Realloc(1, 0, 18446744073709551605u),
                         Realloc(2, 0, 0),  Free(kNull)};
  std::string file, error;
  ASSERT_TRUE(ReadFile(Runfile("checker/testdata/shrunk.c"), &file, &error)) << error;
  EXPECT_EQ(ToSnippet(script, "From a script"), file);
}

}  // namespace
}  // namespace checker
