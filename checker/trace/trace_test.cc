#include "checker/trace/trace.h"

#include <gtest/gtest.h>

namespace checker {
namespace {

constexpr char kWorked[] =
    "os_malloc(1000) = heap+0x20\n"
    "  brk(heap+0x20000)\n"
    "os_calloc(1, 5000) = map1+0x20\n"
    "  mmap(5032) = map1\n"
    "os_realloc(map1+0x20, 2000) = heap+0x4b0\n"
    "  munmap(map1, 5032)\n"
    "os_free(heap+0x20)\n"
    "exit 0\n";

Trace Parse(std::string_view text) {
  std::string error;
  const std::optional<Trace> trace = ParseTrace(text, &error);
  EXPECT_TRUE(trace) << error;
  return trace.value_or(Trace());
}

std::string ErrorOf(std::string_view text) {
  std::string error;
  EXPECT_FALSE(ParseTrace(text, &error)) << text;
  return error;
}

void ExpectUnchanged(const std::string& text) { EXPECT_EQ(ToText(Parse(text)), text); }

TEST(TraceTest, ReadsTheWorkedExample) {
  const Trace trace = Parse(kWorked);
  ASSERT_EQ(trace.calls.size(), 4u);
  EXPECT_EQ(trace.calls[0].function, Function::kMalloc);
  EXPECT_EQ(trace.calls[0].size, 1000u);
  EXPECT_EQ(trace.calls[0].result, Address::Heap(0x20));
  EXPECT_EQ(trace.calls[0].system_calls, (std::vector<SystemCall>{{"brk", Address::Heap(0x20000), 0, "", ""}}));
  EXPECT_EQ(trace.calls[1].count, 1u);
  EXPECT_EQ(trace.calls[1].system_calls, (std::vector<SystemCall>{{"mmap", Address::Map(1, 0), 5032, "", ""}}));
  EXPECT_EQ(trace.calls[2].pointer, Address::Map(1, 0x20));
  EXPECT_EQ(trace.calls[2].system_calls, (std::vector<SystemCall>{{"munmap", Address::Map(1, 0), 5032, "", ""}}));
  EXPECT_EQ(trace.calls[3].pointer, Address::Heap(0x20));
  EXPECT_EQ(trace.ending, "exit 0");
}

TEST(TraceTest, WritesWhatItReads) {
  ExpectUnchanged(kWorked);
  ExpectUnchanged("");
  ExpectUnchanged("os_malloc(18446744073709551615) = 0\nsignal SIGSEGV\n");
  ExpectUnchanged("os_malloc(1) = stack\nos_free(other)\ntimeout\n");
  ExpectUnchanged("os_realloc(0, 0) = heap\nexec\n");
}

TEST(TraceTest, SkipsRemarks) {
  EXPECT_EQ(ToText(Parse("os_malloc(1000) = heap+0x20      # first use\n"
                         "  brk(heap+0x20000)  # a chunk\n"
                         "os_free(heap+0x20)  # marked free\n"
                         "exit 0  #\n")),
            "os_malloc(1000) = heap+0x20\n  brk(heap+0x20000)\nos_free(heap+0x20)\nexit 0\n");
  EXPECT_EQ(ErrorOf("os_malloc(1) = heap# stuck\n"), "line 1: expected the end of the line, not \"# stuck\"");
}

TEST(TraceTest, WritesWhatFailed) {
  ExpectUnchanged("os_malloc(5) = 0\n  brk(heap+0x20000) = ENOMEM\n  mmap(37) = ENOMEM\n  munmap(map1, 1) = EINVAL\n");
  ExpectUnchanged("os_malloc(10) = ?\n  exit_group(...) = ?\nexit 3\n");
  ExpectUnchanged("os_free(heap+0x20) = ?\nsignal SIGABRT\n");
}

TEST(TraceTest, WritesWhatHasNoBusinessThere) {
  ExpectUnchanged(
      "os_malloc(5) = map1+0x20\n"
      "  mmap(37, PROT_READ|PROT_EXEC, MAP_SHARED|MAP_ANONYMOUS) = map1\n"
      "  mremap(map1, 37, 5000, 1)\n"
      "  write(2, heap+0x4, 9) = EPERM\n"
      "  getpid(...)\n");
}

TEST(TraceTest, CallsDifferByTheirSystemCalls) {
  Trace trace = Parse(kWorked);
  trace.calls[1].system_calls[0].detail = "MAP_SHARED";
  EXPECT_FALSE(trace == Parse(kWorked));
}

TEST(TraceTest, CallerIsNoPartOfIt) {
  Trace trace = Parse(kWorked);
  trace.calls[0].caller = 0x401000;
  EXPECT_TRUE(trace == Parse(kWorked));
  EXPECT_EQ(ToText(trace), kWorked);
}

TEST(TraceTest, ErrorsNameTheLineAndWhatWasExpected) {
  EXPECT_EQ(ErrorOf("os_malloc(1) = 0\nos_mallocs(1) = 0\n"),
            "line 2: expected os_malloc, os_calloc, os_realloc, os_free or an ending, not \"os_mallocs(1) = 0\"");
  EXPECT_EQ(ErrorOf("os_malloc(x) = 0"), "line 1: expected a number, not \"x) = 0\"");
  EXPECT_EQ(ErrorOf("os_malloc(1) = heap+"), "line 1: expected a number");
  EXPECT_EQ(ErrorOf("os_malloc(1) = mop"),
            "line 1: expected an address: 0, heap+0x..., map1+0x..., stack or other, not \"mop\"");
  EXPECT_EQ(ErrorOf("os_malloc(1)"), "line 1: expected \" = \"");
  EXPECT_EQ(ErrorOf("os_free(0) = 0"), "line 1: expected the end of the line, not \" = 0\"");
  EXPECT_EQ(ErrorOf("os_malloc(99999999999999999999) = 0"),
            "line 1: expected a number, not \"99999999999999999999) = 0\"");
}

TEST(TraceTest, ErrorsInSystemCalls) {
  EXPECT_EQ(ErrorOf("  brk(heap)\n"), "line 1: expected a call first; only system calls are indented, by two spaces");
  EXPECT_EQ(ErrorOf("os_malloc(1) = 0\n brk(heap)\n"),
            "line 2: expected a call first; only system calls are indented, by two spaces");
  EXPECT_EQ(ErrorOf("os_malloc(1) = 0\n  brk(heap) = 3\n"),
            "line 2: expected the name of an error, such as ENOMEM, or \"?\", not \"3\"");
  EXPECT_EQ(ErrorOf("os_malloc(1) = 0\n  mmap(5032)\n"), "line 2: expected \" = \"");
  EXPECT_EQ(ErrorOf("os_malloc(1) = 0\n  munmap(map1)\n"), "line 2: expected \", \", not \")\"");
}

TEST(TraceTest, NothingFollowsTheEnding) {
  EXPECT_EQ(ErrorOf("exit 0\nos_malloc(1) = 0\n"), "line 2: expected nothing behind \"exit 0\"");
  EXPECT_EQ(ErrorOf("exit zero\n"),
            "line 1: expected os_malloc, os_calloc, os_realloc, os_free or an ending, not \"exit zero\"");
}

}  // namespace
}  // namespace checker
