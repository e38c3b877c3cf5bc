#include "checker/grading/record.h"

#include "checker/contract/ref.h"
#include "checker/run/runner.h"
#include "checker/system/files.h"

namespace checker {
namespace {

std::string WhyNotRecorded(const RunResult& result) {
  if (!result.error.empty()) return result.error;
  if (!result.flags.empty()) return result.flags[0];
  if (!result.output.empty()) return "it says \"" + result.output.substr(0, result.output.find('\n')) + "\"";
  if (result.trace.ending != "exit 0") return "it ended with " + result.trace.ending;
  return result.trace.calls.empty() ? "it calls none of the four functions" : "";
}

}  // namespace

bool RecordSnippet(const Snippet& snippet, const std::string& library, std::string* text, std::string* error) {
  std::string source, why;
  std::optional<Ref> ref;
  if (ReadFile(snippet.SourcePath(), &source, &why)) ref = ParseSourceHead(source, &why);
  if (!ref) {
    *error = "snippets/" + snippet.Label() + ".c: " + why;
    return false;
  }
  const RunResult result = Run({snippet.ProgramPath(), library, ""});
  why = WhyNotRecorded(result);
  if (!why.empty()) {
    *error = "snippets/" + snippet.Label() + ".c cannot be recorded: " + why;
    return false;
  }
  ref->trace = result.trace;
  *text = ToText(*ref);
  return true;
}

}  // namespace checker
