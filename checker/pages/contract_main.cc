// The command that makes the contract's page: for each rule, the scenario that shows it after the fewest calls.
#include <algorithm>
#include <array>
#include <cstdio>
#include <optional>

#include "checker/contract/ref.h"
#include "checker/pages/page.h"
#include "checker/pages/scene.h"
#include "checker/system/command_line.h"
#include "checker/system/files.h"

namespace checker {
namespace {

using Json = nlohmann::ordered_json;

constexpr char kCommand[] = "contract_page";
constexpr char kUsage[] = "usage: contract_page -o FILE.html REF...\n";

struct NamedRef {
  std::string name;  // "malloc/split-first"
  Ref ref;
};

// The first call of a ref in which a rule decides, from 1; 0 where there is none.
size_t FirstCall(const Trace& trace, Rule rule) {
  Model model;
  for (size_t i = 0; i < trace.calls.size(); ++i) {
    model.Step(trace.calls[i]);
    const std::vector<Rule>& decided = model.decided();
    if (std::find(decided.begin(), decided.end(), rule) != decided.end()) return i + 1;
  }
  return 0;
}

// The ref that shows a rule best: it is about it, if any is, and about little else, and comes to it soon.
Json ShowOf(Rule rule, const std::vector<NamedRef>& refs) {
  Json show;
  std::array<size_t, 3> least{};
  for (size_t place = 0; place < refs.size(); ++place) {
    const Ref& ref = refs[place].ref;
    const size_t call = FirstCall(ref.trace, rule);
    if (call == 0) continue;
    const bool is_about_it = std::find(ref.rules.begin(), ref.rules.end(), rule) != ref.rules.end();
    const std::array<size_t, 3> cost = {is_about_it ? size_t{0} : size_t{1}, ref.rules.size(), call};
    if (!show.is_null() && least <= cost) continue;
    least = cost;
    show = {{"rule", KeyOf(rule)}, {"scene", place}, {"call", call}};
  }
  return show;
}

// "refs/malloc/split-first.ref" -> "malloc/split-first"
std::string NameOfRef(const std::string& path) {
  const std::string file = path.substr(0, path.rfind('.'));
  return file.substr(file.rfind('/', file.rfind('/') - 1) + 1);
}

std::string Write(const std::vector<std::string>& files, const std::string& output) {
  std::vector<NamedRef> refs;
  Json data = {{"scenes", Json::array()}, {"shows", Json::array()}};
  std::string text, error;
  for (const std::string& file : files) {
    if (!ReadFile(UserPath(file), &text, &error)) return error;
    const std::optional<Ref> ref = ParseRef(text, &error);
    if (!ref) return file + ", " + error;
    refs.push_back({NameOfRef(file), *ref});
    Scene scene = SceneOf(ref->trace, refs.back().name, ref->title);
    scene.has_run = false;
    data["scenes"].push_back(JsonOf(scene));
  }
  for (const Rule rule : AllRules()) {
    const Json show = ShowOf(rule, refs);
    if (!show.is_null()) data["shows"].push_back(show);
  }
  return WriteFile(UserPath(output), ContractPage(data), &error) ? "" : error;
}

}  // namespace
}  // namespace checker

int main(int argc, char** argv) {
  std::string output;
  checker::CommandLine line = checker::ReadCommandLine(argc, argv, {{"o", &output}}, 1000);
  if (line.error.empty() && (line.operands.empty() || output.empty())) line.error = "expected refs, and -o with a file";
  if (const std::optional<int> shown = checker::ShowUsage(checker::kCommand, checker::kUsage, line)) return *shown;
  const std::string error = checker::Write(line.operands, output);
  return error.empty() ? 0 : checker::CouldNotRun(checker::kCommand, error);
}
