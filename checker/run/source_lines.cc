#include "checker/run/source_lines.h"

#include <elfutils/libdw.h>
#include <fcntl.h>
#include <unistd.h>

#include <filesystem>

namespace checker {
namespace {

std::string LineOf(Dwarf* program, uint64_t address) {
  Dwarf_Die unit;
  int number = 0;
  Dwarf_Line* line = dwarf_addrdie(program, address, &unit) != nullptr ? dwarf_getsrc_die(&unit, address) : nullptr;
  const char* source = dwarf_linesrc(line, nullptr, nullptr);
  if (source == nullptr || dwarf_lineno(line, &number) != 0) return "";
  return std::filesystem::path(source).filename().string() + ":" + std::to_string(number);
}

}  // namespace

std::vector<std::string> SourceLines(const std::string& program, const std::vector<uint64_t>& addresses) {
  std::vector<std::string> lines(addresses.size());
  const int file = open(program.c_str(), O_RDONLY | O_CLOEXEC);
  Dwarf* const dwarf = file >= 0 ? dwarf_begin(file, DWARF_C_READ) : nullptr;
  // One byte back: the return address may be the first of the next line.
  for (size_t i = 0; dwarf != nullptr && i < lines.size(); ++i) lines[i] = LineOf(dwarf, addresses[i] - 1);
  dwarf_end(dwarf);
  if (file >= 0) close(file);
  return lines;
}

}  // namespace checker
