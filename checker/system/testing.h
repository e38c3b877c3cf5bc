// What tests of the checker share: looks into files and texts, commands started as a user starts them, folders.
#pragma once

#include <gtest/gtest.h>

#include <string>

#define EXPECT_HAS(text, part) EXPECT_NE((text).find(part), std::string::npos) << (text)
#define EXPECT_HAS_NOT(text, part) EXPECT_EQ((text).find(part), std::string::npos) << (text)

namespace checker {

// The test fails where the file cannot be read, or written.
std::string Contents(const std::string& path);
void Write(const std::string& path, const std::string& text);

struct ShellResult {
  int status;          // -1 where a signal ended it
  std::string output;  // both streams
};

// The shell has this process's environment, as a user's has theirs.
ShellResult RunInShell(const std::string& command);

// A folder in which the runner makes its scratch folders, so that what is left of them is seen. Not Bazel's folder for
// tests, which may lie where the user that programs run as cannot go.
class TestFolder {
 public:
  TestFolder();
  ~TestFolder();
  TestFolder(const TestFolder&) = delete;
  TestFolder& operator=(const TestFolder&) = delete;

  const std::string& path() const { return path_; }

 private:
  std::string path_ = "/tmp/test_of_osmem-XXXXXX";
};

// A command of the workspace, started by a user who is in a folder of their own.
class CommandTest : public testing::Test {
 protected:
  CommandTest();
  ~CommandTest() override;

  // Returns the exit status; both streams go to `output_`.
  int Run(const std::string& command);
  void WriteHere(const std::string& name, const std::string& text) { Write(folder_ + "/" + name, text); }
  std::string ContentsHere(const std::string& name) { return Contents(folder_ + "/" + name); }

  const std::string folder_;
  std::string output_;
};

}  // namespace checker
