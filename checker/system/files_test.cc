#include "checker/system/files.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>

#include "checker/system/testing.h"

namespace checker {
namespace {

class FilesTest : public testing::Test {
 protected:
  void SetUp() override { std::filesystem::create_directory(folder_); }
  void TearDown() override { std::filesystem::remove_all(folder_); }

  const std::string folder_ = testing::TempDir() + "files_test";
  const std::string path_ = folder_ + "/out.json";
  std::string error_;
};

TEST_F(FilesTest, WritesWholeFilesAndNothingBesideThem) {
  ASSERT_TRUE(WriteFile(path_, "first, longer", &error_)) << error_;
  ASSERT_TRUE(WriteFile(path_, "second", &error_)) << error_;
  EXPECT_EQ(Contents(path_), "second");
  EXPECT_EQ(std::distance(std::filesystem::directory_iterator(folder_), {}), 1);
}

TEST_F(FilesTest, SaysWhyItCannotWrite) {
  EXPECT_FALSE(WriteFile(folder_ + "/none/out", "text", &error_));
  EXPECT_EQ(error_, "cannot write " + folder_ + "/none/out: No such file or directory");
  EXPECT_FALSE(WriteFile(folder_, "text", &error_));
  EXPECT_EQ(error_, "cannot write " + folder_ + ": Is a directory");
  EXPECT_FALSE(WriteFile("", "text", &error_));
}

TEST_F(FilesTest, ASecretIsNotShort) {
  std::string secret;
  ASSERT_TRUE(WriteFile(path_, "fifteen bytes..", &error_)) << error_;
  EXPECT_FALSE(ReadSecret(path_, &secret, &error_));
  EXPECT_EQ(error_, path_ + " is too short to stay a secret; write it with: head -c 32 /dev/urandom");
  EXPECT_FALSE(ReadSecret(folder_ + "/none", &secret, &error_));
  ASSERT_TRUE(WriteFile(path_, "sixteen bytes...", &error_)) << error_;
  EXPECT_TRUE(ReadSecret(path_, &secret, &error_)) << error_;
  EXPECT_EQ(secret, "sixteen bytes...");
}

TEST_F(FilesTest, DevicesAreWrittenToAndStay) {
  EXPECT_TRUE(WriteFile("/dev/null", "text", &error_)) << error_;
  EXPECT_TRUE(std::filesystem::is_character_file("/dev/null"));
  EXPECT_FALSE(WriteFile("/dev/full", "text", &error_));
  EXPECT_EQ(error_, "cannot write /dev/full: No space left on device");
}

TEST_F(FilesTest, LinksLeadToWhatIsWritten) {
  std::filesystem::create_symlink("target.json", path_);
  for (const std::string text : {"what was not there", "what was"}) {
    ASSERT_TRUE(WriteFile(path_, text, &error_)) << error_;
    EXPECT_TRUE(std::filesystem::is_symlink(path_));
    EXPECT_EQ(Contents(folder_ + "/target.json"), text);
  }
}

TEST_F(FilesTest, TheFileKeepsItsMode) {
  Write(path_, "first");
  std::filesystem::permissions(path_, std::filesystem::perms::owner_read | std::filesystem::perms::owner_write);
  Write(path_, "second");
  EXPECT_EQ(std::filesystem::status(path_).permissions(), std::filesystem::perms(0600));
}

TEST_F(FilesTest, WhereTheFolderWeAreInIsGone) {
  const std::filesystem::path here = std::filesystem::current_path();
  std::filesystem::create_directory(folder_ + "/gone");
  std::filesystem::current_path(folder_ + "/gone");
  std::filesystem::remove(folder_ + "/gone");
  EXPECT_EQ(UserPath("x.so"), "x.so");
  std::filesystem::current_path(here);
}

TEST_F(FilesTest, RelativePathsAreTheUsers) {
  setenv("BUILD_WORKING_DIRECTORY", "/home/student", 1);
  EXPECT_EQ(UserPath("../lib/libosmem.so"), "/home/lib/libosmem.so");
  EXPECT_EQ(UserPath("/tmp/x"), "/tmp/x");
  unsetenv("BUILD_WORKING_DIRECTORY");
  EXPECT_EQ(UserPath("x"), std::filesystem::current_path().string() + "/x");
}

}  // namespace
}  // namespace checker
