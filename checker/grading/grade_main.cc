// The command that grades a library: a table for people, JSON for programs, an exit status for scripts.
#include <unistd.h>

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <optional>

#include "checker/grading/assess.h"
#include "checker/grading/comparison.h"
#include "checker/grading/page.h"
#include "checker/grading/play.h"
#include "checker/grading/race.h"
#include "checker/grading/report.h"
#include "checker/grading/request.h"
#include "checker/run/library.h"
#include "checker/run/runner.h"
#include "checker/system/command_line.h"
#include "checker/system/files.h"
#include "checker/system/scratch.h"
#include "checker/trace/text.h"

namespace checker {
namespace {

constexpr char kCommand[] = "grade";
constexpr char kUsage[] =
    R"(usage: bazel run //checker:grade -- [--lib FILE.so] [--tier TIER] [--snippet TIER/NAME] [--all]
                                    [--json FILE] [--html FILE] [--seed N | --secret-seed FILE]
                                    [--programs M] [--budget SECONDS] [--again FILE]
                                    [--submission DIGEST] [--unbuilt FILE] [--without-landlock] [--score]
Explains the mistakes of the library, and with --all each test that it fails. The tier random plays M programs
made from the seeds N, N + 1, ...; without --seed, N is drawn. Of programs made from a secret, nothing is told but
whether they pass. What was not played after SECONDS (30) earns nothing. --again grades as the JSON of an earlier
grade says, and compares. For who built the library: a digest of its source, to be recorded; and where it did not
build, the compiler's words. Where the kernel has no Landlock, a library could read the user's files: it is not run
without being told to. --score plays the calls of real programs, too, and says beside the points how much memory
and time the library takes for them; it is for make grade ARGS=--score and //checker:grade_scored.
)";

constexpr char kSeeDoctor[] =
    "what could not be run stands above; bazel run //checker:doctor says whether this machine is in the way";

constexpr char kNoLandlock[] =
    "this kernel has no Landlock, so a library could read whatever you can, another's solution among it; grade it as a "
    "user who can read nothing of worth, with --without-landlock";

constexpr char kNoLandlockForScore[] =
    "this kernel has no Landlock, without which a library could read those that --score compares it with";

// Those tests of a plan that are told of in full, or the others, with their runs.
struct Part {
  explicit Part(const Plan& plan) : tests(plan.tests.begin(), plan.tests.begin() + plan.shown) {}
  Part(const Plan& plan, const Runs& all, size_t first, size_t end)
      : tests(plan.tests.begin() + first, plan.tests.begin() + end), runs(all.begin() + first, all.begin() + end) {}

  std::vector<GradedTest> tests;
  Runs runs;
};

// Adds how the hidden tests ended, and nothing that leads to what they are.
void AddHidden(const std::vector<GradedTest>& tests, const Report& hidden, Report* report) {
  const int earned = TotalOf(hidden).points;
  for (MistakeFound& mistake : report->mistakes) mistake.total_without += earned;
  for (size_t i = 0; i < hidden.tests.size(); ++i) {
    const TestResult& test = hidden.tests[i];
    TestResult result(tests[i]);
    result.points = test.points;
    result.verdict.status = test.verdict.status == Status::kError ? Status::kError
                            : test.points == test.max             ? Status::kPassed
                                                                  : Status::kFailed;
    if (result.verdict.status != Status::kPassed) result.verdict.message = "What this test plays is not shown.";
    report->tests.push_back(result);
  }
}

// `shown` becomes what is told of in full.
Report Graded(const Plan& plan, const Library& library, Part* shown) {
  const auto originals = Originals::Share();  // of the library, and of what each run needs beside it
  const bool terminal = isatty(STDERR_FILENO);
  const auto show = [&](size_t done) {
    if (terminal) std::fprintf(stderr, "\r%zu of %zu graded", done, plan.tests.size());
  };
  const Runs runs = PlayAll(plan.tests, library, show, plan.budget);
  if (terminal) std::fprintf(stderr, "\r\x1b[K");
  const auto play = [&](const Program& program) { return Play(program, library); };
  *shown = Part(plan, runs, 0, plan.shown);
  const Part hidden(plan, runs, plan.shown, plan.tests.size());
  Report report = Assess(shown->tests, shown->runs, play);
  if (!hidden.tests.empty()) AddHidden(hidden.tests, Assess(hidden.tests, hidden.runs, play), &report);
  return report;
}

// What is known where there is nothing to run.
Report NothingRan(const Plan& plan, Status status, const std::string& why) {
  Report report;
  for (const GradedTest& test : plan.tests) {
    report.tests.emplace_back(test);
    report.tests.back().verdict.status = status;
    report.tests.back().verdict.message = why;
  }
  return report;
}

// What the library is called.
std::string NameIn(const Request& request) {
  return request.library.empty() ? "//checker:submission" : Printable(UserPath(request.library));
}

// What a page calls it: as it was given, or nothing where the page is for somebody who built it elsewhere.
std::string NameInPage(const Request& request) {
  if (!request.submission.empty()) return "";
  return request.library.empty() ? NameIn(request) : Printable(request.library);
}

std::string TextOf(const Request& request, const Report& report) {
  const char* no_color = std::getenv("NO_COLOR");
  const bool color = isatty(STDOUT_FILENO) && (no_color == nullptr || *no_color == '\0');
  const std::optional<uint64_t>& seed = report.record.seed;
  const std::string with = seed ? " with --seed " + std::to_string(*seed) : " with a secret seed";
  return ToText(report, "Grading " + NameIn(request) + with, color, request.all);
}

// Whether a grade that was made again is the same.
std::string Comparison(const std::vector<std::string>& differences, const std::string& name) {
  std::string text = (differences.empty() ? "\nThe same as " : "\nNot the same as ") + Printable(name) + "\n";
  for (const std::string& line : differences) text += "  " + line + "\n";
  return text;
}

// Prints and writes what is asked for; the exit status.
int Tell(const Request& request, const Plan& plan, const Report& report, const Part& shown, std::string text) {
  std::string error;
  const std::string json = ToJson(report);
  int status = ExitStatus(report);
  if (!plan.again.empty()) {
    const std::vector<std::string> differences = DifferencesOf(plan.again, json);
    text += Comparison(differences, request.again);
    status = differences.empty() ? 0 : 1;
  }
  if (!text.empty()) Print(text, &error);
  if (!request.json.empty()) WriteFile(UserPath(request.json), json, &error);
  if (!request.html.empty())
    WriteFile(UserPath(request.html), ToHtml(report, shown.tests, shown.runs, NameInPage(request)), &error);
  return error.empty() ? status : CouldNotRun(kCommand, error);
}

int GradeUnbuilt(const Request& request, const Plan& plan) {
  std::string words, error;
  if (!ReadFile(UserPath(request.unbuilt), &words, &error)) return CouldNotRun(kCommand, error);
  Report report = NothingRan(plan, Status::kFailed, "There is no library: its source did not build.");
  report.record = plan.record;
  AddWhatIsThere(plan.tests, "", &report.record);
  report.unbuilt = words.empty() ? "The compiler said nothing." : words;
  return Tell(request, plan, report, Part(plan),
              "0 of " + std::to_string(TotalOf(report).max) +
                  ": what does not build earns nothing. What was said of it:\n\n" + Printable(report.unbuilt, "\n"));
}

bool AddScore(const std::string& library, Report* report, std::string* error) {
  const bool terminal = isatty(STDERR_FILENO);
  const auto show = [&](size_t done, size_t all) {
    if (terminal) std::fprintf(stderr, "\r%zu of %zu traces raced", done, all);
  };
  report->score.emplace();
  const bool made = MakeScore(library, Runfile("snippets/traces"), show, &*report->score, error);
  if (terminal) std::fprintf(stderr, "\r\x1b[K");
  return made;
}

int Grade(const Request& request) {
  std::string error;
  Plan plan;
  const auto start = std::chrono::steady_clock::now();
  if (!MakePlan(request, &plan, &error)) return CouldNotRun(kCommand, error);
  if (!request.unbuilt.empty()) return GradeUnbuilt(request, plan);
  if (!request.without_landlock && !CanConfineFiles()) return CouldNotRun(kCommand, kNoLandlock);
  if (request.score && !CanConfineFiles()) return CouldNotRun(kCommand, kNoLandlockForScore);
  const std::string path =
      request.library.empty() ? Runfile("checker/submission/libosmem.so") : UserPath(request.library);
  const Library library = OpenLibrary(path);
  const bool usable = library.error.empty();
  Part shown(plan);
  Report report = usable ? Graded(plan, library, &shown) : NothingRan(plan, Status::kError, library.error);
  report.record = plan.record;
  AddWhatIsThere(plan.tests, path, &report.record);
  report.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  if (request.score && usable && !AddScore(path, &report, &error)) return CouldNotRun(kCommand, error);
  const int status = Tell(request, plan, report, shown, usable ? TextOf(request, report) : "");
  if (!usable) return CouldNotRun(kCommand, library.error);
  return ExitStatus(report) == 2 ? CouldNotRun(kCommand, kSeeDoctor) : status;
}

}  // namespace
}  // namespace checker

int main(int argc, char** argv) {
  checker::Request request;
  const checker::CommandLine line = checker::ReadCommandLine(argc, argv,
                                                             {{"lib", &request.library},
                                                              {"tier", &request.tier},
                                                              {"snippet", &request.snippet},
                                                              {"json", &request.json},
                                                              {"html", &request.html},
                                                              {"all", &request.all},
                                                              {"score", &request.score},
                                                              {"again", &request.again},
                                                              {"unbuilt", &request.unbuilt},
                                                              {"submission", &request.submission},
                                                              {"without-landlock", &request.without_landlock},
                                                              {"budget", &request.budget},
                                                              {"seed", &request.seed},
                                                              {"secret-seed", &request.secret_seed},
                                                              {"programs", &request.programs}},
                                                             0);
  const std::optional<int> shown = checker::ShowUsage(checker::kCommand, checker::kUsage, line);
  return shown ? *shown : checker::Grade(request);
}
