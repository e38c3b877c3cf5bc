// The command that writes all refs anew into the workspace, from the snippets and the allocator in osmem/.
#include <cstdlib>
#include <filesystem>
#include <optional>

#include "checker/grading/record.h"
#include "checker/system/command_line.h"
#include "checker/system/files.h"

namespace checker {
namespace {

constexpr char kCommand[] = "record";
constexpr char kUsage[] = "usage: bazel run //checker:record\n";

bool WriteRef(const Snippet& snippet, const std::string& refs, std::string* error) {
  std::string text;
  return RecordSnippet(snippet, Runfile("osmem/libosmem.so"), &text, error) &&
         WriteFile(refs + "/" + snippet.Label() + ".ref", text, error);
}

// Removes the refs of a tier whose snippets are gone.
void RemoveOrphans(const std::string& tier, const std::string& refs) {
  for (const Snippet& ref : FindRefs(tier)) {
    if (!std::filesystem::exists(ref.ProgramPath())) std::filesystem::remove(refs + "/" + ref.Label() + ".ref");
  }
}

int Record() {
  const char* workspace = std::getenv("BUILD_WORKSPACE_DIRECTORY");
  if (workspace == nullptr) return CouldNotRun(kCommand, "start it with: bazel run //checker:record");
  const std::string refs = std::string(workspace) + "/refs";
  int written = 0;
  for (const std::string_view name : kTiers) {
    const std::string tier(name);
    for (const Snippet& snippet : FindPrograms(tier)) {
      std::string error;
      if (!WriteRef(snippet, refs, &error)) return CouldNotRun(kCommand, error);
      ++written;
    }
    RemoveOrphans(tier, refs);
  }
  std::string error;
  const bool told = Print(std::to_string(written) + " refs written to " + refs + "\n", &error);
  return told ? 0 : CouldNotRun(kCommand, error);
}

}  // namespace
}  // namespace checker

int main(int argc, char** argv) {
  const checker::CommandLine line = checker::ReadCommandLine(argc, argv, {}, 0);
  const std::optional<int> shown = checker::ShowUsage(checker::kCommand, checker::kUsage, line);
  return shown ? *shown : checker::Record();
}
