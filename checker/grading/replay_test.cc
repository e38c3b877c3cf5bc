// The program that plays scripts: what it does with those it cannot read.
#include <cstdlib>

#include "checker/system/files.h"
#include "checker/system/testing.h"
#include "gtest/gtest.h"

namespace checker {
namespace {

class ReplayTest : public CommandTest {
 protected:
  ReplayTest() {
    const std::string library = Runfile("osmem/libosmem.so");
    setenv("LD_LIBRARY_PATH", library.substr(0, library.rfind('/')).c_str(), 1);
  }

  // Plays a file with this text; returns the exit status.
  int Play(const std::string& text) {
    Write(script_, text);
    return Run(Runfile("snippets/replay") + " " + script_);
  }

  // What it says of a script that it refuses, behind the file's name.
  std::string Refusal(const std::string& text) {
    EXPECT_EQ(Play(text), 2) << text;
    const std::string start = "replay: " + script_ + ", ";
    EXPECT_EQ(output_.substr(0, start.size()), start);
    return output_.substr(std::min(start.size(), output_.size()));
  }

  const std::string script_ = folder_ + "/script";
};

TEST_F(ReplayTest, PlaysAScript) {
  EXPECT_EQ(Play("# all four\n\np0 = malloc 100\np1 = calloc 4 25\np0 = realloc p0 300000\np2 = realloc null 16\n"
                 "free p1\np3 = realloc p1 8\np4 = malloc 18446744073709551615\np4 = calloc 9223372036854775807 2\n"
                 "p5 = realloc p0 9223372036854775808\nfree p0\nfree null"),
            0);
  EXPECT_EQ(output_, "");
}

TEST_F(ReplayTest, SaysWhichLineIsWrong) {
  EXPECT_EQ(Refusal("p0 = malloc 8\nfree p1\n"),
            "line 2: that pointer is not there: no line before this one sets it\n");
  EXPECT_EQ(Refusal("p0 = realloc p0 8"), "line 1: that pointer is not there: no line before this one sets it\n");
  EXPECT_EQ(Refusal("p4096 = malloc 8\n"), "line 1: the last pointer is p4095\n");
  EXPECT_EQ(Refusal("p0 malloc 8\n"), "line 1: expected = behind the pointer\n");
  EXPECT_EQ(Refusal("p0 = alloc 8\n"), "line 1: expected malloc, calloc or realloc behind =\n");
  EXPECT_EQ(Refusal("p0 = malloc\n"), "line 1: expected a number\n");
  EXPECT_EQ(Refusal("p0 = malloc 18446744073709551616\n"), "line 1: expected a number of at most 64 bits\n");
  EXPECT_EQ(Refusal("\n#\np0 = malloc 8 8\n"), "line 3: expected the end of the line\n");
  EXPECT_EQ(Refusal("malloc 8\n"), "line 1: expected free or a pointer such as p0\n");
}

TEST_F(ReplayTest, SaysThatAFileIsNotThere) {
  EXPECT_EQ(Run(Runfile("snippets/replay") + " /nonexistent.script"), 2);
  EXPECT_EQ(output_, "replay: /nonexistent.script: cannot be opened\n");
}

}  // namespace
}  // namespace checker
