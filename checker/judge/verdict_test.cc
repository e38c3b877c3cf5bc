// What the checker says of traces that went wrong: for each clause, the rule it names and the words it finds.
#include "checker/judge/verdict.h"

#include <string>
#include <vector>

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

// What is said of a library of which nothing is known but these runs; the first is judged.
Verdict JudgeRuns(const std::vector<Played>& runs) {
  const Account account = AccountFor(runs, PagesOf4096());
  Verdict verdict = Judge(runs[0], account.mistakes, PagesOf4096());
  for (size_t i : verdict.mistakes) verdict.message += " It " + std::string(account.mistakes[i]->habit) + ".";
  return verdict;
}

Verdict JudgeText(const std::string& actual, const std::string& output = "") {
  const Trace trace = Parse(actual);
  return JudgeRuns({{ExpectedFor(trace), trace, output}});
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
  EXPECT_EQ(
      verdict.message,
      "call 7, os_malloc(100): took the free block of 400 bytes at heap+0x20; should have taken the free block of "
      "120 bytes at heap+0x1f8: of the free blocks that fit, the smallest is taken (best fit, 2.3). "
      "It takes the first free block that fits.");
  EXPECT_EQ(verdict.calls, R"(  expected                                        actual
  os_malloc(400) = heap+0x20                      os_malloc(400) = heap+0x20
    brk(heap+0x20000)                               brk(heap+0x20000)
  os_malloc(8) = heap+0x1d0                       os_malloc(8) = heap+0x1d0
  os_malloc(120) = heap+0x1f8                     os_malloc(120) = heap+0x1f8
  os_malloc(8) = heap+0x290                       os_malloc(8) = heap+0x290
  os_free(heap+0x20)                              os_free(heap+0x20)
  os_free(heap+0x1f8)                             os_free(heap+0x1f8)
> os_malloc(100) = heap+0x1f8                     os_malloc(100) = heap+0x20
  exit 0                                          exit 0
)");
  EXPECT_EQ(verdict.heaps, R"(The heap before it, as it should be (^ expected, * taken, p the pointer passed):
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

struct Miss {
  const char* name;    // of the case
  const char* actual;  // what an allocator made; what is expected comes from the model
  const char* rule;
  const char* says;  // part of the message
};

// The allocations that most cases begin with: 16 bytes each, at heap+0x20, 0x50, 0x80 and 0xb0.
#define FOUR                                                                                               \
  "os_malloc(16) = heap+0x20\n  brk(heap+0x20000)\nos_malloc(16) = heap+0x50\nos_malloc(16) = heap+0x80\n" \
  "os_malloc(16) = heap+0xb0\n"
#define FULL "os_malloc(131032) = heap+0x20\n  brk(heap+0x20000)\n"
#define MAPPED "os_malloc(200000) = map1+0x20\n  mmap(200032) = map1\n"

const Miss kMisses[] = {
    {"zero_size", "os_malloc(0) = heap+0x20\n  brk(heap+0x20000)\n", "zero-size",
     "call 1, os_malloc(0): returned heap+0x20 and grew the heap by 131072 bytes; should have returned NULL and made "
     "no "
     "system call: a size of 0 gives NULL, and nothing happens (zero size, 3)."},
    {"too_large", "os_malloc(9223372036854775808) = 0\n  mmap(9223372036854775840) = ENOMEM\n", "too-large",
     "(too large, 7)"},
    {"align", "os_malloc(10) = heap+0x20\n  brk(heap+0x20000)\nos_malloc(8) = heap+0x4a\n", "align",
     "It does not round sizes up to a multiple of 8."},
    {"align_of_expansion",
     "os_malloc(130960) = heap+0x20\n  brk(heap+0x20000)\nos_malloc(110) = heap+0x1ffd0\n  brk(heap+0x2003e)\n",
     "align", "grew the heap by 62 bytes; should have grown the heap by 64 bytes"},
    {"header_24", "os_malloc(16) = heap+0x18\n  brk(heap+0x20000)\n", "header", "has headers of 24 bytes"},
    {"no_preallocation", "os_malloc(16) = heap+0x20\n  brk(heap+0x30)\n", "preallocate",
     "grew the heap by 48 bytes; should have grown the heap by 131072 bytes"},
    {"preallocates_twice", "os_malloc(16) = heap+0x20\n  brk(heap+0x20000)\n  brk(heap+0x40000)\n", "preallocate",
     "grew the heap by 131072 bytes and grew the heap by 131072 bytes"},
    {"no_coalescing",
     "os_malloc(40) = heap+0x20\n  brk(heap+0x20000)\nos_malloc(40) = heap+0x68\nos_malloc(130864) = heap+0xb0\n"
     "os_free(heap+0x20)\nos_free(heap+0x68)\nos_malloc(100) = heap+0x20020\n  brk(heap+0x20088)\n",
     "coalesce",
     "made a new block at the end of the heap, heap+0x20020 and grew the heap by 136 bytes; should have taken the 2 "
     "adjacent "
     "free blocks at heap+0x20, together 112 bytes and made no system call"},
    {"tie", FOUR "os_free(heap+0x20)\nos_free(heap+0x80)\nos_malloc(16) = heap+0x80\n", "tie",
     "took the free block of 16 bytes at heap+0x80; should have taken the free block of 16 bytes at heap+0x20"},
    {"stays_free", "os_malloc(16) = heap+0x20\n  brk(heap+0x20000)\nos_malloc(8) = heap+0x20\n", "best-fit",
     "returned heap+0x20, which is the block of 16 bytes in use at heap+0x20"},
    {"lies_in_a_block", "os_malloc(16) = heap+0x20\n  brk(heap+0x20000)\nos_malloc(8) = heap+0x28\n", "best-fit",
     "returned heap+0x28, inside the block of 16 bytes in use at heap+0x20"},
    {"chunk_counts_its_header",
     "os_malloc(130000) = heap+0x20\n  brk(heap+0x20000)\nos_malloc(2000) = heap+0x1fc10\n  brk(heap+0x203c0)\n",
     "split", "forgets the header when it sizes the rest"},
    {"split_loses_what_follows",
     "os_malloc(1000) = heap+0x20\n  brk(heap+0x20000)\nos_malloc(8) = heap+0x428\nos_free(heap+0x20)\n"
     "os_malloc(100) = heap+0x20\nos_malloc(2000) = heap+0xa8\n  brk(heap+0x20470)\n",
     "split", "loses the blocks behind one that it splits"},
    {"gives_out_the_end", "os_malloc(16) = heap+0x1fff0\n  brk(heap+0x20000)\n", "split",
     "gives out the end of a block that it splits"},
    {"first_address_is_wrong", "os_malloc(16) = heap+0x100\n  brk(heap+0x20000)\n", "best-fit",
     "returned heap+0x100; should have returned heap+0x20"},
    {"never_splits",
     "os_malloc(16) = heap+0x20\n  brk(heap+0x20000)\nos_malloc(16) = heap+0x20020\n  brk(heap+0x20030)\n", "split",
     "never splits"},
    {"splits_too_early",
     "os_malloc(131008) = heap+0x20\n  brk(heap+0x20000)\nos_malloc(8) = heap+0x20000\n  brk(heap+0x20008)\n",
     "no-split", "splits off a rest without any payload"},
    {"expands_too_far",
     "os_malloc(130000) = heap+0x20\n  brk(heap+0x20000)\nos_malloc(2000) = heap+0x1fc10\n  brk(heap+0x207d0)\n",
     "expand", "grew the heap by 2000 bytes; should have grown the heap by 992 bytes"},
    {"appends_too_little", FULL "os_malloc(16) = heap+0x20020\n  brk(heap+0x20010)\n", "append", "(append, 2.6)"},
    {"never_maps", "os_malloc(131040) = heap+0x20\n  brk(heap+0x20000)\n", "map-threshold", "(map threshold, 3)"},
    {"maps_pages", "os_malloc(131048) = map1+0x20\n  mmap(135168) = map1\n", "map-length",
     "mapped 135168 bytes; should have mapped 131080 bytes"},
    {"map_flags", "os_malloc(200000) = map1+0x20\n  mmap(200032, PROT_READ, MAP_SHARED|MAP_ANONYMOUS) = map1\n",
     "map-flags", "(map flags, 3)"},
    {"calloc_overflow", "os_calloc(9223372036854775809, 2) = heap+0x20\n  brk(heap+0x20000)\n", "calloc-overflow",
     "lets count * size overflow"},
    {"calloc_threshold", "os_calloc(1, 5000) = heap+0x20\n  brk(heap+0x20000)\n", "calloc-threshold",
     "os_calloc maps as soon as payload and header reach the page size"},
    {"calloc_clears_too_much",
     "os_calloc(1, 16) = heap+0x20\n  brk(heap+0x20000)\nos_malloc(16) = heap+0x50\n  brk(heap+0x20010)\n",
     "calloc-zero", "clears more than the payload"},
    {"calloc_rounds_each", "os_calloc(3, 4) = heap+0x20\n  brk(heap+0x20000)\nos_malloc(8) = heap+0x58\n", "align",
     "rounds up each element of os_calloc"},
    {"dies_of_a_bad_munmap", MAPPED "os_free(map1+0x20) = ?\n  munmap(map1+0x20, 200000) = EINVAL\n", "free-unmap",
     "inside this call, after munmap(map1+0x20, 200000) = EINVAL"},
    {"never_unmaps", MAPPED "os_free(map1+0x20)\n", "free-unmap",
     "made no system call; should have unmapped 200032 bytes of map1"},
    {"unmaps_too_little", MAPPED "os_free(map1+0x20)\n  munmap(map1, 200000)\n", "free-unmap",
     "unmapped 200000 bytes of map1; should have unmapped 200032 bytes of map1"},
    {"never_frees", FOUR "os_free(heap+0x20)\nos_malloc(16) = heap+0xe0\nos_realloc(heap+0x20, 8) = heap+0x20\n",
     "free-keep", "never marks a block free"},
    {"lowers_the_break",
     FULL "os_malloc(16) = heap+0x20020\n  brk(heap+0x20030)\nos_free(heap+0x20020)\n  brk(heap+0x20000)\n",
     "free-keep", "shrank the heap by 48 bytes; should have made no system call"},
    {"realloc_null", "os_realloc(0, 16) = 0\n", "realloc-null", "returned NULL"},
    {"realloc_null_callocs", "os_realloc(0, 5000) = map1+0x20\n  mmap(5032) = map1\n", "realloc-null",
     "treats os_realloc(NULL, n) as os_calloc"},
    {"realloc_rounds_nothing",
     "os_malloc(1000) = heap+0x20\n  brk(heap+0x20000)\nos_realloc(heap+0x20, 101) = heap+0x20\n"
     "os_malloc(800) = heap+0xa5\n",
     "align", "(align, 1)"},
    {"rest_of_a_shrink_is_used",
     "os_malloc(1000) = heap+0x20\n  brk(heap+0x20000)\nos_realloc(heap+0x20, 100) = heap+0x20\n"
     "os_malloc(50) = heap+0x428\nos_realloc(heap+0x20, 900) = heap+0x480\n",
     "split", "does not mark the rest free where os_realloc splits"},
    {"keeps_a_mapping", MAPPED "os_realloc(map1+0x20, 200000) = map1+0x20\n", "realloc-move",
     "(realloc move, 6.4, 6.8)"},
    {"realloc_zero", MAPPED "os_realloc(map1+0x20, 0) = 0\n", "realloc-zero", "(realloc zero, 6.2)"},
    {"realloc_freed", FOUR "os_free(heap+0x20)\nos_realloc(heap+0x20, 8) = heap+0x20\n", "realloc-freed",
     "left the block where it was; should have returned NULL"},
    {"always_moves", FOUR "os_realloc(heap+0x50, 8) = heap+0xe0\n", "realloc-shrink", "moves to shrink in os_realloc"},
    {"keeps_mappings", MAPPED "os_realloc(map1+0x20, 150000) = map1+0x20\n", "realloc-move",
     "left the block where it was and made no system call; should have returned map2+0x20, mapped 150032 bytes and "
     "unmapped "
     "200032 bytes of map1"},
    {"never_shrinks",
     FOUR "os_free(heap+0xb0)\nos_malloc(200) = heap+0xb0\nos_realloc(heap+0xb0, 100) = heap+0xb0\n"
          "os_malloc(16) = heap+0x198\n",
     "realloc-shrink", "keeps a block as large as it is when it should shrink"},
    {"never_grows_last",
     FULL "os_malloc(16) = heap+0x20020\n  brk(heap+0x20030)\nos_realloc(heap+0x20020, 24) = heap+0x20050\n"
          "  brk(heap+0x20068)\n",
     "realloc-grow-last", "the last block of the heap grows in place, by exactly what it lacks"},
    {"never_absorbs", FOUR "os_free(heap+0x50)\nos_realloc(heap+0x20, 24) = heap+0xe0\n", "realloc-absorb",
     "took the free block of 130848 bytes at heap+0xe0; should have left the block where it was"},
    {"absorbs_all",
     FOUR "os_free(heap+0x50)\nos_free(heap+0x80)\nos_realloc(heap+0x20, 40) = heap+0x20\n"
          "os_malloc(24) = heap+0x68\n",
     "realloc-absorb-stop", "free blocks are swallowed one at a time, and no more than needed"},
    {"either_of_two", FOUR "os_free(heap+0x20)\nos_realloc(heap+0x50, 60) = heap+0x20\n", "realloc-absorb",
     "It swallows the free block before, too."},
    {"reordered", MAPPED "os_realloc(map1+0x20, 150000) = map2+0x20\n  munmap(map1, 200032)\n  mmap(150032) = map2\n",
     "order", "a move allocates first, then copies, then frees the old block (order, 6.4)."},
    {"leak", MAPPED "os_realloc(map1+0x20, 150000) = map2+0x20\n  mmap(150032) = map2\n", "leak",
     "a block that has moved is freed, and every mapping is unmapped with its block (leak, 5)"},
    {"mremap", MAPPED "os_realloc(map1+0x20, 300000) = map1+0x20\n  mremap(0x7f, 200032, 300032, 1)\n",
     "forbidden-call", "called mremap"},
    {"prints", "os_malloc(16) = heap+0x20\n  write(1, 5)\n  brk(heap+0x20000)\n", "forbidden-call",
     "inside the four functions only brk, mmap and munmap are called (forbidden call, 8)."},
    {"fits_none", FOUR "os_free(heap+0x20)\nos_malloc(100) = heap+0x1000\n", "best-fit",
     "What is broken cannot be told for sure: no mistake that is known does this."},
};

class MissTest : public testing::TestWithParam<Miss> {};

TEST_P(MissTest, IsExplained) {
  const Verdict verdict = JudgeText(std::string(GetParam().actual) + "exit 0\n");
  EXPECT_EQ(RuleKey(verdict), GetParam().rule) << verdict.message;
  EXPECT_NE(verdict.message.find(GetParam().says), std::string::npos) << verdict.message;
}

INSTANTIATE_TEST_SUITE_P(Verdict, MissTest, testing::ValuesIn(kMisses),
                         [](const testing::TestParamInfo<Miss>& miss) { return miss.param.name; });

// What the program should do in the cases below, which end it early.
constexpr char kProgram[] = FOUR "os_realloc(heap+0x20, 16) = heap+0x20\nexit 0\n";

Verdict JudgeProgram(const std::string& actual, const std::string& output = "") {
  return JudgeRuns({{Parse(kProgram), Parse(actual), output}});
}

TEST(VerdictTest, ACrashIsPlacedInItsCall) {
  const Verdict verdict = JudgeProgram(FOUR "os_realloc(heap+0x20, 16) = ?\nsignal SIGSEGV\n");
  EXPECT_EQ(NameOf(verdict.status), "crashed");
  EXPECT_EQ(verdict.call, 5);
  EXPECT_EQ(
      verdict.message,
      "call 5, os_realloc(heap+0x20, 16): the program died of SIGSEGV inside this call: no call of this program may "
      "end it (crash, 7).");
}

TEST(VerdictTest, ACrashOutsideIsPlacedBehindTheLastCall) {
  const Verdict verdict = JudgeProgram(FOUR "signal SIGBUS\n");
  EXPECT_EQ(NameOf(verdict.status), "crashed");
  EXPECT_EQ(verdict.call, 4);
  EXPECT_EQ(RuleKey(verdict), "crash");
  EXPECT_EQ(verdict.message,
            "after call 4, os_malloc(16): the program died of SIGBUS, outside the four functions; call 5, "
            "os_realloc(heap+0x20, 16), was to come: no "
            "call of this program may end it (crash, 7).");
}

TEST(VerdictTest, ACrashAfterAMissIsTheMiss) {
  const Verdict verdict = JudgeProgram("os_malloc(16) = heap+0x18\n  brk(heap+0x20000)\nsignal SIGSEGV\n");
  EXPECT_EQ(NameOf(verdict.status), "crashed");
  EXPECT_EQ(RuleKey(verdict), "header");
  EXPECT_NE(verdict.message.find("Later the program died of SIGSEGV."), std::string::npos) << verdict.message;
}

TEST(VerdictTest, ATimeout) {
  const Verdict verdict = JudgeProgram(FOUR "os_realloc(heap+0x20, 16) = ?\ntimeout\n");
  EXPECT_EQ(NameOf(verdict.status), "timeout");
  EXPECT_EQ(RuleKey(verdict), "timeout");
  EXPECT_NE(verdict.message.find("did not come to an end in time inside this call"), std::string::npos)
      << verdict.message;
}

TEST(VerdictTest, ATimeoutOfWhichTheTraceSaysNothing) {
  const Verdict verdict = JudgeProgram(FOUR "timeout\n");
  EXPECT_EQ(RuleKey(verdict), "timeout");
  EXPECT_EQ(
      verdict.message,
      "after call 4, os_malloc(16): the program did not come to an end in time; call 5, os_realloc(heap+0x20, 16), "
      "did not return: every call returns (timeout, 7).");
}

TEST(VerdictTest, AnEarlyExit) {
  const Verdict inside = JudgeProgram(FOUR "os_realloc(heap+0x20, 16) = ?\nexit 0\n");
  EXPECT_EQ(NameOf(inside.status), "exit");
  EXPECT_EQ(RuleKey(inside), "exit-status");
  EXPECT_NE(inside.message.find("ended with exit 0 inside this call"), std::string::npos) << inside.message;
  const Verdict outside = JudgeProgram(FOUR "exit 0\n");
  EXPECT_EQ(NameOf(outside.status), "exit");
  EXPECT_EQ(RuleKey(outside), "exit-status");
  const Verdict nothing = JudgeProgram("exit 3\n");
  EXPECT_EQ(nothing.call, 0);
  EXPECT_EQ(RuleKey(nothing), "exit-status");
}

TEST(VerdictTest, CopyingFromWhatIsUnmappedIsAnOrder) {
  const Verdict verdict = JudgeRuns(
      {{Parse(MAPPED
              "os_realloc(map1+0x20, 150000) = map2+0x20\n  mmap(150032) = map2\n  munmap(map1, 200032)\nexit 0\n"),
        Parse(MAPPED
              "os_realloc(map1+0x20, 150000) = ?\n  mmap(150032) = map2\n  munmap(map1, 200032)\nsignal SIGSEGV\n"),
        ""}});
  EXPECT_EQ(RuleKey(verdict), "order");
  EXPECT_EQ(NameOf(verdict.status), "crashed");
}

TEST(VerdictTest, WhatASnippetFoundIsTheReason) {
  const Verdict verdict = JudgeProgram(FOUR "os_realloc(heap+0x20, 16) = heap+0x20\nexit 1\n",
                                       "hello: there\nrealloc-copy: byte 3 of 16 is not what it was, x.c:9\n");
  EXPECT_EQ(verdict.status, Status::kFailed);
  EXPECT_EQ(
      verdict.message,
      "after call 5, os_realloc(heap+0x20, 16): byte 3 of 16 is not what it was, x.c:9: the contents stay, up to the "
      "smaller of both sizes (realloc copy, 6.4, 6.8).");
}

TEST(VerdictTest, ACrashBehindTheMappingIsOneOfFillingIt) {
  const Verdict copies = JudgeText(MAPPED "os_realloc(map1+0x20, 300000) = ?\n  mmap(300032) = map2\nsignal SIGSEGV\n");
  EXPECT_EQ(RuleKey(copies), "realloc-copy");
  EXPECT_EQ(NameOf(copies.status), "crashed");
  EXPECT_NE(copies.message.find("inside this call, after it had mapped the new block"), std::string::npos);
  EXPECT_EQ(RuleKey(JudgeText("os_calloc(1, 5000) = ?\n  mmap(5032) = map1\nsignal SIGSEGV\n")), "calloc-zero");
  EXPECT_EQ(RuleKey(JudgeText("os_malloc(200000) = ?\n  mmap(200032) = map1\nsignal SIGSEGV\n")), "crash");
  EXPECT_EQ(RuleKey(JudgeText("os_calloc(1, 5000) = ?\n  mmap(5032) = map1\ntimeout\n")), "timeout");
}

TEST(VerdictTest, OtherRunsTellMistakesApart) {
  const Trace joined = Parse(FOUR
                             "os_free(heap+0x50)\nos_free(heap+0x80)\nos_realloc(heap+0x20, 40) = heap+0x20\n"
                             "os_malloc(16) = heap+0x68\nexit 0\n");
  const Trace expected = ExpectedFor(joined);
  const Played broken = {expected, joined, ""};
  EXPECT_EQ(RuleKey(JudgeRuns({broken})), "realloc-absorb-stop");
  // Here, os_realloc stops where it should: the blocks above were joined before.
  const Trace right = Parse(
      "os_malloc(1000) = heap+0x20\n  brk(heap+0x20000)\nos_malloc(16) = heap+0x428\nos_malloc(16) = heap+0x458\n"
      "os_free(heap+0x428)\nos_realloc(heap+0x20, 900) = heap+0x20\nos_realloc(heap+0x20, 976) = heap+0x20\n"
      "os_malloc(16) = heap+0x428\nexit 0\n");
  ASSERT_EQ(right, ExpectedFor(right));
  const Verdict verdict = JudgeRuns({broken, {right, right, ""}});
  EXPECT_NE(verdict.message.find("joins a freed block"), std::string::npos) << verdict.message;
  EXPECT_EQ(verdict.message.find("swallows all"), std::string::npos) << verdict.message;
}

TEST(VerdictTest, AMappingThatStaysIsALeak) {
  EXPECT_EQ(NameOf(JudgeText(MAPPED "os_free(map1+0x20)\nexit 0\n").status), "leak");
  EXPECT_EQ(NameOf(JudgeText(MAPPED "os_free(map1+0x20)\n  munmap(map1, 8)\nexit 0\n").status), "failed");
}

TEST(VerdictTest, AnotherProgramIsSaidToBeOne) {
  const Verdict verdict = JudgeProgram(FOUR "os_malloc(16) = heap+0xe0\nexit 0\n");
  EXPECT_EQ(RuleKey(verdict), "none");
  EXPECT_NE(verdict.message.find("should have called os_realloc(heap+0x20, 16)"), std::string::npos) << verdict.message;
}

TEST(VerdictTest, DetailsAreAtMostAHundredColumnsWide) {
  std::string trace = "os_malloc(16) = heap+0x20\n  brk(heap+0x20000)\n";
  for (int i = 1; i < 400; ++i)
    trace += ToText(Call{Function::kMalloc, {}, 0, 16, Address::Heap(0x20 + 48u * i), true, {}, 0});
  const Verdict verdict = JudgeText(trace + "os_free(heap+0x1820)\nos_malloc(18) = heap+0x1850\nexit 0\n");
  ASSERT_EQ(verdict.call, 402);
  const std::string details = verdict.calls + verdict.heaps;
  size_t begin = 0;
  for (size_t end; (end = details.find('\n', begin)) != std::string::npos; begin = end + 1) {
    EXPECT_LE(end - begin, 98u) << details.substr(begin, end - begin);
  }
}

}  // namespace
}  // namespace checker
