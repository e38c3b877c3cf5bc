// The command that grades a library: a table for people, JSON for programs, an exit status for scripts.
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <iterator>
#include <limits>
#include <optional>

#include "checker/grading/flags.h"
#include "checker/grading/random_tier.h"
#include "checker/grading/report.h"
#include "checker/grading/snippet.h"
#include "checker/grading/suite.h"
#include "checker/programs/random.h"
#include "checker/run/library.h"
#include "checker/system/files.h"
#include "checker/trace/scanner.h"

namespace checker {
namespace {

constexpr int kCouldNotRun = 2;

constexpr char kUsage[] =
    "usage: bazel run //checker:grade -- [--lib FILE.so] [--tier TIER] [--snippet TIER/NAME] [--json FILE]\n"
    "                                    [--seed N] [--programs M]\n"
    "The tier random plays M programs made from the seeds N, N + 1, ...; those that fail are made smaller for at most "
    "6 s.\n";

struct Options {
  std::string library, tier, snippet, json;
  std::string seed = std::to_string(kDefaultSeed);
  std::string programs = std::to_string(kDefaultPrograms);
};

int CouldNotRun(const std::string& why) {
  std::fprintf(stderr, "grade: %s\n", why.c_str());
  return kCouldNotRun;
}

// A whole number from `least` to `most`.
std::optional<uint64_t> NumberIn(const std::string& text, uint64_t least, uint64_t most) {
  Scanner in(text);
  const bool is_digit = !text.empty() && text[0] >= '0' && text[0] <= '9';
  const std::optional<uint64_t> number = is_digit ? in.TakeNumber() : std::nullopt;
  return number && in.AtEnd() && *number >= least && *number <= most ? number : std::nullopt;
}

bool AddRandomTier(const Options& options, std::vector<GradedTest>* tests, RandomTallies* tallies, std::string* error) {
  constexpr uint64_t kMostPrograms = 100000;
  const std::optional<uint64_t> seed = NumberIn(options.seed, 0, std::numeric_limits<uint64_t>::max());
  const std::optional<uint64_t> programs = NumberIn(options.programs, std::size(kStyles), kMostPrograms);
  if (!seed) *error = "--seed takes a whole number, not \"" + options.seed + "\"";
  if (!programs) *error = "--programs takes a number from 4 to 100000, not \"" + options.programs + "\"";
  if (!seed || !programs) return false;
  AddRandomPrograms(*seed, static_cast<int>(*programs), tests, tallies);
  return true;
}

// The tests that the user asked for; on an error, none.
std::vector<GradedTest> ChooseTests(const Options& options, RandomTallies* tallies, std::string* error) {
  std::vector<GradedTest> tests;
  std::string tiers;
  for (const std::string_view name : kTiers) {
    const std::string tier(name);
    tiers += tier + ", ";
    if (!options.tier.empty() && options.tier != tier) continue;
    if (!AddSnippets(tier, &tests, error)) return {};
  }
  const bool random = options.tier.empty() || options.tier == kRandomTier;
  if (random && !AddRandomTier(options, &tests, tallies, error)) return {};
  if (tests.empty()) *error = "there is no tier " + options.tier + "; the tiers are " + tiers + kRandomTier;
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
  RandomTallies tallies;
  const std::vector<GradedTest> tests = ChooseTests(options, &tallies, &error);
  if (tests.empty()) return CouldNotRun(error);
  const bool given = !options.library.empty();
  const Library library = OpenLibrary(given ? UserPath(options.library) : Runfile("checker/submission/libosmem.so"));
  const bool usable = library.fault.empty();
  Report report = usable ? RunWithProgress(tests, library) : NothingRan(tests, library);
  for (const Flag& flag : SuspectHardCoding(report, tallies)) report.flags.push_back(flag);
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
  const checker::Flags flags = {{"lib", &options.library}, {"tier", &options.tier}, {"snippet", &options.snippet},
                                {"json", &options.json},   {"seed", &options.seed}, {"programs", &options.programs}};
  const std::string error = checker::ParseFlags(arguments, flags);
  if (error.empty()) return checker::Grade(options);
  std::fputs(checker::kUsage, stderr);
  return checker::CouldNotRun(error);
}
