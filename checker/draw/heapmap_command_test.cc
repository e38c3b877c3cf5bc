// The command as a user starts it: what it reads, what it writes, what it says when it cannot.
#include <gtest/gtest.h>
#include <sys/wait.h>

#include <cstdio>
#include <filesystem>

#include "checker/system/files.h"

namespace checker {
namespace {

constexpr char kTrace[] =
    "os_malloc(16) = heap+0x20\n"
    "  brk(heap+0x20000)\n"
    "exit 0\n";

#define EXPECT_HAS(text, part) EXPECT_NE((text).find(part), std::string::npos) << (text)

class HeapmapCommandTest : public testing::Test {
 protected:
  void SetUp() override {
    std::filesystem::create_directory(folder_);
    setenv("BUILD_WORKING_DIRECTORY", folder_.c_str(), 1);
  }
  void TearDown() override { std::filesystem::remove_all(folder_); }

  // Returns the exit status; standard error goes to `said_`.
  int Heapmap(const std::string& arguments) {
    said_.clear();
    FILE* pipe = popen((Runfile("checker/heapmap") + " " + arguments + " 2>&1").c_str(), "r");
    char buffer[4096];
    for (size_t length; (length = fread(buffer, 1, sizeof buffer, pipe)) > 0;) said_.append(buffer, length);
    const int status = pclose(pipe);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
  }

  // One sentence and status 2, and no file is made.
  void ExpectRefused(const std::string& arguments, const std::string& why) {
    EXPECT_EQ(Heapmap(arguments), 2);
    EXPECT_EQ(said_, "heapmap: " + why + "\n");
    EXPECT_FALSE(std::filesystem::exists(folder_ + "/heap.svg"));
  }

  void Write(const std::string& name, const std::string& text) {
    ASSERT_TRUE(WriteFile(folder_ + "/" + name, text, &error_)) << error_;
  }

  std::string Written(const std::string& name) {
    std::string text;
    EXPECT_TRUE(ReadFile(folder_ + "/" + name, &text, &error_)) << error_;
    return text;
  }

  const std::string folder_ = testing::TempDir() + "/heapmap_command_test";
  std::string said_, error_;
};

TEST_F(HeapmapCommandTest, ThePictureInDocsIsOfToday) {
  ASSERT_EQ(Heapmap("realloc/coalesce-big -o heap.svg"), 0) << said_;
  EXPECT_EQ(said_, "");
  std::string shown;
  ASSERT_TRUE(ReadFile(Runfile("docs/coalesce-big.svg"), &shown, &error_)) << error_;
  EXPECT_TRUE(Written("heap.svg") == shown)
      << "docs/coalesce-big.svg is not what heapmap draws; make it anew, from the root of the workspace, with\n"
         "  bazel run //checker:heapmap -- realloc/coalesce-big -o docs/coalesce-big.svg";
}

TEST_F(HeapmapCommandTest, DrawsALogAsTextAndTheFileMayComeFirst) {
  Write("run.log", kTrace);
  ASSERT_EQ(Heapmap("-o heap.txt run.log"), 0) << said_;
  EXPECT_EQ(Written("heap.txt").find("run.log\n"), 0u);
  EXPECT_HAS(Written("heap.txt"), "\n  1  os_malloc(16) = heap+0x20\n");
}

TEST_F(HeapmapCommandTest, DrawsARefWithItsTitle) {
  Write("mine.ref", std::string("title   Sixteen bytes\npoints  1\nrules   split\n---\n") + kTrace);
  ASSERT_EQ(Heapmap("mine.ref -o heap.svg"), 0) << said_;
  EXPECT_HAS(Written("heap.svg"), ">mine.ref</text>");
  EXPECT_HAS(Written("heap.svg"), ">Sixteen bytes</text>");
}

TEST_F(HeapmapCommandTest, SaysWhatIsWrongWithWhatItShouldDraw) {
  const std::string file = std::filesystem::path(folder_).lexically_normal();
  ExpectRefused("realloc/nothing -o heap.svg", "there is no snippet realloc/nothing, and as a file: cannot open " +
                                                   file + "/realloc/nothing: No such file or directory");
  ExpectRefused(". -o heap.svg", "there is no snippet ., and as a file: " + file + "/ is a directory, not a file");
  Write("empty.log", "");
  ExpectRefused("empty.log -o heap.svg", file + "/empty.log holds no calls, so there is nothing to draw");
  Write("bad.log", "os_malloc(16) = heap+0x20\nos_malloc(x)\n");
  ExpectRefused("bad.log -o heap.svg", file + "/bad.log, line 2: expected a number, not \"x)\"");
  Write("bad.ref", "title   Sixteen bytes\npoints  many\n");
  ExpectRefused("bad.ref -o heap.svg",
                file + "/bad.ref, line 2: expected \"points  \" and a number from 1 to 100, not \"points  many\"");
}

TEST_F(HeapmapCommandTest, SaysWhatIsWrongWithWhereItShouldDraw) {
  const std::string file = std::filesystem::path(folder_).lexically_normal();
  Write("run.log", kTrace);
  ExpectRefused("run.log -o heap.png", "cannot tell what to draw: heap.png ends in neither .svg nor .txt");
  ExpectRefused("run.log -o .svg", "cannot tell what to draw: .svg ends in neither .svg nor .txt");
  ExpectRefused("run.log -o no/heap.svg", "cannot write " + file + "/no/heap.svg: No such file or directory");
}

TEST_F(HeapmapCommandTest, ShowsHowItIsUsed) {
  const std::string usage = "usage: bazel run //checker:heapmap -- SNIPPET|REF|LOG -o FILE.svg|FILE.txt\n";
  EXPECT_EQ(Heapmap("--help"), 0);
  EXPECT_EQ(said_, usage);
  for (const std::string arguments : {"", "run.log", "run.log heap.svg", "run.log -o", "a b -o heap.svg"}) {
    EXPECT_EQ(Heapmap(arguments), 2);
    EXPECT_EQ(said_, usage + "heapmap: expected one thing to draw, and -o with the file to draw it to\n");
  }
}

}  // namespace
}  // namespace checker
