// A folder, read through descriptors: what is a file when it is looked at is that file when it is read.
#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <climits>
#include <cstring>
#include <vector>

#include "course/submissions/intake.h"

namespace course {
namespace {

std::string KindOf(mode_t mode) {
  if (S_ISFIFO(mode)) return "a named pipe";
  if (S_ISSOCK(mode)) return "a socket";
  return "a device";
}

// In one order everywhere, so that the same folder is told the same.
std::vector<std::string> NamesIn(DIR* folder) {
  std::vector<std::string> names;
  while (const dirent* entry = readdir(folder)) {
    const std::string name = entry->d_name;
    if (name != "." && name != "..") names.push_back(name);
  }
  std::sort(names.begin(), names.end());
  return names;
}

class FolderReader {
 public:
  FolderReader(Intake* intake, std::string* error) : intake_(intake), error_(error) {}

  // Reads what is in the open folder, and closes it. False where there is no point in going on.
  bool ReadAll(int folder, const std::string& path) {
    DIR* entries = fdopendir(folder);
    if (entries == nullptr) return Fail(path);
    bool go_on = true;
    for (const std::string& name : NamesIn(entries)) {
      go_on = Read(folder, name, path.empty() ? name : path + "/" + name);
      if (!go_on) break;
    }
    closedir(entries);
    return go_on;
  }

 private:
  bool Read(int folder, const std::string& name, const std::string& path) {
    struct stat status = {};
    if (fstatat(folder, name.c_str(), &status, AT_SYMLINK_NOFOLLOW) != 0) return Fail(path);
    if (S_ISLNK(status.st_mode)) return ReadLink(folder, name, path);
    if (!S_ISREG(status.st_mode) && !S_ISDIR(status.st_mode)) return intake_->Other(path, KindOf(status.st_mode));
    // Not to wait for a pipe that has taken its place.
    const int file = openat(folder, name.c_str(), O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
    return file < 0 ? Fail(path) : ReadOpen(file, path);
  }

  bool ReadOpen(int file, const std::string& path) {
    struct stat status = {};
    fstat(file, &status);
    if (S_ISDIR(status.st_mode)) {
      if (intake_->Folder(path)) return ReadAll(file, path);
      close(file);
      return false;
    }
    const bool go_on = S_ISREG(status.st_mode) ? ReadFile(file, path) : intake_->Other(path, KindOf(status.st_mode));
    close(file);
    return go_on;
  }

  bool ReadFile(int file, const std::string& path) {
    if (!intake_->File(path)) return false;
    char buffer[1 << 16];
    for (ssize_t length; (length = read(file, buffer, sizeof buffer)) != 0;) {
      if (length < 0) return Fail(path);
      if (!intake_->Part({buffer, static_cast<size_t>(length)})) return false;
    }
    return true;
  }

  bool ReadLink(int folder, const std::string& name, const std::string& path) {
    char target[PATH_MAX];
    const ssize_t length = readlinkat(folder, name.c_str(), target, sizeof target);
    return length < 0 ? Fail(path) : intake_->Link(path, {target, static_cast<size_t>(length)});
  }

  bool Fail(const std::string& path) {
    *error_ = "cannot read " + path + ": " + strerror(errno);
    return false;
  }

  Intake* const intake_;
  std::string* const error_;
};

}  // namespace

bool ReadFolder(const std::string& path, Intake* intake, std::string* error) {
  error->clear();
  const int folder = open(path.c_str(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
  if (folder < 0) {
    *error = "cannot read " + path + ": " + strerror(errno);
    return false;
  }
  FolderReader(intake, error).ReadAll(folder, "");
  return error->empty();
}

}  // namespace course
