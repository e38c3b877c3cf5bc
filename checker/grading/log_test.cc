// What osmem says of itself (OSMEM_OPTIONS=log=FILE) is what the tracer saw from outside: each snippet's log is its
// ref.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <sstream>
#include <string>

#include "checker/contract/ref.h"
#include "checker/grading/snippet.h"
#include "checker/system/process.h"
#include "checker/system/testing.h"

namespace checker {
namespace {

std::string LogOf(const Snippet& snippet) {
  const std::string file = std::string(std::getenv("TEST_TMPDIR")) + "/" + snippet.name + ".log";
  ProcessRequest request;
  request.command = {"/usr/bin/env", "OSMEM_OPTIONS=log=" + file, snippet.ProgramPath()};
  const ProcessResult result = RunProcess(request);
  EXPECT_EQ(result.error + result.std_err, "") << snippet.Label();
  return Contents(file);
}

Trace TraceOfRef(const Snippet& snippet) {
  std::string error;
  const std::optional<Ref> ref = ParseRef(Contents(snippet.RefPath()), &error);
  EXPECT_TRUE(ref) << snippet.Label() << ": " << error;
  return ref.value_or(Ref()).trace;
}

// sed 's/ *#.*//'
std::string WithoutRemarks(const std::string& log) {
  std::istringstream lines(log);
  std::string text;
  for (std::string line; std::getline(lines, line);) {
    line.resize(std::min(line.size(), line.find('#')));
    text += line.substr(0, line.find_last_not_of(' ') + 1) + "\n";
  }
  return text;
}

class LogTest : public testing::TestWithParam<std::string_view> {};

TEST_P(LogTest, IsTheRefWithRemarks) {
  std::vector<Snippet> snippets;
  std::string error;
  ASSERT_TRUE(FindPairs(std::string(GetParam()), &snippets, &error)) << error;
  for (const Snippet& snippet : snippets) {
    const std::string log = LogOf(snippet), expected = ToText(TraceOfRef(snippet));
    const std::optional<Trace> trace = ParseTrace(log, &error);
    ASSERT_TRUE(trace) << snippet.Label() << ": " << error;
    EXPECT_EQ(ToText(*trace), expected) << snippet.Label();
    // As the documentation tells people to compare them.
    EXPECT_EQ(WithoutRemarks(log), expected) << snippet.Label();
  }
}

INSTANTIATE_TEST_SUITE_P(Tier, LogTest, testing::ValuesIn(kTiers),
                         [](const auto& tier) { return std::string(tier.param); });

}  // namespace
}  // namespace checker
