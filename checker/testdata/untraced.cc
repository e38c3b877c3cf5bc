#include "checker/testdata/untraced.h"

#include <algorithm>
#include <cstdlib>
#include <map>
#include <mutex>
#include <optional>

#include "checker/grading/snippet.h"
#include "checker/programs/random.h"
#include "checker/system/files.h"
#include "checker/system/process.h"
#include "checker/system/testing.h"
#include "checker/trace/text.h"
#include "gtest/gtest.h"

namespace checker {
namespace {

constexpr size_t kMostOutput = size_t{16} << 20;

// A file with the calls of a program; the same for the same calls.
std::string ScriptFile(const Program& program) {
  static std::mutex mutex;
  static std::map<std::string, std::string> files;
  const std::string text = ToText(program.script.empty() ? ScriptOf(program.expected) : program.script);
  const std::lock_guard<std::mutex> lock(mutex);
  const auto [entry, is_new] = files.emplace(text, "");
  if (is_new) {
    entry->second = std::string(std::getenv("TEST_TMPDIR")) + "/script-" + std::to_string(files.size());
    Write(entry->second, text);
  }
  return entry->second;
}

// What the player wrote of the next program.
ProgramRun TakeRun(const Program& program, std::string_view* output) {
  ProgramRun run;
  std::string_view line;
  TakeLine(output, &line);
  Scanner in(line);
  const size_t trace = in.TakeNumber().value_or(0);
  in.Take(" ");
  const size_t printed = in.TakeNumber().value_or(0);
  std::string error;
  const std::optional<Trace> actual = ParseTrace(output->substr(0, trace), &error);
  EXPECT_TRUE(actual) << program.label << ": " << error << "\n" << output->substr(0, trace);
  output->remove_prefix(std::min(trace, output->size()));
  run.state = ProgramRun::State::kPlayed;
  run.played = {program.expected, actual.value_or(Trace()), std::string(output->substr(0, printed))};
  output->remove_prefix(std::min(printed, output->size()));
  return run;
}

std::vector<ProgramRun> PlayEach(const std::vector<const Program*>& programs, const Faults& faults) {
  ProcessRequest request;
  request.command = {Runfile("checker/testdata/player")};
  for (const Program* program : programs) request.command.push_back(ScriptFile(*program));
  request.command.push_back("--");
  request.command.insert(request.command.end(), faults.begin(), faults.end());
  request.wall_limit = std::chrono::seconds(60);
  request.output_limit = request.flood_limit = kMostOutput;
  const ProcessResult result = RunProcess(request);
  EXPECT_EQ(result.error + result.std_err, "");
  EXPECT_EQ(result.status, 0);
  std::string_view output = result.std_out;
  std::vector<ProgramRun> runs;
  for (const Program* program : programs) runs.push_back(TakeRun(*program, &output));
  EXPECT_TRUE(output.empty());
  return runs;
}

}  // namespace

ProgramRun PlayUntraced(const Program& program, const Faults& faults) { return PlayEach({&program}, faults)[0]; }

Runs PlayAllUntraced(const std::vector<GradedTest>& tests, const Faults& faults) {
  Runs runs;
  for (const GradedTest& test : tests) runs.emplace_back(test.programs.size());
  for (const bool twins : {false, true}) {
    std::vector<const Program*> programs;
    std::vector<ProgramRun*> places;
    for (size_t test = 0; test < tests.size(); ++test) {
      for (size_t i = 0; i < tests[test].programs.size(); ++i) {
        const Program& program = tests[test].programs[i];
        if (program.is_twin != twins || (twins && !runs[test][i - 1].Passed())) continue;
        programs.push_back(&program);
        places.push_back(&runs[test][i]);
      }
    }
    const std::vector<ProgramRun> played = PlayEach(programs, faults);
    for (size_t i = 0; i < played.size(); ++i) *places[i] = played[i];
  }
  return runs;
}

std::vector<GradedTest> AllTests() {
  std::vector<GradedTest> tests;
  std::string error;
  for (const std::string_view tier : kTiers)
    EXPECT_TRUE(AddSnippets(std::string(tier), kDefaultSeed, &tests, &error)) << error;
  AddRandomPrograms(kDefaultSeed, kDefaultPrograms, &tests);
  return tests;
}

}  // namespace checker
