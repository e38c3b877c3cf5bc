// Each attack as the whole submission: it earns what its code deserves, is named, and touches nothing else.
#include <glob.h>

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <future>
#include <set>
#include <sstream>
#include <string>
#include <vector>

#include "checker/grading/suite.h"
#include "checker/system/files.h"
#include "checker/system/testing.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace checker {
namespace {

using testing::Contains;
using testing::Each;
using testing::Field;
using testing::IsEmpty;
using testing::StartsWith;

const std::set<std::string> kSample = {"malloc/preallocate", "calloc/block-reuse", "realloc/coalesce"};

// What the first comment of an attack says of it.
struct Head {
  std::set<std::string> earned;  // labels of tests
  std::vector<std::string> shown;
  std::string refused;  // how the sentence goes on by which the library is refused; empty where it is played
  std::string said;     // how the message of each test begins; anything where empty
};

Head ReadHead(const std::string& source) {
  std::ifstream in(source);
  Head head;
  for (std::string line; std::getline(in, line) && line != " */";) {
    std::istringstream words(line);
    std::string star, key, value;
    words >> star >> key >> std::ws;
    std::getline(words, value);
    if (key == "shows") head.shown.push_back(value);
    if (key == "refused") head.refused = value;
    if (key == "says") head.said = value;
    if (key == "earns" && value == "everything") head.earned = kSample;
    if (key == "earns" && value != "everything" && value != "nothing") head.earned.insert(value);
  }
  return head;
}

std::vector<GradedTest> AllTests() {
  std::vector<GradedTest> tests;
  std::string error;
  for (const char* tier : {"malloc", "calloc", "realloc", "all"}) {
    if (!AddSnippets(tier, &tests, &error)) ADD_FAILURE() << error;
  }
  return tests;
}

std::vector<GradedTest> Sample() {
  std::vector<GradedTest> tests = AllTests();
  const auto is_other = [](const GradedTest& test) { return kSample.count(test.Label()) == 0; };
  tests.erase(std::remove_if(tests.begin(), tests.end(), is_other), tests.end());
  EXPECT_EQ(tests.size(), kSample.size());
  return tests;
}

Report Grade(const std::vector<GradedTest>& tests, const std::string& library) {
  return RunTests(tests, OpenLibrary(library), [](size_t) {});
}

std::set<std::string> Earned(const Report& report) {
  std::set<std::string> labels;
  for (const TestResult& test : report.tests) {
    EXPECT_NE(test.verdict.status, Status::kError) << test.verdict.message;
    if (test.verdict.status == Status::kPassed) labels.insert(test.tier + "/" + test.name);
  }
  return labels;
}

// Processes whose command line, folder or program is in `folder`.
int CountProcessesOf(const std::string& folder) {
  int count = 0;
  std::error_code gone;
  for (const auto& process : std::filesystem::directory_iterator("/proc")) {
    std::string command, gone_too;
    ReadFile((process.path() / "cmdline").string(), &command, &gone_too);
    const std::string links = std::filesystem::read_symlink(process.path() / "cwd", gone).string() + " " +
                              std::filesystem::read_symlink(process.path() / "exe", gone).string();
    if (command.find(folder) != std::string::npos || links.find(folder) != std::string::npos) ++count;
  }
  return count;
}

// Files by the name that the attacks give to theirs.
std::vector<std::string> FilesLeft() {
  std::vector<std::string> left;
  for (const char* pattern : {"osmem-attack*", "../osmem-attack*", "/tmp/osmem-attack*", "/dev/shm/osmem-attack*"}) {
    glob_t found = {};
    if (glob(pattern, 0, nullptr, &found) == 0)
      left.insert(left.end(), found.gl_pathv, found.gl_pathv + found.gl_pathc);
    globfree(&found);
  }
  return left;
}

size_t LengthOf(const Report& report) {
  size_t length = ToTable(report, "", false).size() + ToJson(report).size();
  for (const TestResult& test : report.tests) length += Explain(test).size();
  return length;
}

class Attack : public testing::TestWithParam<std::string> {
 protected:
  const TestFolder scratch_parent_;
  const std::string folder_ = scratch_parent_.path();
};

TEST_P(Attack, EarnsWhatItDeserves) {
  const Head head = ReadHead(GetParam());
  const std::string library = std::filesystem::path(GetParam()).replace_extension(".so").string();
  const std::vector<GradedTest> sample = Sample();
  const auto start = std::chrono::steady_clock::now();
  auto honest = std::async(std::launch::async, [&] { return Grade(sample, "osmem/libosmem.so"); });
  const Report report = Grade(sample, library);
  const auto taken = std::chrono::steady_clock::now() - start;

  EXPECT_EQ(Earned(report), head.earned);
  for (const std::string& attempt : head.shown)
    EXPECT_THAT(report.flags, Contains(Field(&Flag::message, StartsWith(attempt))));
  EXPECT_LT(LengthOf(report), 32u * 1024);
  // Three snippets, on one core at worst.
  EXPECT_LT(std::chrono::duration_cast<std::chrono::seconds>(taken).count(), 3 * (3 + 1));
  // Somebody else's run at the same time.
  EXPECT_EQ(Earned(honest.get()), kSample);
  EXPECT_EQ(CountProcessesOf(folder_), 0);
  EXPECT_TRUE(std::filesystem::is_empty(folder_));
  EXPECT_THAT(FilesLeft(), IsEmpty());
}

std::vector<std::string> Sources() {
  std::vector<std::string> sources;
  for (const auto& entry : std::filesystem::recursive_directory_iterator("checker/attacks")) {
    if (entry.path().extension() == ".c") sources.push_back(entry.path().string());
  }
  std::sort(sources.begin(), sources.end());
  return sources;
}

std::string TestName(const testing::TestParamInfo<std::string>& info) {
  return std::filesystem::path(info.param).stem().string();
}

INSTANTIATE_TEST_SUITE_P(Corpus, Attack, testing::ValuesIn(Sources()), TestName);

TEST(Honest, KeepsEveryPointInTheJail) {
  const std::vector<GradedTest> tests = AllTests();
  const Report report = Grade(tests, "osmem/libosmem.so");
  EXPECT_EQ(Earned(report).size(), tests.size());
  EXPECT_THAT(report.flags, Each(Field(&Flag::message, StartsWith("there is no Landlock"))));
}

TEST(Honest, KeepsEveryPointWhateverItsConstructorTries) {
  const std::vector<GradedTest> tests = AllTests();
  EXPECT_EQ(Earned(Grade(tests, "checker/attacks/allocating/try_everything.so")).size(), tests.size());
}

}  // namespace
}  // namespace checker
