// What a scene tells the page: the blocks after each call, as far as they are known.
#include "checker/pages/scene.h"

#include <gtest/gtest.h>

#include "checker/contract/testing.h"
#include "checker/system/testing.h"

namespace checker {
namespace {

using Json = nlohmann::ordered_json;

Trace TraceOf(const std::string& text) {
  std::string error;
  const std::optional<Trace> trace = ParseTrace(text, &error);
  EXPECT_TRUE(trace) << error;
  return trace.value_or(Trace());
}

constexpr char kThree[] =
    "os_malloc(16) = heap+0x20\n"
    "  brk(heap+0x20000)\n"
    "os_free(heap+0x20)\n"
    "os_free(0)\n"
    "exit 0\n";

TEST(SceneTest, TellsWhatEachCallChanges) {
  const Json json = JsonOf(SceneOf(TraceOf(kThree), "x", ""));
  EXPECT_EQ(json["expected"]["heap"].dump(), "[[0,0,0,16,0,48,130992,1],[0,1,0,16,1],0]");
  EXPECT_EQ(json["expected"]["trace"], kThree);
  EXPECT_EQ(json["actual"], nullptr);
  EXPECT_EQ(json["status"], "passed");
}

TEST(SceneTest, StopsAtTheFirstCallThatIsNotTheContracts) {
  const Scene scene = SceneOf(TraceOf("os_malloc(16) = heap+0x20\n  brk(heap+0x20000)\n"
                                      "os_malloc(16) = heap+0x100\n"
                                      "os_malloc(16) = heap+0x200\n"
                                      "exit 0\n"),
                              "x", "");
  const Json json = JsonOf(scene);
  EXPECT_EQ(json["call"], 2);
  EXPECT_EQ(json["expected"]["heap"].size(), 2);
  EXPECT_EQ(json["actual"]["heap"].size(), 1);
  EXPECT_HAS(json["why"].get<std::string>(), "call 2, os_malloc(16)");
}

TEST(SceneTest, KnowsTheHeapOfAnAllocatorWithItsMistakes) {
  Scene scene;
  scene.known = {MistakeThat("takes the first free block that fits")};
  const Script script =
      ScriptOf(TraceOf("os_malloc(400) = heap+0x20\n"
                       "os_malloc(8) = heap+0x1d0\n"
                       "os_malloc(120) = heap+0x1f8\n"
                       "os_malloc(8) = heap+0x290\n"
                       "os_free(heap+0x20)\n"
                       "os_free(heap+0x1f8)\n"
                       "os_malloc(100) = heap+0x1f8\n"));
  scene.played = PlayedBy(scene.known, script);
  const Json json = JsonOf(scene);
  EXPECT_EQ(json["actual"]["heap"].size(), 7);
  EXPECT_EQ(json["actual"]["heap"][6].dump(), "[0,1,0,104,0,136,264,1]");
  EXPECT_EQ(json["expected"]["heap"][6].dump(), "[2,1,472,120,0]");
}

TEST(SceneTest, LeavesEveryBlockWhereACallRanOutOfMemory) {
  const Json json = JsonOf(SceneOf(TraceOf("os_malloc(16) = heap+0x20\n  brk(heap+0x20000)\n"
                                           "os_malloc(131000) = 0\n  brk(heap+0x20028) = ENOMEM\n"
                                           "exit 0\n"),
                                   "x", ""));
  EXPECT_EQ(json["status"], "passed");
  EXPECT_EQ(json["expected"]["heap"][1], 0);
}

TEST(SceneTest, ShowsTheFirstOfTooManySystemCalls) {
  Trace trace = TraceOf(kThree);
  trace.calls[0].system_calls.resize(1000, {"write", Address::Null(), 0, "1", ""});
  const std::string text = JsonOf(SceneOf(trace, "x", ""))["actual"]["trace"];
  EXPECT_HAS(text, "  write(1)\n  ...(984 more)\nos_free");
}

}  // namespace
}  // namespace checker
