// The command that writes all refs anew into the workspace, from the snippets and the allocator in osmem/.
#include <cstdio>
#include <cstdlib>
#include <filesystem>

#include "checker/grading/record.h"
#include "checker/system/files.h"

namespace checker {
namespace {

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

int Main() {
  const char* workspace = std::getenv("BUILD_WORKSPACE_DIRECTORY");
  if (workspace == nullptr) {
    std::fprintf(stderr, "record: start it with: bazel run //checker:record\n");
    return 2;
  }
  const std::string refs = std::string(workspace) + "/refs";
  int written = 0;
  for (const std::string_view name : kTiers) {
    const std::string tier(name);
    for (const Snippet& snippet : FindPrograms(tier)) {
      std::string error;
      if (!WriteRef(snippet, refs, &error)) {
        std::fprintf(stderr, "record: %s\n", error.c_str());
        return 2;
      }
      ++written;
    }
    RemoveOrphans(tier, refs);
  }
  std::printf("%d refs written to %s\n", written, refs.c_str());
  return 0;
}

}  // namespace
}  // namespace checker

int main() { return checker::Main(); }
