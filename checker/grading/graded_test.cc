// Each snippet of one tier, or each style of random programs, as a GoogleTest case of its own. None of the code under
// test runs in this process.
#include <gtest/gtest.h>

#include <cctype>
#include <cstdio>
#include <optional>

#include "checker/grading/assess.h"
#include "checker/grading/play.h"
#include "checker/grading/suite.h"
#include "checker/programs/random.h"
#include "checker/system/files.h"

namespace checker {
namespace {

// What was found, as soon as the first case asks: the mistakes are known by all runs of the tier.
class Graded {
 public:
  Graded(const std::vector<GradedTest>& tests, const Library& library) : tests_(tests), library_(library) {}

  const Report& report() {
    if (!report_) {
      report_ = Assess(tests_, PlayAll(tests_, library_, [](size_t) {}),
                       [this](const Program& program) { return Play(program, library_); });
    }
    return *report_;
  }

 private:
  const std::vector<GradedTest>& tests_;
  const Library& library_;
  std::optional<Report> report_;
};

class GradedCase : public testing::Test {
 public:
  GradedCase(Graded* graded, size_t number) : graded_(graded), number_(number) {}

  void TestBody() override {
    const Report& report = graded_->report();
    const TestResult& result = report.tests[number_];
    for (const Flag& flag : report.flags) {
      if (flag.test == result.Label()) std::printf("%s: %s\n", flag.test.c_str(), flag.message.c_str());
    }
    if (result.verdict.status == Status::kPassed) return;
    const bool error = result.verdict.status == Status::kError;
    ADD_FAILURE() << (error ? "could not run" : NameOf(result.verdict.status)) << "\n" << Explain(report, result);
  }

 private:
  Graded* graded_;
  size_t number_;
};

// In a filter, GoogleTest takes a dash for "but not": split-first would mean split, but not first. So the names have
// underscores, and a dash between two letters of a filter is one too.
std::string WithUnderscores(std::string text) {
  for (size_t i = 1; i + 1 < text.size(); ++i) {
    if (text[i] == '-' && std::islower(text[i - 1]) && std::islower(text[i + 1])) text[i] = '_';
  }
  return text;
}

int Fail(const std::string& why) {
  std::fprintf(stderr, "could not run: %s\n", why.c_str());
  return 1;
}

// A run of nothing, or of less than was asked for, is no success.
int RunAndCount(size_t registered) {
  const int failed = RUN_ALL_TESTS();
  const testing::UnitTest& unit = *testing::UnitTest::GetInstance();
  if (unit.test_to_run_count() == 0) return Fail("the filter " + testing::GTEST_FLAG(filter) + " matches no snippet");
  const bool all = testing::GTEST_FLAG(filter) == "*";
  const size_t ran = unit.successful_test_count() + unit.failed_test_count();
  if (all && ran != registered) return Fail(std::to_string(ran) + " of " + std::to_string(registered) + " ran");
  return failed;
}

int Main(const std::string& tier) {
  const Library library = OpenLibrary(Runfile("checker/submission/libosmem.so"));
  if (!library.error.empty()) return Fail(library.error);
  std::vector<GradedTest> tests;
  std::string error;
  if (tier == kRandomTier) {
    AddRandomPrograms(kDefaultSeed, kDefaultPrograms, &tests);
  } else if (!AddSnippets(tier, kDefaultSeed, &tests, &error)) {
    return Fail(error);
  }
  Graded graded(tests, library);
  for (size_t i = 0; i < tests.size(); ++i) {
    const auto make = [&graded, i]() -> testing::Test* { return new GradedCase(&graded, i); };
    testing::RegisterTest(tier.c_str(), WithUnderscores(tests[i].name).c_str(), nullptr, nullptr, __FILE__, __LINE__,
                          make);
  }
  return RunAndCount(tests.size());
}

}  // namespace
}  // namespace checker

int main(int argc, char** argv) {
  testing::InitGoogleTest(&argc, argv);
  testing::GTEST_FLAG(filter) = checker::WithUnderscores(testing::GTEST_FLAG(filter));
  if (argc != 2) return checker::Fail("the tier is missing");
  return checker::Main(argv[1]);
}
