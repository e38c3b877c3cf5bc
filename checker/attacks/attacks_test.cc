// Each attack as the whole submission: it earns what its code deserves, is named, and touches nothing else.
#include <glob.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <future>
#include <set>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

#include "checker/grading/assess.h"
#include "checker/grading/play.h"
#include "checker/grading/report.h"
#include "checker/grading/suite.h"
#include "checker/programs/random.h"
#include "checker/run/library.h"
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

// What an attack needs of the kernel.
bool Offers(const std::string& feature) {
  EXPECT_EQ(feature, "32-bit calls");
  const pid_t child = fork();
  if (child == 0) {
    long result = 20;  // getpid() there
    __asm__ volatile("int $0x80" : "+a"(result) : : "memory");
    _exit(result == getpid() ? 0 : 1);
  }
  int status = 1;
  // Where they are switched off, a signal ends it.
  return child > 0 && waitpid(child, &status, 0) == child && WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

// What the first comment of an attack says of it.
struct Head {
  std::set<std::string> earned;  // labels of tests
  std::vector<std::string> shown;
  std::string refused;      // how the sentence goes on by which the library is refused; empty where it is played
  std::string said;         // how the message of each test begins; anything where empty
  bool is_possible = true;  // whether this kernel offers what it tries, without which there is nothing to show
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
    if (key == "needs") head.is_possible = Offers(value);
    if (key == "earns" && value == "everything") head.earned = kSample;
    if (key == "earns" && value != "everything" && value != "nothing") head.earned.insert(value);
  }
  return head;
}

std::vector<GradedTest> AllTests() {
  std::vector<GradedTest> tests;
  std::string error;
  for (const char* tier : {"malloc", "calloc", "realloc", "all"}) {
    if (!AddSnippets(tier, kDefaultSeed, &tests, &error)) ADD_FAILURE() << error;
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

Report Grade(const std::vector<GradedTest>& tests, const Library& library) {
  EXPECT_EQ(library.error, "");
  return Assess(tests, PlayAll(tests, library, [](size_t) {}),
                [&](const Program& program) { return Play(program, library); });
}

std::pair<Report, std::chrono::duration<double>> GradeInTime(const std::vector<GradedTest>& tests,
                                                             const Library& library) {
  const auto start = std::chrono::steady_clock::now();
  Report report = Grade(tests, library);
  return {std::move(report), std::chrono::steady_clock::now() - start};
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

size_t LengthOf(const Report& report) { return ToText(report, "", false, true).size() + ToJson(report).size(); }

class Attack : public testing::TestWithParam<std::string> {
 protected:
  const TestFolder scratch_parent_;
  const std::string folder_ = scratch_parent_.path();
};

TEST_P(Attack, EarnsWhatItDeserves) {
  const Head head = ReadHead(GetParam());
  const Library library = OpenLibrary(std::filesystem::path(GetParam()).replace_extension(".so").string());
  if (!head.refused.empty()) {
    EXPECT_THAT(library.error, StartsWith(library.path + " " + head.refused));
    return;
  }
  const std::vector<GradedTest> sample = Sample();
  auto honest = std::async(std::launch::async, [&] { return GradeInTime(sample, OpenLibrary("osmem/libosmem.so")); });
  const auto [report, taken] = GradeInTime(sample, library);
  const auto [honest_report, honest_taken] = honest.get();

  EXPECT_EQ(Earned(report), head.earned);
  for (const TestResult& test : report.tests) EXPECT_THAT(test.verdict.message, StartsWith(head.said)) << test.name;
  for (const std::string& attempt : head.is_possible ? head.shown : std::vector<std::string>())
    EXPECT_THAT(report.flags, Contains(Field(&Flag::message, StartsWith(attempt))));
  EXPECT_LT(LengthOf(report), 32u * 1024);
  // Three snippets, on one core at worst; how busy the machine is shows in what the other library takes.
  EXPECT_LT(taken.count(), 3 * (3 + 1) + 4 * honest_taken.count());
  // Somebody else's run at the same time.
  EXPECT_EQ(Earned(honest_report), kSample);
  EXPECT_EQ(CountProcessesOf(folder_), 0);
  EXPECT_TRUE(std::filesystem::is_empty(folder_));
  EXPECT_THAT(FilesLeft(), IsEmpty());
  if (!head.is_possible) GTEST_SKIP() << "it earned nothing, but this kernel does not offer what it needs";
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
  const Report report = Grade(tests, OpenLibrary("osmem/libosmem.so"));
  EXPECT_EQ(Earned(report).size(), tests.size());
  EXPECT_THAT(report.flags, Each(Field(&Flag::message, StartsWith("there is no Landlock"))));
}

TEST(Honest, KeepsEveryPointWhateverItsConstructorTries) {
  const std::vector<GradedTest> tests = AllTests();
  EXPECT_EQ(Earned(Grade(tests, OpenLibrary("checker/attacks/allocating/try_everything.so"))).size(), tests.size());
}

}  // namespace
}  // namespace checker
