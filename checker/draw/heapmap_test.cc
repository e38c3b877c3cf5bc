// From traces to rows, and to what a picture says: literal cases.
#include "checker/draw/heapmap.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <sstream>

#include "checker/draw/heapmap_layout.h"
#include "checker/draw/heapmap_scale.h"
#include "checker/system/testing.h"

namespace checker {
namespace {

History HistoryOf(const std::string& text) {
  std::string error;
  const std::optional<Trace> trace = ParseTrace(text, &error);
  EXPECT_TRUE(trace) << error;
  return Replay(trace.value_or(Trace()), "a/name", "A title");
}

// "+0x0 1000 allocated by this call!" with "!" where it changed; one line a bar.
std::string Bars(const std::vector<Bar>& bars) {
  std::string text;
  for (const Bar& bar : bars) text += Describe(bar) + (bar.changed ? "!\n" : "\n");
  return text;
}

// One of each: the first call, a free block, a mapping, a move, growth.
constexpr char kTour[] =
    "os_malloc(1000) = heap+0x20\n"
    "  brk(heap+0x20000)\n"
    "os_malloc(100) = heap+0x428\n"
    "os_free(heap+0x20)\n"
    "os_calloc(1, 5000) = map1+0x20\n"
    "  mmap(5032) = map1\n"
    "os_realloc(map1+0x20, 2000) = heap+0x4b0\n"
    "  munmap(map1, 5032)\n"
    "os_malloc(131032) = heap+0xca0\n"
    "  brk(heap+0x20c78)\n"
    "exit 0\n";

TEST(HeapmapTest, EachRowIsTheHeapAfterItsCall) {
  const History history = HistoryOf(kTour);
  ASSERT_EQ(history.rows.size(), 6u);
  EXPECT_EQ(Bars(history.rows[0].heap),
            "heap+0x20: 1000 bytes, allocated by this call!\n"
            "heap+0x428: 130008 bytes, free!\n");
  EXPECT_EQ(Bars(history.rows[1].heap),
            "heap+0x20: 1000 bytes, in use\n"
            "heap+0x428: 104 bytes, allocated by this call!\n"
            "heap+0x4b0: 129872 bytes, free!\n");
  EXPECT_EQ(Bars(history.rows[2].heap),
            "heap+0x20: 1000 bytes, freed by this call!\n"
            "heap+0x428: 104 bytes, in use\n"
            "heap+0x4b0: 129872 bytes, free\n");
  EXPECT_EQ(Bars(history.rows[3].heap),
            "heap+0x20: 1000 bytes, free\n"
            "heap+0x428: 104 bytes, in use\n"
            "heap+0x4b0: 129872 bytes, free\n");
  EXPECT_EQ(history.rows[4].heap_end(), 0x20000u);
  EXPECT_EQ(history.rows[5].heap_end(), 0x20c78u);
}

TEST(HeapmapTest, MappingsComeAndGoBesideTheHeap) {
  const History history = HistoryOf(kTour);
  ASSERT_EQ(history.rows.size(), 6u);
  EXPECT_EQ(Bars(history.rows[2].mappings), "");
  EXPECT_EQ(Bars(history.rows[3].mappings), "map1+0x20: 5000 bytes, allocated by this call!\n");
  EXPECT_EQ(Bars(history.rows[4].mappings), "map1+0x20: 5000 bytes, freed by this call!\n");
  EXPECT_EQ(Bars(history.rows[5].mappings), "");
}

TEST(HeapmapTest, AResizedBlockAndTheRestOfItAreNews) {
  const History history = HistoryOf(
      "os_malloc(1000) = heap+0x20\n"
      "  brk(heap+0x20000)\n"
      "os_realloc(heap+0x20, 100) = heap+0x20\n");
  ASSERT_EQ(history.rows.size(), 2u);
  EXPECT_EQ(Bars(history.rows[1].heap),
            "heap+0x20: 104 bytes, allocated by this call!\n"
            "heap+0xa8: 864 bytes, free!\n"
            "heap+0x428: 130008 bytes, free\n");
}

TEST(HeapmapTest, StopsWhereTheContractIsBroken) {
  const History history = HistoryOf(
      "os_malloc(16) = heap+0x20\n"
      "  brk(heap+0x20000)\n"
      "os_malloc(16) = heap+0x28\n"
      "os_malloc(16) = heap+0x60\n"
      "os_malloc(16) = heap+0x80\n");
  ASSERT_EQ(history.rows.size(), 2u);
  EXPECT_TRUE(history.rows[1].wrong);
  EXPECT_EQ(Bars(history.rows[1].heap), "heap+0x20: 16 bytes, in use\nheap+0x50: 130992 bytes, free\n");
  EXPECT_EQ(history.notes, (std::vector<std::string>{
                               "Call 2 parts from the contract, which demands: os_malloc(16) = heap+0x50",
                               "The heap is drawn as it was before that call.",
                               "The calls after it are not drawn: 2.",
                           }));
  EXPECT_HAS(DrawText(history), "  2  os_malloc(16) = heap+0x28    <- WRONG\n");
  EXPECT_HAS(DrawSvg(history), "class=\"wrong\"");
}

TEST(HeapmapTest, AMissingSystemCallIsWrongAsWell) {
  const History history = HistoryOf("os_malloc(16) = heap+0x20\n");
  EXPECT_EQ(history.notes.front(),
            "Call 1 parts from the contract, which demands: os_malloc(16) = heap+0x20; brk(heap+0x20000)");
}

TEST(HeapmapTest, ADoubleFreeThatStopsTheProcessIsByTheContract) {
  const std::string start =
      "os_malloc(16) = heap+0x20\n"
      "  brk(heap+0x20000)\n"
      "os_free(heap+0x20)\n";
  EXPECT_EQ(HistoryOf(start + "os_free(heap+0x20) = ?\nsignal SIGABRT\n").notes,
            std::vector<std::string>{"The program ended with: signal SIGABRT."});
  EXPECT_EQ(HistoryOf(start + "os_free(heap+0x20)\n").notes.front(),
            "Call 3 parts from the contract, which demands: the process stops with a message");
}

TEST(HeapmapTest, OutOfMemoryLeavesEveryBlockAsItWas) {
  const History history = HistoryOf(
      "os_malloc(16) = heap+0x20\n"
      "  brk(heap+0x20000)\n"
      "os_malloc(131000) = 0\n"
      "  brk(heap+0x20008) = ENOMEM\n"
      "os_malloc(8) = heap+0x50\n");
  ASSERT_EQ(history.rows.size(), 3u);
  EXPECT_FALSE(history.rows[1].wrong);
  EXPECT_EQ(Bars(history.rows[1].heap), "heap+0x20: 16 bytes, in use\nheap+0x50: 130992 bytes, free\n");
}

std::string ManyCalls(int calls) {
  std::string text = "os_malloc(8) = heap+0x20\n  brk(heap+0x20000)\n";
  for (int call = 2; call <= calls; ++call) text += "os_malloc(0) = 0\n";
  return text;
}

TEST(HeapmapTest, OfALongTraceTheMiddleIsLeftOutAndSaidSo) {
  EXPECT_TRUE(HistoryOf(ManyCalls(160)).notes.empty());
  const History history = HistoryOf(ManyCalls(1000));
  ASSERT_EQ(history.rows.size(), 160u);
  EXPECT_EQ(history.rows[79].number, 80u);
  EXPECT_EQ(history.rows[80].number, 921u);
  EXPECT_EQ(history.notes, std::vector<std::string>{"Calls 81 to 920 are left out."});
  EXPECT_HAS(DrawText(history), "\n     ... 840 calls left out ...\n921  os_malloc(0) = 0\n");
  EXPECT_HAS(DrawSvg(history), ">... 840 calls left out ...</text>");
}

TEST(ScaleTest, KeepsTheOrderAndShowsSmallBesideLarge) {
  const History history = HistoryOf(kTour);
  const Scale scale(history.rows, 500, 3);
  EXPECT_EQ(scale.At(0), 0);
  EXPECT_EQ(scale.At(0x20c78), 500);
  EXPECT_GT(scale.At(0x490) - scale.At(0x408), 20);                                         // 136 bytes
  EXPECT_GT(scale.At(0xc80) - scale.At(0x490), 1.5 * (scale.At(0x490) - scale.At(0x408)));  // 2032
  EXPECT_GT(scale.At(0x20000) - scale.At(0xc80), scale.At(0xc80) - scale.At(0x490));        // 127872
  ASSERT_EQ(scale.Cuts(10).size(), 1u);
  EXPECT_EQ(scale.Cuts(10)[0], (scale.At(0xc80) + scale.At(0x20000)) / 2);
  EXPECT_TRUE(scale.Cuts(400).empty());
}

TEST(ScaleTest, LabelsDoNotTouchAndTheEndOfTheHeapHasOne) {
  const Scale scale(HistoryOf(kTour).rows, 500, 3);
  std::vector<Tick> ticks = scale.Ticks(6);
  EXPECT_EQ(ticks.front().label, "+0x20c78");
  std::sort(ticks.begin(), ticks.end(), [](const Tick& a, const Tick& b) { return a.label_place < b.label_place; });
  for (size_t i = 1; i < ticks.size(); ++i) {
    const double end = ticks[i - 1].label_place + 6 * static_cast<double>(ticks[i - 1].label.size());
    EXPECT_LT(end, ticks[i].label_place) << ticks[i].label;
  }
  EXPECT_LE(ticks.back().label_place + 6 * 8, 500);
}

TEST(HeapmapTextTest, DrawsTheTour) {
  EXPECT_EQ(DrawText(HistoryOf(kTour)), R"(a/name
A title

     [ header   # in use   . free   @ allocated by this call   x freed by this call
     | the break   // more bytes than drawn   * small blocks, some free   123 payload bytes

     +0x0           +0x408    +0x490            +0xc80                         +0x20000    +0x20c78
  1  os_malloc(1000) = heap+0x20
       brk(heap+0x20000)
     [@1000@@@@@@@@@[.130008...................................//..............|
  2  os_malloc(100) = heap+0x428
     [##############[@104@@@@@[.129872.........................//..............|
  3  os_free(heap+0x20)
     [x1000xxxxxxxxx[#########[................................//..............|
  4  os_calloc(1, 5000) = map1+0x20
       mmap(5032) = map1
     [..............[#########[................................//..............|
     mapped:  map1 [@5000
  5  os_realloc(map1+0x20, 2000) = heap+0x4b0
       munmap(map1, 5032)
     [..............[#########[@2000@@@@@@@@@@@@[.127840.......//..............|
     mapped:  map1 [x5000
  6  os_malloc(131032) = heap+0xca0
       brk(heap+0x20c78)
     [..............[#########[#################[@131032@@@@@@@//@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@|

     The program ended with: exit 0.
)");
}

TEST(HeapmapTextTest, NoLineIsWiderThanThePage) {
  std::string text = "os_malloc(8) = heap+0x20\n  brk(heap+0x20000)\n";
  for (int map = 1; map <= 40; ++map) {
    const std::string name = "map" + std::to_string(map);
    text += "os_malloc(1000000) = " + name + "+0x20\n  mmap(1000032) = " + name + "\n";
  }
  text += "os_calloc(18446744073709551615, 18446744073709551615) = 0\n  mremap(" + std::string(300, 'x') + ")\n";
  std::istringstream lines(DrawText(HistoryOf(text)));
  size_t widest = 0;
  for (std::string line; std::getline(lines, line);) widest = std::max(widest, line.size());
  EXPECT_EQ(widest, 100u);
}

TEST(HeapmapTextTest, ColumnsThatBlocksShareShowTheNews) {
  std::string text = "os_malloc(8) = heap+0x20\n  brk(heap+0x20000)\n";
  for (int block = 1; block < 150; ++block) {
    std::ostringstream line;
    line << "os_malloc(8) = heap+0x" << std::hex << 0x20 + 40 * block << "\n";
    text += line.str();
  }
  const std::string drawn = DrawText(HistoryOf(text + "os_free(heap+0x48)\nos_malloc(0) = 0\n"));
  EXPECT_HAS(drawn, "151  os_free(heap+0x48)\n     x##");
  EXPECT_HAS(drawn, "152  os_malloc(0) = 0\n     *##");
}

TEST(HeapmapSvgTest, IsOneSvgWithNoScriptAndWithBothThemes) {
  const std::string svg = DrawSvg(HistoryOf(kTour));
  EXPECT_EQ(svg.find("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 1000 "), 0u);
  EXPECT_HAS(svg, "@media (prefers-color-scheme:dark){");
  EXPECT_HAS(svg, "<title>heap+0x428: 104 bytes, allocated by this call</title>");
  EXPECT_HAS(svg, ">os_malloc(131032) = heap+0xca0</text>");
  EXPECT_HAS(svg, ">brk(heap+0x20c78)</text>");
  EXPECT_HAS(svg, ">The program ended with: exit 0.</text>");
  EXPECT_HAS_NOT(svg, "<script");
  EXPECT_HAS_NOT(svg, "href");
}

TEST(HeapmapSvgTest, WhatOthersWroteIsEscaped) {
  std::string error;
  const Trace trace = *ParseTrace("os_malloc(8) = heap+0x20\n  x(<b>&\x1b\")\n", &error);
  const History history = Replay(trace, "<i>\xff", "\"&\"");
  const std::string svg = DrawSvg(history);
  EXPECT_HAS(svg, ">&lt;i&gt;?</text>");
  EXPECT_HAS(svg, ">&quot;&amp;&quot;</text>");
  EXPECT_HAS(svg, ">x(&lt;b&gt;&amp;?&quot;)</text>");
  EXPECT_HAS_NOT(DrawText(history), "\x1b");
}

TEST(LayoutTest, MappingsShareAColumnUnlessTheyLiveTogether) {
  const History history = HistoryOf(
      "os_malloc(200000) = map1+0x20\n"
      "  mmap(200032) = map1\n"
      "os_malloc(200000) = map2+0x20\n"
      "  mmap(200032) = map2\n"
      "os_free(map1+0x20)\n"
      "  munmap(map1, 200032)\n"
      "os_malloc(200000) = map3+0x20\n"
      "  mmap(200032) = map3\n");
  const Layout layout(history);
  EXPECT_EQ(layout.MappingX(1), layout.mappings_left());
  EXPECT_EQ(layout.MappingX(2), layout.MappingX(1) + layout.lane_width());
  EXPECT_EQ(layout.MappingX(3), layout.MappingX(1));
}

}  // namespace
}  // namespace checker
