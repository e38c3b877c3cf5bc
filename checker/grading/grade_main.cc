// The command that grades a library: a table for people, JSON for programs, an exit status for scripts.
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <iterator>
#include <limits>
#include <optional>
#include <random>

#include "checker/grading/assess.h"
#include "checker/grading/play.h"
#include "checker/grading/report.h"
#include "checker/grading/snippet.h"
#include "checker/grading/suite.h"
#include "checker/programs/random.h"
#include "checker/run/library.h"
#include "checker/run/runner.h"
#include "checker/system/command_line.h"
#include "checker/system/files.h"
#include "checker/trace/printable.h"
#include "checker/trace/scanner.h"

namespace checker {
namespace {

constexpr char kCommand[] = "grade";
constexpr char kUsage[] =
    "usage: bazel run //checker:grade -- [--lib FILE.so] [--tier TIER] [--snippet TIER/NAME] [--all]\n"
    "                                    [--json FILE] [--seed N] [--programs M] [--budget SECONDS]\n"
    "                                    [--without-landlock]\n"
    "Explains the mistakes of the library, and with --all each test that it fails. The tier random plays M programs\n"
    "made from the seeds N, N + 1, ...; without --seed, N is drawn. What was not played after SECONDS (30) earns\n"
    "nothing. Where the kernel has no Landlock, a library could read the user's files: it is not run without being "
    "told to.\n";

constexpr char kNoLandlock[] =
    "this kernel has no Landlock, so a library could read whatever you can, another's solution among it; grade it as a "
    "user who can read nothing of worth, with --without-landlock";

// One that nobody knows before: who has the answers to known programs in a table has none to these.
std::string DrawnSeed() { return std::to_string(std::random_device()()); }

struct Request {
  std::string library, tier, snippet, json;
  bool all = false, without_landlock = false;
  std::string seed = DrawnSeed();
  std::string budget = "30";
  std::string programs;  // empty: as many as there are by default
};

// A whole number from `least` to `most`.
std::optional<uint64_t> NumberIn(const std::string& text, uint64_t least, uint64_t most) {
  Scanner in(text);
  const bool is_digit = !text.empty() && text[0] >= '0' && text[0] <= '9';
  const std::optional<uint64_t> number = is_digit ? in.TakeNumber() : std::nullopt;
  return number && in.AtEnd() && *number >= least && *number <= most ? number : std::nullopt;
}

bool AddRandomTier(const Request& request, uint64_t seed, std::vector<GradedTest>* tests, std::string* error) {
  constexpr uint64_t kMostPrograms = 100000;
  const std::string wanted = request.programs.empty() ? std::to_string(kDefaultPrograms) : request.programs;
  const std::optional<uint64_t> programs = NumberIn(wanted, std::size(kStyles), kMostPrograms);
  if (!programs) *error = "--programs takes a number from 4 to 100000, not \"" + wanted + "\"";
  if (!programs) return false;
  AddRandomPrograms(seed, static_cast<int>(*programs), tests);
  return true;
}

// The tests that the user asked for; on an error, none.
std::vector<GradedTest> ChooseTests(const Request& request, uint64_t seed, std::string* error) {
  std::vector<GradedTest> tests;
  std::string tiers;
  for (const std::string_view name : kTiers) {
    const std::string tier(name);
    tiers += tier + ", ";
    if (!request.tier.empty() && request.tier != tier) continue;
    if (!AddSnippets(tier, seed, &tests, error)) return {};
  }
  const bool random = request.tier.empty() || request.tier == kRandomTier;
  if (random && !AddRandomTier(request, seed, &tests, error)) return {};
  if (tests.empty())
    *error = "there is no tier " + request.tier + "; the tiers are " + tiers + kRandomTier;
  else if (!random && !request.programs.empty())
    *error = "--programs is for the tier random, not for " + request.tier;
  if (!error->empty()) return {};
  if (request.snippet.empty()) return tests;
  const auto other = [&](const GradedTest& test) { return test.Label() != request.snippet; };
  tests.erase(std::remove_if(tests.begin(), tests.end(), other), tests.end());
  if (!tests.empty()) return tests;
  const std::string where =
      request.tier.empty() ? "; write TIER/NAME, as in the table" : " in the tier " + request.tier;
  *error = "there is no snippet " + request.snippet + where;
  return {};
}

Report RunWithProgress(const std::vector<GradedTest>& tests, const Library& library, std::chrono::seconds budget) {
  const bool terminal = isatty(STDERR_FILENO);
  const auto show = [&](size_t done) {
    if (terminal) std::fprintf(stderr, "\r%zu of %zu graded", done, tests.size());
  };
  const Runs runs = PlayAll(tests, library, show, budget);
  if (terminal) std::fprintf(stderr, "\r\x1b[K");
  return Assess(tests, runs, [&](const Program& program) { return Play(program, library); });
}

// What is known where the library cannot be graded: of each test, that it could not be run.
Report NothingRan(const std::vector<GradedTest>& tests, const Library& library) {
  Report report;
  for (const GradedTest& test : tests) {
    TestResult result;
    result.tier = test.tier;
    result.name = test.name;
    result.max = test.points;
    result.verdict.status = Status::kError;
    result.verdict.message = library.error;
    report.tests.push_back(result);
  }
  return report;
}

void PrintReport(const Report& report, const std::string& heading, bool all, std::string* error) {
  const char* no_color = std::getenv("NO_COLOR");
  const bool color = isatty(STDOUT_FILENO) && (no_color == nullptr || *no_color == '\0');
  Print(ToText(report, heading, color, all), error);
}

int Grade(const Request& request) {
  std::string error;
  constexpr uint64_t kMostSeconds = 24 * 60 * 60;
  const std::optional<uint64_t> seed = NumberIn(request.seed, 0, std::numeric_limits<uint64_t>::max());
  const std::optional<uint64_t> budget = NumberIn(request.budget, 1, kMostSeconds);
  if (!seed) return CouldNotRun(kCommand, "--seed takes a whole number, not \"" + request.seed + "\"");
  if (!budget) return CouldNotRun(kCommand, "--budget takes seconds, from 1 to 86400, not \"" + request.budget + "\"");
  if (!request.without_landlock && !CanConfineFiles()) return CouldNotRun(kCommand, kNoLandlock);
  const std::vector<GradedTest> tests = ChooseTests(request, *seed, &error);
  if (tests.empty()) return CouldNotRun(kCommand, error);
  const bool given = !request.library.empty();
  const Library library = OpenLibrary(given ? UserPath(request.library) : Runfile("checker/submission/libosmem.so"));
  const bool usable = library.error.empty();
  Report report = usable ? RunWithProgress(tests, library, std::chrono::seconds(*budget)) : NothingRan(tests, library);
  report.seed = seed;
  const std::string name = given ? Printable(library.path) : "//checker:submission";
  if (usable) PrintReport(report, "Grading " + name + " with --seed " + request.seed, request.all, &error);
  if (!request.json.empty()) WriteFile(UserPath(request.json), ToJson(report), &error);
  if (!error.empty()) return CouldNotRun(kCommand, error);
  return usable ? ExitStatus(report) : CouldNotRun(kCommand, library.error);
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
                                                              {"all", &request.all},
                                                              {"without-landlock", &request.without_landlock},
                                                              {"budget", &request.budget},
                                                              {"seed", &request.seed},
                                                              {"programs", &request.programs}},
                                                             0);
  const std::optional<int> shown = checker::ShowUsage(checker::kCommand, checker::kUsage, line);
  return shown ? *shown : checker::Grade(request);
}
