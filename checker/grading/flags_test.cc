#include "checker/grading/flags.h"

#include <gtest/gtest.h>

namespace checker {
namespace {

class FlagsTest : public testing::Test {
 protected:
  std::string Parse(const std::vector<std::string>& arguments) {
    return ParseFlags(arguments, {{"lib", &library_}, {"json", &json_}});
  }

  std::string library_, json_;
};

TEST_F(FlagsTest, TakesBothWays) {
  EXPECT_EQ(Parse({"--lib", "a=b.so", "--json=--odd=1"}), "");
  EXPECT_EQ(library_, "a=b.so");
  EXPECT_EQ(json_, "--odd=1");
}

TEST_F(FlagsTest, SaysWhatItDoesNotKnow) {
  EXPECT_EQ(Parse({"--libs", "x"}), "there is no flag --libs");
  EXPECT_EQ(Parse({"--li=x"}), "there is no flag --li");
  EXPECT_EQ(Parse({"x.so"}), "\"x.so\" is not a flag; each starts with --");
  EXPECT_EQ(Parse({"-lib", "x"}), "\"-lib\" is not a flag; each starts with --");
  EXPECT_EQ(Parse({"--lib"}), "--lib needs a value");
  EXPECT_EQ(Parse({"--lib", ""}), "--lib needs a value");
  EXPECT_EQ(Parse({"--lib="}), "--lib needs a value");
}

}  // namespace
}  // namespace checker
