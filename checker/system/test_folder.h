// For tests: a folder in which the runner makes its scratch folders, so that what is left of them is seen. Not Bazel's
// folder for tests, which may lie where the user that programs run as cannot go.
#ifndef CHECKER_SYSTEM_TEST_FOLDER_H_
#define CHECKER_SYSTEM_TEST_FOLDER_H_

#include <sys/stat.h>

#include <cstdlib>
#include <filesystem>
#include <string>

namespace checker {

class TestFolder {
 public:
  TestFolder() {
    if (mkdtemp(path_.data()) == nullptr || chmod(path_.c_str(), 0755) != 0) std::abort();
    setenv("TMPDIR", path_.c_str(), 1);
  }
  ~TestFolder() {
    unsetenv("TMPDIR");
    std::filesystem::remove_all(path_);
  }
  TestFolder(const TestFolder&) = delete;
  TestFolder& operator=(const TestFolder&) = delete;

  const std::string& path() const { return path_; }

 private:
  std::string path_ = "/tmp/test_of_osmem-XXXXXX";
};

}  // namespace checker

#endif  // CHECKER_SYSTEM_TEST_FOLDER_H_
