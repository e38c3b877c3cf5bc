// The command that draws a heap over time, from a snippet's ref, any ref or an allocator's log.
#include <filesystem>
#include <optional>
#include <string>

#include "checker/contract/ref.h"
#include "checker/draw/heapmap.h"
#include "checker/pages/page.h"
#include "checker/pages/scene.h"
#include "checker/system/command_line.h"
#include "checker/system/files.h"
#include "checker/trace/text.h"

namespace checker {
namespace {

constexpr char kCommand[] = "heapmap";
constexpr char kUsage[] = "usage: bazel run //checker:heapmap -- SNIPPET|REF|LOG -o FILE.html|FILE.svg|FILE.txt\n";

// A page has no more calls of a long log.
constexpr size_t kMostCalls = 1000;

using Drawing = std::string (*)(const Ref& ref, const std::string& name);

std::string SvgOf(const Ref& ref, const std::string& name) { return DrawSvg(Replay(ref.trace, name, ref.title)); }

std::string TextOf(const Ref& ref, const std::string& name) { return DrawText(Replay(ref.trace, name, ref.title)); }

std::string PageOf(const Ref& ref, const std::string& name) {
  Trace trace = ref.trace;
  std::string title = Printable(ref.title);
  if (trace.calls.size() > kMostCalls) {
    title += "The first " + std::to_string(kMostCalls) + " of " + std::to_string(trace.calls.size()) + " calls.";
    trace.calls.resize(kMostCalls);
  }
  return ScenePage(JsonOf(SceneOf(trace, Printable(name), title)));
}

// Null where the name does not tell.
Drawing DrawingFor(const std::string& output) {
  const std::string ending = std::filesystem::path(output).extension();
  if (ending == ".html") return PageOf;
  if (ending == ".svg") return SvgOf;
  return ending == ".txt" ? TextOf : nullptr;
}

bool ReadSource(const std::string& source, std::string* path, std::string* text, std::string* error) {
  *path = Runfile("refs/" + source + ".ref");
  if (ReadFile(*path, text, error)) return true;
  *path = UserPath(source);
  if (ReadFile(*path, text, error)) return true;
  *error = "there is no snippet " + source + ", and as a file: " + *error;
  return false;
}

// A ref starts with its head; a log is a bare trace.
bool ParseSource(const std::string& text, Ref* ref, std::string* error) {
  if (text.compare(0, 5, "title") == 0) {
    std::optional<Ref> parsed = ParseRef(text, error);
    if (parsed) *ref = *parsed;
    return parsed.has_value();
  }
  std::optional<Trace> parsed = ParseTrace(text, error);
  if (parsed) ref->trace = *parsed;
  return parsed.has_value();
}

// Empty where it worked out; otherwise one sentence.
std::string Heapmap(const std::string& source, const std::string& output) {
  const Drawing draw = DrawingFor(output);
  if (draw == nullptr) return "cannot tell what to draw: " + output + " ends in none of .html, .svg and .txt";
  std::string path, text, error;
  if (!ReadSource(source, &path, &text, &error)) return error;
  Ref ref;
  if (!ParseSource(text, &ref, &error)) return path + ", " + error;
  if (ref.trace.calls.empty()) return path + " holds no calls, so there is nothing to draw";
  return WriteFile(UserPath(output), draw(ref, source), &error) ? "" : error;
}

}  // namespace
}  // namespace checker

int main(int argc, char** argv) {
  std::string output;
  checker::CommandLine line = checker::ReadCommandLine(argc, argv, {{"o", &output}}, 1);
  if (line.error.empty() && (line.operands.empty() || output.empty()))
    line.error = "expected one thing to draw, and -o with the file to draw it to";
  if (const std::optional<int> shown = checker::ShowUsage(checker::kCommand, checker::kUsage, line)) return *shown;
  const std::string error = checker::Heapmap(line.operands[0], output);
  return error.empty() ? 0 : checker::CouldNotRun(checker::kCommand, error);
}
