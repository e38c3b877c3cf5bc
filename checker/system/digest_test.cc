// SHA-256 as FIPS 180-4 has it: its examples.
#include "checker/system/files.h"
#include "gtest/gtest.h"

namespace checker {
namespace {

TEST(DigestTest, IsSha256) {
  EXPECT_EQ(DigestOf(""), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  EXPECT_EQ(DigestOf("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  EXPECT_NE(DigestOf(std::string("a\0b", 3)), DigestOf(std::string("a\0c", 3)));
}

}  // namespace
}  // namespace checker
