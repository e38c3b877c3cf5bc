#include "checker/system/scratch.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <ctime>
#include <filesystem>
#include <fstream>
#include <mutex>
#include <system_error>

#include "checker/system/process.h"

namespace checker {
namespace {

constexpr off_t kLargestFile = 64 * 1024 * 1024;

// Opens `path` for reading where it is something that can be copied; -1 and a sentence where not.
int OpenPlainFile(const std::string& path, std::string* error) {
  const int file = open(path.c_str(), O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);
  struct stat status = {};
  if (file < 0 || fstat(file, &status) != 0) {
    *error = "Cannot read " + path + ": " + strerror(errno) + ".";
  } else if (!S_ISREG(status.st_mode)) {
    *error = path + " is not a plain file.";
  } else if (status.st_size > kLargestFile) {
    *error = path + " has more than 64 MiB.";
  } else {
    return file;
  }
  if (file >= 0) close(file);
  return -1;
}

bool CopyAll(int from, int to) {
  char buffer[65536];
  for (;;) {
    const ssize_t length = read(from, buffer, sizeof(buffer));
    if (length <= 0) return length == 0;
    if (write(to, buffer, length) != length) return false;
  }
}

// TMPDIR, or /tmp where another user could not pass through it.
std::string ScratchParent() {
  const char* chosen = getenv("TMPDIR");
  if (chosen == nullptr || *chosen == '\0') return "/tmp";
  const std::filesystem::path folder = std::filesystem::absolute(chosen);
  std::filesystem::path passed;
  for (const auto& step : folder) {
    passed /= step;
    struct stat status = {};
    if (stat(passed.c_str(), &status) != 0 || (status.st_mode & S_IXOTH) == 0) return "/tmp";
  }
  return folder.string();
}

// Removes what was left by a run that was killed: our own folders that nobody has locked. A young one may be about to
// be.
void RemoveLeftovers(const std::string& parent) {
  std::error_code ignored;
  for (const auto& entry : std::filesystem::directory_iterator(parent, ignored)) {
    struct stat status = {};
    if (entry.path().filename().string().rfind("osmem-", 0) != 0 || lstat(entry.path().c_str(), &status) != 0) continue;
    if (!S_ISDIR(status.st_mode) || status.st_uid != geteuid() || time(nullptr) - status.st_mtime < 60) continue;
    const int folder = open(entry.path().c_str(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    if (folder < 0) continue;
    const bool leftover = faccessat(folder, "box", F_OK, 0) == 0 && flock(folder, LOCK_EX | LOCK_NB) == 0;
    if (leftover) std::filesystem::remove_all(entry.path(), ignored);
    close(folder);
  }
}

}  // namespace

Scratch::Scratch() : folder_(ScratchParent() + "/osmem-XXXXXX") {
  static std::once_flag swept;
  std::call_once(swept, [this] { RemoveLeftovers(std::filesystem::path(folder_).parent_path()); });
  // 0711: another user may pass through to the box, and see nothing on the way.
  if (mkdtemp(folder_.data()) == nullptr || chmod(folder_.c_str(), 0711) != 0 ||
      (lock_ = open(folder_.c_str(), O_RDONLY | O_CLOEXEC)) < 0 || flock(lock_, LOCK_EX) != 0 ||
      mkdir(PathOf("box").c_str(), 0755) != 0 || chmod(PathOf("box").c_str(), 0755) != 0) {
    error_ = "Cannot make a scratch folder " + folder_ + ": " + strerror(errno) +
             "; set TMPDIR to a folder that can be written.";
  }
}

Scratch::~Scratch() {
  std::error_code ignored;
  std::filesystem::remove_all(folder_, ignored);
  if (lock_ >= 0) close(lock_);
}

void Scratch::Copy(const std::string& from, const std::string& name) {
  if (!error_.empty()) return;
  const int source = OpenPlainFile(from, &error_);
  if (source < 0) return;
  const std::shared_lock<std::shared_mutex> lock(StartLock());
  const std::string target_name = PathOf(name);
  const int target = open(target_name.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0755);
  if (target < 0 || fchmod(target, 0755) != 0 || !CopyAll(source, target)) {
    error_ = "Cannot copy " + from + " to " + target_name + ": " + strerror(errno) + ".";
  }
  if (target >= 0) close(target);
  close(source);
}

void Scratch::Write(const std::string& name, const std::string& text) {
  if (!error_.empty()) return;
  std::ofstream file(PathOf(name), std::ios::binary);
  file << text;
  if (!file.flush()) error_ = "Cannot write " + PathOf(name) + ": " + strerror(errno) + ".";
}

void Scratch::GiveTo(uid_t owner, const std::string& name) {
  if (!error_.empty() || chown(PathOf(name).c_str(), owner, -1) == 0) return;
  error_ = "Cannot give away " + PathOf(name) + ": " + strerror(errno) + ".";
}

}  // namespace checker
