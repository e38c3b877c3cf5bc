// What is made of an allocator with faults: the plain list with each of them, and with pairs of them, is graded. Each
// fault is named, what the total would be without it is foretold, and the examples are short. The programs are played
// without the tracer; untraced_test holds that against it.
#include <time.h>

#include <algorithm>
#include <cstdio>
#include <map>
#include <random>
#include <set>

#include "checker/contract/rule.h"
#include "checker/grading/assess.h"
#include "checker/judge/account.h"
#include "checker/testdata/faulty.h"
#include "checker/testdata/untraced.h"
#include "gtest/gtest.h"

namespace checker {
namespace {

constexpr int kMayBeMisnamed = 3;
constexpr int kBatches = 4, kPairs = 200 / kBatches, kPredictions = 12;  // in each batch
constexpr double kMostPairsMisnamed = 0.15, kMostMispredicted = 0.1;
constexpr int kCloseEnough = 3;  // points
constexpr size_t kMedianExample = 4, kLongestExample = 10;
constexpr double kMostCpuSeconds = 4;  // two cores for two seconds

const std::vector<GradedTest>& Tests() {
  static const std::vector<GradedTest> tests = AllTests();
  return tests;
}

const Fault& FaultOf(const std::string& name) {
  return *std::find_if(AllFaults().begin(), AllFaults().end(), [&](const Fault& fault) { return fault.name == name; });
}

double CpuSeconds() {
  timespec now;
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) * 1e-9;
}

struct Graded {
  Faults faults;
  Runs runs;
  Report report;
  double seconds = 0;  // of CPU time, for all that is thought about the runs

  int Total() const { return TotalOf(report).points; }
};

Graded Grade(const Faults& faults) {
  Graded graded{faults, PlayAllUntraced(Tests(), faults), {}, 0};
  const double start = CpuSeconds();
  graded.report = Assess(Tests(), graded.runs, [&](const Program& program) { return PlayUntraced(program, faults); });
  graded.seconds = CpuSeconds() - start;
  return graded;
}

// The points of the library with one fault.
int TotalWith(const std::string& fault) {
  static std::map<std::string, int> totals;
  const auto known = totals.find(fault);
  if (known != totals.end()) return known->second;
  const Runs runs = PlayAllUntraced(Tests(), {fault});
  int total = 0;
  for (size_t test = 0; test < runs.size(); ++test) {
    int passed = 0;
    for (const ProgramRun& run : runs[test]) passed += run.Passed();
    const int all = static_cast<int>(runs[test].size());
    total += Tests()[test].in_proportion ? Tests()[test].points * passed / all
             : passed == all             ? Tests()[test].points
                                         : 0;
  }
  return totals[fault] = total;
}

// What breaks the rule of a fault; null where nothing does.
const MistakeFound* NameOf(const std::string& fault, const Report& report) {
  const Rule rule = *RuleOf(FaultOf(fault).rule);
  for (const MistakeFound& mistake : report.mistakes) {
    if (mistake.rule == rule) return &mistake;
  }
  return nullptr;
}

// Where the program's death is all that is seen, no mistake is told of, but the tests' verdicts are.
bool IsNamed(const std::string& fault, const Report& report) {
  static const std::set<Rule> ends = {Rule::kCrash, Rule::kTimeout, Rule::kExitStatus};
  const Rule rule = *RuleOf(FaultOf(fault).rule);
  if (NameOf(fault, report) != nullptr) return true;
  return ends.count(rule) > 0 && std::any_of(report.tests.begin(), report.tests.end(), [&](const TestResult& test) {
           return !test.verdict.is_explained && test.verdict.rule == rule;
         });
}

std::string Described(const Graded& graded) {
  std::string text = std::to_string(graded.Total());
  for (const std::string& fault : graded.faults) text += " " + fault + " (" + FaultOf(fault).rule + ")";
  for (const MistakeFound& mistake : graded.report.mistakes) {
    text += std::string("\n    ") + (mistake.is_likely ? "likely " : "") + std::string(KeyOf(mistake.rule)) + ": " +
            mistake.habit + "; " + std::to_string(mistake.total_without) + " without it";
    if (mistake.example) text += ", shown by " + std::to_string(mistake.example->script.size()) + " calls";
  }
  return text;
}

// The mistakes of a report, as far as their examples tell which they are.
Mistakes MistakesIn(const Report& report) {
  std::set<const Mistake*> mistakes;
  for (const MistakeFound& found : report.mistakes) {
    if (found.example) mistakes.insert(found.example->mistakes.begin(), found.example->mistakes.end());
  }
  Mistakes ordered;
  for (const Mistake* mistake : AllMistakes()) {
    if (mistakes.count(mistake) > 0) ordered.push_back(mistake);
  }
  return ordered;
}

// No run parts from the mistakes that are told of sooner than without one of them; and where none is only likely, all
// that the library did is accounted for.
void ExpectNothingRefuted(const Graded& graded) {
  const bool likely = std::any_of(graded.report.mistakes.begin(), graded.report.mistakes.end(),
                                  [](const MistakeFound& mistake) { return mistake.is_likely; });
  for (const TestResult& test : graded.report.tests) {
    EXPECT_TRUE(likely || graded.report.mistakes.empty() || test.verdict.is_explained) << Described(graded);
  }
  const Mistakes mistakes = MistakesIn(graded.report);
  for (size_t i = 0; likely && i < mistakes.size(); ++i) {
    for (const std::vector<ProgramRun>& runs : graded.runs) {
      for (const ProgramRun& one : runs) {
        if (one.state != ProgramRun::State::kPlayed) continue;
        const PlainRun run = PlainRunOf(one.played);
        const Reach with = ReachOf(run, Units(), mistakes), without = ReachOf(run, Units(), Without(mistakes, i));
        EXPECT_TRUE(with.whole || !IsFurther(without, with))
            << Described(graded) << "\nrefuted: " << mistakes[i]->habit;
      }
    }
  }
}

void ExpectNobodyAccused(const Graded& graded) {
  for (const Flag& flag : graded.report.flags) {
    EXPECT_EQ(flag.message.find("looked up"), std::string::npos) << Described(graded) << "\n" << flag.test;
  }
}

// What each library of a test costs.
class Times {
 public:
  void Add(const Graded& graded) {
    sum_ += graded.seconds;
    largest_ = std::max(largest_, graded.seconds);
    ++count_;
    EXPECT_LE(graded.seconds, kMostCpuSeconds) << Described(graded);
  }
  void Print() const {
    std::printf("CPU time to account for a library: mean %.2f s, largest %.2f s\n", sum_ / count_, largest_);
  }

 private:
  double sum_ = 0, largest_ = 0;
  int count_ = 0;
};

TEST(DiagnosisTest, EachFaultIsNamed) {
  int misnamed = 0;
  std::vector<size_t> examples;
  Times times;
  for (const Fault& fault : AllFaults()) {
    const Graded graded = Grade({fault.name});
    times.Add(graded);
    ExpectNothingRefuted(graded);
    ExpectNobodyAccused(graded);
    const bool named = IsNamed(fault.name, graded.report);
    misnamed += !named;
    if (!named) std::printf("misnamed: %s\n", Described(graded).c_str());
    for (const MistakeFound& mistake : graded.report.mistakes) {
      if (mistake.example) examples.push_back(mistake.example->script.size());
    }
  }
  std::sort(examples.begin(), examples.end());
  std::printf("%d of %zu faults misnamed; examples: median %zu calls, longest %zu\n", misnamed, AllFaults().size(),
              examples[examples.size() / 2], examples.back());
  times.Print();
  EXPECT_LE(misnamed, kMayBeMisnamed);
  EXPECT_LE(examples[examples.size() / 2], kMedianExample);
  EXPECT_LE(examples.back(), kLongestExample);
}

class PairsTest : public testing::TestWithParam<unsigned> {};

std::vector<Faults> PairsOf(unsigned batch) {
  std::mt19937 random(batch);
  std::vector<Faults> pairs;
  while (pairs.size() < kPairs) {
    const Fault& one = AllFaults()[random() % AllFaults().size()];
    const Fault& other = AllFaults()[random() % AllFaults().size()];
    if (AreCompatible(one, other)) pairs.push_back({one.name, other.name});
  }
  return pairs;
}

TEST_P(PairsTest, BothAreNamed) {
  int misnamed = 0, predicted = 0, mispredicted = 0;
  Times times;
  for (const Faults& pair : PairsOf(GetParam())) {
    const Graded graded = Grade(pair);
    times.Add(graded);
    ExpectNothingRefuted(graded);
    ExpectNobodyAccused(graded);
    const bool named = IsNamed(pair[0], graded.report) && IsNamed(pair[1], graded.report);
    misnamed += !named;
    if (!named) std::printf("misnamed: %s\n", Described(graded).c_str());
    for (size_t i = 0; named && predicted < 2 * kPredictions && i < 2; ++i) {
      const MistakeFound* name = NameOf(pair[i], graded.report);
      if (name == nullptr) continue;
      ++predicted;
      const int total = TotalWith(pair[1 - i]);
      if (std::abs(total - name->total_without) <= kCloseEnough) continue;
      ++mispredicted;
      std::printf("without %s it is %d: %s\n", pair[i].c_str(), total, Described(graded).c_str());
    }
  }
  std::printf("%d of %d pairs misnamed; %d of %d totals mispredicted\n", misnamed, kPairs, mispredicted, predicted);
  times.Print();
  EXPECT_LE(misnamed, kMostPairsMisnamed * kPairs);
  EXPECT_LE(mispredicted, kMostMispredicted * predicted);
}

INSTANTIATE_TEST_SUITE_P(Batches, PairsTest, testing::Range(0u, static_cast<unsigned>(kBatches)));

}  // namespace
}  // namespace checker
