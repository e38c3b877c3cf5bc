// A folder of its own for one run, with copies of what is run; it is gone when the run is over, or, where
// the run was killed, when the next one begins.
#pragma once

#include <sys/types.h>

#include <map>
#include <memory>
#include <mutex>
#include <string>

#include "checker/system/files.h"

namespace checker {

// The folder holds what the runner keeps to itself; `box` inside it is all that the program can reach.
class Scratch {
 public:
  Scratch();
  ~Scratch();
  Scratch(const Scratch&) = delete;
  Scratch& operator=(const Scratch&) = delete;

  // Empty, or why something could not be done; nothing is attempted after that.
  const std::string& error() const { return error_; }

  std::string PathOf(const std::string& name) const { return folder_ + "/" + name; }
  // Everybody may execute the copy.
  void Copy(const std::string& from, const std::string& name, int largest = kLargestFile);
  void Write(const std::string& name, const std::string& text);
  // Everybody may execute it.
  void WriteProgram(const std::string& name, const std::string& bytes);
  void GiveTo(uid_t owner, const std::string& name);

 private:
  friend class Originals;
  void CopyBytes(const std::string& from, const std::string& name, int largest);
  void FailWithErrno(const std::string& what);

  std::string folder_;
  int lock_ = -1;  // on the folder, for as long as somebody needs it
  std::string error_;
};

// As long as somebody holds this, each file that is copied into scratch folders is read once: the copies are links to
// one. Nobody writes to it, since who runs it may not; a file that is another one by now is copied anew.
class Originals {
 public:
  static std::shared_ptr<Originals> Share();

  // Where the one is, or why there is none.
  std::string CopyOf(const std::string& from, int largest, std::string* error);

 private:
  std::mutex mutex_;
  Scratch scratch_;
  std::map<std::string, std::string> copies_;  // by what tells a file from others
};

}  // namespace checker
