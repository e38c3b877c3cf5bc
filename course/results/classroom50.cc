// A grade as Classroom 50's result.json.
#include "course/results/formats.h"

namespace course {

Json Classroom50Result(const Grade& view) {
  Json result = {
      {"schema", "classroom50/result/v1"}, {"score", *view.total}, {"max-score", view.max}, {"tests", Json::array()}};
  for (const Test& test : view.tests) {
    if (test.status == "hidden") continue;
    result["tests"].push_back({{"test-name", test.Label()},
                               {"passed", test.status == "passed"},
                               {"score", *test.points},
                               {"max-score", test.max}});
  }
  return result;
}

}  // namespace course
