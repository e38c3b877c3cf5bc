// Which files are the allocator, in the layouts that students hand in.
#include "course/submissions/layout.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace course {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

constexpr char kMalloc[] = "void *os_malloc(size_t size)\n{\n\treturn 0;\n}\n";
constexpr char kMain[] = "int main(void)\n{\n\treturn 0;\n}\n";

std::vector<std::string> Paths(const Sources& sources) {
  std::vector<std::string> paths;
  for (const auto& [path, text] : sources) paths.push_back(path);
  return paths;
}

TEST(Layout, FilesAtTheTop) {
  const Layout layout = LayoutOf({{"osmem.c", kMalloc}, {"list.c", ""}, {"block_meta.h", ""}});
  EXPECT_EQ(layout.error, "");
  EXPECT_THAT(Paths(layout.sources), ElementsAre("block_meta.h", "list.c", "osmem.c"));
}

TEST(Layout, FilesInSrcWithWhatIsBeside) {
  const Layout layout = LayoutOf({{"src/osmem.c", kMalloc}, {"utils/printf.c", ""}, {"utils/osmem.h", ""}});
  EXPECT_THAT(Paths(layout.sources), ElementsAre("src/osmem.c", "utils/osmem.h", "utils/printf.c"));
}

TEST(Layout, FoldersAroundIt) {
  const Layout layout = LayoutOf({{"Ana/assignment/src/osmem.c", kMalloc}, {"Ana/assignment/utils/block_meta.h", ""}});
  EXPECT_THAT(Paths(layout.sources), ElementsAre("assignment/src/osmem.c", "assignment/utils/block_meta.h"));
}

TEST(Layout, TheWholeHandout) {
  const Layout layout = LayoutOf({{"handout/osmem/osmem.c", kMalloc},
                                  {"handout/osmem/osmem.h", ""},
                                  {"handout/snippets/malloc/one.c", kMain},
                                  {"handout/checker/run/jail/jail.c", kMain}});
  EXPECT_THAT(Paths(layout.sources), ElementsAre("osmem/osmem.c", "osmem/osmem.h"));
  EXPECT_THAT(layout.left_out, ElementsAre("handout/checker/run/jail/jail.c", "handout/snippets/malloc/one.c"));
}

TEST(Layout, TestsProgramsAndOldAttemptsAreLeftOut) {
  const Layout layout = LayoutOf({{"src/osmem.c", kMalloc},
                                  {"src/osmem_old.c", kMalloc},
                                  {"src/main.c", kMain},
                                  {"backup/osmem.c", kMalloc},
                                  {"backup/list.c", ""},
                                  {"tests/check.c", ""}});
  EXPECT_THAT(Paths(layout.sources), ElementsAre("src/osmem.c"));
  EXPECT_THAT(layout.left_out,
              ElementsAre("backup/list.c", "backup/osmem.c", "src/main.c", "src/osmem_old.c", "tests/check.c"));
}

TEST(Layout, TheFunctionTellsNotTheName) {
  EXPECT_THAT(Paths(LayoutOf({{"a/osmem.c", "#include \"x.h\""}, {"b/alloc.c", kMalloc}}).sources),
              ElementsAre("b/alloc.c"));
  EXPECT_THAT(Paths(LayoutOf({{"tests/osmem.c", kMalloc}, {"deep/er/alloc.c", kMalloc}}).sources),
              ElementsAre("er/alloc.c"));
  EXPECT_THAT(Paths(LayoutOf({{"tests/osmem.c", kMalloc}}).sources), ElementsAre("tests/osmem.c"));
}

TEST(Layout, NothingToCompile) {
  EXPECT_EQ(LayoutOf({{"osmem.h", ""}}).error, "It has no C file; hand in osmem.c, at the top or in src/.");
  EXPECT_EQ(LayoutOf({}).error, "It has no C file; hand in osmem.c, at the top or in src/.");
}

TEST(Layout, WhatIsIncludedIsNotCompiledByItself) {
  EXPECT_THAT(FilesToCompile({{"a/osmem.c", "#include \"../b/list.c\"\n"}, {"b/list.c", ""}, {"b/list.h", ""}}),
              ElementsAre("a/osmem.c"));
  EXPECT_THAT(FilesToCompile({{"osmem.c", "#include \"unclosed.c"}, {"b.c", "include \""}}),
              ElementsAre("b.c", "osmem.c"));
  EXPECT_THAT(FilesToCompile({{"osmem.h", ""}}), IsEmpty());
}

TEST(Defines, AFunctionWithItsBody) {
  EXPECT_TRUE(Defines("void *os_malloc ( size_t n )\n{", "os_malloc"));
  EXPECT_TRUE(Defines("int x = '\"'; void *os_malloc(size_t /* { */ n) // why\n {", "os_malloc"));
  EXPECT_FALSE(Defines("void *os_malloc(size_t n);", "os_malloc"));
  EXPECT_FALSE(Defines("/* void *os_malloc(size_t n) { */", "os_malloc"));
  EXPECT_FALSE(Defines("char *s = \"os_malloc(n) {\";", "os_malloc"));
  EXPECT_FALSE(Defines("void my_os_malloc(size_t n) {", "os_malloc"));
  EXPECT_FALSE(Defines("if (os_malloc(1)) x(); {", "os_malloc"));
  for (const char* cut : {"os_malloc", "os_malloc(", "os_malloc(n", "os_malloc(n)", "/*", "\"", "'\\", "//"})
    EXPECT_FALSE(Defines(cut, "os_malloc")) << cut;
}

TEST(Defines, TakesNoTimeOnHostileText) {
  std::string text;
  for (int i = 0; i < 1000000; ++i) text += "os_malloc(";
  EXPECT_FALSE(Defines(text, "os_malloc"));
}

}  // namespace
}  // namespace course
