// An ELF file, 64 bits, taken apart. The file may be anybody's: each offset in it is checked before it is followed.
#pragma once

#include <elf.h>

#include <algorithm>
#include <cstdint>
#include <cstring>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace checker {

// More than any library of four functions has; the tracer takes its time for each.
inline constexpr uint64_t kMostSymbols = 4096;

class ElfFile {
 public:
  explicit ElfFile(std::string bytes);

  // ET_EXEC, ET_DYN, ...; ET_NONE where the file is none for this machine's word size.
  int type() const { return header_.e_type; }
  int machine() const { return header_.e_machine; }
  bool has_dynamic_symbols() const { return SectionOfType(SHT_DYNSYM).has_value(); }

  // Executable segments that are loaded: address and contents.
  std::map<uint64_t, std::string_view> Code() const;

  // What it defines for others; where a file has very many names or very long ones, not all of it. The loader binds a
  // call to anything of its name, be it marked as a function or not.
  std::set<std::string> ExportedNames() const;

  // What it cannot do without and asks others for. Not weak names, which may lead nowhere.
  std::set<std::string> UndefinedNames() const;

  // The name that a library has for itself; empty where it has none.
  std::string Soname() const;
  // The libraries that it asks for.
  std::vector<std::string> Needed() const;

  // The file, but without that it asks for this library.
  std::string WithoutNeeding(const std::string& library) const;

  // Whether it ends before the table at its end does.
  bool IsCutOff() const;

  // What the loader would read of it otherwise than the tracer does, or changes while it loads it; empty where nothing.
  std::string Disagreement() const;

  // How many names it has for others, or asks others for.
  uint64_t DynamicSymbols() const;
  // Whether the loader has to call it to learn where one of its functions is (an ifunc).
  bool ChoosesFunctions() const;

  // The functions of other files that it calls: where it keeps their addresses -> their names.
  std::map<uint64_t, std::string> ImportedFunctions() const;

 private:
  template <typename T>
  std::vector<T> Table(uint64_t offset, uint64_t count) const;
  template <typename T>
  std::vector<T> SectionOf(const Elf64_Shdr& section) const;
  std::vector<Elf64_Shdr> Sections() const;
  std::vector<Elf64_Shdr> SectionsOfType(uint32_t type) const;
  // The first of its type: a file may have so many that reading all of them would take hours.
  std::optional<Elf64_Shdr> SectionOfType(uint32_t type) const;
  std::vector<Elf64_Phdr> Segments(uint32_t type) const;
  // Of the table of strings that goes with `section`.
  std::string NameAt(const Elf64_Shdr& section, uint64_t offset, size_t longest = 128) const;
  // Those in the dynamic section that have this tag.
  std::vector<std::string> DynamicNames(int64_t tag) const;

  // Of Disagreement(), see elf_agreement.cc.
  std::optional<uint64_t> PlaceOf(uint64_t address, uint64_t size, bool writable) const;
  bool IsAt(const Elf64_Shdr& section, uint64_t address, bool writable) const;
  std::optional<uint64_t> HashedSymbols(const std::map<int64_t, uint64_t>& dynamic) const;
  bool RelocatesItselfOnly(uint64_t address, uint64_t size, const Elf64_Phdr& dynamic) const;

  std::string bytes_;
  Elf64_Ehdr header_ = {};
};

// As many entries as the file has bytes for.
template <typename T>
std::vector<T> ElfFile::Table(uint64_t offset, uint64_t count) const {
  if (offset > bytes_.size()) return {};
  std::vector<T> table(std::min<uint64_t>(count, (bytes_.size() - offset) / sizeof(T)));
  if (table.empty()) return {};
  std::memcpy(table.data(), bytes_.data() + offset, table.size() * sizeof(T));
  return table;
}

template <typename T>
std::vector<T> ElfFile::SectionOf(const Elf64_Shdr& section) const {
  return Table<T>(section.sh_offset, section.sh_size / sizeof(T));
}

}  // namespace checker
