// A grade as JUnit's XML, in the form of Jenkins and Surefire: junit.xsd in testdata/.
#include <algorithm>

#include "course/results/formats.h"
#include "course/results/lines.h"

namespace course {
namespace {

// What is read has none of the characters that XML cannot hold; see Clean().
std::string Escaped(const std::string& text) {
  std::string escaped;
  for (const char c : text) {
    switch (c) {
      case '&':
        escaped += "&amp;";
        break;
      case '<':
        escaped += "&lt;";
        break;
      case '>':
        escaped += "&gt;";
        break;
      case '"':
        escaped += "&quot;";
        break;
      case '\n':
        escaped += "&#10;";
        break;
      case '\t':
        escaped += "&#9;";
        break;
      default:
        escaped += c;
    }
  }
  return escaped;
}

std::string Attribute(const std::string& name, const std::string& value) {
  return " " + name + "=\"" + Escaped(value) + "\"";
}

std::string Attribute(const std::string& name, size_t value) { return Attribute(name, std::to_string(value)); }

struct Counts {
  size_t tests = 0, failures = 0, errors = 0, skipped = 0;
};

std::string Attributes(const Counts& counts) {
  return Attribute("tests", counts.tests) + Attribute("failures", counts.failures) +
         Attribute("errors", counts.errors) + Attribute("skipped", counts.skipped);
}

// What stands inside of a test's element; empty where it passed.
std::string OutcomeOf(const Test& test, const Reveal& reveal) {
  if (test.status == "passed") return "";
  if (test.status == "hidden") return "<skipped" + Attribute("message", ShownWhen(reveal)) + "/>";
  if (test.status == "error") return "<error" + Attribute("message", test.message) + "/>";
  const std::string points = std::to_string(*test.points) + " of " + Count(test.max, "point");
  return "<failure" + Attribute("type", test.rule.empty() ? test.status : test.rule) + Attribute("message", points) +
         ">" + Escaped(test.message) + "</failure>";
}

std::string CaseOf(const Test& test, const Reveal& reveal) {
  const std::string outcome = OutcomeOf(test, reveal);
  const std::string head =
      "    <testcase" + Attribute("classname", "osmem." + test.tier) + Attribute("name", test.name);
  return outcome.empty() ? head + "/>\n" : head + ">" + outcome + "</testcase>\n";
}

Counts CountsOf(const std::vector<Test>& tests) {
  const auto with = [&](const std::string& status) {
    return static_cast<size_t>(
        std::count_if(tests.begin(), tests.end(), [&](const Test& t) { return t.status == status; }));
  };
  Counts counts{tests.size(), 0, with("error"), with("hidden")};
  counts.failures = counts.tests - with("passed") - counts.errors - counts.skipped;
  return counts;
}

}  // namespace

std::string JUnitXml(const std::string& student, const Grade& view, const std::string& why, const Reveal& reveal) {
  std::vector<Test> tests = view.tests;
  if (!why.empty() && tests.empty()) tests.push_back({"grade", "grade", std::nullopt, 0, "error", "", why, {}});
  const std::string counts = Attributes(CountsOf(tests));
  std::string cases;
  for (const Test& test : tests) cases += CaseOf(test, reveal);
  return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites" + counts + ">\n  <testsuite" +
         Attribute("name", student) + counts + ">\n" + cases + "  </testsuite>\n</testsuites>\n";
}

}  // namespace course
