// The pages in a real browser: the heaps that they show are those of the model, and nothing in them but text is a
// guest's.
#include "checker/pages/page.h"
#include "checker/pages/testing.h"
#include "checker/programs/random.h"
#include "checker/system/files.h"
#include "checker/system/testing.h"

namespace checker {
namespace {

// What the blocks of a heap are called in the page.
std::vector<std::string> Described(const Model& model) {
  std::vector<std::string> blocks;
  for (const Block& block : model.heap()) {
    blocks.push_back(ToText(Address::Heap(block.offset + model.units().header)) + ": " + std::to_string(block.size) +
                     (block.size == 1 ? " byte, " : " bytes, ") + (block.free ? "free" : "in use"));
  }
  return blocks;
}

class HeapTest : public BrowserTest {
 protected:
  // What is drawn of a side after each call of a scene: [["heap+0x20: 16 bytes, in use", ...], ...]
  static Json Drawn(size_t place, const std::string& side) {
    return Page().Evaluate("(() => { player.open(" + std::to_string(place) +
                           "); return [...Array(player.scene.length).keys()].map((call) => { player.go(call + 1);"
                           "return [...document.querySelectorAll('#" +
                           side + "-heap .block')].map((block) => block.title.replace(/, asked.*/, '')); }); })()");
  }

  // Each of them is what an allocator with these mistakes has, as long as that can be told.
  static void ExpectDrawn(const Json& drawn, const Trace& trace, const Mistakes& mistakes, const std::string& name) {
    Model model(Units(), mistakes);
    for (size_t call = 0; call < trace.calls.size(); ++call) {
      model.Step(trace.calls[call]);
      if (model.corrupt()) return;
      EXPECT_EQ(drawn[call].get<std::vector<std::string>>(), Described(model)) << name << ", call " << call + 1;
    }
  }
};

TEST_F(HeapTest, TheHeapAtEachCallOfEachScenarioIsTheModels) {
  const std::vector<NamedRef> refs = AllRefs();
  std::vector<Scene> scenes;
  for (const NamedRef& ref : refs) scenes.push_back(SceneOf(ref, {}));
  ASSERT_GE(scenes.size(), 50);
  Page().Open(StudentPage(DataOf(scenes, "x.so")));
  for (size_t place = 0; place < refs.size(); ++place) {
    ExpectDrawn(Drawn(place, "expected"), refs[place].ref.trace, {}, refs[place].name);
  }
}

TEST_F(HeapTest, TheHeapAsItIsIsThatOfAnAllocatorWithTheMistakes) {
  std::vector<Scene> scenes;
  for (const NamedRef& ref : AllRefs()) {
    for (const char* habit : {kFirstFit, "never splits"}) {
      const Scene scene = SceneOf(ref, {MistakeThat(habit)});
      if (!(scene.played.actual == scene.played.expected)) scenes.push_back(scene);
    }
  }
  ASSERT_GE(scenes.size(), 10);
  Page().Open(StudentPage(DataOf(scenes, "x.so")));
  for (size_t place = 0; place < scenes.size(); ++place) {
    const Scene& scene = scenes[place];
    ExpectDrawn(Drawn(place, "actual"), scene.played.actual, scene.known, scene.label);
    ExpectDrawn(Drawn(place, "expected"), scene.played.expected, {}, scene.label);
  }
}

// What nothing known accounts for is shown as it was seen: the blocks that the program got, and no others.
TEST_F(HeapTest, ShowsNoMoreThanWasSeenWhereNothingIsKnown) {
  Scene scene = SceneOf(RefNamed("malloc/split-vector"), {MistakeThat("never splits")});
  ASSERT_FALSE(scene.played.actual == scene.played.expected);
  scene.known = {};
  scene.verdict = Judge(scene.played);
  Page().Open(StudentPage(DataOf({scene}, "x.so")));
  Page().Press("End");
  size_t live = 0;
  for (const Call& call : scene.played.actual.calls) {
    live += call.function == Function::kFree ? -1 : call.result.base == Address::Base::kHeap ? 1 : 0;
  }
  EXPECT_EQ(Page().Evaluate("document.querySelectorAll('#actual-heap .block').length"), live);
  EXPECT_EQ(Page().Evaluate("document.querySelectorAll('#actual-heap .block.free, #actual-heap .header').length"), 0);
  EXPECT_HAS(Page().Text("#known"), "seen");
}

TEST_F(BrowserTest, HostileTextStaysText) {
  const std::string hostile =
      "</script><img src=x onerror=\"window.hacked=1\"><b>'\"&amp; \xd7\xa9\xd7\x9c\xe2\x80\xae \xf0\x9f\x92\xa5";
  Scene scene = SceneOf(AllRefs()[0], {});
  scene.label = scene.title = scene.source = hostile;
  scene.verdict.message = hostile + std::string(10'000'000, '<');
  scene.played.actual.ending = hostile;
  Json data = DataOf({scene}, hostile);
  AddMistake(hostile, &data);
  data["grade"]["flags"].push_back(hostile);
  Page().Open(StudentPage(data));
  EXPECT_EQ(Page().Evaluate("window.hacked"), Json());
  EXPECT_EQ(Page().Evaluate("document.querySelectorAll('img').length"), 0);
  for (const char* place : {"#play-name", "#play-title", "#library", "#flags li"})
    EXPECT_EQ(Page().Text(place), hostile);
  EXPECT_EQ(Page().Text("#why").size(), scene.verdict.message.size());
  EXPECT_EQ(Page().Evaluate("document.title"), "Grade of " + hostile);
}

TEST_F(BrowserTest, RunsNothingThatIsNotItsOwn) {
  expects_complaints_ = true;
  Page().Open(StudentPage(DataOf({SceneOf(AllRefs()[0], {})}, "x.so")));
  Page().Evaluate(
      "(() => { const script = document.createElement('script'); script.textContent = 'window.hacked = 1';"
      "document.body.append(script); const image = new Image(); image.src = "
      "'data:image/gif;base64,R0lGODlhAQABAAAAACw=';"
      "image.onload = () => { window.hacked = 2; }; document.body.append(image);"
      "document.body.insertAdjacentHTML('beforeend', '<p id=late onclick=\"window.hacked = 3\" style=\"color: "
      "red\">x</p>');"
      "byId('late').click(); return fetch('file:///etc/passwd').then(() => { window.hacked = 4; }, () => 0); })()");
  EXPECT_EQ(Page().Evaluate("window.hacked"), Json());
  EXPECT_NE(Page().Evaluate("getComputedStyle(byId('late')).color"), "rgb(255, 0, 0)");
  EXPECT_FALSE(Page().complaints().empty());
}

// A page as long as a grade can make it is there at once, and is sent by mail.
TEST_F(BrowserTest, IsSmallAndThereAtOnce) {
  std::vector<Scene> scenes;
  for (const NamedRef& ref : AllRefs()) scenes.push_back(SceneOf(ref, {MistakeThat(kFirstFit)}));
  NamedRef random{"random/everything-1", {}};
  for (const RandomProgram& program : RandomPrograms()) {
    random.ref.trace = ExpectedTrace(program.script);
    scenes.push_back(SceneOf(random, {MistakeThat("never splits")}));
  }
  const std::string page = StudentPage(DataOf(scenes, "x.so"));
  EXPECT_LT(page.size(), 1'000'000);
  double least = 1e9;
  for (int attempt = 0; attempt < 3; ++attempt) {
    Page().Open(page);
    least =
        std::min(least, Page().Evaluate("performance.getEntriesByType('navigation')[0].loadEventEnd").get<double>());
  }
  std::printf("%zu bytes, shown after %.0f ms\n", page.size(), least);
  EXPECT_LT(least, 1000);
}

TEST_F(BrowserTest, PlaysOneSceneByItself) {
  Page().Open(ScenePage(JsonOf(checker::SceneOf(AllRefs()[0].ref.trace, "my.log", "of mine"))));
  EXPECT_EQ(Page().Text("#play-name"), "my.log");
  Page().Press("End");
  EXPECT_HAS(Page().Text("#place"), "call 18 of 18");
}

TEST_F(BrowserTest, TheContractShowsEachClauseThatAScenarioCanShow) {
  Page().Open(Contents(Runfile("docs/contract.html")));
  EXPECT_HAS(Page().Text("#clause-2\\.3"), "Best fit.");
  EXPECT_HAS(Page().Text("#clause-2\\.3"), "See it: best fit tie");
  Page().Click("[data-show=realloc-absorb-stop]");
  EXPECT_HAS(Page().Text("#play-name"), "realloc/");
  EXPECT_HAS(Page().Text(".decides"), "one at a time");
  // Nothing but what is about failures and the program itself is left without a scene.
  EXPECT_GE(Page().Evaluate("document.querySelectorAll('[data-show]').length").get<int>(), 28);
}

TEST_F(BrowserTest, ShowsTheScoreWhereThereIsOne) {
  Json data = DataOf({SceneOf(RefNamed("malloc/arrays"), {})}, "x.so");
  Page().Open(StudentPage(data));
  EXPECT_EQ(Page().Evaluate("byId('traces-part').hidden"), true);
  data["grade"]["score"] = Json::parse(R"({"index": 61.5, "utilisation": 0.8, "to_list": 8, "to_osmem": 0.5, "traces": [
      {"name": "gcc", "calls": 5500, "why": null, "utilisation": 0.8, "nanoseconds": 61.2, "to_list": 8, "to_osmem": 0.5},
      {"name": "ls", "calls": 9, "why": "It ended: <b>", "utilisation": null, "nanoseconds": null, "to_list": null,
       "to_osmem": null}]})");
  Page().Open(StudentPage(data));
  EXPECT_EQ(Page().Evaluate("byId('traces-part').hidden"), false);
  EXPECT_HAS(Page().Text("#traces-sum"), "61.5 of 100");
  EXPECT_EQ(Page().Evaluate("[...document.querySelectorAll('#traces tbody tr')].map((row) => [...row.children].map("
                            "(one) => one.textContent))"),
            Json::parse(R"([["gcc", "5500", "0.800", "61.2", "8.00", "0.50"], ["ls", "no score. It ended: <b>"]])"));
}

class ClassPageTest : public BrowserTest {
 protected:
  void SetUp() override {
    BrowserTest::SetUp();
    if (!IsSkipped()) Page().Open(ClassPage(Json::parse(Contents(Runfile("course/results/testdata/class.json")))));
  }

  static Json Names() {
    return Page().Evaluate(
        "[...document.querySelectorAll('#students tbody tr:not([hidden]) th')].map((one) => "
        "one.textContent)");
  }
};

TEST_F(ClassPageTest, SortsByEachColumn) {
  const Json before = Names();
  Page().Click("#students th:nth-child(2) button");
  EXPECT_EQ(Names()[0], "Ana Popescu");
  EXPECT_EQ(Page().Evaluate("document.querySelector('#students th:nth-child(2)').ariaSort"), "descending");
  Page().Click("#students th:nth-child(2) button");
  EXPECT_NE(Names()[0], "Ana Popescu");
  EXPECT_EQ(Names().size(), before.size());
}

TEST_F(ClassPageTest, FindsStudentsByNameAndMistake) {
  const size_t all = Names().size();
  Page().Click("#search");
  for (const char letter : std::string("splits")) Page().Press(std::string(1, letter), std::string(1, letter));
  EXPECT_EQ(Names().size(), 1);
  EXPECT_EQ(Page().Text("#found"), "1 of " + std::to_string(all));
}

TEST_F(ClassPageTest, HasALeaderboardWhereThereAreScores) {
  EXPECT_EQ(Page().Evaluate("byId('leaderboard-part').hidden"), true);
  Json data = Json::parse(Contents(Runfile("course/results/testdata/class.json")));
  data["leaderboard"] = Json::parse(R"([
      {"place": 1, "student": "s0000000000000002", "score": 90.0, "utilisation": 0.91, "to_list": 20.5, "to_osmem": 1.01,
       "why": null},
      {"place": null, "student": "s0000000000000001", "score": null, "utilisation": null, "to_list": null,
       "to_osmem": null, "why": "gcc: It took more than a second."}])");
  Page().Open(ClassPage(data));
  EXPECT_EQ(
      Page().Evaluate("[...document.querySelectorAll('#leaderboard tbody tr')].map((row) => [...row.children].map("
                      "(one) => one.textContent))"),
      Json::parse(R"([["1", "; rm -rf /", "90.0", "0.910", "20.50", "1.01", ""],
                            ["", "Ana Popescu", "", "", "", "", "gcc: It took more than a second."]])"));
}

TEST_F(ClassPageTest, LeadsToTheStudentsWhoseGradeThereIs) {
  EXPECT_EQ(Page().Evaluate("document.querySelector('#students a').getAttribute('href')"), "Ana%20Popescu.html");
  EXPECT_EQ(Page().Evaluate("document.querySelectorAll('#open a').length"), 0);
  EXPECT_HAS(Page().Text("#open"), "ltrace did not start");
  EXPECT_HAS(Page().Text("#flags"), "<b>");
}

}  // namespace
}  // namespace checker
