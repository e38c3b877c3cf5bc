#include "course/submissions/layout.h"

#include <algorithm>
#include <cctype>
#include <filesystem>
#include <set>
#include <tuple>

namespace course {
namespace {

bool IsC(std::string_view path) { return std::filesystem::path(path).extension() == ".c"; }

std::string FolderOf(std::string_view path) {
  const size_t slash = path.rfind('/');
  return std::string(slash == std::string_view::npos ? "" : path.substr(0, slash));
}

std::string_view NameOf(std::string_view path) { return path.substr(path.rfind('/') + 1); }

bool IsBelow(std::string_view path, std::string_view folder) {
  return folder.empty() ||
         (path.size() > folder.size() && path.substr(0, folder.size()) == folder && path[folder.size()] == '/');
}

// By the name of one of its folders.
bool IsOfTests(std::string_view path) {
  static const std::set<std::string_view> kTests = {"test", "tests", "testing", "snippets", "examples", "checker"};
  for (size_t slash; (slash = path.find('/')) != std::string_view::npos; path.remove_prefix(slash + 1)) {
    if (kTests.count(path.substr(0, slash)) > 0) return true;
  }
  return false;
}

bool IsOfName(char letter) { return std::isalnum(static_cast<unsigned char>(letter)) || letter == '_'; }

bool IsSpace(char letter) { return std::isspace(static_cast<unsigned char>(letter)); }

// Past a comment, or a string or character; `at` is at its first letter.
size_t SkipText(std::string_view c, size_t at) {
  if (c.compare(at, 2, "//") == 0) return std::min(c.find('\n', at), c.size());
  if (c.compare(at, 2, "/*") == 0) {
    const size_t end = c.find("*/", at + 2);
    return end == std::string_view::npos ? c.size() : end + 2;
  }
  const char quote = c[at];
  for (++at; at < c.size() && c[at] != quote && c[at] != '\n'; ++at) at += c[at] == '\\';
  return std::min(at + 1, c.size());
}

// The code alone: each comment has become a space, each string two quotes.
std::string CodeOf(std::string_view c) {
  std::string code;
  for (size_t at = 0; at < c.size();) {
    const bool is_comment = c.compare(at, 2, "//") == 0 || c.compare(at, 2, "/*") == 0;
    if (is_comment || c[at] == '"' || c[at] == '\'') {
      code += is_comment ? " " : "\"\"";
      at = SkipText(c, at);
    } else {
      code += c[at++];
    }
  }
  return code;
}

// Past the bracket that closes the one at `at`; the end where that is far off.
size_t SkipBrackets(std::string_view code, size_t at) {
  constexpr size_t kFar = 200;
  int depth = 0;
  for (const size_t end = std::min(code.size(), at + kFar); at < end; ++at) {
    depth += (code[at] == '(') - (code[at] == ')');
    if (depth == 0) return at + 1;
  }
  return code.size();
}

size_t SkipSpace(std::string_view code, size_t at) {
  while (at < code.size() && IsSpace(code[at])) ++at;
  return at;
}

bool DefinesIn(std::string_view code, std::string_view function) {
  for (size_t at = 0; (at = code.find(function, at)) != std::string_view::npos; ++at) {
    const size_t end = at + function.size();
    if ((at > 0 && IsOfName(code[at - 1])) || (end < code.size() && IsOfName(code[end]))) continue;
    const size_t open = SkipSpace(code, end);
    if (open >= code.size() || code[open] != '(') continue;
    const size_t body = SkipSpace(code, SkipBrackets(code, open));
    if (body < code.size() && code[body] == '{') return true;
  }
  return false;
}

// The names, without folders, of the C files that `c` includes.
void AddIncluded(std::string_view c, std::set<std::string>* names) {
  for (size_t at = 0; (at = c.find("include", at)) != std::string_view::npos; ++at) {
    const size_t open = SkipSpace(c, at + 7);
    if (open >= c.size() || c[open] != '"') continue;
    const std::string_view name = c.substr(open + 1, c.find('"', open + 1) - open - 1);
    if (IsC(name)) names->insert(std::string(NameOf(name)));
  }
}

struct File {
  std::string path;
  bool has_malloc, has_main;
};

// What the allocator is looked for by: the first in this order.
auto Rank(const File& file) {
  const bool named = NameOf(file.path) == "osmem.c";
  const int kind = file.has_malloc ? (named ? 0 : 1) : named ? 2 : 3;
  const auto depth = std::count(file.path.begin(), file.path.end(), '/');
  const bool aside = NameOf(FolderOf(file.path)) != "src";
  return std::make_tuple(IsOfTests(file.path), kind, depth, aside, std::string_view(file.path));
}

std::vector<File> FilesOf(const Sources& all) {
  std::vector<File> files;
  for (const auto& [path, text] : all) {
    if (!IsC(path)) continue;
    const std::string code = CodeOf(text);
    files.push_back({path, DefinesIn(code, "os_malloc"), DefinesIn(code, "main")});
  }
  return files;
}

// The folder of the allocator, and what is beside it where that is called src.
std::string RootOf(const std::string& chosen) {
  const std::string folder = FolderOf(chosen);
  return NameOf(folder) == "src" ? FolderOf(folder) : folder;
}

}  // namespace

bool Defines(std::string_view c, std::string_view function) { return DefinesIn(CodeOf(c), function); }

Layout LayoutOf(const Sources& all) {
  const std::vector<File> files = FilesOf(all);
  if (files.empty()) return {"It has no C file; hand in osmem.c, at the top or in src/.", {}, {}};
  const File& chosen = *std::min_element(files.begin(), files.end(),
                                         [](const File& one, const File& other) { return Rank(one) < Rank(other); });
  const std::string root = RootOf(chosen.path), top = FolderOf(root);
  // Where os_malloc is defined once more, the folder is another attempt.
  std::set<std::string> attempts;
  for (const File& file : files) {
    if (file.has_malloc && FolderOf(file.path) != FolderOf(chosen.path)) attempts.insert(FolderOf(file.path));
  }
  Layout layout;
  const auto take = [&](const std::string& path) {
    layout.sources[path.substr(top.empty() ? 0 : top.size() + 1)] = all.at(path);
  };
  for (const File& file : files) {
    const bool other = file.path != chosen.path && (file.has_malloc || file.has_main);
    if (!IsBelow(file.path, root) || other || attempts.count(FolderOf(file.path)) > 0 ||
        IsOfTests(file.path.substr(root.size())))
      layout.left_out.push_back(file.path);
    else
      take(file.path);
  }
  for (const auto& [path, text] : all) {
    if (!IsC(path) && IsBelow(path, root)) take(path);
  }
  return layout;
}

std::vector<std::string> FilesToCompile(const Sources& sources) {
  std::set<std::string> included;
  std::vector<std::string> files;
  for (const auto& [path, text] : sources) AddIncluded(text, &included);
  for (const auto& [path, text] : sources) {
    if (IsC(path) && included.count(std::string(NameOf(path))) == 0) files.push_back(path);
  }
  return files;
}

}  // namespace course
