// A grade as Gradescope's results.json: https://gradescope-autograders.readthedocs.io, "Output format".
#include "course/results/formats.h"

namespace course {
namespace {

std::string OutputOf(const Test& test, const Grade& view) {
  std::string output;
  for (const size_t mistake : test.mistakes) {
    output += view.mistakes[mistake].Told() + ".\n";
  }
  return test.message.empty() ? output : output + test.message + "\n";
}

Json TestOf(const Test& test, const Grade& view, const Reveal& reveal) {
  Json json = {{"name", test.Label()}, {"max_score", test.max}, {"visibility", "visible"}, {"tags", {test.tier}}};
  if (test.status == "hidden") {
    json["output"] = "The result is " + ShownWhen(reveal) + ".";
    return json;
  }
  json["score"] = *test.points;
  json["status"] = test.status == "passed" ? "passed" : "failed";
  json["output"] = OutputOf(test, view);
  if (!test.rule.empty()) json["tags"].push_back(test.rule);
  return json;
}

}  // namespace

Json GradescopeResults(const Grade& view, const Reveal& reveal) {
  Json results = {{"score", *view.total},          {"output", StudentText(view, reveal)},     {"visibility", "visible"},
                  {"stdout_visibility", "hidden"}, {"extra_data", {{"record", view.record}}}, {"tests", Json::array()}};
  if (view.seconds) results["execution_time"] = *view.seconds;
  for (const Test& test : view.tests) results["tests"].push_back(TestOf(test, view, reveal));
  return results;
}

}  // namespace course
