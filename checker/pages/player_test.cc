// The player in a real browser: everything can be reached by mouse and by key.
#include "checker/pages/page.h"
#include "checker/pages/testing.h"
#include "checker/programs/random.h"
#include "checker/system/files.h"
#include "checker/system/testing.h"

namespace checker {
namespace {

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

}  // namespace
}  // namespace checker
