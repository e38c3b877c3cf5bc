#include "course/results/grade.h"

#include <algorithm>

#include "course/results/clean.h"
#include "course/results/lines.h"

namespace course {
namespace {

constexpr char kSecretTier[] = "random";

std::string TextIn(const Json& json, const char* key, const char* kept = "") {
  const auto found = json.find(key);
  return found == json.end() || found->is_null() ? "" : Clean(found->get<std::string>(), kept);
}

template <typename Number>
std::optional<Number> NumberIn(const Json& json, const char* key) {
  const auto found = json.find(key);
  if (found == json.end() || found->is_null()) return std::nullopt;
  return found->get<Number>();
}

std::vector<std::string> TextsIn(const Json& json, const char* key) {
  std::vector<std::string> texts;
  for (const Json& text : json.at(key)) texts.push_back(Clean(text.get<std::string>()));
  return texts;
}

Test TestOf(const Json& json) {
  Test test;
  test.tier = TextIn(json, "tier");
  test.name = TextIn(json, "name");
  test.points = NumberIn<int>(json, "points");
  test.max = json.at("max").get<int>();
  test.status = TextIn(json, "status");
  test.rule = TextIn(json, "rule");
  test.message = TextIn(json, "message", "\n\t");
  test.mistakes = json.value("mistakes", std::vector<size_t>());
  return test;
}

Mistake MistakeOf(const Json& json) {
  Mistake mistake;
  mistake.rule = TextIn(json, "rule");
  mistake.habit = TextIn(json, "habit");
  mistake.contract = TextIn(json, "contract");
  mistake.look_at = TextIn(json, "look_at");
  mistake.is_likely = json.value("likely", false);
  mistake.costs = json.at("costs").get<int>();
  mistake.tests = TextsIn(json, "tests");
  return mistake;
}

Score ScoreOf(const Json& json) {
  Score score;
  score.index = NumberIn<double>(json, "index");
  score.utilisation = NumberIn<double>(json, "utilisation").value_or(0);
  score.to_list = NumberIn<double>(json, "to_list").value_or(0);
  score.to_osmem = NumberIn<double>(json, "to_osmem").value_or(0);
  for (const Json& trace : json.at("traces")) {
    const std::string why = TextIn(trace, "why");
    if (!why.empty() && score.why.empty()) score.why = TextIn(trace, "name") + ": " + why;
  }
  return score;
}

Grade GradeOf(const Json& json) {
  Grade grade;
  grade.total = NumberIn<int>(json, "total");
  grade.max = json.at("max").get<int>();
  for (const Json& test : json.at("tests")) grade.tests.push_back(TestOf(test));
  for (const Json& mistake : json.at("mistakes")) grade.mistakes.push_back(MistakeOf(mistake));
  grade.flags = TextsIn(json, "flags");
  grade.unbuilt = TextIn(json, "unbuilt", "\n\t");
  grade.record = json.value("record", Json());
  grade.behaviour = TextIn(json, "behaviour");
  grade.seconds = NumberIn<double>(json, "seconds");
  if (json.contains("score")) grade.score = ScoreOf(json["score"]);
  return grade;
}

bool NamesItsMistakes(const Grade& grade) {
  for (const Test& test : grade.tests) {
    for (const size_t mistake : test.mistakes) {
      if (mistake >= grade.mistakes.size()) return false;
    }
  }
  return true;
}

// Returns its points, as far as they are known.
int Hide(Json* test) {
  const int points = NumberIn<int>(*test, "points").value_or(0);
  (*test)["points"] = (*test)["rule"] = (*test)["message"] = nullptr;
  (*test)["status"] = "hidden";
  (*test)["mistakes"] = Json::array();
  return points;
}

// A flag begins with the label of its test.
Json WithoutSecretFlags(const Json& flags) {
  Json kept = Json::array();
  for (const Json& flag : flags) {
    if (flag.get<std::string>().rfind(std::string(kSecretTier) + "/", 0) != 0) kept.push_back(flag);
  }
  return kept;
}

void HideSecrets(Json* grade) {
  int points = 0, max = 0;
  for (Json& test : (*grade)["tests"]) {
    if (test.at("tier") != kSecretTier) continue;
    points += Hide(&test);
    max += test.at("max").get<int>();
  }
  for (Json& tier : (*grade)["tiers"]) {
    if (tier.at("name") == kSecretTier) tier["points"] = nullptr;
  }
  if (!(*grade)["total"].is_null()) (*grade)["total"] = (*grade)["total"].get<int>() - points;
  (*grade)["max"] = (*grade)["max"].get<int>() - max;
  (*grade)["flags"] = WithoutSecretFlags((*grade)["flags"]);
}

}  // namespace

std::optional<Grade> ReadGrade(const std::string& text, std::string* error) {
  try {
    const Grade grade = GradeOf(Json::parse(text));
    if (NamesItsMistakes(grade)) return grade;
    *error = "a test of the grade names a mistake that is not in its list";
  } catch (const Json::exception& exception) {
    *error = "it is no grade: " + Clean(exception.what());
  }
  return std::nullopt;
}

bool HasSecrets(const Json& record) {
  return record.is_object() && record.contains("secret_seed") && !record["secret_seed"].is_null();
}

bool IsDate(const std::string& text) {
  const std::string digits = "0000-00-00";
  if (text.size() != digits.size()) return false;
  for (size_t i = 0; i < text.size(); ++i) {
    const bool is_digit = text[i] >= '0' && text[i] <= '9';
    if (digits[i] == '-' ? text[i] != '-' : !is_digit) return false;
  }
  return true;
}

Reveal RevealOn(const std::string& date, const std::string& today) { return {date, !date.empty() && date <= today}; }

std::string PublicJson(const std::string& text, const Reveal& reveal) {
  Json grade = Json::parse(text);
  if (reveal.is_past || !HasSecrets(grade.value("record", Json()))) return text;
  HideSecrets(&grade);
  return grade.dump(2, ' ', true) + "\n";
}

std::vector<Tier> Grade::Tiers() const {
  std::vector<Tier> tiers;
  for (const Test& test : tests) {
    if (tiers.empty() || tiers.back().name != test.tier) tiers.push_back({test.tier});
    Tier& tier = tiers.back();
    tier.points = tier.points && test.points ? std::optional<int>(*tier.points + *test.points) : std::nullopt;
    tier.max += test.max;
  }
  return tiers;
}

int Grade::HiddenTests() const {
  return std::count_if(tests.begin(), tests.end(), [](const Test& test) { return test.status == "hidden"; });
}

int Grade::HiddenPoints() const {
  int points = 0;
  for (const Test& test : tests) points += test.status == "hidden" ? test.max : 0;
  return points;
}

std::string HiddenNote(const Grade& view, const Reveal& reveal) {
  const int tests = view.HiddenTests();
  if (tests == 0) return "";
  return "The results of " + Count(tests, "more test") + ", " + Count(view.HiddenPoints(), "point") + ", are " +
         ShownWhen(reveal) + ".";
}

std::string ShownWhen(const Reveal& reveal) {
  return reveal.date.empty() ? "not shown" : "shown from " + reveal.date + " on";
}

}  // namespace course
