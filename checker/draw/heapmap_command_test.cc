// The command as a user starts it: what it reads, what it writes, what it says when it cannot.
#include <gtest/gtest.h>

#include <filesystem>

#include "checker/system/files.h"
#include "checker/system/testing.h"

namespace checker {
namespace {

constexpr char kTrace[] =
    "os_malloc(16) = heap+0x20\n"
    "  brk(heap+0x20000)\n"
    "exit 0\n";

class HeapmapCommandTest : public CommandTest {
 protected:
  int Heapmap(const std::string& arguments) { return Run(Runfile("checker/heapmap") + " " + arguments); }

  // One sentence and status 2, and no file is made.
  void ExpectRefused(const std::string& arguments, const std::string& why) {
    EXPECT_EQ(Heapmap(arguments), 2);
    EXPECT_EQ(output_, "heapmap: " + why + "\n");
    EXPECT_FALSE(std::filesystem::exists(folder_ + "/heap.svg"));
  }
};

TEST_F(HeapmapCommandTest, ThePictureInDocsIsOfToday) {
  ASSERT_EQ(Heapmap("realloc/coalesce-big -o heap.svg"), 0) << output_;
  EXPECT_EQ(output_, "");
  EXPECT_TRUE(ContentsHere("heap.svg") == Contents(Runfile("docs/coalesce-big.svg")))
      << "docs/coalesce-big.svg is not what heapmap draws; make it anew, from the root of the workspace, with\n"
         "  bazel run //checker:heapmap -- realloc/coalesce-big -o docs/coalesce-big.svg";
}

TEST_F(HeapmapCommandTest, DrawsALogAsTextAndTheFileMayComeFirst) {
  WriteHere("run.log", kTrace);
  ASSERT_EQ(Heapmap("-o heap.txt run.log"), 0) << output_;
  EXPECT_EQ(ContentsHere("heap.txt").find("run.log\n"), 0u);
  EXPECT_HAS(ContentsHere("heap.txt"), "\n  1  os_malloc(16) = heap+0x20\n");
}

TEST_F(HeapmapCommandTest, PlaysALogOnAPageAndOfALongOneTheFirstCalls) {
  WriteHere("run.log", kTrace);
  ASSERT_EQ(Heapmap("run.log -o heap.html"), 0) << output_;
  EXPECT_EQ(ContentsHere("heap.html").find("<!doctype html>"), 0u);
  EXPECT_HAS(ContentsHere("heap.html"), "\"label\":\"run.log\",\"title\":\"\"");
  std::string calls;
  for (int i = 0; i < 1200; ++i) calls += "os_free(0)\n";
  WriteHere("long.log", calls);
  ASSERT_EQ(Heapmap("long.log -o heap.html"), 0) << output_;
  EXPECT_HAS(ContentsHere("heap.html"), "The first 1000 of 1200 calls.");
}

TEST_F(HeapmapCommandTest, DrawsARefWithItsTitle) {
  WriteHere("mine.ref", std::string("title   Sixteen bytes\npoints  1\nrules   split\n---\n") + kTrace);
  ASSERT_EQ(Heapmap("mine.ref -o heap.svg"), 0) << output_;
  EXPECT_HAS(ContentsHere("heap.svg"), ">mine.ref</text>");
  EXPECT_HAS(ContentsHere("heap.svg"), ">Sixteen bytes</text>");
}

TEST_F(HeapmapCommandTest, SaysWhatIsWrongWithWhatItShouldDraw) {
  ExpectRefused("realloc/nothing -o heap.svg", "there is no snippet realloc/nothing, and as a file: cannot open " +
                                                   folder_ + "/realloc/nothing: No such file or directory");
  ExpectRefused(". -o heap.svg", "there is no snippet ., and as a file: " + folder_ + "/ is a directory, not a file");
  WriteHere("empty.log", "");
  ExpectRefused("empty.log -o heap.svg", folder_ + "/empty.log holds no calls, so there is nothing to draw");
  WriteHere("bad.log", "os_malloc(16) = heap+0x20\nos_malloc(x)\n");
  ExpectRefused("bad.log -o heap.svg", folder_ + "/bad.log, line 2: expected a number, not \"x)\"");
  WriteHere("bad.ref", "title   Sixteen bytes\npoints  many\n");
  ExpectRefused("bad.ref -o heap.svg",
                folder_ + "/bad.ref, line 2: expected \"points  \" and a number from 1 to 100, not \"points  many\"");
}

TEST_F(HeapmapCommandTest, SaysWhatIsWrongWithWhereItShouldDraw) {
  WriteHere("run.log", kTrace);
  ExpectRefused("run.log -o heap.png", "cannot tell what to draw: heap.png ends in none of .html, .svg and .txt");
  ExpectRefused("run.log -o .svg", "cannot tell what to draw: .svg ends in none of .html, .svg and .txt");
  ExpectRefused("run.log -o no/heap.svg", "cannot write " + folder_ + "/no/heap.svg: No such file or directory");
}

TEST_F(HeapmapCommandTest, ShowsHowItIsUsed) {
  const std::string usage = "usage: bazel run //checker:heapmap -- SNIPPET|REF|LOG -o FILE.html|FILE.svg|FILE.txt\n";
  for (const std::string help : {"--help", "-h"}) {
    EXPECT_EQ(Heapmap(help), 0);
    EXPECT_EQ(output_, usage);
  }
  for (const std::string arguments : {"", "run.log", "-o heap.svg"}) {
    EXPECT_EQ(Heapmap(arguments), 2);
    EXPECT_EQ(output_, usage + "heapmap: expected one thing to draw, and -o with the file to draw it to\n");
  }
  EXPECT_EQ(Heapmap("run.log heap.svg"), 2);
  EXPECT_EQ(output_, usage + "heapmap: \"heap.svg\" is too much\n");
  EXPECT_EQ(Heapmap("run.log -o"), 2);
  EXPECT_EQ(output_, usage + "heapmap: -o needs a value\n");
}

}  // namespace
}  // namespace checker
