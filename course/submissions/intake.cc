#include "course/submissions/intake.h"

#include <algorithm>
#include <filesystem>
#include <vector>

namespace course {
namespace {

constexpr size_t kLongestName = 255;  // in a folder, on any file system of Linux
constexpr int kMostLinks = 8;         // one after the other

// Of a long one, the beginning.
std::string Quoted(std::string_view path) {
  constexpr size_t kShown = 100;
  return "\"" + std::string(path.substr(0, kShown)) + (path.size() > kShown ? "...\"" : "\"");
}

// By its folders, without those that lead nowhere ("a//./b").
std::vector<std::string_view> StepsOf(std::string_view path) {
  std::vector<std::string_view> steps;
  while (!path.empty()) {
    const std::string_view step = path.substr(0, path.find('/'));
    if (!step.empty() && step != ".") steps.push_back(step);
    path.remove_prefix(std::min(path.size(), step.size() + 1));
  }
  return steps;
}

std::string Joined(const std::vector<std::string_view>& steps) {
  std::string path;
  for (const std::string_view step : steps) path += (path.empty() ? "" : "/") + std::string(step);
  return path;
}

bool IsAbsolute(std::string_view path) { return !path.empty() && path[0] == '/'; }

// What tools leave behind, and nobody writes: .git, .vscode, what a Mac adds to an archive.
bool IsIgnored(const std::vector<std::string_view>& steps) {
  return std::any_of(steps.begin(), steps.end(),
                     [](std::string_view step) { return step[0] == '.' || step == "__MACOSX"; });
}

bool IsSource(std::string_view path) {
  const auto ending = std::filesystem::path(path).extension();
  return ending == ".c" || ending == ".h" || ending == ".inc";
}

// Where a link leads, from the top of the submission; empty where that is outside.
std::string Destination(std::string_view link, std::string_view target) {
  if (IsAbsolute(target)) return "";
  std::vector<std::string_view> steps = StepsOf(link);
  steps.pop_back();
  for (const std::string_view step : StepsOf(target)) {
    if (step == ".." && steps.empty()) return "";
    if (step == "..")
      steps.pop_back();
    else
      steps.push_back(step);
  }
  return Joined(steps);
}

}  // namespace

bool Intake::Refuse(const std::string& why) {
  if (error_.empty()) error_ = why;
  return false;
}

// Counts it, and gives its path without detours; that is empty where nobody looks at it.
bool Intake::Entry(std::string_view path, std::string* clean) {
  file_ = nullptr;
  if (!error_.empty()) return false;
  if (++entries_ > bounds_.entries) {
    return Refuse("It has more than " + std::to_string(bounds_.entries) + " files; hand in the sources alone.");
  }
  const std::vector<std::string_view> steps = StepsOf(path);
  if (IsAbsolute(path))
    return Refuse("It has a file with an absolute name, " + Quoted(path) + "; pack its folder, not its path.");
  if (std::find(steps.begin(), steps.end(), "..") != steps.end())
    return Refuse("It has a file that would leave its folder, " + Quoted(path) +
                  "; pack what lies in the folder alone.");
  const bool is_long = std::any_of(steps.begin(), steps.end(), [](auto step) { return step.size() > kLongestName; });
  if (is_long || path.size() > bounds_.path || path.find('\0') != std::string_view::npos)
    return Refuse("It has a file whose name is too long, " + Quoted(path) + "; give it a short one.");
  if (!IsIgnored(steps)) *clean = Joined(steps);
  return true;
}

bool Intake::Folder(std::string_view path) {
  std::string clean;
  return Entry(path, &clean);
}

bool Intake::File(std::string_view path) {
  std::string clean;
  if (!Entry(path, &clean)) return false;
  if (!IsSource(clean)) return true;
  // Of two files with one name the last counts, as it does when an archive is unpacked.
  links_.erase(clean);
  file_ = &sources_[clean];
  kept_ -= file_->size();
  file_->clear();
  return true;
}

bool Intake::Part(std::string_view bytes) {
  bytes_ += bytes.size();
  if (bytes_ > bounds_.bytes) {
    return Refuse("Unpacked, it has more than " + std::to_string(bounds_.bytes >> 20) +
                  " MiB; hand in the sources alone.");
  }
  if (file_ == nullptr) return true;
  kept_ += bytes.size();
  if (kept_ > bounds_.sources) {
    return Refuse("Its C files and headers have more than " + std::to_string(bounds_.sources >> 20) +
                  " MiB; hand in what you wrote alone.");
  }
  file_->append(bytes);
  return true;
}

bool Intake::Link(std::string_view path, std::string_view target) {
  std::string clean;
  if (!Entry(path, &clean)) return false;
  if (clean.empty()) return true;
  const std::string destination = Destination(clean, target);
  if (destination.empty()) {
    return Refuse("It has a link that leads out of it, " + Quoted(path) + " to " + Quoted(target) +
                  "; hand in the file itself.");
  }
  if (!IsSource(clean)) return true;
  sources_.erase(clean);
  links_[clean] = destination;
  return true;
}

bool Intake::Other(std::string_view path, std::string_view what) {
  std::string clean;
  if (!Entry(path, &clean)) return false;
  if (clean.empty()) return true;
  return Refuse("It has " + std::string(what) + ", " + Quoted(path) + "; hand in files alone.");
}

void Intake::FollowLink(const std::string& path, const std::string& target, Sources* followed) {
  std::string destination = target;
  for (int i = 0; i < kMostLinks && links_.count(destination) > 0; ++i) destination = links_[destination];
  const auto found = sources_.find(destination);
  if (found == sources_.end()) return;
  kept_ += found->second.size();
  if (kept_ > bounds_.sources)
    Refuse("Its links make its sources too long; hand in the files themselves.");
  else
    (*followed)[path] = found->second;
}

Sources Intake::TakeSources() {
  Sources followed;
  for (const auto& [path, target] : links_) FollowLink(path, target, &followed);
  sources_.merge(followed);
  for (const auto& [path, text] : sources_) {
    const auto next = sources_.lower_bound(path + "/");
    if (next != sources_.end() && next->first.compare(0, path.size() + 1, path + "/") == 0)
      Refuse("It has a file and a folder of one name, " + Quoted(path) + "; give one of them another.");
  }
  return error_.empty() ? std::move(sources_) : Sources();
}

}  // namespace course
