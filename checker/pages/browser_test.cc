// The pages in a real browser: what they show is what the model has, and everything can be reached by mouse and by key.
#include <gtest/gtest.h>

#include <filesystem>
#include <memory>
#include <set>

#include "checker/contract/ref.h"
#include "checker/contract/testing.h"
#include "checker/pages/page.h"
#include "checker/pages/scene.h"
#include "checker/pages/testing.h"
#include "checker/programs/random.h"
#include "checker/system/files.h"
#include "checker/system/testing.h"

namespace checker {
namespace {

using Json = nlohmann::ordered_json;

constexpr char kTiers[][8] = {"malloc", "calloc", "realloc", "all"};
constexpr char kFirstFit[] = "takes the first free block that fits";

struct NamedRef {
  std::string name;
  Ref ref;
};

std::vector<NamedRef> AllRefs() {
  std::vector<NamedRef> refs;
  for (const std::string tier : kTiers) {
    std::set<std::string> files;
    for (const auto& entry : std::filesystem::directory_iterator(Runfile("refs/" + tier))) files.insert(entry.path());
    for (const std::string& file : files) {
      const std::filesystem::path path = file;
      if (path.extension() != ".ref") continue;
      std::string error;
      const std::optional<Ref> ref = ParseRef(Contents(file), &error);
      if (ref) refs.push_back({tier + "/" + path.stem().string(), *ref});
      EXPECT_TRUE(ref) << file << ", " << error;
    }
  }
  return refs;
}

NamedRef RefNamed(const std::string& name) {
  for (const NamedRef& ref : AllRefs()) {
    if (ref.name == name) return ref;
  }
  ADD_FAILURE() << "there is no ref " << name;
  return {};
}

// A ref, as an allocator with these mistakes plays it.
Scene SceneOf(const NamedRef& named, const Mistakes& mistakes) {
  Scene scene;
  scene.label = named.name;
  scene.title = named.ref.title;
  const Script script = ScriptOf(named.ref.trace);
  scene.source = ToText(script);
  for (size_t line = 1; line <= script.size(); ++line) scene.lines.push_back(static_cast<int>(line));
  scene.played = PlayedBy(mistakes, script);
  scene.known = mistakes;
  scene.verdict = Judge(scene.played, mistakes);
  return scene;
}

// A grade in which `scenes` are all tests, worth a point each.
Json DataOf(const std::vector<Scene>& scenes, const std::string& library) {
  Json data = {{"library", library},        {"grade", Json::object()},   {"scenes", Json::array()},
               {"examples", Json::array()}, {"programs", Json::array()}, {"smallest", Json::array()}};
  Json& grade = data["grade"];
  int passed = 0;
  for (const Scene& scene : scenes) {
    const size_t slash = scene.label.find('/');
    const bool good = scene.verdict.status == Status::kPassed;
    data["scenes"].push_back(JsonOf(scene));
    grade["tests"].push_back({{"tier", "malloc"},
                              {"name", scene.label.substr(slash + 1)},
                              {"points", good ? 1 : 0},
                              {"max", 1},
                              {"status", NameOf(scene.verdict.status)},
                              {"rule", good ? Json(nullptr) : Json("best-fit")},
                              {"message", scene.verdict.message},
                              {"mistakes", good ? Json::array() : Json::array({0})}});
    passed += good ? 1 : 0;
  }
  grade["total"] = passed;
  grade["max"] = scenes.size();
  grade["tiers"] = {{{"name", "malloc"}, {"points", passed}, {"max", scenes.size()}}};
  grade["mistakes"] = Json::array();
  grade["flags"] = Json::array();
  grade["record"]["seed"] = 1;
  return data;
}

void AddMistake(const std::string& habit, Json* data) {
  (*data)["grade"]["mistakes"].push_back({{"rule", "best-fit"},
                                          {"habit", habit},
                                          {"instead", ""},
                                          {"likely", false},
                                          {"costs", 3},
                                          {"total_without", 5},
                                          {"tests", {"malloc/block-reuse"}},
                                          {"look_at", "malloc/block-reuse:17"}});
  (*data)["examples"].push_back(0);
  (*data)["programs"].push_back("int main(void)\n{\n\treturn 0;\n}\n");
}

// What the blocks of a heap are called in the page.
std::vector<std::string> Described(const Model& model) {
  std::vector<std::string> blocks;
  for (const Block& block : model.heap()) {
    blocks.push_back(ToText(Address::Heap(block.offset + model.units().header)) + ": " + std::to_string(block.size) +
                     (block.size == 1 ? " byte, " : " bytes, ") + (block.free ? "free" : "in use"));
  }
  return blocks;
}

class BrowserTest : public testing::Test {
 protected:
  static void SetUpTestSuite() {
    if (Browser::IsHere()) browser_ = std::make_unique<Browser>();
  }
  static void TearDownTestSuite() { browser_.reset(); }

  void SetUp() override {
    if (!browser_) GTEST_SKIP() << "there is no browser here, so nothing was looked at; build/setup.sh pictures";
    browser_->Prefer("light");
  }

  void TearDown() override {
    if (!browser_ || expects_complaints_) return;
    EXPECT_EQ(browser_->complaints(), std::vector<std::string>());
  }

  static Browser& Page() { return *browser_; }

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

  bool expects_complaints_ = false;

 private:
  static std::unique_ptr<Browser> browser_;
};

std::unique_ptr<Browser> BrowserTest::browser_;

TEST_F(BrowserTest, TheHeapAtEachCallOfEachScenarioIsTheModels) {
  const std::vector<NamedRef> refs = AllRefs();
  std::vector<Scene> scenes;
  for (const NamedRef& ref : refs) scenes.push_back(SceneOf(ref, {}));
  ASSERT_GE(scenes.size(), 50);
  Page().Open(StudentPage(DataOf(scenes, "x.so")));
  for (size_t place = 0; place < refs.size(); ++place) {
    ExpectDrawn(Drawn(place, "expected"), refs[place].ref.trace, {}, refs[place].name);
  }
}

TEST_F(BrowserTest, TheHeapAsItIsIsThatOfAnAllocatorWithTheMistakes) {
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
TEST_F(BrowserTest, ShowsNoMoreThanWasSeenWhereNothingIsKnown) {
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

class PlayerTest : public BrowserTest {
 protected:
  void SetUp() override {
    BrowserTest::SetUp();
    if (IsSkipped()) return;
    std::vector<Scene> scenes;
    for (const NamedRef& ref : AllRefs()) {
      if (ref.name == "malloc/block-reuse" || ref.name == "malloc/arrays") {
        scenes.insert(scenes.begin(), SceneOf(ref, {MistakeThat(kFirstFit)}));
      }
    }
    Json data = DataOf(scenes, "my lib.so");
    AddMistake(kFirstFit, &data);
    missed_ = scenes[0].verdict.call;
    calls_ = static_cast<int>(scenes[0].played.expected.calls.size());
    Page().Open(StudentPage(data));
  }

  static int Call() { return Page().Evaluate("player.call").get<int>(); }

  int missed_ = 0, calls_ = 0;
};

TEST_F(PlayerTest, OpensAtTheCallThatGoesWrongAndSaysWhy) {
  EXPECT_EQ(Page().Text("#play-name"), "malloc/block-reuse");
  EXPECT_GT(missed_, 1);
  EXPECT_EQ(Call(), missed_);
  EXPECT_HAS(Page().Text("#why"), "the smallest is taken (best fit, 2.3)");
  EXPECT_EQ(Page().Text("#calls [aria-current] .number"), std::to_string(missed_));
  EXPECT_EQ(Page().Text("#source .now"),
            Page().Evaluate("player.scene.data.source.split('\\n')[player.call - 1]").get<std::string>() + "\n");
}

TEST_F(PlayerTest, MovesByMouse) {
  Page().Click("#back");
  EXPECT_EQ(Call(), missed_ - 1);
  Page().Click("#forward");
  EXPECT_EQ(Call(), missed_);
  Page().Click("#first");
  EXPECT_EQ(Call(), 1);
  Page().Click("#last");
  EXPECT_EQ(Call(), calls_);
  Page().Click("#miss");
  EXPECT_EQ(Call(), missed_);
  Page().Click("#slider");
  EXPECT_NEAR(Call(), (calls_ + 1) / 2, 1);
  Page().Click("#calls li:nth-child(2) button");
  EXPECT_EQ(Call(), 2);
}

TEST_F(PlayerTest, MovesByKey) {
  Page().Press("ArrowLeft");
  EXPECT_EQ(Call(), missed_ - 1);
  Page().Press("ArrowRight");
  EXPECT_EQ(Call(), missed_);
  Page().Press("Home");
  EXPECT_EQ(Call(), 1);
  Page().Press("ArrowLeft");
  EXPECT_EQ(Call(), 1);
  Page().Press("End");
  EXPECT_EQ(Call(), calls_);
  Page().Press("w", "w");
  EXPECT_EQ(Call(), missed_);
  Page().Evaluate("byId('slider').focus()");
  Page().Press("Home");
  EXPECT_EQ(Call(), 1);
  Page().Press("ArrowRight");
  EXPECT_EQ(Call(), 2);
}

// Each button is one that can be reached and pressed without a mouse.
TEST_F(PlayerTest, ItsButtonsArePressedByKey) {
  const auto press = [](const std::string& selector) {
    Page().Evaluate("document.querySelector('" + selector + "').focus()");
    Page().Press("Enter", "\r");
  };
  press("#first");
  EXPECT_EQ(Call(), 1);
  press("#calls li:nth-child(3) button");
  EXPECT_EQ(Call(), 3);
  press("#miss");
  EXPECT_EQ(Call(), missed_);
  press("table.tests [data-scene=\"1\"]");
  EXPECT_EQ(Page().Text("#play-name"), "malloc/arrays");
  press(".card .primary");
  EXPECT_EQ(Page().Text("#play-name"), "malloc/block-reuse");
  press(".decides .rule");
  EXPECT_EQ(Page().Evaluate("byId('clause').open"), true);
  Page().Press("Escape");
  EXPECT_EQ(Page().Evaluate("byId('clause').open"), false);
  press(".card details:nth-of-type(2) summary");
  EXPECT_EQ(Page().Evaluate("document.querySelector('.card details:nth-of-type(2)').open"), true);
  EXPECT_EQ(Page().Evaluate("[...document.querySelectorAll('button, summary, input')].filter((one) => one.tabIndex < 0)"
                            ".length"),
            0);
}

TEST_F(PlayerTest, CopiesTheProgramAndTheCommands) {
  Page().Click(".card details:nth-of-type(2) summary");
  Page().Evaluate("navigator.clipboard.writeText = (text) => { window.copied = text; return Promise.resolve(); }");
  Page().Click(".copyable:nth-of-type(1) .copy");
  EXPECT_EQ(Page().Evaluate("window.copied"), "int main(void)\n{\n\treturn 0;\n}\n");
  EXPECT_HAS(Page().Text(".card"), "make debug AT=malloc/block-reuse:17 LIB='my lib.so'");
}

TEST_F(PlayerTest, MarksWhatOneCallAskedFor) {
  const std::string selector = "#actual-heap .block.used";
  const std::string number = Page().Evaluate("document.querySelector('" + selector + "').dataset.number");
  Page().Click(selector);
  EXPECT_EQ(Page().Text("#calls .marked .number"), number);
  EXPECT_EQ(Page().Evaluate("document.querySelector('#expected-heap .marked').dataset.number"), number);
}

TEST_F(PlayerTest, EveryControlHasANameForAScreenReader) {
  EXPECT_EQ(Page().Evaluate("[...document.querySelectorAll('button, input, [role=img]')].filter((one) => "
                            "!one.textContent.trim() && !one.getAttribute('aria-label')).map((one) => one.outerHTML)"),
            Json::array());
  EXPECT_HAS(Page().Evaluate("document.querySelector('#actual-heap .strip').ariaLabel").get<std::string>(), "blocks, ");
}

TEST_F(PlayerTest, NeedsNoSidewaysScrollingWhereItIsNarrow) {
  for (const int width : {1440, 720, 360}) {
    Page().Open(StudentPage(DataOf({SceneOf(AllRefs()[0], {})}, "x.so")), width);
    EXPECT_LE(Page().Evaluate("document.documentElement.scrollWidth").get<int>(), width);
  }
}

// What a library, its name and its output say stays text, however much it is.
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

// The number of cells in which two looks differ by more than two fonts' edges do.
size_t CellsApart(const std::string& a, const std::string& b) {
  const auto value = [](char digit) { return digit <= '9' ? digit - '0' : digit - 'a' + 10; };
  if (a.size() != b.size()) return a.size();
  size_t apart = 0;
  for (size_t i = a.find('\n') + 1; i + 2 < a.size(); i += a[i] == '\n' ? 1 : 3) {
    bool is_apart = false;
    for (size_t part = i; a[i] != '\n' && part < i + 3; ++part) {
      is_apart = is_apart || std::abs(value(a[part]) - value(b[part])) > 1;
    }
    apart += is_apart ? 1 : 0;
  }
  return apart;
}

class LookTest : public BrowserTest {
 protected:
  static Json SomeGrade() {
    std::vector<Scene> scenes;
    for (const char* name : {"malloc/block-reuse", "malloc/split-vector", "malloc/arrays"}) {
      scenes.push_back(SceneOf(RefNamed(name), {MistakeThat(kFirstFit)}));
    }
    Json data = DataOf(scenes, "mine.so");
    AddMistake(kFirstFit, &data);
    return data;
  }

  // That the page looks as it did when somebody looked at it last: checker/pages/looks/ has it.
  static void ExpectLook(const std::string& name, const std::string& page) {
    constexpr size_t kFewCells = 15;  // 1 in 100
    Page().Open(page);
    const std::string png = Page().Picture(), look = Page().Look();
    const std::string known = Contents(Runfile("checker/pages/looks/" + name));
    const char* outputs = std::getenv("TEST_UNDECLARED_OUTPUTS_DIR");
    const std::string fresh = (outputs == nullptr ? testing::TempDir() : std::string(outputs)) + "/" + name;
    Write(fresh, look);
    Write(fresh + ".png.base64", png);
    if (look.substr(0, look.find('\n')) != known.substr(0, known.find('\n')))
      GTEST_SKIP() << "the fonts here are others than those of " << name << ", so nothing was compared";
    const size_t apart = CellsApart(look, known);
    EXPECT_LE(apart, kFewCells) << name << " looks otherwise in so many of 1536 places; where it should, copy " << fresh
                                << " to checker/pages/looks/";
  }
};

TEST_F(LookTest, OfAGrade) { ExpectLook("student", StudentPage(SomeGrade())); }

TEST_F(LookTest, OfAGradeInTheDark) {
  Page().Prefer("dark");
  ExpectLook("student-dark", StudentPage(SomeGrade()));
}

TEST_F(LookTest, OfTheContract) { ExpectLook("contract", Contents(Runfile("docs/contract.html"))); }

TEST_F(LookTest, OfAClass) {
  ExpectLook("class", ClassPage(Json::parse(Contents(Runfile("course/results/testdata/class.json")))));
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

TEST_F(ClassPageTest, LeadsToTheStudentsWhoseGradeThereIs) {
  EXPECT_EQ(Page().Evaluate("document.querySelector('#students a').getAttribute('href')"), "Ana%20Popescu.html");
  EXPECT_EQ(Page().Evaluate("document.querySelectorAll('#open a').length"), 0);
  EXPECT_HAS(Page().Text("#open"), "ltrace did not start");
  EXPECT_HAS(Page().Text("#flags"), "<b>");
}

}  // namespace
}  // namespace checker
