#include "course/results/folder.h"

#include <filesystem>

#include "checker/pages/page.h"
#include "checker/system/files.h"
#include "course/results/changes.h"
#include "course/results/class_text.h"
#include "course/results/clean.h"
#include "course/results/formats.h"
#include "course/results/gradebooks.h"

namespace course {
namespace {

namespace fs = std::filesystem;

constexpr char kWork[] = ".work";  // where the class is collected and graded: no result

bool Fail(const std::string& what, const std::error_code& code, std::string* error) {
  *error = what + ": " + code.message();
  return false;
}

bool MakeFolder(const fs::path& folder, std::string* error) {
  std::error_code code;
  fs::create_directories(folder, code);
  return code ? Fail("cannot make the folder " + folder.string(), code, error) : true;
}

// False where it cannot be looked into.
bool HoldsOthersThanWork(const fs::path& folder, bool* holds, std::string* error) {
  std::error_code code;
  for (fs::directory_iterator entry(folder, code), end; !code && entry != end; entry.increment(code)) {
    *holds = *holds || entry->path().filename() != kWork;
  }
  return code ? Fail("cannot look into " + folder.string(), code, error) : true;
}

fs::path FreeName(const fs::path& folder) {
  int number = 1;
  const auto named = [&] { return fs::path(folder.string() + ".old-" + std::to_string(number)); };
  while (fs::exists(fs::symlink_status(named()))) ++number;
  return named();
}

bool MoveAside(const fs::path& folder, std::string* moved, std::string* error) {
  const fs::path aside = FreeName(folder);
  std::error_code code;
  fs::rename(folder, aside, code);
  if (code) return Fail("cannot keep " + folder.string() + " as " + aside.string(), code, error);
  *moved = aside;
  if (!MakeFolder(folder, error)) return false;
  if (fs::exists(aside / kWork)) fs::rename(aside / kWork, folder / kWork, code);
  return code ? Fail("cannot move " + (aside / kWork).string(), code, error) : true;
}

// Writes files one by one, up to the first failure.
class Writing {
 public:
  Writing(fs::path folder, bool (*must_stop)(), std::string* error)
      : folder_(std::move(folder)), must_stop_(must_stop), error_(error) {}

  void File(const std::string& name, const std::string& text) {
    if (failed_) return;
    const fs::path path = folder_ / name;
    failed_ = Stopped() || !MakeFolder(path.parent_path(), error_) || !checker::WriteFile(path, text, error_);
  }

  // Whatever was written by that name before is not there any more.
  void NoFile(const std::string& name) {
    std::error_code code;
    if (!failed_) fs::remove(folder_ / name, code);
    if (!code || failed_) return;
    failed_ = true;
    Fail("cannot remove " + (folder_ / name).string(), code, error_);
  }

  bool failed() const { return failed_; }

 private:
  bool Stopped() {
    const bool stopped = must_stop_();
    if (stopped) *error_ = "stopped; the same command goes on from here";
    return stopped;
  }

  const fs::path folder_;
  bool (*const must_stop_)();
  std::string* const error_;
  bool failed_ = false;
};

std::string Dump(const Json& json) { return json.dump(2) + "\n"; }

// Where tests are hidden there is no page, which says of each whether it passed.
void WritePage(const Student& student, bool is_hidden, Writing* out) {
  std::string page, none;
  const bool shown = !is_hidden && checker::ReadFile(student.page, &page, &none);
  for (const std::string& name : {student.file + ".html", "classroom50/" + student.file + "/grade.html"}) {
    shown ? out->File(name, page) : out->NoFile(name);
  }
}

void WriteStudent(const Student& student, const Reveal& reveal, Writing* out) {
  if (student.outcome == Outcome::kCouldNotRun) {
    out->File(student.file + ".txt", "Not graded yet; this is no 0.\n");
    return out->File("junit/" + student.file + ".xml", JUnitXml(student.name, {}, student.why, reveal));
  }
  std::string error;
  const std::string json = PublicJson(student.json, reveal);
  const Grade view = *ReadGrade(json, &error);
  out->File(student.file + ".json", json);
  out->File(student.file + ".txt", StudentText(view, reveal));
  out->File("junit/" + student.file + ".xml", JUnitXml(student.name, view, "", reveal));
  out->File("gradescope/" + student.file + "/results.json", Dump(GradescopeResults(view, reveal)));
  out->File("classroom50/" + student.file + "/result.json", Dump(Classroom50Result(view)));
  WritePage(student, view.HiddenTests() > 0, out);
}

}  // namespace

std::optional<Json> ReadResults(const std::string& folder, std::string* error) {
  std::string text;
  if (!checker::ReadFile(folder + "/class.json", &text, error)) return std::nullopt;
  const Json data = Json::parse(text, nullptr, false);
  if (data.is_object() && data.contains("students")) return std::optional<Json>(std::in_place, data);
  *error = folder + "/class.json is not what a class's results say";
  return std::nullopt;
}

bool MakeRoom(const std::string& folder, const Json& data, std::string* moved, std::string* error) {
  bool holds = false;
  if (!MakeFolder(folder, error) || !HoldsOthersThanWork(folder, &holds, error)) return false;
  if (!holds) return true;
  if (!fs::exists(fs::path(folder) / "class.json")) {
    *error = folder + " holds other things than results; name a folder that is new or empty";
    return false;
  }
  std::string ignored;
  const std::optional<Json> before = ReadResults(folder, &ignored);
  return (before && IsContinued(*before, data)) || MoveAside(folder, moved, error);
}

bool WriteResults(const Class& all, const Json& data, const Reveal& reveal, const std::string& folder,
                  bool (*must_stop)(), std::string* error) {
  Writing out(folder, must_stop, error);
  out.File("class.json", Dump(data));
  for (const Student& student : all.students) WriteStudent(student, reveal, &out);
  out.File("class.csv", ClassCsv(all));
  out.File("tests.csv", TestsCsv(all));
  out.File("moodle.csv", MoodleCsv(all, reveal));
  out.File("canvas.csv", CanvasCsv(all, reveal));
  out.File("class.txt", ClassText(data));
  out.File("class.html", checker::ClassPage(data));
  return !out.failed();
}

}  // namespace course
