// The snippets and their refs, found where Bazel put them: the folders are the only list of names.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace checker {

// The folders of snippets/ and refs/, in the order in which they are graded.
inline constexpr std::string_view kTiers[] = {"malloc", "calloc", "realloc", "all"};

struct Snippet {
  std::string tier, name;

  // Where Bazel put what belongs to it.
  std::string ProgramPath() const;
  std::string SourcePath() const;
  std::string RefPath() const;
  std::string Label() const { return tier + "/" + name; }
};

// The snippets of a tier, by name: those built, or those that have a ref.
std::vector<Snippet> FindPrograms(const std::string& tier);
std::vector<Snippet> FindRefs(const std::string& tier);

// The snippets of a tier that have both. False where there are none, or one lacks the other.
bool FindPairs(const std::string& tier, std::vector<Snippet>* snippets, std::string* error);

}  // namespace checker
