// How the pages look in a real browser, against what somebody looked at: looks/ has it.
#include "checker/pages/page.h"
#include "checker/pages/testing.h"
#include "checker/programs/random.h"
#include "checker/system/files.h"
#include "checker/system/testing.h"

namespace checker {
namespace {

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

}  // namespace
}  // namespace checker
