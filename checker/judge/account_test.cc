// Sets of mistakes are found again from what allocators that have them do, as the model plays them.
#include "checker/judge/account.h"

#include <chrono>
#include <cstdio>
#include <random>
#include <string>

#include "checker/programs/random.h"
#include "gtest/gtest.h"

namespace checker {
namespace {

std::vector<Played> PlayedBy(const Mistakes& mistakes) {
  std::vector<Played> runs;
  for (const RandomProgram& program : RandomPrograms(1, 48)) {
    Model model(Units(), mistakes);
    Played played{ExpectedTrace(program.script), TraceOf(program.script, &model), ""};
    if (played.actual.ending == "exit 1") played.output = std::string(KeyOf(*model.found())) + ": found\n";
    runs.push_back(played);
  }
  return runs;
}

std::string HabitsOf(const Mistakes& mistakes) {
  std::string habits;
  for (const Mistake* mistake : mistakes)
    habits += std::string(KeyOf(mistake->rule)) + "(" + std::string(mistake->habit) + ") ";
  return habits;
}

bool Names(const Account& account, const Mistake* mistake) {
  for (const Mistake* named : account.mistakes) {
    if (named->rule == mistake->rule) return true;
  }
  return false;
}

TEST(AccountTest, Singles) {
  int named = 0;
  double slowest = 0;
  for (const Mistake* mistake : AllMistakes()) {
    const auto start = std::chrono::steady_clock::now();
    const Account account = AccountFor(PlayedBy({mistake}), Units());
    const double took = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    slowest = std::max(slowest, took);
    named += Names(account, mistake);
    if (!Names(account, mistake))
      std::printf("%s: %s\n", HabitsOf({mistake}).c_str(), HabitsOf(account.mistakes).c_str());
  }
  std::printf("%d of %zu, slowest %.2f\n", named, AllMistakes().size(), slowest);
}

TEST(AccountTest, Pairs) {
  int both = 0, one = 0, pairs = 60;
  double slowest = 0, sum = 0;
  std::mt19937 random(7);
  for (int i = 0; i < pairs; ++i) {
    const Mistake* a = AllMistakes()[random() % AllMistakes().size()];
    const Mistake* b = AllMistakes()[random() % AllMistakes().size()];
    const auto start = std::chrono::steady_clock::now();
    const Account account = AccountFor(PlayedBy({a, b}), Units());
    const double took = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    slowest = std::max(slowest, took);
    sum += took;
    both += Names(account, a) && Names(account, b);
    one += Names(account, a) || Names(account, b);
    if (!(Names(account, a) && Names(account, b)))
      std::printf("%.2f %d %s: %s\n", took, account.complete, HabitsOf({a, b}).c_str(),
                  HabitsOf(account.mistakes).c_str());
  }
  std::printf("both %d one %d of %d, slowest %.2f mean %.2f\n", both, one, pairs, slowest, sum / pairs);
}

}  // namespace
}  // namespace checker
