// The pictures in a real browser, in light and in dark: Debian's Chromium draws them, heapmap_render.html looks at
// them.
#include <gtest/gtest.h>
#include <unistd.h>

#include <cstdio>
#include <filesystem>
#include <random>

#include "checker/contract/model.h"
#include "checker/draw/heapmap.h"
#include "checker/draw/svg.h"
#include "checker/system/files.h"
#include "checker/system/testing.h"

namespace checker {
namespace {

constexpr char kChromium[] = "/usr/bin/chromium";

// A program of `calls` random calls, as the contract has them answered.
Trace RandomTrace(int calls, unsigned seed) {
  std::mt19937 random(seed);
  Model model;
  Trace trace;
  std::vector<Address> live;
  for (int i = 0; i < calls; ++i) {
    Call call;
    call.size = random() % 20 == 0 ? 140000 : 1 + random() % 2000;
    if (random() % 2 == 0 && !live.empty()) {
      std::swap(live[random() % live.size()], live.back());
      call.function = random() % 3 == 0 ? Function::kRealloc : Function::kFree;
      call.pointer = live.back();
      live.pop_back();
    }
    trace.calls.push_back(model.Step(call));
    if (trace.calls.back().result != Address::Null()) live.push_back(trace.calls.back().result);
  }
  trace.ending = "exit 0";
  return trace;
}

std::string Frame(const std::string& name, const std::string& svg) {
  return "<iframe name=\"" + name + "\" srcdoc=\"" + Escape(svg) + "\"></iframe>\n";
}

std::string DrawnFrame(const std::string& name, const Trace& trace) {
  return Frame(name, DrawSvg(Replay(trace, name, "One of the pictures that a browser looks at")));
}

std::string Frames() {
  const unsigned seed = 20;
  std::printf("seed: %u\n", seed);
  Trace wrong = RandomTrace(30, seed);
  wrong.calls[20].result = Address::Heap(1);
  Trace longest = RandomTrace(10, seed);
  longest.calls[4] = {Function::kCalloc, {}, ~uint64_t{0}, ~uint64_t{0}, Address::Null(), true, {}, 0};
  Trace mapped;
  mapped.calls = {{Function::kMalloc, {}, 0, 200000, Address::Map(1, 32), true, {}, 0}};
  mapped.calls[0].system_calls = {{"mmap", Address::Map(1, 0), 200032, "", ""}};
  return Frame("block", Contents(Runfile("docs/block.svg"))) +
         Frame("coalesce-big", Contents(Runfile("docs/coalesce-big.svg"))) + DrawnFrame("one", RandomTrace(1, seed)) +
         DrawnFrame("thirty", RandomTrace(30, seed)) + DrawnFrame("many", RandomTrace(200, seed)) +
         DrawnFrame("wrong", wrong) + DrawnFrame("longest", longest) + DrawnFrame("mapped", mapped);
}

// The page after its script has run. `scheme` is Blink's number: 0 is dark, 1 is light.
std::string Render(const std::string& page, int scheme) {
  const std::string folder = testing::TempDir() + "/render";
  std::filesystem::create_directories(folder + "/home");
  Write(folder + "/page.html", page);
  const std::string command = "HOME=" + folder + "/home timeout -k 5 100 " + kChromium +
                              " --headless --no-sandbox --disable-gpu --disable-dev-shm-usage --no-first-run"
                              " --disable-background-networking --disable-component-update --disable-sync"
                              " --disable-quic --user-data-dir=" +
                              folder +
                              "/home/data --window-size=1000,800"
                              " --blink-settings=preferredColorScheme=" +
                              std::to_string(scheme) + " --virtual-time-budget=10000 --dump-dom file://" + folder +
                              "/page.html 2>" + folder + "/log";
  const ShellResult rendered = RunInShell(command);
  EXPECT_EQ(rendered.status, 0) << Contents(folder + "/log");
  std::filesystem::remove_all(folder);
  return rendered.output;
}

std::string Looked(int scheme) {
  std::string page = Contents(Runfile("checker/draw/heapmap_render.html"));
  page.replace(page.find("FRAMES"), 6, Frames());
  const std::string output = Render(page, scheme);
  const size_t list = output.find("<pre id=\"faults\">");
  return output.substr(std::min(list, output.size()), output.find("</pre>") - list);
}

void ExpectGoodPictures(int scheme, const std::string& name) {
  if (access(kChromium, X_OK) != 0)
    GTEST_SKIP() << kChromium << " is missing, so nothing was looked at; apt-get install chromium";
  const std::string looked = Looked(scheme);
  EXPECT_EQ(looked.find("FAULT"), std::string::npos) << looked;
  EXPECT_HAS(looked, ">" + name + "\n");
  EXPECT_HAS(looked, "\nthirty: ");
  EXPECT_HAS(looked, "\ndone\n");
}

TEST(HeapmapRenderTest, IsReadableAndColouredByStateInLight) { ExpectGoodPictures(1, "light"); }

TEST(HeapmapRenderTest, IsReadableAndColouredByStateInDark) { ExpectGoodPictures(0, "dark"); }

}  // namespace
}  // namespace checker
