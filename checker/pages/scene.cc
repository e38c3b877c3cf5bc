#include "checker/pages/scene.h"

#include <algorithm>

#include "checker/draw/heapmap.h"
#include "checker/judge/reach.h"

namespace checker {
namespace {

using Json = nlohmann::ordered_json;
using Blocks = std::vector<Block>;

// Of a call that makes ever more system calls.
constexpr size_t kMostSystemCalls = 16;

std::string TraceText(Trace trace) {
  for (Call& call : trace.calls) {
    if (call.system_calls.size() <= kMostSystemCalls) continue;
    const size_t more = call.system_calls.size() - kMostSystemCalls;
    call.system_calls.resize(kMostSystemCalls);
    call.system_calls.push_back({"...", Address::Null(), 0, std::to_string(more) + " more", ""});
  }
  return ToText(trace);
}

Json Change(const Blocks& before, const Blocks& after) {
  const size_t common = std::min(before.size(), after.size());
  size_t front = 0, back = 0;
  while (front < common && before[front] == after[front]) ++front;
  while (back < common - front && before[before.size() - 1 - back] == after[after.size() - 1 - back]) ++back;
  if (front + back == before.size() && front + back == after.size()) return 0;
  Json change = {front, before.size() - front - back};
  for (size_t i = front; i < after.size() - back; ++i) {
    change.push_back(after[i].offset);
    change.push_back(after[i].size);
    change.push_back(after[i].free ? 1 : 0);
  }
  return change;
}

Json ExpectedOf(const Trace& trace) {
  Json heap = Json::array(), clauses = Json::array();
  Model model;
  Blocks before;
  for (const Call& call : trace.calls) {
    if (!RanOutOfMemory(call)) model.Step(call);
    heap.push_back(Change(before, model.heap()));
    before = model.heap();
    Json decided = Json::array();
    for (const Rule rule : model.decided()) {
      const Json place = static_cast<size_t>(rule);
      if (std::find(decided.begin(), decided.end(), place) == decided.end()) decided.push_back(place);
    }
    clauses.push_back(decided);
  }
  return {{"trace", TraceText(trace)}, {"heap", heap}, {"clauses", clauses}};
}

// As far as the known mistakes do what the run did.
Json ActualOf(const Played& played, const Mistakes& known) {
  Json heap = Json::array();
  Model model(Units(), known);
  Blocks before;
  for (const Call& call : PlainRunOf(played).actual.calls) {
    if (model.Step(call) != call || model.corrupt()) break;
    heap.push_back(Change(before, model.heap()));
    before = model.heap();
  }
  return {{"trace", TraceText(played.actual)}, {"heap", heap}, {"header", model.units().header}};
}

}  // namespace

Scene SceneOf(const Trace& trace, const std::string& label, const std::string& title) {
  Scene scene;
  scene.label = label;
  scene.title = title;
  scene.played.actual = trace;
  Trace& expected = scene.played.expected;
  Model model;
  for (const Call& call : trace.calls) {
    expected.calls.push_back(RanOutOfMemory(call) ? call : model.Step(call));
    if (expected.calls.back() != call) break;
  }
  expected.ending = trace.ending;
  scene.verdict = Judge(scene.played);
  return scene;
}

Json JsonOf(const Scene& scene) {
  const bool differs = scene.has_run && !(scene.played.actual == scene.played.expected);
  return {{"label", scene.label},
          {"title", scene.title},
          {"source", scene.source},
          {"lines", scene.lines},
          {"status", NameOf(scene.verdict.status)},
          {"call", scene.verdict.call},
          {"why", scene.verdict.message},
          {"explained", scene.verdict.is_explained},
          {"run", scene.has_run},
          {"expected", ExpectedOf(scene.played.expected)},
          {"actual", differs ? ActualOf(scene.played, scene.known) : Json(nullptr)}};
}

}  // namespace checker
