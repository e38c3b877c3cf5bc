// The JSON of a grade, as plain values.
#pragma once

#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <vector>

namespace course {

using Json = nlohmann::ordered_json;

struct Test {
  std::string tier, name;
  std::optional<int> points;  // none where it could not be run, or is hidden
  int max = 0;
  std::string status;   // passed, failed, crashed, timeout, exit, leak, error; hidden in a public view
  std::string rule;     // may be empty
  std::string message;  // may be empty, and may have several lines
  std::vector<size_t> mistakes;

  std::string Label() const { return tier + "/" + name; }
};

// The sum over the tests of a tier.
struct Tier {
  std::string name;
  std::optional<int> points = 0;  // none where one of them has none
  int max = 0;
};

struct Mistake {
  std::string rule, habit;  // the habit continues "the allocator ..."
  std::string contract;     // what it says instead, and where
  std::string look_at;      // TIER/NAME:CALL, for a debugger; may be empty
  bool is_likely = false;
  int costs = 0;  // what mending it alone brings; below 0 where it loses points for a while
  std::vector<std::string> tests;

  std::string Told() const { return (is_likely ? "Likely the allocator " : "The allocator ") + habit; }
};

// What is said of a library beside its points, by traces of real programs; where it failed one of them, only why.
struct Score {
  std::optional<double> index;  // 0 to 100
  double utilisation = 0, to_list = 0, to_osmem = 0;
  std::string why;
};

struct Grade {
  std::optional<int> total;  // none where something could not be run
  int max = 0;
  std::vector<Test> tests;
  std::vector<Mistake> mistakes;
  std::vector<std::string> flags;
  std::string unbuilt;    // the compiler's words, where it did not compile; may have several lines
  Json record;            // what it was made from; null where nothing is known
  std::string behaviour;  // the same for libraries that behave alike in all runs with a miss; empty where there is none
  std::optional<double> seconds;
  std::optional<Score> score;  // where it was asked for

  std::vector<Tier> Tiers() const;
  int HiddenTests() const;
  int HiddenPoints() const;  // possible in them; in neither `total` nor `max`
};

// Returns none, and says why in one sentence, where the text is no grade.
std::optional<Grade> ReadGrade(const std::string& text, std::string* error);

// Whether some tests of the grade so recorded had seeds that students must not see.
bool HasSecrets(const Json& record);

// When the results of tests with secret seeds may be seen.
struct Reveal {
  std::string date;  // may be empty: never
  bool is_past = false;
};

// `today` and `date` are YYYY-MM-DD.
Reveal RevealOn(const std::string& date, const std::string& today);

bool IsDate(const std::string& text);

// The grade's JSON as students may see it: before the date, of the tests with secret seeds, that they are there and
// what they are worth, with the status "hidden". The sums are those of the other tests, and what mending a mistake
// brings, from which the whole sum would follow, is left out.
std::string PublicJson(const std::string& text, const Reveal& reveal);

// "The results of 4 more tests, 10 points, are shown from 2027-01-31 on."; empty where nothing is hidden.
std::string HiddenNote(const Grade& view, const Reveal& reveal);

// Of what is hidden: "shown from 2027-01-31 on"
std::string ShownWhen(const Reveal& reveal);

}  // namespace course
