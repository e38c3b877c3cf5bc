// The command that grades a library: a table for people, JSON for programs, an exit status for scripts.
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>

#include "checker/files.h"
#include "checker/flags.h"
#include "checker/library.h"
#include "checker/report.h"
#include "checker/snippet.h"
#include "checker/suite.h"

namespace checker {
namespace {

constexpr int kCouldNotRun = 2;

constexpr char kUsage[] =
    "usage: bazel run //checker:grade -- [--lib FILE.so] [--tier TIER] [--snippet TIER/NAME] [--json FILE]\n";

struct Options {
  std::string library, tier, snippet, json;
};

int CouldNotRun(const std::string& why) {
  std::fprintf(stderr, "grade: %s\n", why.c_str());
  return kCouldNotRun;
}

// The tests that the user asked for; on an error, none.
std::vector<GradedTest> ChooseTests(const Options& options, std::string* error) {
  std::vector<GradedTest> tests;
  std::string tiers;
  for (const std::string_view name : kTiers) {
    const std::string tier(name);
    tiers += (tiers.empty() ? "" : ", ") + tier;
    if (!options.tier.empty() && options.tier != tier) continue;
    if (!AddSnippets(tier, &tests, error)) return {};
  }
  if (tests.empty()) *error = "there is no tier " + options.tier + "; the tiers are " + tiers;
  if (options.snippet.empty() || tests.empty()) return tests;
  const auto other = [&](const GradedTest& test) { return test.Label() != options.snippet; };
  tests.erase(std::remove_if(tests.begin(), tests.end(), other), tests.end());
  if (!tests.empty()) return tests;
  const std::string where =
      options.tier.empty() ? "; write TIER/NAME, as in the table" : " in the tier " + options.tier;
  *error = "there is no snippet " + options.snippet + where;
  return {};
}

Report RunWithProgress(const std::vector<GradedTest>& tests, const Library& library) {
  const bool terminal = isatty(STDERR_FILENO);
  const auto show = [&](size_t done) {
    if (terminal) std::fprintf(stderr, "\r%zu of %zu graded", done, tests.size());
  };
  Report report = RunTests(tests, library, show);
  if (terminal) std::fprintf(stderr, "\r\x1b[K");
  return report;
}

// What is known where the library has a fault: of each test, that it could not be run.
Report NothingRan(const std::vector<GradedTest>& tests, const Library& library) {
  Report report;
  for (const GradedTest& test : tests) {
    TestResult result;
    result.tier = test.tier;
    result.name = test.name;
    result.max = test.points;
    result.verdict.status = Status::kError;
    result.verdict.message = library.fault;
    report.tests.push_back(result);
  }
  return report;
}

void PrintTable(const Report& report, const std::string& heading) {
  const char* no_color = std::getenv("NO_COLOR");
  const bool color = isatty(STDOUT_FILENO) && (no_color == nullptr || *no_color == '\0');
  std::fputs(ToTable(report, heading, color).c_str(), stdout);
  std::fflush(stdout);
}

int Grade(const Options& options) {
  std::string error;
  const std::vector<GradedTest> tests = ChooseTests(options, &error);
  if (tests.empty()) return CouldNotRun(error);
  const bool given = !options.library.empty();
  const Library library = OpenLibrary(given ? UserPath(options.library) : Runfile("checker/submission/libosmem.so"));
  const bool usable = library.fault.empty();
  const Report report = usable ? RunWithProgress(tests, library) : NothingRan(tests, library);
  if (usable) PrintTable(report, "Grading " + (given ? library.path : "//checker:submission"));
  if (!options.json.empty() && !WriteFile(UserPath(options.json), ToJson(report), &error)) return CouldNotRun(error);
  return usable ? ExitStatus(report) : CouldNotRun(library.fault);
}

}  // namespace
}  // namespace checker

int main(int argc, char** argv) {
  const std::vector<std::string> arguments(argv + 1, argv + argc);
  if (arguments == std::vector<std::string>{"--help"}) {
    std::fputs(checker::kUsage, stdout);
    return 0;
  }
  checker::Options options;
  const checker::Flags flags = {
      {"lib", &options.library}, {"tier", &options.tier}, {"snippet", &options.snippet}, {"json", &options.json}};
  const std::string error = checker::ParseFlags(arguments, flags);
  if (error.empty()) return checker::Grade(options);
  std::fputs(checker::kUsage, stderr);
  return checker::CouldNotRun(error);
}
