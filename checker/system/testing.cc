#include "checker/system/testing.h"

#include <sys/stat.h>
#include <sys/wait.h>

#include <cstdio>
#include <cstdlib>
#include <filesystem>

#include "checker/system/files.h"

namespace checker {

std::string Contents(const std::string& path) {
  std::string text, error;
  EXPECT_TRUE(ReadFile(path, &text, &error)) << error;
  return text;
}

void Write(const std::string& path, const std::string& text) {
  std::string error;
  EXPECT_TRUE(WriteFile(path, text, &error)) << error;
}

ShellResult RunInShell(const std::string& command) {
  ShellResult result = {-1, ""};
  FILE* pipe = popen(("exec 2>&1; " + command).c_str(), "r");
  if (pipe == nullptr) std::abort();
  char buffer[4096];
  for (size_t length; (length = fread(buffer, 1, sizeof buffer, pipe)) > 0;) result.output.append(buffer, length);
  const int status = pclose(pipe);
  if (WIFEXITED(status)) result.status = WEXITSTATUS(status);
  return result;
}

TestFolder::TestFolder() {
  if (mkdtemp(path_.data()) == nullptr || chmod(path_.c_str(), 0755) != 0) std::abort();
  setenv("TMPDIR", path_.c_str(), 1);
}

TestFolder::~TestFolder() {
  unsetenv("TMPDIR");
  std::filesystem::remove_all(path_);
}

CommandTest::CommandTest() : folder_(std::filesystem::path(testing::TempDir() + "/user").lexically_normal()) {
  std::filesystem::create_directory(folder_);
  setenv("BUILD_WORKING_DIRECTORY", folder_.c_str(), 1);
}

CommandTest::~CommandTest() { std::filesystem::remove_all(folder_); }

int CommandTest::Run(const std::string& command) {
  const ShellResult result = RunInShell(command);
  output_ = result.output;
  return result.status;
}

}  // namespace checker
