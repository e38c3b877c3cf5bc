// What the checker says of traces that went wrong: for each clause, the rule it names and the words it finds.
#include "checker/verdict.h"

#include <string>

#include "gtest/gtest.h"

namespace checker {
namespace {

Trace Parse(const std::string& text) {
  std::string error;
  const std::optional<Trace> trace = ParseTrace(text, &error);
  EXPECT_TRUE(trace) << error << "\n" << text;
  return trace.value_or(Trace());
}

Units PagesOf4096() {
  Units units;
  units.page = 4096;
  return units;
}

// The model's trace for the calls in `actual`, of which those of `actual` are what an allocator made.
Trace ExpectedFor(const Trace& actual) {
  Model model(PagesOf4096());
  Trace expected;
  for (const Call& call : actual.calls) expected.calls.push_back(model.Step(call));
  expected.ending = "exit 0";
  return expected;
}

Verdict JudgeText(const std::string& actual, const std::string& output = "") {
  const Trace trace = Parse(actual);
  return Judge(ExpectedFor(trace), trace, output, PagesOf4096());
}

std::string RuleKey(const Verdict& verdict) { return verdict.rule ? std::string(KeyOf(*verdict.rule)) : "none"; }

TEST(VerdictTest, TheSameTracesPass) {
  const Verdict verdict = JudgeText("os_malloc(16) = heap+0x20\n  brk(heap+0x20000)\nexit 0\n");
  EXPECT_EQ(verdict.status, Status::kPassed);
  EXPECT_EQ(verdict.call, 0);
  EXPECT_EQ(verdict.message, "");
}

TEST(VerdictTest, AFailureIsShownWithTheCallsAroundItAndTheHeapBeforeIt) {
  const Verdict verdict = JudgeText(
      "os_malloc(400) = heap+0x20\n  brk(heap+0x20000)\nos_malloc(8) = heap+0x1d0\nos_malloc(120) = heap+0x1f8\n"
      "os_malloc(8) = heap+0x290\nos_free(heap+0x20)\nos_free(heap+0x1f8)\nos_malloc(100) = heap+0x20\nexit 0\n");
  EXPECT_EQ(verdict.status, Status::kFailed);
  EXPECT_EQ(verdict.call, 7);
  EXPECT_EQ(RuleKey(verdict), "best-fit");
  EXPECT_EQ(verdict.message,
            "call 7, os_malloc(100): took the free block of 400 bytes at heap+0x20; should have taken the free block of "
            "120 bytes at heap+0x1f8: of the free blocks that fit, the smallest is taken (best fit, 2.3). "
            "So does an allocator that takes the first free block that fits.");
  EXPECT_EQ(verdict.details, R"(  expected                                        actual
  os_malloc(8) = heap+0x290                       os_malloc(8) = heap+0x290
  os_free(heap+0x20)                              os_free(heap+0x20)
  os_free(heap+0x1f8)                             os_free(heap+0x1f8)
> os_malloc(100) = heap+0x1f8                     os_malloc(100) = heap+0x20
  exit 0                                          exit 0

The heap before it, as it should be (^ expected, * taken, p the pointer passed):
  [### in use  [... free  // cut short  1 column: 16 bytes
  [..........................[##[.........[##[........ // .......]
   *                             ^
  heap+0x20            400 bytes  free  *
  heap+0x1d0             8 bytes  in use
  heap+0x1f8           120 bytes  free  ^
  heap+0x290             8 bytes  in use
  heap+0x2b8        130376 bytes  free
As it is now: the same.
)");
}

}  // namespace
}  // namespace checker
