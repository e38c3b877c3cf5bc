// Plays programs against a library, on all cores, as long as that makes sense.
#pragma once

#include <chrono>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "checker/grading/suite.h"
#include "checker/judge/played.h"
#include "checker/run/library.h"

namespace checker {

// What became of one program.
struct ProgramRun {
  enum class State {
    kPlayed,
    kSkipped,      // no use: another program of the test has failed, or none ends with this library
    kLacking,      // the library does not export what the program calls: `why`
    kUnseen,       // it ran, and made system calls that its trace does not show: `why`
    kNoTime,       // others had used up the time for all: `why`
    kCouldNotRun,  // `why`
  };
  State state = State::kSkipped;
  std::string why;
  Played played;
  std::vector<std::string> flags;

  bool Passed() const { return state == State::kPlayed && played.actual == played.expected; }
};

// The runs of each test's programs.
using Runs = std::vector<std::vector<ProgramRun>>;

ProgramRun Play(const Program& program, const Library& library);

// `report_done` is told how many programs have ended. All of them together take no longer than the budget; where there
// is none, each has its own limit only.
Runs PlayAll(const std::vector<GradedTest>& tests, const Library& library,
             const std::function<void(size_t)>& report_done, std::optional<std::chrono::seconds> budget = std::nullopt);

}  // namespace checker
