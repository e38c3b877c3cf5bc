// The command that says what makes grading impossible or wrong on this machine, and how to mend it.
#include <algorithm>

#include "checker/run/machine.h"
#include "checker/system/command_line.h"
#include "checker/system/files.h"

namespace checker {
namespace {

constexpr char kCommand[] = "doctor";
constexpr char kUsage[] = R"(usage: bazel run //checker:doctor
Says, in a line each, what makes grading impossible or wrong on this machine, and how to mend it. Exit status 0
where nothing does, 2 otherwise.
)";

int Examine() {
  const std::vector<Finding> findings = ExamineMachine();
  std::string text, error;
  for (const Finding& finding : findings)
    text +=
        finding.mend.empty() ? "fine: " + finding.what + "\n" : "MEND: " + finding.what + ": " + finding.mend + "\n";
  if (!Print(text, &error)) return CouldNotRun(kCommand, error);
  const auto ill = [](const Finding& finding) { return !finding.mend.empty(); };
  return std::any_of(findings.begin(), findings.end(), ill) ? 2 : 0;
}

}  // namespace
}  // namespace checker

int main(int argc, char** argv) {
  const checker::CommandLine line = checker::ReadCommandLine(argc, argv, {}, 0);
  const std::optional<int> shown = checker::ShowUsage(checker::kCommand, checker::kUsage, line);
  return shown ? *shown : checker::Examine();
}
