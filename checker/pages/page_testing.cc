#include <filesystem>
#include <set>

#include "checker/pages/testing.h"
#include "checker/system/files.h"
#include "checker/system/testing.h"

namespace checker {
namespace {

constexpr char kTiers[][8] = {"malloc", "calloc", "realloc", "all"};

}  // namespace

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

std::unique_ptr<Browser> BrowserTest::browser_;

}  // namespace checker
