// An ELF file, 64 bits, taken apart. The file may be anybody's: each offset in it is checked before it is followed.
#ifndef CHECKER_RUN_ELF_FILE_H_
#define CHECKER_RUN_ELF_FILE_H_

#include <elf.h>

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace checker {

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

  // The name that a library has for itself; empty where it has none.
  std::string Soname() const;

  // The functions of other files that it calls: where it keeps their addresses -> their names.
  std::map<uint64_t, std::string> ImportedFunctions() const;

 private:
  template <typename T>
  std::vector<T> Table(uint64_t offset, uint64_t count) const;
  template <typename T>
  std::vector<T> SectionOf(const Elf64_Shdr& section) const;
  std::vector<Elf64_Shdr> Sections() const;
  // The first of its type: a file may have so many that reading all of them would take hours.
  std::optional<Elf64_Shdr> SectionOfType(uint32_t type) const;
  // Of the table of strings that goes with `section`.
  std::string NameAt(const Elf64_Shdr& section, uint64_t offset) const;

  std::string bytes_;
  Elf64_Ehdr header_ = {};
};

}  // namespace checker

#endif  // CHECKER_RUN_ELF_FILE_H_
