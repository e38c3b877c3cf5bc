#include "checker/grading/comparison.h"

#include <nlohmann/json.hpp>
#include <set>

#include "checker/trace/text.h"

namespace checker {
namespace {

using Json = nlohmann::ordered_json;

std::string TextOf(const Json& json, const char* key) {
  const auto value = json.is_object() ? json.find(key) : json.end();
  if (value == json.end() || value->is_null()) return "none";
  return Printable(value->is_string() ? value->get<std::string>() : value->dump());
}

// The tests by their labels.
std::vector<std::pair<std::string, Json>> TestsOf(const Json& grade) {
  std::vector<std::pair<std::string, Json>> tests;
  const auto all = grade.find("tests");
  if (all == grade.end()) return tests;
  for (const Json& test : *all) tests.emplace_back(TextOf(test, "tier") + "/" + TextOf(test, "name"), test);
  return tests;
}

class Differences {
 public:
  Differences(const Json& then, const Json& now) : then_(then), now_(now) {}

  std::vector<std::string> All() {
    CompareRecords();
    for (const char* key : {"total", "max"}) Compare(key, TextOf(then_, key), TextOf(now_, key));
    CompareTests();
    CompareTheRest();
    return lines_;
  }

 private:
  static std::string Outcome(const Json& test) {
    return test.is_null() ? "not there" : TextOf(test, "points") + " points (" + TextOf(test, "status") + ")";
  }

  void Compare(const std::string& what, const std::string& then, const std::string& now) {
    if (then != now) lines_.push_back(what + ": " + then + " then, " + now + " now");
  }

  void CompareRecords() {
    const Json none = Json::object();
    const Json& then = then_.contains("record") ? then_["record"] : none;
    const Json& now = now_.contains("record") ? now_["record"] : none;
    std::set<std::string> keys;
    for (const auto& [key, value] : then.items()) keys.insert(key);
    for (const auto& [key, value] : now.items()) keys.insert(key);
    for (const std::string& key : keys) Compare(key, TextOf(then, key.c_str()), TextOf(now, key.c_str()));
  }

  void CompareTests() {
    const auto then = TestsOf(then_), now = TestsOf(now_);
    for (const auto& [label, test] : now) {
      Json before;
      for (const auto& [old_label, old_test] : then) before = old_label == label ? old_test : before;
      Compare(label, Outcome(before), Outcome(test));
    }
  }

  // What no line above names.
  void CompareTheRest() {
    Json then = then_, now = now_;
    for (Json* grade : {&then, &now}) {
      for (const char* measured : {"seconds", "score"}) grade->erase(measured);
    }
    if (lines_.empty() && then != now) lines_.push_back("what is told of it is not the same");
  }

  const Json &then_, &now_;
  std::vector<std::string> lines_;
};

}  // namespace

std::vector<std::string> DifferencesOf(const std::string& then, const std::string& now) {
  const Json before = Json::parse(then, nullptr, false), after = Json::parse(now, nullptr, false);
  return Differences(before.is_object() ? before : Json::object(), after).All();
}

}  // namespace checker
