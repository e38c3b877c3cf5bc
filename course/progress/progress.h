// What Bazel tells of a build, event by event -> who is done, who could not be graded and why, and how long the rest
// takes.
#pragma once

#include <map>
#include <string>
#include <vector>

namespace course {

class Progress {
 public:
  // By the names of their targets: how each student is called.
  explicit Progress(std::map<std::string, std::string> names) : names_(std::move(names)) {}

  // One line of the file of events (--build_event_json_file). Returns what there is to say at once: a line for a
  // student who could not be graded; otherwise "".
  std::string Take(const std::string& event);

  // At most 100 columns: "37 of 100 done, 63 left, 1 could not be graded, about 3 min left".
  std::string Line(double seconds) const;
  bool IsDone() const { return done_.size() + failed_.size() >= names_.size(); }

  const std::vector<std::string>& done() const { return done_; }
  const std::map<std::string, std::string>& failed() const { return failed_; }  // with the reason

 private:
  const std::map<std::string, std::string> names_;
  std::vector<std::string> done_;
  std::map<std::string, std::string> failed_, reasons_;
};

}  // namespace course
