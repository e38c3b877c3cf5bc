#include "checker/grading/page.h"

#include <algorithm>
#include <cstdlib>
#include <utility>

#include "checker/contract/ref.h"
#include "checker/grading/snippet.h"
#include "checker/pages/page.h"
#include "checker/pages/scene.h"
#include "checker/run/source_lines.h"
#include "checker/system/files.h"

namespace checker {
namespace {

using Json = nlohmann::ordered_json;

// So many random programs are shown, of those that did not pass.
constexpr int kMostRandom = 32;

// A page holds so much of what a message says, and of the compiler's words.
constexpr size_t kMostText = 2000, kMostWords = 50000;

class PageData {
 public:
  PageData(const Report& report, const std::vector<GradedTest>& tests, const Runs& runs)
      : report_(report), tests_(tests), runs_(runs) {}

  Json Make(const std::string& library) {
    Json data = {{"library", library}, {"grade", Json::parse(ToJson(report_))}};
    for (Json& test : data["grade"]["tests"]) Cut(&test["message"]);
    if (!report_.unbuilt.empty()) Cut(&data["grade"]["unbuilt"], kMostWords);
    AddExamples(&data);
    data["smallest"] = Json::array();
    for (const TestResult& test : report_.tests) {
      if (!test.smallest) continue;
      data["smallest"].push_back(
          {{"test", test.Label()}, {"program", ToSnippet(*test.smallest, "From " + test.Label())}});
    }
    for (size_t test = 0; test < tests_.size(); ++test) {
      for (size_t i = 0; i < tests_[test].programs.size(); ++i) AddProgram(test, i);
    }
    data["scenes"] = std::move(scenes_);
    return data;
  }

 private:
  static void Cut(Json* text, size_t most = kMostText) {
    std::string cut = text->get<std::string>();
    if (cut.size() <= most) return;
    cut.resize(most);
    *text = cut + " ...";
  }

  // Scripts come with one call a line.
  static void AddScript(const Script& script, Scene* scene) {
    scene->source = ToText(script);
    for (size_t line = 1; line <= script.size(); ++line) scene->lines.push_back(static_cast<int>(line));
  }

  // The mistakes' examples, and the programs that show them or what nothing accounts for.
  void AddExamples(Json* data) {
    Json& places = (*data)["examples"] = Json::array();
    Json& programs = (*data)["programs"] = Json::array();
    for (const MistakeFound& found : report_.mistakes) {
      places.push_back(found.example ? Json(scenes_.size()) : Json(nullptr));
      programs.push_back(nullptr);
      if (!found.example) continue;
      Scene scene;
      scene.label = "example " + std::to_string(programs.size());
      scene.title = "The allocator " + found.habit;
      if (!found.example_seen) scene.title += "; as it should come out by that, it was not seen";
      AddScript(found.example->script, &scene);
      scene.played = found.example->played;
      scene.known = found.example->mistakes;
      scene.verdict = Judge(scene.played, scene.known);
      scenes_.push_back(JsonOf(scene));
      programs.back() = ToSnippet(found.example->script, "The allocator " + found.habit);
    }
  }

  void AddProgram(size_t test, size_t number) {
    const Program& program = tests_[test].programs[number];
    const bool is_scenario = program.script.empty();
    const ProgramRun* run = runs_.empty() ? nullptr : &runs_[test][number];
    const bool missed = run != nullptr && run->state == ProgramRun::State::kPlayed && !run->Passed();
    if (!is_scenario && !missed) return;
    if (tests_[test].in_proportion && ++random_ > kMostRandom) return;
    Scene scene;
    scene.label = program.label;
    scene.played.expected = program.expected;
    scene.has_run = run != nullptr && run->state == ProgramRun::State::kPlayed;
    if (scene.has_run) scene.played = run->played;
    scene.known = report_.known;
    if (scene.has_run) scene.verdict = Judge(scene.played, scene.known);
    if (is_scenario) {
      AddSource(program, &scene);
    } else {
      AddScript(program.script, &scene);
    }
    scenes_.push_back(JsonOf(scene));
    Cut(&scenes_.back()["why"]);
  }

  void AddSource(const Program& program, Scene* scene) {
    std::string error;
    if (!ReadFile(Runfile("snippets/" + program.label + ".c"), &scene->source, &error)) return;
    if (const std::optional<Ref> head = ParseSourceHead(scene->source, &error)) scene->title = head->title;
    std::vector<uint64_t> callers;
    for (const Call& call : scene->played.actual.calls) callers.push_back(call.caller);
    for (const std::string& place : SourceLines(program.executable, callers)) {
      const size_t colon = place.find(':');
      scene->lines.push_back(colon == std::string::npos ? 0 : std::atoi(place.c_str() + colon + 1));
    }
  }

  const Report& report_;
  const std::vector<GradedTest>& tests_;
  const Runs& runs_;
  int random_ = 0;
  Json scenes_ = Json::array();
};

}  // namespace

std::string ToHtml(const Report& report, const std::vector<GradedTest>& tests, const Runs& runs,
                   const std::string& library) {
  return StudentPage(PageData(report, tests, runs).Make(library));
}

}  // namespace checker
