#include "course/progress/progress.h"

#include <cmath>
#include <nlohmann/json.hpp>

#include "checker/system/files.h"
#include "course/results/clean.h"

namespace course {
namespace {

using Json = nlohmann::json;

// "@class//:s0123" -> "s0123"
std::string TargetOf(const Json& id) {
  const std::string label = id.value("label", "");
  return label.substr(label.find(':') + 1);
}

// What a failed action said last: "grade: the library ...", without the name of who says it.
std::string ReasonOf(const Json& action) {
  std::string said, ignored;
  const std::string uri = action.value(Json::json_pointer("/stderr/uri"), "");
  if (uri.rfind("file://", 0) == 0) checker::ReadFile(uri.substr(7), &said, &ignored);
  while (!said.empty() && said.back() == '\n') said.pop_back();
  const std::string line = Clean(said.substr(said.rfind('\n') + 1));
  const size_t colon = line.find(": ");
  return colon < 10 ? line.substr(colon + 2) : line;
}

std::string TimeOf(double seconds) {
  return seconds < 90 ? std::to_string(std::lround(seconds)) + " s"
                      : std::to_string(std::lround(seconds / 60)) + " min";
}

// A long one is cut, so that a line stays one line.
std::string Short(const std::string& name) {
  constexpr size_t kColumns = 30;
  if (ColumnsOf(name) <= kColumns) return name;
  std::string text;
  std::string_view left = name;
  while (ColumnsOf(text) < kColumns - 3) AppendUtf8(TakeCodePoint(&left), &text);
  return text + "...";
}

}  // namespace

std::string Progress::Take(const std::string& event) {
  const Json json = Json::parse(event, nullptr, false);
  if (!json.is_object() || !json.contains("id")) return "";
  const Json& id = json["id"];
  if (id.contains("actionCompleted")) {
    if (!json.value(Json::json_pointer("/action/success"), false))
      reasons_[TargetOf(id["actionCompleted"])] = ReasonOf(json.value("action", Json::object()));
    return "";
  }
  if (!id.contains("targetCompleted")) return "";
  const std::string target = TargetOf(id["targetCompleted"]);
  if (names_.count(target) == 0) return "";
  if (json.value(Json::json_pointer("/completed/success"), false)) {
    done_.push_back(target);
    return "";
  }
  // Interrupted, it is tried again.
  if (json.contains("aborted") && reasons_.count(target) == 0) return "";
  const std::string reason = reasons_[target].empty() ? "Bazel could not run it" : reasons_[target];
  failed_[target] = reason;
  return "  could not be graded: " + Short(names_.at(target)) + ": " + reason;
}

std::string Progress::Line(double seconds) const {
  const size_t known = done_.size() + failed_.size(), left = names_.size() - known;
  std::string line = std::to_string(done_.size()) + " of " + std::to_string(names_.size()) + " done";
  if (left > 0) line += ", " + std::to_string(left) + " left";
  if (!failed_.empty()) line += ", " + std::to_string(failed_.size()) + " could not be graded";
  if (left > 0 && known > 0) {
    line += ", about " + TimeOf(seconds / static_cast<double>(known) * static_cast<double>(left)) + " to go";
  }
  return line;
}

}  // namespace course
