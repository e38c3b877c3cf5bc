// A grade as JUnit's XML, in the form of Jenkins and Surefire: junit.xsd in testdata/.
#include <algorithm>

#include "course/results/formats.h"
#include "course/results/lines.h"

namespace course {
namespace {

// What is read has none of the characters that XML cannot hold; see Clean().
std::string InXml(const std::string& text) { return Escaped(text, "&<>\"\n\t"); }

std::string Attribute(const std::string& name, const std::string& value) {
  return " " + name + "=\"" + InXml(value) + "\"";
}

std::string Attribute(const std::string& name, size_t value) { return Attribute(name, std::to_string(value)); }

// What stands inside of a test's element; empty where it passed.
std::string OutcomeOf(const Test& test, const Reveal& reveal) {
  if (test.status == "passed") return "";
  if (test.status == "hidden") return "<skipped" + Attribute("message", ShownWhen(reveal)) + "/>";
  if (test.status == "error") return "<error" + Attribute("message", test.message) + "/>";
  const std::string points = std::to_string(*test.points) + " of " + Count(test.max, "point");
  return "<failure" + Attribute("type", test.rule.empty() ? test.status : test.rule) + Attribute("message", points) +
         ">" + InXml(test.message) + "</failure>";
}

std::string CaseOf(const Test& test, const Reveal& reveal) {
  const std::string outcome = OutcomeOf(test, reveal);
  const std::string head =
      "    <testcase" + Attribute("classname", "osmem." + test.tier) + Attribute("name", test.name);
  return outcome.empty() ? head + "/>\n" : head + ">" + outcome + "</testcase>\n";
}

std::string CountsOf(const std::vector<Test>& tests) {
  const auto with = [&](const std::string& status) {
    return static_cast<size_t>(
        std::count_if(tests.begin(), tests.end(), [&](const Test& t) { return t.status == status; }));
  };
  const size_t errors = with("error"), skipped = with("hidden");
  return Attribute("tests", tests.size()) + Attribute("failures", tests.size() - with("passed") - errors - skipped) +
         Attribute("errors", errors) + Attribute("skipped", skipped);
}

}  // namespace

std::string JUnitXml(const std::string& student, const Grade& view, const std::string& why, const Reveal& reveal) {
  std::vector<Test> tests = view.tests;
  if (!why.empty() && tests.empty()) tests.push_back({"grade", "grade", std::nullopt, 0, "error", "", why, {}});
  const std::string counts = CountsOf(tests);
  std::string cases;
  for (const Test& test : tests) cases += CaseOf(test, reveal);
  return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites" + counts + ">\n  <testsuite" +
         Attribute("name", student) + counts + ">\n" + cases + "  </testsuite>\n</testsuites>\n";
}

}  // namespace course
