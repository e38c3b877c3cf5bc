// One entry of a class, read in the jail: its sources as a tar file on standard output, and, as JSON on standard error,
// which of its C files are no part of that. Exit status 1: it is refused, and why stands on standard error.
#include <sys/stat.h>

#include <clocale>
#include <cstdio>
#include <nlohmann/json.hpp>

#include "course/results/clean.h"
#include "course/submissions/intake.h"
#include "course/submissions/layout.h"

namespace course {
namespace {

constexpr int kRefused = 1, kCouldNotRun = 2;

int Say(const std::string& sentence, int status) {
  std::fputs(sentence.c_str(), stderr);
  return status;
}

int Deliver(const std::string& path) {
  struct stat status = {};
  std::string error;
  Intake intake;
  const bool is_there = lstat(path.c_str(), &status) == 0;
  if (is_there && S_ISLNK(status.st_mode)) return Say("It is a link; hand in the folder or archive itself.", kRefused);
  const bool is_folder = is_there && S_ISDIR(status.st_mode);
  if (!(is_folder ? ReadFolder(path, &intake, &error) : ReadArchive(path, &intake, &error)))
    return Say(error, kCouldNotRun);
  const Sources all = intake.TakeSources();
  if (!intake.error().empty()) return Say(intake.error(), kRefused);
  const Layout layout = LayoutOf(all);
  if (!layout.error.empty()) return Say(layout.error, kRefused);
  nlohmann::json left_out = nlohmann::json::array();
  for (const std::string& left : layout.left_out) left_out.push_back(Clean(left));
  Say(left_out.dump(), 0);
  const std::string bytes = Pack(layout.sources);
  return std::fwrite(bytes.data(), 1, bytes.size(), stdout) == bytes.size() && std::fflush(stdout) == 0
             ? 0
             : Say("cannot hand on what it read", kCouldNotRun);
}

}  // namespace
}  // namespace course

int main(int argc, char** argv) {
  // Names in a zip are UTF-8, and say nothing in the locale of plain C.
  std::setlocale(LC_CTYPE, "C.UTF-8");
  if (argc != 2) return course::Say("usage: unpack FOLDER|ARCHIVE", course::kCouldNotRun);
  return course::Deliver(argv[1]);
}
