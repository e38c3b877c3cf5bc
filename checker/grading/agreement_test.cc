// The refs, which were recorded from the allocator, are what the model makes of the same calls; and each clause that a
// ref says it is about decides in it.
#include <set>

#include "checker/contract/model.h"
#include "checker/contract/ref.h"
#include "checker/grading/snippet.h"
#include "checker/system/testing.h"
#include "gtest/gtest.h"

namespace checker {
namespace {

Units PagesOfTheRefs() {
  Units units;
  units.page = 4096;
  return units;
}

class AgreementTest : public testing::TestWithParam<std::string_view> {};

TEST_P(AgreementTest, TheModelMakesEachCallAsRecorded) {
  const std::vector<Snippet> snippets = FindRefs(std::string(GetParam()));
  ASSERT_FALSE(snippets.empty());
  for (const Snippet& snippet : snippets) {
    std::string error;
    const std::optional<Ref> ref = ParseRef(Contents(snippet.RefPath()), &error);
    ASSERT_TRUE(ref) << snippet.Label() << ": " << error;
    Model model(PagesOfTheRefs());
    std::set<Rule> decided;
    for (const Call& call : ref->trace.calls) {
      ASSERT_EQ(ToText(model.Step(call)), ToText(call)) << snippet.Label();
      decided.insert(model.decided().begin(), model.decided().end());
    }
    for (Rule rule : ref->rules) {
      if (rule == Rule::kForbiddenCall) continue;  // no call of the contract's comes to it
      EXPECT_EQ(decided.count(rule), 1u) << snippet.Label() << " " << KeyOf(rule);
    }
  }
}

INSTANTIATE_TEST_SUITE_P(Tier, AgreementTest, testing::ValuesIn(kTiers),
                         [](const auto& tier) { return std::string(tier.param); });

}  // namespace
}  // namespace checker
