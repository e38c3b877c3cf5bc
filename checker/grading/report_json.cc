// A report as JSON.
#include <cmath>
#include <nlohmann/json.hpp>
#include <string_view>

#include "checker/grading/report.h"

namespace checker {
namespace {

using Json = nlohmann::ordered_json;

// JSON is UTF-8, and what a program prints is any bytes: each stands for its character in Latin-1.
std::string Utf8(std::string_view bytes) {
  std::string text;
  for (const unsigned char byte : bytes) {
    if (byte >= 0x80) text += static_cast<char>(0xc0 | byte >> 6);
    text += static_cast<char>(byte >= 0x80 ? 0x80 | (byte & 0x3f) : byte);
  }
  return text;
}

Json Points(int points, bool known) { return known ? Json(points) : Json(nullptr); }

Json JsonOf(const Sum& sum) {
  return {{"name", Utf8(sum.name)}, {"points", Points(sum.points, sum.known)}, {"max", sum.max}};
}

Json JsonOf(const TestResult& test) {
  const Verdict& verdict = test.verdict;
  return {{"tier", Utf8(test.tier)},
          {"name", Utf8(test.name)},
          {"points", Points(test.points, verdict.status != Status::kError)},
          {"max", test.max},
          {"status", NameOf(verdict.status)},
          {"rule", verdict.rule ? Json(KeyOf(*verdict.rule)) : Json(nullptr)},
          {"message", Utf8(verdict.message)},
          {"mistakes", test.mistakes}};
}

Json JsonOf(const MistakeFound& mistake) {
  return {{"rule", KeyOf(mistake.rule)},
          {"contract", QuotationOf(mistake.rule)},
          {"habit", Utf8(mistake.habit)},
          {"instead", mistake.instead},
          {"likely", mistake.is_likely},
          {"costs", mistake.costs},
          {"total_without", mistake.total_without},
          {"tests", mistake.tests},
          {"look_at", mistake.look_at}};
}

Json TextOrNull(const std::string& text) { return text.empty() ? Json(nullptr) : Json(Utf8(text)); }

Json JsonOf(const Provenance& record) {
  Json json = {{"submission", TextOrNull(record.submission)},
               {"library", TextOrNull(record.library)},
               {"scenarios", TextOrNull(record.scenarios)},
               {"refs", TextOrNull(record.refs)},
               {"checker", TextOrNull(record.checker)},
               {"tier", TextOrNull(record.tier)},
               {"snippet", TextOrNull(record.snippet)},
               {"seed", nullptr},
               {"programs", record.programs},
               {"budget", record.budget}};
  if (record.seed) json["seed"] = *record.seed;
  if (!record.secret_seed.empty()) json["secret_seed"] = record.secret_seed;
  for (const auto& [tool, version] : record.tools) json["tools"][tool] = Utf8(version);
  return json;
}

// Rounded, as no figure of these is as exact as it could be written.
Json Rounded(double number, double digits) { return std::round(number * digits) / digits; }

Json JsonOf(const TraceScore& trace) {
  const bool known = trace.why.empty();
  return {{"name", trace.name},
          {"calls", trace.calls},
          {"why", known ? Json(nullptr) : Json(Utf8(trace.why))},
          {"utilisation", known ? Rounded(trace.utilisation, 1e4) : Json(nullptr)},
          {"nanoseconds", known ? Rounded(trace.seconds * 1e9, 10) : Json(nullptr)},
          {"to_list", known ? Rounded(trace.to_list, 1e3) : Json(nullptr)},
          {"to_osmem", known ? Rounded(trace.to_osmem, 1e3) : Json(nullptr)}};
}

Json JsonOf(const Score& score) {
  const std::optional<Means> means = MeansOf(score);
  Json json = {{"index", means ? Rounded(means->index, 10) : Json(nullptr)},
               {"utilisation", means ? Rounded(means->utilisation, 1e4) : Json(nullptr)},
               {"to_list", means ? Rounded(means->to_list, 1e3) : Json(nullptr)},
               {"to_osmem", means ? Rounded(means->to_osmem, 1e3) : Json(nullptr)},
               {"traces", Json::array()}};
  for (const TraceScore& trace : score.traces) json["traces"].push_back(JsonOf(trace));
  return json;
}

}  // namespace

std::string ToJson(const Report& report) {
  const Sum total = TotalOf(report);
  Json json = {{"total", Points(total.points, total.known)},
               {"max", total.max},
               {"tiers", Json::array()},
               {"mistakes", Json::array()},
               {"tests", Json::array()},
               {"flags", Json::array()}};
  for (const Sum& tier : TiersOf(report)) json["tiers"].push_back(JsonOf(tier));
  for (const MistakeFound& mistake : report.mistakes) json["mistakes"].push_back(JsonOf(mistake));
  for (const TestResult& test : report.tests) json["tests"].push_back(JsonOf(test));
  for (const Flag& flag : report.flags) json["flags"].push_back(Utf8(flag.test + ": " + flag.message));
  if (!report.unbuilt.empty()) json["unbuilt"] = Utf8(report.unbuilt);
  json["behaviour"] = TextOrNull(report.behaviour);
  json["record"] = JsonOf(report.record);
  json["seconds"] = report.seconds;
  if (report.score) json["score"] = JsonOf(*report.score);
  return json.dump(2, ' ', true) + "\n";
}

}  // namespace checker
