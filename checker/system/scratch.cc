#include "checker/system/scratch.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <ctime>
#include <filesystem>
#include <mutex>
#include <system_error>

#include "checker/system/guard.h"
#include "checker/system/process.h"

namespace checker {
namespace {

constexpr time_t kYoung = 60;  // seconds

// TMPDIR, or /tmp where another user could not pass through it, or the loader would take its name apart.
std::string ScratchParent() {
  const char* chosen = getenv("TMPDIR");
  if (chosen == nullptr || *chosen == '\0') return "/tmp";
  std::error_code gone;  // the folder that we are in
  const std::filesystem::path folder = std::filesystem::absolute(chosen, gone);
  if (gone || folder.string().find_first_of(":;$") != std::string::npos) return "/tmp";
  std::filesystem::path passed;
  for (const auto& step : folder) {
    passed /= step;
    struct stat status = {};
    if (stat(passed.c_str(), &status) != 0 || (status.st_mode & S_IXOTH) == 0) return "/tmp";
  }
  return folder.string();
}

// Removes what was left by a run that was killed: our own folders that nobody has locked. A young one is left alone:
// another run may have made it just now, and not have come to lock it yet.
void RemoveLeftovers(const std::string& parent) {
  std::error_code ignored;
  for (const auto& entry : std::filesystem::directory_iterator(parent, ignored)) {
    struct stat status = {};
    if (entry.path().filename().string().rfind("osmem-", 0) != 0 || lstat(entry.path().c_str(), &status) != 0) continue;
    if (!S_ISDIR(status.st_mode) || status.st_uid != geteuid() || time(nullptr) - status.st_mtime < kYoung) continue;
    const int folder = open(entry.path().c_str(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    if (folder < 0) continue;
    const bool ours = faccessat(folder, "box", F_OK, 0) == 0 || std::filesystem::is_empty(entry.path(), ignored);
    const bool leftover = ours && flock(folder, LOCK_EX | LOCK_NB) == 0;
    if (leftover) std::filesystem::remove_all(entry.path(), ignored);
    close(folder);
  }
}

std::shared_ptr<Originals> Shared(const std::shared_ptr<Originals>& fresh = nullptr) {
  static std::mutex mutex;
  static std::weak_ptr<Originals> shared;
  const std::lock_guard<std::mutex> lock(mutex);
  if (fresh && shared.expired()) shared = fresh;
  return shared.lock();
}

// What tells a file from any other, and from what it was before.
std::string IdentityOf(const std::string& path) {
  struct stat file = {};
  if (stat(path.c_str(), &file) != 0) return "";
  const timespec &changed = file.st_ctim, &written = file.st_mtim;
  std::string identity = path;
  for (const intmax_t number : {static_cast<intmax_t>(file.st_dev), static_cast<intmax_t>(file.st_ino), file.st_size,
                                changed.tv_sec, changed.tv_nsec, written.tv_sec, written.tv_nsec}) {
    identity += " " + std::to_string(number);
  }
  return identity;
}

}  // namespace

std::shared_ptr<Originals> Originals::Share() { return Shared(std::make_shared<Originals>()); }

std::string Originals::CopyOf(const std::string& from, int largest, std::string* error) {
  const std::lock_guard<std::mutex> lock(mutex_);
  std::string& copy = copies_[IdentityOf(from)];
  if (!copy.empty()) return copy;
  const std::string name = "box/" + std::to_string(copies_.size());
  scratch_.CopyBytes(from, name, largest);
  if (scratch_.error_.empty()) return copy = scratch_.PathOf(name);
  *error = scratch_.error_;
  scratch_.error_.clear();
  return "";
}

Scratch::Scratch() {
  static std::once_flag swept;
  static std::atomic<int> count = 0;
  const std::string parent = ScratchParent();
  std::call_once(swept, [&] { RemoveLeftovers(parent); });
  bool made = false, taken = false;
  do {
    // Guarded before it is there, or who is killed in between would leave it.
    folder_ = parent + "/osmem-" + std::to_string(getpid()) + "-" + std::to_string(++count);
    GuardFolder(folder_);
    made = mkdir(folder_.c_str(), 0700) == 0;
    taken = !made && errno == EEXIST;
    if (taken) UnguardFolder(folder_);
  } while (taken);
  // 0711: another user may pass through to the box, and see nothing on the way.
  if (!made || chmod(folder_.c_str(), 0711) != 0 || (lock_ = open(folder_.c_str(), O_RDONLY | O_CLOEXEC)) < 0 ||
      flock(lock_, LOCK_EX) != 0 || mkdir(PathOf("box").c_str(), 0755) != 0 ||
      chmod(PathOf("box").c_str(), 0755) != 0) {
    FailWithErrno("cannot make a scratch folder " + folder_);
    error_ += "; set TMPDIR to a folder that can be written";
  }
  struct statvfs mount = {};
  if (error_.empty() && statvfs(folder_.c_str(), &mount) == 0 && (mount.f_flag & ST_NOEXEC) != 0)
    error_ = "nothing may be executed in " + folder_ + "; set TMPDIR to a folder that is not mounted noexec";
}

Scratch::~Scratch() {
  std::error_code ignored;
  std::filesystem::remove_all(folder_, ignored);
  UnguardFolder(folder_);
  if (lock_ >= 0) close(lock_);
}

void Scratch::Copy(const std::string& from, const std::string& name, int largest) {
  const std::shared_ptr<Originals> originals = Shared();
  if (!error_.empty()) return;
  const std::string original = originals ? originals->CopyOf(from, largest, &error_) : "";
  if (!original.empty() && link(original.c_str(), PathOf(name).c_str()) == 0) return;
  CopyBytes(from, name, largest);
}

void Scratch::CopyBytes(const std::string& from, const std::string& name, int largest) {
  std::string bytes;
  if (error_.empty() && ReadFile(from, &bytes, &error_, largest)) WriteProgram(name, bytes);
}

void Scratch::WriteProgram(const std::string& name, const std::string& bytes) {
  Write(name, bytes);
  if (error_.empty() && chmod(PathOf(name).c_str(), 0755) != 0) FailWithErrno("cannot make " + name + " executable");
}

void Scratch::Write(const std::string& name, const std::string& text) {
  if (!error_.empty()) return;
  const std::shared_lock<std::shared_mutex> lock(StartLock());
  WriteFile(PathOf(name), text, &error_);
}

void Scratch::GiveTo(uid_t owner, const std::string& name) {
  if (!error_.empty() || chown(PathOf(name).c_str(), owner, -1) == 0) return;
  FailWithErrno("cannot give away " + PathOf(name));
}

void Scratch::FailWithErrno(const std::string& what) { error_ = what + ": " + strerror(errno); }

}  // namespace checker
