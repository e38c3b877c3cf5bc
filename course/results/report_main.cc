// The command that writes a class's results from its grades, and one grade as Gradescope reads it.
#include <csignal>
#include <cstdio>
#include <ctime>
#include <filesystem>

#include "checker/system/command_line.h"
#include "checker/system/files.h"
#include "course/results/changes.h"
#include "course/results/class_data.h"
#include "course/results/class_text.h"
#include "course/results/folder.h"
#include "course/results/formats.h"

namespace course {
namespace {

constexpr char kCommand[] = "report";
constexpr char kUsage[] =
    R"(usage: report --class LIST.json --grades FOLDER --out RESULTS [--against OLD] [--reveal YYYY-MM-DD] [--overwrite]
       report --gradescope GRADE.json --out results.json [--reveal YYYY-MM-DD]
The first writes the results of a class: LIST.json says who is in it, FOLDER has the grade of each. OLD are older
results, to compare with. Results in RESULTS that would be lost are moved to RESULTS.old-1, .old-2, ...;
--overwrite deletes them. Tests with secret seeds are shown to students from the day of --reveal on.
The exit status is 0, 1 where somebody could not be graded, 2 where nothing could be written.
)";

struct Request {
  std::string list, grades, out, against, reveal, gradescope;
  bool overwrite = false;
};

volatile std::sig_atomic_t interrupted = 0;

std::string Today() {
  const std::time_t now = std::time(nullptr);
  char text[sizeof "0000-00-00"];
  std::strftime(text, sizeof text, "%Y-%m-%d", std::localtime(&now));
  return text;
}

// Without the slash that a shell completes the name of a folder with.
std::string FolderPath(const std::string& path) {
  const std::filesystem::path folder = checker::UserPath(path);
  return folder.has_filename() ? folder : folder.parent_path();
}

int Fail(const std::string& error) { return checker::CouldNotRun(kCommand, error); }

int WriteGradescope(const Request& request, const Reveal& reveal) {
  std::string text, error;
  const std::string path = checker::UserPath(request.gradescope);
  if (!checker::ReadFile(path, &text, &error)) return Fail(error);
  if (!ReadGrade(text, &error)) return Fail(request.gradescope + ": " + error);
  const Grade view = *ReadGrade(PublicJson(text, reveal), &error);
  if (!view.total) return Fail("the grade has no total, as something could not be run; grade again");
  const std::string results = GradescopeResults(view, reveal).dump(2) + "\n";
  return checker::WriteFile(checker::UserPath(request.out), results, &error) ? 0 : Fail(error);
}

bool Compare(const Request& request, Json* data, std::string* error) {
  if (request.against.empty()) return true;
  const std::optional<Json> before = ReadResults(FolderPath(request.against), error);
  if (before) (*data)["changes"] = Changes(*before, request.against, *data);
  return before.has_value();
}

int WriteClass(const Request& request, const Reveal& reveal) {
  Class all;
  std::string error, moved;
  if (!ReadClass(checker::UserPath(request.list), FolderPath(request.grades), &all, &error)) return Fail(error);
  Json data = ClassData(all, reveal);
  const std::string out = FolderPath(request.out);
  if (!Compare(request, &data, &error) || !MakeRoom(out, data, &moved, &error)) return Fail(error);
  const auto must_stop = [] { return interrupted != 0; };
  const bool written = WriteResults(all, data, reveal, out, must_stop, &error);
  if (!moved.empty() && !(written && request.overwrite)) {
    std::printf("The results of before are in %s now; AGAINST=%s lists what changed.\n", moved.c_str(), moved.c_str());
  }
  if (!written) return Fail(error);
  std::error_code ignored;
  if (request.overwrite && !moved.empty()) std::filesystem::remove_all(moved, ignored);
  std::printf("%s\nclass.txt and class.html in %s have the whole class.\n", SummaryLine(data).c_str(), out.c_str());
  return data["could_not_run"].empty() ? 0 : 1;
}

int Report(const Request& request) {
  if (!request.reveal.empty() && !IsDate(request.reveal)) {
    return Fail("--reveal takes a date, YYYY-MM-DD, not \"" + request.reveal + "\"");
  }
  const Reveal reveal = RevealOn(request.reveal, Today());
  if (request.out.empty()) return Fail("--out must say where to; --help has the usage");
  if (!request.gradescope.empty()) return WriteGradescope(request, reveal);
  if (request.list.empty() || request.grades.empty())
    return Fail("--class and --grades are missing; --help has the usage");
  // What is being written is finished first.
  for (const int number : {SIGINT, SIGTERM, SIGHUP}) std::signal(number, [](int) { interrupted = 1; });
  return WriteClass(request, reveal);
}

}  // namespace
}  // namespace course

int main(int argc, char** argv) {
  course::Request request;
  const checker::CommandLine line = checker::ReadCommandLine(argc, argv,
                                                             {{"class", &request.list},
                                                              {"grades", &request.grades},
                                                              {"out", &request.out},
                                                              {"against", &request.against},
                                                              {"reveal", &request.reveal},
                                                              {"overwrite", &request.overwrite},
                                                              {"gradescope", &request.gradescope}},
                                                             0);
  const std::optional<int> shown = checker::ShowUsage(course::kCommand, course::kUsage, line);
  return shown ? *shown : course::Report(request);
}
