#include "checker/grading/causes.h"

#include <algorithm>

namespace checker {
namespace {

bool Has(const std::vector<Oddity>& oddities, const Oddity& oddity) {
  return std::find(oddities.begin(), oddities.end(), oddity) != oddities.end();
}

JudgedRun JudgedOf(const ProgramRun& run, const FoundCauses& found) {
  JudgedRun judged;
  if (run.state != ProgramRun::State::kPlayed) {
    const bool could_not_run = run.state == ProgramRun::State::kCouldNotRun;
    judged.verdict.status = could_not_run ? Status::kError : Status::kFailed;
    judged.verdict.message = run.why;
    return judged;
  }
  judged.verdict = Judge(run.played, found.account.mistakes);
  judged.causes.insert(judged.verdict.mistakes.begin(), judged.verdict.mistakes.end());
  for (size_t cause = 0; cause < found.causes.size(); ++cause) {
    const Cause& one = found.causes[cause];
    if (one.mistake == nullptr && Has(judged.verdict.oddities, one.oddity)) judged.causes.insert(cause);
  }
  return judged;
}

bool IsPredictedToPass(const Program& program, const ProgramRun& run, const JudgedRun& judged, const FoundCauses& found,
                       const std::vector<bool>& has) {
  if (run.state == ProgramRun::State::kSkipped) return program.is_twin;
  if (run.state != ProgramRun::State::kPlayed || !judged.verdict.is_explained) return false;
  return std::none_of(judged.causes.begin(), judged.causes.end(),
                      [&](size_t cause) { return has[cause] && found.causes[cause].mistake == nullptr; });
}

}  // namespace

FoundCauses FindCauses(const Runs& runs, const std::vector<Played>& experiments) {
  std::vector<Played> all = experiments;
  for (const std::vector<ProgramRun>& of_test : runs) {
    for (const ProgramRun& run : of_test) {
      if (run.state == ProgramRun::State::kPlayed) all.push_back(run.played);
    }
  }
  FoundCauses found;
  found.account = AccountFor(all, Units());
  for (const Mistake* mistake : found.account.mistakes) found.causes.push_back({mistake, {}});
  for (const Oddity& oddity : found.account.oddities) found.causes.push_back({nullptr, oddity});
  for (const std::vector<ProgramRun>& of_test : runs) {
    found.judged.emplace_back();
    for (const ProgramRun& run : of_test) found.judged.back().push_back(JudgedOf(run, found));
  }
  return found;
}

int PredictedTotal(const std::vector<GradedTest>& tests, const Runs& runs, const FoundCauses& found,
                   const std::vector<bool>& has) {
  Mistakes mistakes;
  for (size_t cause = 0; cause < found.causes.size(); ++cause) {
    if (has[cause] && found.causes[cause].mistake != nullptr) mistakes.push_back(found.causes[cause].mistake);
  }
  int total = 0;
  for (size_t test = 0; test < tests.size(); ++test) {
    int passed = 0;
    for (size_t i = 0; i < tests[test].programs.size(); ++i) {
      const Program& program = tests[test].programs[i];
      passed += IsPredictedToPass(program, runs[test][i], found.judged[test][i], found, has) &&
                Passes(program.expected, Units(), mistakes);
    }
    total += PointsOf(tests[test], passed);
  }
  return total;
}

}  // namespace checker
