#include "course/results/changes.h"

#include <algorithm>

namespace course {
namespace {

const Json* Find(const Json& students, const char* key, const Json& value) {
  for (const Json& student : students) {
    if (student.at(key) == value) return &student;
  }
  return nullptr;
}

const Json* Partner(const Json& student, const Json& among) {
  const Json* same = Find(among, "id", student.at("id"));
  return same != nullptr ? same : Find(among, "name", student.at("name"));
}

Json In(const Json& object, const std::string& key) { return object.is_object() ? object.value(key, Json()) : Json(); }

// Those of `after`, then those that are no more.
std::vector<std::string> KeysOf(const Json& after, const Json& before) {
  std::vector<std::string> keys;
  for (const Json* tests : {&after, &before}) {
    for (const auto& [key, value] : tests->items()) {
      if (std::find(keys.begin(), keys.end(), key) == keys.end()) keys.push_back(key);
    }
  }
  return keys;
}

Json TestChanges(const Json& before, const Json& after) {
  Json changes = Json::array();
  for (const std::string& test : KeysOf(after, before)) {
    const Json then = In(before, test), now = In(after, test);
    if (then != now) changes.push_back({{"test", test}, {"before", then}, {"after", now}});
  }
  return changes;
}

Json ChangeOf(const Json& before, const Json& after) {
  const bool comparable = !before.at("total").is_null() && !after.at("total").is_null();
  const Json none = Json::array();
  return {{"student", after.at("id")},
          {"before", before.at("total")},
          {"after", after.at("total")},
          {"tests", TestChanges(before.at("tests"), after.at("tests"))},
          {"because", comparable ? Json(Causes(before.at("record"), after.at("record"))) : none}};
}

}  // namespace

std::vector<std::string> Causes(const Json& before, const Json& after) {
  std::vector<std::string> causes;
  const bool resubmitted = In(before, "submission") != In(after, "submission");
  for (const std::string& key : KeysOf(after, before)) {
    const bool follows = key == "library" && resubmitted;
    if (key != "tools" && !follows && In(before, key) != In(after, key)) causes.push_back(key);
  }
  const Json then = In(before, "tools"), now = In(after, "tools");
  for (const std::string& tool : KeysOf(now, then)) {
    if (In(then, tool) != In(now, tool)) causes.push_back(tool);
  }
  return causes;
}

Json Changes(const Json& before, const std::string& folder, const Json& after) {
  Json changes = {{"against", folder}, {"students", Json::array()}, {"new", Json::array()}, {"gone", Json::array()}};
  for (const Json& student : after.at("students")) {
    const Json* then = Partner(student, before.at("students"));
    if (then == nullptr) {
      changes["new"].push_back(student.at("id"));
    } else if (then->at("total") != student.at("total") || then->at("tests") != student.at("tests")) {
      changes["students"].push_back(ChangeOf(*then, student));
    }
  }
  for (const Json& student : before.at("students")) {
    if (Partner(student, after.at("students")) == nullptr) changes["gone"].push_back(student.at("name"));
  }
  return changes;
}

bool IsContinued(const Json& before, const Json& after) {
  for (const Json& student : before.at("students")) {
    const Json* now = Find(after.at("students"), "id", student.at("id"));
    if (now == nullptr || student.at("file") != now->at("file")) return false;
    if (student.at("result") == "could not run") continue;
    for (const char* key : {"total", "tests", "record"}) {
      if (student.at(key) != now->at(key)) return false;
    }
  }
  return true;
}

}  // namespace course
