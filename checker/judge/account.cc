#include "checker/judge/account.h"

#include <algorithm>
#include <atomic>
#include <utility>

#include "checker/system/all_cores.h"

namespace checker {
namespace {

// How many sets are followed side by side, how large they may become, and on how many runs a mistake must first prove
// that it leads further.
constexpr size_t kBeam = 4;
constexpr size_t kMostMistakes = 8;
constexpr size_t kProbes = 8;
constexpr size_t kVagueRuns = 3;  // that a mistake must account for where it accounts for no other

// A set of mistakes and how far it reaches.
struct Candidate {
  Mistakes mistakes;
  std::vector<Reach> reaches;
  double score = 0;
};

bool IsComplete(const Candidate& candidate) {
  return std::all_of(candidate.reaches.begin(), candidate.reaches.end(),
                     [](const Reach& reach) { return reach.whole; });
}

double ScoreOf(const std::vector<Reach>& reaches, const std::vector<PlainRun>& runs, size_t mistakes) {
  double score = -0.01 * static_cast<double>(mistakes);
  for (size_t i = 0; i < runs.size(); ++i) {
    const double all = static_cast<double>(runs[i].played->expected.calls.size()) + 1;
    const double calls = static_cast<double>(reaches[i].calls) + 0.4 * reaches[i].half;
    // What is whole because anything could happen has proved little.
    if (reaches[i].whole && !reaches[i].vague) {
      score += 1;
    } else {
      score += 0.6 * std::min(1.0, calls / all) + (reaches[i].vague ? 0.05 : 0);
    }
  }
  return score;
}

class Search {
 public:
  Search(const std::vector<PlainRun>& runs, const Units& units, uint64_t most_steps)
      : runs_(runs), units_(units), most_steps_(most_steps) {}

  Candidate Run() const {
    std::vector<Candidate> beam = {Measured({})};
    Candidate best = beam[0];
    while (!IsComplete(best) && best.mistakes.size() < kMostMistakes && steps_ < most_steps_) {
      std::vector<Candidate> next;
      for (const Candidate& candidate : beam) Extend(candidate, &next);
      if (next.empty()) ExtendByTwo(best, &next);
      KeepTheBest(&next);
      if (next.empty() || next[0].score <= best.score) break;
      best = next[0];
      beam = std::move(next);
    }
    best = LeavingOut(std::move(best), [&](const auto& with, const auto& less) { return ReachesAsFar(less, with); });
    // What goes less far in some run than the others do without it, or accounts for nothing, is not told. That memory
    // was corrupt, so that anything could happen, is no account of a single run.
    return LeavingOut(std::move(best), [&](const auto& with, const auto& less) {
      return IsRefuted(with, less) || !IsSupported(with, less);
    });
  }

  // Another mistake that explains as much as number `index` of `found`, but breaks another rule; null where none does.
  const Mistake* Instead(const Candidate& found, size_t index) const {
    for (const Mistake* other : AllMistakes()) {
      if (other->rule == found.mistakes[index]->rule || Has(found.mistakes, other)) continue;
      const Mistakes mistakes = With(checker::Without(found.mistakes, index), other);
      size_t run = 0;
      while (run < runs_.size() && ReachIn(run, mistakes) == found.reaches[run]) ++run;
      if (run == runs_.size()) return other;
    }
    return nullptr;
  }

 private:
  Reach ReachIn(size_t run, const Mistakes& mistakes) const {
    const Reach reach = ReachOf(runs_[run], units_, mistakes);
    steps_ += reach.calls + 1;
    return reach;
  }

  static bool Has(const Mistakes& mistakes, const Mistake* mistake) {
    return std::find(mistakes.begin(), mistakes.end(), mistake) != mistakes.end();
  }

  // In the order of AllMistakes(), so that a set has one form.
  static Mistakes With(Mistakes mistakes, const Mistake* mistake) {
    mistakes.insert(std::upper_bound(mistakes.begin(), mistakes.end(), mistake), mistake);
    return mistakes;
  }

  Candidate Measured(Mistakes mistakes) const {
    Candidate candidate;
    for (size_t run = 0; run < runs_.size(); ++run) candidate.reaches.push_back(ReachIn(run, mistakes));
    candidate.score = ScoreOf(candidate.reaches, runs_, mistakes.size());
    candidate.mistakes = std::move(mistakes);
    return candidate;
  }

  // The runs that are not accounted for, those that part first before the others.
  std::vector<size_t> ProbesOf(const Candidate& candidate) const {
    std::vector<size_t> probes;
    for (size_t run = 0; run < runs_.size(); ++run) {
      if (!candidate.reaches[run].whole) probes.push_back(run);
    }
    std::stable_sort(probes.begin(), probes.end(),
                     [&](size_t a, size_t b) { return candidate.reaches[a].calls < candidate.reaches[b].calls; });
    if (probes.size() > kProbes) {  // half of the first, half from all over
      for (size_t i = kProbes / 2; i < kProbes; ++i) probes[i] = probes[i * (probes.size() - 1) / (kProbes - 1)];
      probes.resize(kProbes);
    }
    return probes;
  }

  bool LeadsFurther(const Candidate& from, const std::vector<size_t>& probes, const Mistakes& mistakes) const {
    return std::any_of(probes.begin(), probes.end(),
                       [&](size_t run) { return IsFurther(ReachIn(run, mistakes), from.reaches[run]); });
  }

  void Extend(const Candidate& from, std::vector<Candidate>* next) const {
    const std::vector<size_t> probes = ProbesOf(from);
    std::vector<Candidate> found(AllMistakes().size());
    OnAllCores(found.size(), [&](size_t i) {
      const Mistake* mistake = AllMistakes()[i];
      if (Has(from.mistakes, mistake)) return;
      const Mistakes mistakes = With(from.mistakes, mistake);
      if (LeadsFurther(from, probes, mistakes)) found[i] = Measured(mistakes);
    });
    for (Candidate& candidate : found) {
      if (!candidate.mistakes.empty()) next->push_back(std::move(candidate));
    }
  }

  // Where no one mistake leads further, two may, in the run that parts first.
  void ExtendByTwo(const Candidate& from, std::vector<Candidate>* next) const {
    const std::vector<size_t> probes = {ProbesOf(from)[0]};
    std::vector<std::vector<Candidate>> found(AllMistakes().size());
    OnAllCores(found.size(), [&](size_t i) {
      if (Has(from.mistakes, AllMistakes()[i])) return;
      for (size_t j = i + 1; j < AllMistakes().size(); ++j) {
        if (Has(from.mistakes, AllMistakes()[j])) continue;
        const Mistakes mistakes = With(With(from.mistakes, AllMistakes()[i]), AllMistakes()[j]);
        if (LeadsFurther(from, probes, mistakes)) found[i].push_back(Measured(mistakes));
      }
    });
    for (std::vector<Candidate>& some : found) {
      for (Candidate& candidate : some) next->push_back(std::move(candidate));
    }
  }

  // Of sets that reach equally far, the first.
  static void KeepTheBest(std::vector<Candidate>* candidates) {
    std::stable_sort(candidates->begin(), candidates->end(),
                     [](const Candidate& a, const Candidate& b) { return a.score > b.score; });
    std::vector<Candidate> best;
    for (Candidate& candidate : *candidates) {
      const auto same = [&](const Candidate& other) { return other.reaches == candidate.reaches; };
      if (best.size() < kBeam && std::none_of(best.begin(), best.end(), same)) best.push_back(std::move(candidate));
    }
    *candidates = std::move(best);
  }

  bool ReachesAsFar(const Candidate& a, const Candidate& b) const {
    for (size_t run = 0; run < runs_.size(); ++run) {
      if (IsFurther(b.reaches[run], a.reaches[run])) return false;
    }
    return true;
  }

  // Leaves out one mistake after the other for which that holds of the set and of what it is without that mistake.
  template <typename Condition>
  Candidate LeavingOut(Candidate found, const Condition& goes) const {
    for (size_t i = 0; i < found.mistakes.size();) {
      const Candidate without = Measured(checker::Without(found.mistakes, i));
      const bool left_out = goes(found, without);
      if (left_out) found = without;
      i = left_out ? 0 : i + 1;
    }
    return found;
  }

  // Whether a run parts from what `found` has more than `without`. Where memory is corrupt it cannot.
  bool IsRefuted(const Candidate& found, const Candidate& without) const {
    for (size_t run = 0; run < runs_.size(); ++run) {
      if (!found.reaches[run].whole && IsFurther(without.reaches[run], found.reaches[run])) return true;
    }
    return false;
  }

  // Whether what `found` has more than `without` leads further in a run. Where it only may, as memory is corrupt, once
  // is not enough: then several runs must have ended so, and none be open, or have gone on as if nothing were.
  bool IsSupported(const Candidate& found, const Candidate& without) const {
    size_t maybe = 0;
    for (size_t run = 0; run < runs_.size(); ++run) {
      const Reach &with = found.reaches[run], &less = without.reaches[run];
      if (!IsFurther(with, less)) continue;
      if (!with.vague || with.calls > less.calls || (with.calls == less.calls && with.half > less.half)) return true;
      ++maybe;
    }
    return maybe >= kVagueRuns && IsComplete(found) && ReachesAsFar(found, without);
  }

  const std::vector<PlainRun>& runs_;
  const Units& units_;
  const uint64_t most_steps_;
  mutable std::atomic<uint64_t> steps_ = 0;  // calls that models have carried out
};

}  // namespace

Account AccountFor(const std::vector<Played>& runs, const Units& units, uint64_t most_steps) {
  Account account;
  std::vector<PlainRun> plain;
  for (const Played& played : runs) {
    plain.push_back(PlainRunOf(played));
    for (const Oddity& oddity : plain.back().oddities) AddOnce(oddity, &account.oddities);
  }
  const Search search(plain, units, most_steps);
  Candidate found = search.Run();
  for (size_t i = 0; i < found.mistakes.size(); ++i) {
    account.instead.push_back(search.Instead(found, i));
  }
  account.complete = IsComplete(found);
  account.reaches = std::move(found.reaches);
  account.mistakes = std::move(found.mistakes);
  return account;
}

Mistakes Without(const Mistakes& mistakes, size_t index) {
  Mistakes left = mistakes;
  left.erase(left.begin() + static_cast<ptrdiff_t>(index));
  return left;
}

}  // namespace checker
