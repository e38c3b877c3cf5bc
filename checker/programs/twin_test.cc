// Twins: what they keep, what they change, and of which scenarios there is one.
#include "checker/programs/twin.h"

#include <algorithm>
#include <filesystem>
#include <iostream>
#include <set>
#include <string>
#include <vector>

#include "checker/contract/model.h"
#include "checker/contract/ref.h"
#include "checker/programs/random.h"
#include "checker/programs/script_calls.h"
#include "checker/system/files.h"
#include "gtest/gtest.h"

namespace checker {
namespace {

constexpr uint64_t kSeeds = 4;

std::string TextOf(const Script& script, size_t from) {
  return ToText(Script(script.begin() + static_cast<ptrdiff_t>(from), script.end()));
}

TEST(TwinTest, IsBehindBlocksThatStay) {
  std::string why;
  const Trace original = ExpectedTrace({Malloc(0, 131032), Malloc(1, 1000), Malloc(2, 16), Free(1), Malloc(3, 900)});
  const std::optional<Twin> twin = TwinOf(original, 1, &why);
  ASSERT_TRUE(twin) << why;
  EXPECT_EQ(ToText({twin->script[0]}), "p0 = malloc 131032\n");
  EXPECT_GE(twin->prefix, 3u);
  const std::vector<Call>& calls = twin->expected.calls;
  ASSERT_EQ(calls.size(), twin->prefix + 5);
  for (size_t call = 1; call < twin->prefix; ++call) EXPECT_NE(calls[call].result, Address::Null());
  // As far behind the first block as in the original, but for the 8 bytes that it has to spare there.
  const uint64_t first = calls[twin->prefix].result.offset, second = calls[twin->prefix + 1].result.offset;
  EXPECT_GT(first, 0x20000u);
  EXPECT_EQ(second - first, 131032u + 32u);
  EXPECT_EQ(calls[twin->prefix + 4].result.offset, second);
}

TEST(TwinTest, SizesRoundToTheSame) {
  std::string why;
  const Script program = {Malloc(0, 131024), Malloc(1, 1001), Calloc(2, 1, 46),
                          Calloc(3, 21, 1),  Calloc(4, 3, 7), Malloc(5, 64)};
  bool differs = false;
  for (uint64_t seed = 1; seed <= 20; ++seed) {
    const std::optional<Twin> twin = TwinOf(ExpectedTrace(program), seed, &why);
    ASSERT_TRUE(twin) << why;
    const ScriptCall* call = &twin->script[twin->prefix + 1];
    EXPECT_TRUE(call[0].size >= 1001 && call[0].size <= 1004) << call[0].size;
    EXPECT_TRUE(call[1].size >= 45 && call[1].size <= 47) << call[1].size;
    EXPECT_TRUE(call[2].count >= 21 && call[2].count <= 23 && call[2].size == 1) << call[2].count;
    EXPECT_TRUE(call[3].count == 3 && call[3].size == 7);
    EXPECT_EQ(call[4].size, 64u);
    differs = differs || call[0].size != 1001;
  }
  EXPECT_TRUE(differs);
}

TEST(TwinTest, ASeedIsATwin) {
  std::string why;
  const Trace original = ExpectedTrace({Malloc(1, 131024), Malloc(2, 77)});
  const std::string twin = TextOf(TwinOf(original, 3, &why)->script, 0);
  EXPECT_EQ(TextOf(TwinOf(original, 3, &why)->script, 0), twin);
  EXPECT_NE(TextOf(TwinOf(original, 4, &why)->script, 0), twin);
}

TEST(TwinTest, EdgesStay) {
  std::string why;
  const Script program = {Malloc(0, 0), Malloc(0, 18446744073709551615u), Calloc(0, 0, 9), Malloc(1, 131024),
                          Malloc(2, 16)};
  const std::optional<Twin> twin = TwinOf(ExpectedTrace(program), 1, &why);
  ASSERT_TRUE(twin) << why;
  EXPECT_EQ(TextOf(twin->script, twin->prefix), ToText(program));
}

TEST(TwinTest, IsCutFromAChunkThatTheProgramCutsToo) {
  std::string why;
  const Script program = {Malloc(1, 131000), Free(1), Malloc(2, 1000), Malloc(3, 2000),
                          Malloc(4, 127936), Free(2), Malloc(5, 900),  Malloc(6, 5000)};
  const Trace original = ExpectedTrace(program);
  const std::optional<Twin> twin = TwinOf(original, 1, &why);
  ASSERT_TRUE(twin) << why;
  ASSERT_EQ(twin->prefix, 3u);
  EXPECT_EQ(TextOf({twin->script[0], twin->script[1]}, 0), "p0 = malloc 131000\nfree p0\n");
  const std::vector<Call>& calls = twin->expected.calls;
  const uint64_t kept = twin->script[2].size + 32;
  EXPECT_EQ(calls[2].result, Address::Heap(32));
  EXPECT_EQ(twin->script[3].size, 131000 - kept);
  EXPECT_EQ(twin->script[7].size, 127936 - kept);
  // Those before the one that is smaller move; the last one, which the heap grows for, does not.
  EXPECT_EQ(calls[5].result, Address::Heap(32 + kept));
  EXPECT_EQ(calls[6].result, Address::Heap(1064 + kept));
  EXPECT_EQ(calls[9].result, Address::Heap(32 + kept));
  EXPECT_EQ(calls[10].result, original.calls[7].result);
  EXPECT_EQ(calls[10].system_calls, original.calls[7].system_calls);
}

TEST(TwinTest, IsBehindMappingsWhereTheHeapIsNotUsed) {
  std::string why;
  const std::optional<Twin> twin = TwinOf(ExpectedTrace({Malloc(1, 200000), Realloc(1, 1, 300000), Free(1)}), 1, &why);
  ASSERT_TRUE(twin) << why;
  ASSERT_GE(twin->prefix, 2u);
  EXPECT_EQ(TextOf({twin->script[0], twin->script[1]}, 0), "p1 = malloc 200000\nfree p1\n");
  const int before = static_cast<int>(twin->prefix / 2);
  EXPECT_EQ(twin->expected.calls[twin->prefix + 1].result, Address::Map(before + 2, 32));
}

TEST(TwinTest, NoneWhereTheHeapsBeginningMatters) {
  const auto why_none = [](const Script& script) {
    std::string why;
    return TwinOf(ExpectedTrace(script), 1, &why) ? "there is one" : why;
  };
  EXPECT_EQ(why_none({Malloc(1, 1000), Malloc(2, 8)}), "is about the first use of the heap");
  EXPECT_EQ(why_none({Malloc(1, 131024), Free(1), Malloc(2, 131032), Malloc(3, 8)}),
            "depends on where the heap begins in call 3");
  EXPECT_EQ(why_none({Malloc(1, 131000), Free(1), Malloc(2, 131000)}), "has no two blocks on the heap");
  EXPECT_EQ(why_none({Malloc(0, 0), Malloc(1, 200000), Free(1)}), "begins with no mapping");
}

TEST(TwinTest, NoneWhereAPointerIsNoBlocks) {
  std::string why;
  Trace trace = ExpectedTrace({Malloc(1, 131024), Free(1)});
  trace.calls[1].pointer = Address::Heap(0x40);
  EXPECT_FALSE(TwinOf(trace, 1, &why));
  EXPECT_EQ(why, "passes a pointer that no call returned");
}

// An allocator with a mistake that a program does not show does not show it in the twin either: its author would be
// accused of looking answers up.
int AccusedBy(const Trace& original, const Twin& twin, const std::string& name) {
  int accused = 0;
  for (const Mistake* mistake : AllMistakes()) {
    if (!Passes(original, Units(), {mistake}) || Passes(twin.expected, Units(), {mistake})) continue;
    // Shows only where something lies behind the block that is cleared; what the mistake accounts for is no accusation.
    if (mistake->habit == "clears more than the payload, and with it the header behind") continue;
    std::cout << name << ": passes, but not its twin: an allocator that " << mistake->habit << "\n";
    ++accused;
  }
  return accused;
}

int MissedBy(const Trace& original, const Twin& twin, const std::string& name) {
  int missed = 0;
  for (const Mistake* mistake : AllMistakes()) {
    if (Passes(original, Units(), {mistake}) || !Passes(twin.expected, Units(), {mistake})) continue;
    std::cout << name << ": fails, but not its twin: an allocator that " << mistake->habit << "\n";
    ++missed;
  }
  return missed;
}

TEST(TwinTest, EveryProgramThatTakesTheChunkWholeHasOneThatAccusesNobody) {
  int twins = 0;
  for (uint64_t seed = 1; seed <= 3; ++seed) {
    for (const Rung& rung : Ladder()) {
      if (rung.ground == Ground::kChunk) continue;
      std::string why;
      const Trace original = ExpectedTrace(RandomScript(rung, seed));
      const std::optional<Twin> twin = TwinOf(original, seed, &why);
      ASSERT_TRUE(twin) << NameOf(rung.style) << " of " << rung.calls << " calls, seed " << seed << ": it " << why;
      EXPECT_EQ(AccusedBy(original, *twin, std::string(NameOf(rung.style)) + std::to_string(rung.calls)), 0);
      ++twins;
    }
  }
  EXPECT_GE(twins, 3 * 20);
}

// Those about the first use of the heap, and those that have one block on it at a time: blocks before theirs would have
// to be cut or appended, which they themselves are not about.
const std::set<std::string> kWithout = {
    "malloc/preallocate", "malloc/threshold",   "malloc/too-large",    "malloc/zero-size", "calloc/arrays",
    "calloc/overflow",    "calloc/preallocate", "calloc/threshold",    "calloc/zero-size", "realloc/arrays",
    "realloc/freed",      "realloc/null",       "realloc/preallocate", "realloc/zero",
};

TEST(TwinTest, EveryOtherScenarioHasOneThatAccusesNobody) {
  std::set<std::string> without;
  int twins = 0, shows_less = 0;
  for (const char* tier : {"malloc", "calloc", "realloc", "all"}) {
    for (const auto& entry : std::filesystem::directory_iterator(Runfile("refs/" + std::string(tier)))) {
      if (entry.path().extension() != ".ref") continue;
      std::string text, error, why;
      ASSERT_TRUE(ReadFile(entry.path().string(), &text, &error)) << error;
      const std::optional<Ref> ref = ParseRef(text, &error);
      ASSERT_TRUE(ref) << error;
      const std::string name = std::string(tier) + "/" + entry.path().stem().string();
      for (uint64_t seed = 1; seed <= kSeeds; ++seed) {
        const std::optional<Twin> twin = TwinOf(ref->trace, seed, &why);
        if (!twin) {
          without.insert(name);
          break;
        }
        EXPECT_EQ(AccusedBy(ref->trace, *twin, name), 0) << "seed " << seed;
        if (seed == 1) shows_less += MissedBy(ref->trace, *twin, name);
        twins += seed == 1;
      }
    }
  }
  EXPECT_EQ(without, kWithout);
  std::cout << twins << " scenarios have a twin; " << shows_less << " times a mistake does not show in it\n";
}

}  // namespace
}  // namespace checker
