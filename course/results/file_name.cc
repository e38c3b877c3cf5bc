#include "course/results/file_name.h"

#include <algorithm>
#include <map>
#include <string_view>

#include "course/results/clean.h"

namespace course {
namespace {

constexpr size_t kLongest = 120;  // bytes; a file system takes 255, with what comes behind the name

bool IsAlphanumeric(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9'); }

std::string Folded(std::string name) {
  for (char& c : name) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  return name;
}

bool IsPlain(const std::string& name) {
  // "class" is the name of the whole class's files.
  if (name.empty() || name.size() > kLongest || Folded(name) == "class") return false;
  if (!IsAlphanumeric(name.front()) || !IsAlphanumeric(name.back())) return false;
  for (size_t i = 0; i < name.size(); ++i) {
    const bool allowed = IsAlphanumeric(name[i]) || std::string_view(" ._-+@").find(name[i]) != std::string_view::npos;
    if (!allowed || (name[i] == ' ' && name[i - 1] == ' ')) return false;
  }
  return true;
}

// Letters that people are called by, of any script; none of what is invisible, joins, or turns the line round.
bool IsForeignLetter(uint32_t code) {
  return (code >= 0xc0 && code < 0x300) || (code >= 0x370 && code < 0x600) || (code >= 0x3040 && code < 0xd7a4);
}

std::string Escaped(std::string_view name, const std::string& id) {
  constexpr size_t kDigits = 8;
  std::string escaped;
  while (!name.empty() && escaped.size() < kLongest) {
    const uint32_t code = TakeCodePoint(&name);
    const bool keep = code < 0x80 ? IsAlphanumeric(static_cast<char>(code)) : IsForeignLetter(code);
    if (keep || escaped.empty() || escaped.back() != '_') AppendUtf8(keep ? code : '_', &escaped);
  }
  return escaped + "~" + id.substr(id.size() - std::min(id.size(), kDigits));
}

}  // namespace

std::vector<std::string> FileNames(const std::vector<Named>& students) {
  std::map<std::string, int> called_so;
  for (const Named& student : students) ++called_so[Folded(student.name)];
  std::vector<std::string> names;
  for (const auto& [name, id] : students) {
    names.push_back(IsPlain(name) && called_so[Folded(name)] == 1 ? name : Escaped(name, id));
  }
  return names;
}

}  // namespace course
