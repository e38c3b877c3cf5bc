// Shows how the build of a class gets on, and gathers what came of it.
#include <poll.h>
#include <unistd.h>

#include <chrono>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>

#include "checker/system/command_line.h"
#include "checker/system/files.h"
#include "course/progress/progress.h"

namespace course {
namespace {

namespace fs = std::filesystem;
using Clock = std::chrono::steady_clock;

constexpr char kCommand[] = "watch";
constexpr char kUsage[] = R"(usage: watch LIST.json EVENTS BUILT GRADES    while standard input is open
Reads the file EVENTS that a build writes, and copies the grades that it made from BUILT to the new folder GRADES:
ID.json and ID.html, or ID.error with the reason.
)";

// Of whom there is something to grade.
bool ReadNames(const std::string& path, std::map<std::string, std::string>* names, std::string* error) {
  std::string text;
  if (!checker::ReadFile(path, &text, error)) return false;
  const nlohmann::json list = nlohmann::json::parse(text);
  for (const auto& student : list["students"]) {
    if (student["error"].is_null()) (*names)[student["id"]] = student["name"];
  }
  return true;
}

// Waits a moment. False once the other end of standard input is closed.
bool IsOpen() {
  pollfd input = {STDIN_FILENO, POLLIN, 0};
  char ignored[256];
  return poll(&input, 1, 200) <= 0 || read(STDIN_FILENO, ignored, sizeof ignored) > 0;
}

class Screen {
 public:
  void Say(const std::string& line) {
    std::printf("%s%s\n", is_terminal_ ? "\r\x1b[K" : "", line.c_str());
    std::fflush(stdout);
  }
  // In place on a terminal; elsewhere now and then, as it is for somebody who reads a log.
  void Show(const Progress& progress) {
    const double seconds = std::chrono::duration<double>(Clock::now() - start_).count();
    const std::string line = progress.Line(seconds);
    if (line == shown_ || (!is_terminal_ && seconds < next_)) return;
    shown_ = line;
    next_ = seconds + kPause;
    std::printf("%s%s%s", is_terminal_ ? "\r" : "", line.c_str(), is_terminal_ ? "\x1b[K" : "\n");
    std::fflush(stdout);
  }
  void End() const {
    if (is_terminal_) std::printf("\r\x1b[K");
  }

 private:
  static constexpr double kPause = 10;  // seconds
  const bool is_terminal_ = isatty(STDOUT_FILENO) != 0;
  const Clock::time_point start_ = Clock::now();
  double next_ = kPause;
  std::string shown_;
};

void Follow(const std::string& events, Progress* progress) {
  Screen screen;
  std::ifstream file;
  std::string part;
  for (bool open = true, last = false; !last;) {
    last = !open;
    open = open && IsOpen();
    if (!file.is_open()) file.open(events);
    file.clear();
    // A line that is not whole yet waits for its end.
    for (std::string line; std::getline(file, line);) {
      part += line;
      if (file.eof()) break;
      const std::string said = progress->Take(part);
      if (!said.empty()) screen.Say(said);
      part.clear();
    }
    screen.Show(*progress);
  }
  screen.End();
}

bool Gather(const Progress& progress, const fs::path& built, const fs::path& grades, std::string* error) {
  std::error_code failed;
  fs::remove_all(grades, failed);
  fs::create_directories(grades, failed);
  for (const std::string& id : progress.done()) {
    if (!failed) fs::copy_file(built / (id + ".json"), grades / (id + ".json"), failed);
    if (!failed) fs::copy_file(built / (id + ".html"), grades / (id + ".html"), failed);
  }
  if (failed) *error = "cannot gather the grades in " + grades.string() + ": " + failed.message();
  for (const auto& [id, reason] : progress.failed()) {
    if (!failed && !checker::WriteFile(grades / (id + ".error"), reason + "\n", error)) return false;
  }
  return !failed;
}

int Run(const std::vector<std::string>& files) {
  std::string error;
  std::map<std::string, std::string> names;
  if (!ReadNames(files[0], &names, &error)) return checker::CouldNotRun(kCommand, error);
  Progress progress(names);
  Follow(files[1], &progress);
  if (!Gather(progress, files[2], files[3], &error)) return checker::CouldNotRun(kCommand, error);
  return 0;
}

}  // namespace
}  // namespace course

int main(int argc, char** argv) {
  checker::CommandLine line = checker::ReadCommandLine(argc, argv, {}, 4);
  if (line.error.empty() && !line.help && line.operands.size() < 4) line.error = "it takes four paths";
  if (const std::optional<int> shown = checker::ShowUsage(course::kCommand, course::kUsage, line)) return *shown;
  return course::Run(line.operands);
}
