// How much memory a trace makes use of, to the byte; the means; the table and the JSON.
#include "checker/grading/score.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <sstream>

#include "checker/grading/comparison.h"
#include "checker/grading/report.h"

namespace checker {
namespace {

using Json = nlohmann::json;

Trace TraceOf(const std::string& text) {
  std::string error;
  const std::optional<Trace> trace = ParseTrace(text, &error);
  EXPECT_TRUE(trace) << error;
  return *trace;
}

// The heap grows by pieces, a mapping takes whole pages, what is freed lives no more, and the heap stays.
TEST(ScoreTest, CountsWhatLivesAndWhatIsHeldAtTheirPeaks) {
  const MemoryUse use =
      MemoryOf(TraceOf("os_malloc(100000) = heap+0x20\n"
                       "  brk(heap+0x20000)\n"
                       "os_malloc(40000) = heap+0x186e0\n"
                       "  brk(heap+0x22340)\n"
                       "os_free(heap+0x20)\n"
                       "os_calloc(1, 5000) = map1+0x20\n"
                       "  mmap(5032) = map1\n"
                       "os_realloc(map1+0x20, 200000) = map2+0x20\n"
                       "  mmap(200032) = map2\n"
                       "  munmap(map1, 5032)\n"
                       "os_free(map2+0x20)\n"
                       "  munmap(map2, 200032)\n"
                       "exit 0\n"));
  EXPECT_EQ(use.fault, "");
  EXPECT_EQ(use.most_lived, 240000u);                      // 40000 + 200000
  EXPECT_EQ(use.most_held, (35u + 2u + 49u) * 4096u);      // the heap in pages, and both mappings during the move
  EXPECT_DOUBLE_EQ(use.Utilisation(), 240000.0 / 352256);  // 0.681
}

std::string FaultOf(const std::string& second) {
  return MemoryOf(TraceOf("os_malloc(100) = heap+0x20\n  brk(heap+0x20000)\n" + second + "\nexit 0\n")).fault;
}

TEST(ScoreTest, ABlockLiesWhereThereIsRoom) {
  const std::string fault = "Call 2 gave a block that lies over a live one, or in memory that no call has asked for.";
  EXPECT_EQ(FaultOf("os_malloc(100) = heap+0x84"), "");     // right behind
  EXPECT_EQ(FaultOf("os_malloc(100) = heap+0x83"), fault);  // over its last byte
  EXPECT_EQ(FaultOf("os_malloc(100) = heap+0x20"), fault);
  EXPECT_EQ(FaultOf("os_malloc(32) = heap+0x0"), "");
  EXPECT_EQ(FaultOf("os_malloc(33) = heap+0x0"), fault);  // over its first
  EXPECT_EQ(FaultOf("os_malloc(16) = heap+0x1fff0"), "");
  EXPECT_EQ(FaultOf("os_malloc(17) = heap+0x1fff0"), fault);  // over the break
  EXPECT_EQ(FaultOf("os_malloc(8) = map1+0x0"), fault);
  EXPECT_EQ(FaultOf("os_malloc(8) = other"), fault);
  EXPECT_EQ(FaultOf("os_malloc(8) = 0"), "");
  EXPECT_EQ(FaultOf("os_free(heap+0x20)\nos_malloc(200) = heap+0x20"), "");
}

TraceScore Fast(const std::string& name, double utilisation, double to_list, double to_osmem) {
  TraceScore trace;
  trace.name = name;
  trace.calls = 4000;
  trace.utilisation = utilisation;
  trace.seconds = 61.23e-9;
  trace.to_list = to_list;
  trace.to_osmem = to_osmem;
  return trace;
}

TraceScore None(const std::string& name, const std::string& why) {
  TraceScore trace;
  trace.name = name;
  trace.why = why;
  return trace;
}

TEST(ScoreTest, HalfOfItIsUtilisationAndHalfSpeed) {
  // The list takes 16 times as long as osmem; this one is 4 times as fast as the list, half of the way in doublings.
  const auto middle = MeansOf({{Fast("gcc", 0.8, 2, 0.125), Fast("ls", 0.6, 8, 0.5)}});
  ASSERT_TRUE(middle);
  EXPECT_DOUBLE_EQ(middle->utilisation, 0.7);
  EXPECT_DOUBLE_EQ(middle->to_list, 4);
  EXPECT_DOUBLE_EQ(middle->to_osmem, 0.25);
  EXPECT_DOUBLE_EQ(middle->index, 35 + 25);
  EXPECT_DOUBLE_EQ(MeansOf({{Fast("gcc", 0.8, 32, 2)}})->index, 90);          // not more than osmem
  EXPECT_DOUBLE_EQ(MeansOf({{Fast("gcc", 0.8, 0.5, 1.0 / 32)}})->index, 40);  // not less than the list
}

TEST(ScoreTest, WhoFailsOneTraceHasNoScoreForTheWhole) {
  EXPECT_FALSE(MeansOf({{Fast("gcc", 0.8, 32, 2), None("ls", "It ended with signal SIGSEGV.")}}));
  EXPECT_FALSE(MeansOf({}));
}

TEST(ScoreTest, ItsTableFitsInto100Columns) {
  const std::string why =
      "It ended with exit 1: header: a new block of 24 bytes lies over a live one of 24 bytes, and "
      "so on for longer than a line has room";
  EXPECT_EQ(ToText(Score{{Fast("gcc", 0.8, 32, 2), None("git-log", why)}}),
            "\nBeside the points: the calls of real programs\n"
            "                 calls   utilisation   ns a call     x list    x osmem\n"
            "  gcc             4000         0.800        61.2      32.00       2.00\n"
            "  git-log: no score. It ended with exit 1: header: a new block of 24 bytes lies over a live one of\n"
            "  24 bytes, and so on for longer than a line has room\n"
            "  No score for the whole, as there is none for one of them.\n");
  const std::string whole = ToText(Score{{Fast("gcc", 0.8, 8, 0.5), Fast("perl", 0.6, 12345678, 1234)}});
  EXPECT_NE(whole.find("  score 85.0 of 100: half utilisation, half speed from the list's to osmem's\n"),
            std::string::npos)
      << whole;
  std::istringstream lines(whole);
  for (std::string line; std::getline(lines, line);) EXPECT_LE(line.size(), 100u) << line;
}

TEST(ScoreTest, JsonHasItOnlyWhereItWasAskedFor) {
  Report report;
  EXPECT_FALSE(Json::parse(ToJson(report)).contains("score"));
  report.score = Score{{Fast("gcc", 0.8, 8, 0.5), None("ls", "It took more than a second.")}};
  EXPECT_EQ(Json::parse(ToJson(report))["score"],
            Json::parse(R"({"index": null, "utilisation": null, "to_list": null, "to_osmem": null, "traces": [
              {"name": "gcc", "calls": 4000, "why": null, "utilisation": 0.8, "nanoseconds": 61.2, "to_list": 8.0,
               "to_osmem": 0.5},
              {"name": "ls", "calls": 0, "why": "It took more than a second.", "utilisation": null,
               "nanoseconds": null, "to_list": null, "to_osmem": null}]})"));
  report.score = Score{{Fast("gcc", 0.8, 4, 0.25)}};
  EXPECT_EQ(Json::parse(ToJson(report))["score"]["index"], 65.0);
}

TEST(ScoreTest, NoTimeMakesTwoGradesDiffer) {
  Report report;
  const std::string without = ToJson(report);
  report.score = Score{{Fast("gcc", 0.8, 8, 0.5)}};
  EXPECT_TRUE(DifferencesOf(without, ToJson(report)).empty());
}

}  // namespace
}  // namespace checker
