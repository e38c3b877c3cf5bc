#include "checker/grading/request.h"

#include <algorithm>
#include <iterator>
#include <limits>
#include <nlohmann/json.hpp>
#include <optional>
#include <random>

#include "checker/grading/snippet.h"
#include "checker/programs/random.h"
#include "checker/system/files.h"
#include "checker/trace/text.h"

namespace checker {
namespace {

// A whole number from `least` to `most`.
std::optional<uint64_t> NumberIn(const std::string& text, uint64_t least, uint64_t most) {
  Scanner in(text);
  const bool is_digit = !text.empty() && text[0] >= '0' && text[0] <= '9';
  const std::optional<uint64_t> number = is_digit ? in.TakeNumber() : std::nullopt;
  return number && in.AtEnd() && *number >= least && *number <= most ? number : std::nullopt;
}

// The seeds of the random programs, and of how scenarios are moved.
struct Seeds {
  uint64_t random = 0, twins = 0;
};

uint64_t SeedFrom(const std::string& text) { return std::stoull(DigestOf(text).substr(0, 16), nullptr, 16); }

class Planner {
 public:
  Planner(const Request& request, Plan* plan, std::string* error) : request_(request), plan_(*plan), error_(*error) {}

  bool Make() {
    return (request_.again.empty() || TakeRecord()) && ReadNumbers() && ReadSeed() && AddScenarios() && AddRandom() &&
           KeepTheSnippet();
  }

 private:
  bool Fail(const std::string& error) {
    error_ = error;
    return false;
  }

  // An earlier grade says what is asked for.
  bool TakeRecord() {
    if (!ReadFile(UserPath(request_.again), &plan_.again, &error_)) return false;
    const auto json = nlohmann::json::parse(plan_.again, nullptr, false);
    const auto grade = json.is_object() ? json.find("record") : json.end();
    if (!json.is_object() || grade == json.end() || !grade->is_object() || !grade->contains("checker"))
      return Fail(request_.again + " is not what grade --json writes");
    const auto text = [&](const char* key) {
      const auto value = grade->find(key);
      if (value == grade->end() || value->is_null()) return std::string();
      return value->is_string() ? value->get<std::string>() : value->dump();
    };
    request_.tier = text("tier");
    request_.snippet = text("snippet");
    request_.seed = text("seed");
    request_.programs = text("programs");
    request_.budget = text("budget");
    request_.submission = text("submission");
    if (text("secret_seed").empty() || !request_.secret_seed.empty()) return true;
    return Fail(request_.again + " was made with a secret seed; give it with --secret-seed");
  }

  bool ReadNumbers() {
    constexpr uint64_t kMostSeconds = 24 * 60 * 60, kMostPrograms = 100000;
    const auto budget = NumberIn(request_.budget, 1, kMostSeconds);
    if (!budget) return Fail("--budget takes seconds, from 1 to 86400, not \"" + request_.budget + "\"");
    const auto programs = NumberIn(request_.programs, std::size(kStyles), kMostPrograms);
    if (!programs) return Fail("--programs takes a number from 4 to 100000, not \"" + request_.programs + "\"");
    plan_.budget = std::chrono::seconds(*budget);
    plan_.record.budget = *budget;
    plan_.record.programs = *programs;
    plan_.record.tier = request_.tier;
    plan_.record.snippet = request_.snippet;
    plan_.record.submission = request_.submission;
    return true;
  }

  bool ReadSeed() {
    if (!request_.secret_seed.empty()) return ReadSecretSeed();
    // Without one it is one that nobody knows before: who has the answers to known programs in a table has none to
    // these.
    const std::string text = request_.seed.empty() ? std::to_string(std::random_device()()) : request_.seed;
    plan_.record.seed = NumberIn(text, 0, std::numeric_limits<uint64_t>::max());
    if (!plan_.record.seed) return Fail("--seed takes a whole number, not \"" + text + "\"");
    seeds_ = {*plan_.record.seed, *plan_.record.seed};
    return true;
  }

  // What is told of the moved scenarios must not lead to the random programs.
  bool ReadSecretSeed() {
    if (!request_.seed.empty()) return Fail("--seed and --secret-seed are two ways to say one thing; give one");
    std::string secret;
    if (!ReadSecret(UserPath(request_.secret_seed), &secret, &error_)) return false;
    plan_.record.secret_seed = DigestOf(secret);
    seeds_ = {SeedFrom("programs " + secret), SeedFrom("scenarios " + secret)};
    return true;
  }

  bool AddScenarios() {
    for (const std::string_view name : kTiers) {
      const std::string tier(name);
      tiers_ += tier + ", ";
      const bool wanted = request_.tier.empty() || request_.tier == tier;
      if (wanted && !AddSnippets(tier, seeds_.twins, &plan_.tests, &error_)) return false;
    }
    plan_.shown = plan_.tests.size();
    return true;
  }

  bool AddRandom() {
    if (request_.tier.empty() || request_.tier == kRandomTier) {
      AddRandomPrograms(seeds_.random, static_cast<int>(plan_.record.programs), &plan_.tests);
    }
    if (request_.secret_seed.empty()) plan_.shown = plan_.tests.size();
    if (!plan_.tests.empty()) return true;
    return Fail("there is no tier " + request_.tier + "; the tiers are " + tiers_ + kRandomTier);
  }

  bool KeepTheSnippet() {
    if (request_.snippet.empty()) return true;
    const auto wanted = std::find_if(plan_.tests.begin(), plan_.tests.end(),
                                     [&](const GradedTest& test) { return test.Label() == request_.snippet; });
    const std::string where =
        request_.tier.empty() ? "; write TIER/NAME, as in the table" : " in the tier " + request_.tier;
    if (wanted == plan_.tests.end()) return Fail("there is no snippet " + request_.snippet + where);
    const bool is_shown = wanted - plan_.tests.begin() < static_cast<ptrdiff_t>(plan_.shown);
    plan_.tests = std::vector<GradedTest>{*wanted};
    plan_.shown = is_shown ? 1 : 0;
    return true;
  }

  Request request_;
  Plan& plan_;
  std::string& error_;
  Seeds seeds_;
  std::string tiers_;  // those that there are, for people
};

}  // namespace

bool MakePlan(Request request, Plan* plan, std::string* error) {
  if (!request.programs.empty() && !request.tier.empty() && request.tier != kRandomTier) {
    *error = "--programs is for the tier random, not for " + request.tier;
    return false;
  }
  if (request.budget.empty()) request.budget = "30";
  if (request.programs.empty()) request.programs = std::to_string(kDefaultPrograms);
  return Planner(request, plan, error).Make();
}

}  // namespace checker
