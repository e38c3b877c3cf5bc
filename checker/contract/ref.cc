#include "checker/contract/ref.h"

#include "checker/trace/text.h"

namespace checker {
namespace {

constexpr int kMostPoints = 100;

// What a line of the head must start with.
constexpr std::string_view kTitle = "title   ";
constexpr std::string_view kPoints = "points  ";
constexpr std::string_view kRules = "rules   ";
constexpr std::string_view kNeeds = "needs   ";
constexpr std::string_view kRule = "---";

// Takes a text line by line; the first thing that is not as expected ends it.
class HeadReader {
 public:
  // Each line of the head starts with `margin`.
  HeadReader(std::string_view text, std::string_view margin) : rest_(text), margin_(margin) {}

  bool Read(Ref* ref) {
    return ReadTitle(&ref->title) && ReadPoints(&ref->points) && ReadRules(&ref->rules) && ReadNeeds(&ref->needs);
  }

  bool ReadLine(std::string_view expected) {
    return Next() && line_ == expected ? true : Fail("\"" + std::string(expected) + "\"");
  }

  std::string_view rest() const { return rest_; }
  int number() const { return number_; }
  const std::string& error() const { return error_; }

 private:
  bool Next() {
    line_ = {};
    ++number_;
    return TakeLine(&rest_, &line_);
  }

  bool Fail(const std::string& expected) {
    error_ = "line " + std::to_string(number_) + ": expected " + expected;
    if (!line_.empty()) error_ += ", not \"" + std::string(line_) + "\"";
    return false;
  }

  // What follows `key` in the next line; empty where it is not there.
  std::string_view Value(std::string_view key) {
    if (!Next()) return "";
    Scanner in(line_);
    return in.Take(margin_) && in.Take(key) ? in.rest() : "";
  }

  bool ReadTitle(std::string* title) {
    *title = Value(kTitle);
    return title->empty() ? Fail("\"" + std::string(margin_) + "title   \" and a title") : true;
  }

  bool ReadPoints(int* points) {
    Scanner in(Value(kPoints));
    const uint64_t number = in.TakeNumber().value_or(0);
    if (number == 0 || number > kMostPoints || !in.AtEnd()) {
      return Fail("\"" + std::string(margin_) + "points  \" and a number from 1 to 100");
    }
    *points = static_cast<int>(number);
    return true;
  }

  bool ReadRules(std::vector<Rule>* rules) {
    Scanner in(Value(kRules));
    do {
      const std::optional<Rule> rule = RuleOf(in.TakeName());
      if (!rule) return Fail("\"" + std::string(margin_) + "rules   \" and names of rules, each after one space");
      rules->push_back(*rule);
    } while (in.Take(" "));
    return in.AtEnd() ? true : Fail("the end of the line");
  }

  // Any number of them: the first line that is none is left.
  bool ReadNeeds(std::vector<Need>* needs) {
    for (Scanner next(rest_); next.Take(margin_) && next.Take(kNeeds); next = Scanner(rest_)) {
      Scanner in(Value(kNeeds));
      const std::optional<Rule> rule = RuleOf(in.TakeName());
      if (!rule || !in.Take("  ") || in.AtEnd()) {
        return Fail("\"" + std::string(margin_) + "needs   \", the name of a rule, two spaces, and why");
      }
      needs->push_back({*rule, std::string(in.rest())});
    }
    return true;
  }

  std::string_view rest_;
  const std::string_view margin_;
  std::string_view line_;
  int number_ = 0;
  std::string error_;
};

}  // namespace

std::string ToText(const Ref& ref) {
  std::string rules;
  for (const Rule rule : ref.rules) rules += (rules.empty() ? "" : " ") + std::string(KeyOf(rule));
  std::string text;
  for (const std::string_view part : {kTitle, std::string_view(ref.title), std::string_view("\n"), kPoints})
    text += part;
  text += std::to_string(ref.points) + "\n" + std::string(kRules) + rules + "\n";
  for (const Need& need : ref.needs) {
    text += std::string(kNeeds) + std::string(KeyOf(need.rule)) + "  " + need.reason + "\n";
  }
  return text + std::string(kRule) + "\n" + ToText(ref.trace);
}

std::optional<Ref> ParseRef(std::string_view text, std::string* error) {
  Ref ref;
  HeadReader head(text, "");
  if (!head.Read(&ref) || !head.ReadLine(kRule)) {
    *error = head.error();
    return std::nullopt;
  }
  const std::optional<Trace> trace = ParseTrace(head.rest(), error, head.number());
  if (!trace) return std::nullopt;
  ref.trace = *trace;
  if (ref.trace.ending.empty()) {
    *error = "the last line: expected how the program ended, such as \"exit 0\"";
    return std::nullopt;
  }
  return ref;
}

std::optional<Ref> ParseSourceHead(std::string_view source, std::string* error) {
  Ref ref;
  HeadReader head(source, " * ");
  if (head.ReadLine("/*") && head.Read(&ref)) return ref;
  *error = head.error();
  return std::nullopt;
}

}  // namespace checker
