#include "checker/grading/snippet.h"

#include <algorithm>
#include <filesystem>
#include <system_error>

#include "checker/system/files.h"

namespace checker {
namespace {

// The files in a folder whose names end in `extension`, without it.
std::vector<Snippet> FindFiles(const std::string& folder, const std::string& tier, const std::string& extension) {
  std::vector<Snippet> found;
  std::error_code none;
  for (const auto& entry : std::filesystem::directory_iterator(Runfile(folder + "/" + tier), none)) {
    const std::filesystem::path file = entry.path().filename();
    if (file.extension() == extension) found.push_back({tier, file.stem()});
  }
  std::sort(found.begin(), found.end(), [](const Snippet& a, const Snippet& b) { return a.name < b.name; });
  return found;
}

// The first snippet of `these` that is not among `those`; null where each is.
const Snippet* FirstMissing(const std::vector<Snippet>& these, const std::vector<Snippet>& those) {
  for (const Snippet& snippet : these) {
    const auto same = [&](const Snippet& other) { return other.name == snippet.name; };
    if (std::none_of(those.begin(), those.end(), same)) return &snippet;
  }
  return nullptr;
}

}  // namespace

std::string Snippet::ProgramPath() const { return Runfile("snippets/" + Label()); }
std::string Snippet::SourcePath() const { return Runfile("snippets/" + Label() + ".c"); }
std::string Snippet::RefPath() const { return Runfile("refs/" + Label() + ".ref"); }

std::vector<Snippet> FindPrograms(const std::string& tier) { return FindFiles("snippets", tier, ""); }
std::vector<Snippet> FindRefs(const std::string& tier) { return FindFiles("refs", tier, ".ref"); }

bool FindPairs(const std::string& tier, std::vector<Snippet>* snippets, std::string* error) {
  const std::vector<Snippet> programs = FindPrograms(tier), refs = FindRefs(tier);
  if (const Snippet* program = FirstMissing(programs, refs)) {
    *error = "snippets/" + program->Label() + ".c has no ref; write it with: bazel run //checker:record";
  } else if (const Snippet* ref = FirstMissing(refs, programs)) {
    *error = "refs/" + ref->Label() + ".ref has no snippet; remove it, or write snippets/" + ref->Label() + ".c";
  } else if (refs.empty()) {
    *error = "the tier " + tier + " has no refs; write them with: bazel run //checker:record";
  }
  *snippets = refs;
  return error->empty();
}

}  // namespace checker
