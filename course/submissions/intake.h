// Takes in what a student hands in, entry by entry, and keeps the sources. Every name and every byte is hostile.
#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <string_view>

namespace course {

// The sources of a submission, by their paths in it. No path is absolute or has a . or .. in it, and none is a folder
// of another's.
using Sources = std::map<std::string, std::string>;

struct Bounds {
  size_t entries = 20000;             // files, folders and whatever else lies in one submission
  size_t bytes = size_t{256} << 20;   // of all its files, unpacked
  size_t sources = size_t{16} << 20;  // of its C files and headers
  size_t path = 1024;                 // of a name, with its folders
};

// Each of what is found is told by one call, which returns false where the submission is refused.
class Intake {
 public:
  explicit Intake(const Bounds& bounds = {}) : bounds_(bounds) {}

  bool Folder(std::string_view path);
  // What is in it follows, in parts.
  bool File(std::string_view path);
  bool Part(std::string_view bytes);
  // `target` as it stands in the link, from the link's folder on.
  bool Link(std::string_view path, std::string_view target);
  // What is none of these: `what` is "a device", say.
  bool Other(std::string_view path, std::string_view what);
  // Whatever else makes it impossible to take: a sentence.
  bool Refuse(const std::string& why);

  // Why it is refused: a sentence that says what to do; empty where it is not.
  const std::string& error() const { return error_; }
  // Once, at the end. Links to sources have become what they lead to.
  Sources TakeSources();

 private:
  bool Entry(std::string_view path, std::string* clean);
  void FollowLink(const std::string& path, const std::string& target, Sources* followed);

  const Bounds bounds_;
  std::string error_;
  size_t entries_ = 0, bytes_ = 0, kept_ = 0;
  Sources sources_;
  std::map<std::string, std::string> links_;  // to paths in the submission
  std::string* file_ = nullptr;               // what is kept of the current one; null where nothing is
};

// What a folder holds, or an archive; the reasons not to take it are told to `intake`. False where it could not be read
// for a reason that is not the student's, and `error` says why.
bool ReadFolder(const std::string& path, Intake* intake, std::string* error);
bool ReadArchive(const std::string& path, Intake* intake, std::string* error);

// The same sources give the same bytes: a tar file.
std::string Pack(const Sources& sources);
// From such bytes; false where they are none.
bool Unpack(std::string_view bytes, Sources* sources);

}  // namespace course
