// grade --html: what the page of a grade holds.
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "checker/run/runner.h"
#include "checker/system/files.h"
#include "checker/system/testing.h"
#include "checker/testdata/faulty.h"

namespace checker {
namespace {

using Json = nlohmann::json;

class GradePageTest : public CommandTest {
 protected:
  void SetUp() override {
    if (!CanConfineFiles()) GTEST_SKIP() << "this kernel has no Landlock, so nothing is graded without being told to";
  }

  int Grade(const std::string& arguments) { return Run(Runfile("checker/grade") + " --html out.html " + arguments); }

  Json Data() {
    const std::string page = ContentsHere("out.html"), begin = "id=\"data\">";
    const size_t from = page.find(begin) + begin.size();
    return Json::parse(page.substr(from, page.find("</script>", from) - from));
  }

  static Json Named(const Json& scenes, const std::string& label) {
    for (const Json& scene : scenes) {
      if (scene["label"] == label) return scene;
    }
    return nullptr;
  }
};

TEST_F(GradePageTest, HasEachScenarioWithItsSourceAndTheLineOfEachCall) {
  EXPECT_EQ(Grade("--tier calloc"), 0) << output_;
  EXPECT_EQ(ContentsHere("out.html").find("<!doctype html>"), 0u);
  const Json data = Data();
  EXPECT_EQ(data["library"], "//checker:submission");
  EXPECT_EQ(data["scenes"].size(), 16u);
  const Json scene = Named(data["scenes"], "calloc/zero-size");
  EXPECT_EQ(scene["status"], "passed");
  EXPECT_EQ(scene["actual"], nullptr);
  EXPECT_HAS(scene["source"].get<std::string>(), "#include \"snippets/snippet.h\"");
  const std::string trace = scene["expected"]["trace"];
  size_t calls = 0;
  for (size_t at = 0; (at = trace.find("os_", at)) != std::string::npos; ++at) ++calls;
  ASSERT_EQ(scene["lines"].size(), calls);
  for (const Json& line : scene["lines"]) EXPECT_GT(line.get<int>(), 5);
}

TEST_F(GradePageTest, CallsTheLibraryAsItWasGivenIfAtAll) {
  WriteHere("my.so", Contents(FaultyLibrary({"first_fit"})));
  Grade("--snippet malloc/arrays --lib my.so");
  EXPECT_EQ(Data()["library"], "my.so");
  Grade("--snippet malloc/arrays --lib my.so --submission abc");
  EXPECT_EQ(Data()["library"], "");
  EXPECT_EQ(ContentsHere("out.html").find(folder_), std::string::npos) << "no path of this machine";
}

TEST_F(GradePageTest, HasTheExamplesAndWhatMissed) {
  EXPECT_EQ(Grade("--programs 8 --seed 1 --lib " + FaultyLibrary({"first_fit"})), 1) << output_;
  const Json data = Data();
  ASSERT_EQ(data["grade"]["mistakes"].size(), 1u);
  EXPECT_EQ(data["grade"]["mistakes"][0]["rule"], "best-fit");
  const Json example = data["scenes"][data["examples"][0].get<size_t>()];
  EXPECT_EQ(example["call"], example["lines"].size());
  EXPECT_HAS(example["why"].get<std::string>(), "the smallest is taken");
  EXPECT_HAS(data["programs"][0].get<std::string>(), "int main(void)\n");
  const Json missed = Named(data["scenes"], "malloc/block-reuse");
  EXPECT_EQ(missed["status"], "failed");
  EXPECT_EQ(missed["explained"], true);
  EXPECT_EQ(missed["actual"]["heap"].size(), missed["expected"]["heap"].size());
}

TEST_F(GradePageTest, TellsNothingOfSecretPrograms) {
  WriteHere("secret", "a secret that is long enough to be one");
  EXPECT_EQ(Grade("--programs 8 --secret-seed secret --lib " + FaultyLibrary({"first_fit"})), 1) << output_;
  EXPECT_HAS_NOT(ContentsHere("out.html"), "random/");
}

TEST_F(GradePageTest, ShowsTheCompilersWordsAndTheScenariosAsTheyShouldBe) {
  WriteHere("words", "osmem.c:1:1: error: </script>\n");
  EXPECT_EQ(Grade("--unbuilt words"), 1);
  EXPECT_EQ(Data()["grade"]["unbuilt"], "osmem.c:1:1: error: </script>\n");
  EXPECT_EQ(Data()["scenes"][0]["run"], false);
  WriteHere("words", std::string(3'000'000, '!'));
  EXPECT_EQ(Grade("--unbuilt words"), 1);
  EXPECT_LT(ContentsHere("out.html").size(), 1'000'000u);
}

TEST_F(GradePageTest, SaysWhereItCannotBeWritten) {
  EXPECT_EQ(Run(Runfile("checker/grade") + " --snippet malloc/split-first --html no/such/page.html"), 2);
  EXPECT_HAS(output_, "grade: cannot write " + folder_ + "/no/such/page.html: No such file or directory\n");
}

}  // namespace
}  // namespace checker
