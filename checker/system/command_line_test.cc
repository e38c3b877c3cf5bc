#include "checker/system/command_line.h"

#include <gtest/gtest.h>

namespace checker {
namespace {

class CommandLineTest : public testing::Test {
 protected:
  CommandLine Read(std::vector<std::string> words, size_t most = 0) {
    std::vector<char*> argv = {command_.data()};
    for (std::string& word : words) argv.push_back(word.data());
    argv.push_back(nullptr);
    return ReadCommandLine(static_cast<int>(words.size()) + 1, argv.data(),
                           {{"lib", &library_}, {"json", &json_}, {"o", &output_}}, most);
  }

  std::string command_ = "grade", library_, json_, output_;
};

TEST_F(CommandLineTest, TakesBothWays) {
  EXPECT_EQ(Read({"--lib", "a=b.so", "--json=--odd=1"}).error, "");
  EXPECT_EQ(library_, "a=b.so");
  EXPECT_EQ(json_, "--odd=1");
}

TEST_F(CommandLineTest, SaysWhatItDoesNotKnow) {
  EXPECT_EQ(Read({"--libs", "x"}).error, "there is no flag --libs");
  EXPECT_EQ(Read({"--lo=x"}).error, "there is no flag --lo");
  EXPECT_EQ(Read({"-lib", "x"}).error, "there is no flag -l");
  EXPECT_EQ(Read({"x.so"}).error, "\"x.so\" is not a flag; each starts with --");
  EXPECT_EQ(Read({"a", "b"}, 1).error, "\"b\" is too much");
  EXPECT_EQ(Read({"--lib"}).error, "--lib needs a value");
  EXPECT_EQ(Read({"--lib", ""}).error, "--lib needs a value");
  EXPECT_EQ(Read({"--lib="}).error, "--lib needs a value");
  EXPECT_EQ(Read({"-o"}).error, "-o needs a value");
}

TEST_F(CommandLineTest, OperandsStandAnywhere) {
  for (const std::vector<std::string>& words :
       {std::vector<std::string>{"-o", "out", "in"}, {"in", "-oout"}, {"-o", "out", "--", "in"}}) {
    output_.clear();
    const CommandLine line = Read(words, 1);
    EXPECT_EQ(line.error, "");
    EXPECT_EQ(output_, "out");
    EXPECT_EQ(line.operands, std::vector<std::string>{"in"});
  }
}

TEST_F(CommandLineTest, HelpIsNoError) {
  EXPECT_TRUE(Read({"-h"}).help);
  EXPECT_TRUE(Read({"--lib", "x", "--help"}).help);
  EXPECT_EQ(ShowUsage("grade", "usage\n", Read({"-h"})), 0);
  EXPECT_EQ(ShowUsage("grade", "usage\n", Read({"--lib"})), 2);
  EXPECT_EQ(ShowUsage("grade", "usage\n", Read({"--lib", "x"})), std::nullopt);
}

}  // namespace
}  // namespace checker
