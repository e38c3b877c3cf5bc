#include "checker/system/files.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <filesystem>

namespace checker {
namespace {

bool Fail(const std::string& what, std::string* error) {
  *error = what;
  return false;
}

bool FailWithErrno(const std::string& what, std::string* error) {
  return Fail(what + ": " + std::strerror(errno), error);
}

bool ReadRegular(int file, const std::string& path, std::string* text, int largest, std::string* error) {
  struct stat status;
  if (fstat(file, &status) != 0) return FailWithErrno("cannot read " + path, error);
  if (S_ISDIR(status.st_mode)) return Fail(path + " is a directory, not a file", error);
  if (!S_ISREG(status.st_mode)) return Fail(path + " is not a regular file", error);
  // A sparse file of terabytes stays out of memory.
  if (status.st_size > off_t{largest} << 20)
    return Fail(path + " is too large: the limit is " + std::to_string(largest) + " MiB", error);
  char buffer[1 << 16];
  for (ssize_t length; (length = read(file, buffer, sizeof buffer)) != 0;) {
    if (length < 0) return FailWithErrno("cannot read " + path, error);
    text->append(buffer, length);
  }
  return true;
}

bool WriteAll(int file, std::string_view text) {
  while (!text.empty()) {
    const ssize_t length = write(file, text.data(), text.size());
    if (length < 0) return false;
    text.remove_prefix(length);
  }
  return true;
}

bool WriteInPlace(const std::string& path, std::string_view text) {
  const int file = open(path.c_str(), O_WRONLY | O_CLOEXEC);
  if (file < 0) return false;
  const bool written = WriteAll(file, text);
  return close(file) == 0 && written;
}

bool WriteAside(const std::string& path, std::string_view text) {
  const std::string aside = path + "." + std::to_string(getpid()) + ".tmp";
  const int file = open(aside.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0644);
  if (file < 0) return false;
  const bool written = WriteAll(file, text);
  if (close(file) == 0 && written && rename(aside.c_str(), path.c_str()) == 0) return true;
  const int failure = errno;
  unlink(aside.c_str());
  errno = failure;
  return false;
}

}  // namespace

bool ReadFile(const std::string& path, std::string* text, std::string* error, int largest) {
  text->clear();
  // Not to block on a pipe that nobody writes to.
  const int file = open(path.c_str(), O_RDONLY | O_NONBLOCK | O_CLOEXEC);
  if (file < 0) return FailWithErrno("cannot open " + path, error);
  const bool read = ReadRegular(file, path, text, largest, error);
  close(file);
  return read;
}

bool WriteFile(const std::string& path, std::string_view text, std::string* error) {
  struct stat status;
  const bool special = stat(path.c_str(), &status) == 0 && !S_ISREG(status.st_mode);
  if (special ? WriteInPlace(path, text) : WriteAside(path, text)) return true;
  return FailWithErrno("cannot write " + path, error);
}

std::string UserPath(const std::string& path) {
  const char* folder = std::getenv("BUILD_WORKING_DIRECTORY");
  const std::filesystem::path base =
      folder != nullptr ? std::filesystem::path(folder) : std::filesystem::current_path();
  return (base / path).lexically_normal();
}

std::string Runfile(const std::string& path) {
  const char* root = std::getenv("TEST_SRCDIR");
  const std::string runfiles =
      root != nullptr ? root : std::filesystem::read_symlink("/proc/self/exe").string() + ".runfiles";
  return runfiles + "/osmem/" + path;
}

}  // namespace checker
