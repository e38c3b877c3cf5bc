#include "checker/grading/suite.h"

#include <optional>

#include "checker/contract/ref.h"
#include "checker/grading/snippet.h"
#include "checker/programs/random.h"
#include "checker/programs/twin.h"
#include "checker/system/files.h"

namespace checker {
namespace {

GradedTest TestOf(const Snippet& snippet, const Ref& ref, uint64_t seed) {
  GradedTest test{snippet.tier, snippet.name, ref.points, ref.rules, {}, false};
  test.programs.push_back({snippet.Label(), snippet.ProgramPath(), {}, ref.trace, false});
  std::string none;
  if (const std::optional<Twin> twin = TwinOf(ref.trace, seed, &none)) {
    test.programs.push_back({snippet.Label() + " further up", ReplayProgram(), twin->script, twin->expected, true});
  }
  return test;
}

}  // namespace

int PointsOf(const GradedTest& test, int passed) {
  const int programs = static_cast<int>(test.programs.size());
  return test.in_proportion ? test.points * passed / programs : passed == programs ? test.points : 0;
}

std::string ReplayProgram() { return Runfile("snippets/replay"); }

bool AddSnippets(const std::string& tier, uint64_t seed, std::vector<GradedTest>* tests, std::string* error) {
  std::vector<Snippet> snippets;
  if (!FindPairs(tier, &snippets, error)) return false;
  for (const Snippet& snippet : snippets) {
    std::string text, fault;
    std::optional<Ref> ref;
    if (ReadFile(snippet.RefPath(), &text, &fault)) ref = ParseRef(text, &fault);
    if (!ref) {
      *error = "refs/" + snippet.Label() + ".ref: " + fault;
      return false;
    }
    tests->push_back(TestOf(snippet, *ref, seed));
  }
  return true;
}

void AddRandomPrograms(uint64_t seed, int programs, std::vector<GradedTest>* tests) {
  const std::vector<RandomProgram> all = RandomPrograms(seed, programs);
  for (const Style style : kStyles) {
    const std::string name(NameOf(style));
    GradedTest test{kRandomTier, name, PointsOf(style), {}, {}, true};
    for (const RandomProgram& program : all) {
      if (program.style != style) continue;
      const std::string label = std::string(kRandomTier) + "/" + name + "-" + std::to_string(program.seed);
      test.programs.push_back({label, ReplayProgram(), program.script, ExpectedTrace(program.script), false});
    }
    if (!test.programs.empty()) tests->push_back(test);
  }
}

}  // namespace checker
