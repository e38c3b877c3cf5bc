#include "checker/system/files.h"

#include <fcntl.h>
#include <sha2.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdint>
#include <cstdio>
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

// The standard stream that goes to the file, which would be cut off by opening it anew; -1 where none does.
int StreamTo(const struct stat& file) {
  for (const int stream : {STDOUT_FILENO, STDERR_FILENO}) {
    struct stat its = {};
    if (fstat(stream, &its) == 0 && its.st_dev == file.st_dev && its.st_ino == file.st_ino) return stream;
  }
  return -1;
}

bool WriteInPlace(const std::string& path, std::string_view text) {
  const int file = open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
  if (file < 0) return false;
  const bool written = WriteAll(file, text);
  return close(file) == 0 && written;
}

// The mode stays that of the file that is replaced, where there is one.
bool WriteAside(const std::string& path, std::string_view text, const struct stat* replaced) {
  const std::string aside = path + "." + std::to_string(getpid()) + ".tmp";
  const int file = open(aside.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0644);
  if (file < 0) return false;
  const bool written = (replaced == nullptr || fchmod(file, replaced->st_mode & 0777) == 0) && WriteAll(file, text);
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

bool ReadSecret(const std::string& path, std::string* secret, std::string* error) {
  constexpr size_t kLeast = 16;
  if (!ReadFile(path, secret, error)) return false;
  if (secret->size() >= kLeast) return true;
  *error = path + " is too short to stay a secret; write it with: head -c 32 /dev/urandom";
  return false;
}

bool WriteFile(const std::string& path, std::string_view text, std::string* error) {
  struct stat own = {}, meant = {};  // of a link, and of what it leads to
  const bool exists = lstat(path.c_str(), &own) == 0;
  const int stream = stat(path.c_str(), &meant) == 0 ? StreamTo(meant) : -1;
  const bool written = stream >= 0                       ? WriteAll(stream, text)
                       : exists && !S_ISREG(own.st_mode) ? WriteInPlace(path, text)
                                                         : WriteAside(path, text, exists ? &own : nullptr);
  return written || FailWithErrno("cannot write " + path, error);
}

bool Print(std::string_view text, std::string* error) {
  return WriteAll(STDOUT_FILENO, text) || FailWithErrno("cannot write to standard output", error);
}

std::string DigestOf(std::string_view bytes) {
  char digest[SHA256_DIGEST_STRING_LENGTH];
  SHA256Data(reinterpret_cast<const uint8_t*>(bytes.data()), bytes.size(), digest);
  return digest;
}

std::string UserPath(const std::string& path) {
  const char* folder = std::getenv("BUILD_WORKING_DIRECTORY");
  std::error_code gone;  // the folder that we are in: then the path is looked up, in vain, as it is
  const std::filesystem::path base =
      folder != nullptr ? std::filesystem::path(folder) : std::filesystem::current_path(gone);
  return (base / path).lexically_normal();
}

std::string Runfile(const std::string& path) {
  if (const char* root = std::getenv("TEST_SRCDIR")) return std::string(root) + "/osmem/" + path;
  std::error_code failed;
  const std::string program = std::filesystem::read_symlink("/proc/self/exe", failed).string();
  if (failed) {
    std::fputs("/proc/self/exe cannot be read, and without /proc nothing works here: mount -t proc proc /proc\n",
               stderr);
    std::exit(2);
  }
  return program + ".runfiles/osmem/" + path;
}

}  // namespace checker
