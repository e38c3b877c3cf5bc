#include "checker/run/elf_file.h"

#include <algorithm>
#include <utility>

namespace checker {
namespace {

// What is read of a file that has more, so that reading it takes no longer than running it.
constexpr size_t kLongestUndefined = 4096;
constexpr size_t kMostNames = 1 << 18;

}  // namespace

ElfFile::ElfFile(std::string bytes) : bytes_(std::move(bytes)) {
  if (bytes_.size() < sizeof(header_) || bytes_.compare(0, SELFMAG, ELFMAG) != 0) return;
  if (bytes_[EI_CLASS] == ELFCLASS64) std::memcpy(&header_, bytes_.data(), sizeof(header_));
}

std::vector<Elf64_Phdr> ElfFile::Segments(uint32_t type) const {
  std::vector<Elf64_Phdr> segments = Table<Elf64_Phdr>(header_.e_phoff, header_.e_phnum);
  const auto is_other = [type](const Elf64_Phdr& segment) { return segment.p_type != type; };
  segments.erase(std::remove_if(segments.begin(), segments.end(), is_other), segments.end());
  return segments;
}

std::map<uint64_t, std::string_view> ElfFile::Code() const {
  std::map<uint64_t, std::string_view> code;
  for (const Elf64_Phdr& segment : Segments(PT_LOAD)) {
    if ((segment.p_flags & PF_X) == 0 || segment.p_offset > bytes_.size()) continue;
    code[segment.p_vaddr] = std::string_view(bytes_).substr(segment.p_offset, segment.p_filesz);
  }
  return code;
}

std::vector<Elf64_Shdr> ElfFile::Sections() const { return Table<Elf64_Shdr>(header_.e_shoff, header_.e_shnum); }

std::vector<Elf64_Shdr> ElfFile::SectionsOfType(uint32_t type) const {
  std::vector<Elf64_Shdr> sections = Sections();
  const auto is_other = [type](const Elf64_Shdr& section) { return section.sh_type != type; };
  sections.erase(std::remove_if(sections.begin(), sections.end(), is_other), sections.end());
  return sections;
}

std::optional<Elf64_Shdr> ElfFile::SectionOfType(uint32_t type) const {
  for (const Elf64_Shdr& section : Sections()) {
    if (section.sh_type == type) return section;
  }
  return std::nullopt;
}

std::string ElfFile::NameAt(const Elf64_Shdr& section, uint64_t offset, size_t longest) const {
  const std::vector<Elf64_Shdr> tables = Table<Elf64_Shdr>(header_.e_shoff + section.sh_link * sizeof(Elf64_Shdr), 1);
  if (section.sh_link >= header_.e_shnum || tables.empty() || tables[0].sh_offset > bytes_.size()) return "";
  // In place: a file may have so many names that a copy of the table for each would take hours.
  const std::string_view strings = std::string_view(bytes_).substr(tables[0].sh_offset, tables[0].sh_size);
  if (offset >= strings.size()) return "";
  const std::string_view name = strings.substr(offset, longest);
  return std::string(name.substr(0, name.find('\0')));
}

std::set<std::string> ElfFile::ExportedNames() const {
  std::set<std::string> names;
  const std::optional<Elf64_Shdr> symbols = SectionOfType(SHT_DYNSYM);
  if (!symbols) return names;
  const size_t count = symbols->sh_size / sizeof(Elf64_Sym);
  for (const Elf64_Sym& symbol : Table<Elf64_Sym>(symbols->sh_offset, std::min(count, kMostNames))) {
    if (symbol.st_shndx == SHN_UNDEF || ELF64_ST_BIND(symbol.st_info) == STB_LOCAL) continue;
    names.insert(NameAt(*symbols, symbol.st_name));
  }
  return names;
}

std::set<std::string> ElfFile::UndefinedNames() const {
  std::set<std::string> names;
  const std::optional<Elf64_Shdr> symbols = SectionOfType(SHT_DYNSYM);
  if (!symbols) return names;
  for (const Elf64_Sym& symbol : Table<Elf64_Sym>(symbols->sh_offset, std::min(DynamicSymbols(), kMostSymbols))) {
    if (symbol.st_shndx != SHN_UNDEF || ELF64_ST_BIND(symbol.st_info) != STB_GLOBAL) continue;
    names.insert(NameAt(*symbols, symbol.st_name, kLongestUndefined));
  }
  return names;
}

uint64_t ElfFile::DynamicSymbols() const {
  const std::optional<Elf64_Shdr> symbols = SectionOfType(SHT_DYNSYM);
  return symbols ? symbols->sh_size / sizeof(Elf64_Sym) : 0;
}

bool ElfFile::ChoosesFunctions() const {
  const std::optional<Elf64_Shdr> section = SectionOfType(SHT_DYNSYM);
  const std::vector<Elf64_Sym> symbols = section ? SectionOf<Elf64_Sym>(*section) : std::vector<Elf64_Sym>();
  return std::any_of(symbols.begin(), symbols.end(), [](const Elf64_Sym& symbol) {
    return symbol.st_shndx != SHN_UNDEF && ELF64_ST_TYPE(symbol.st_info) == STT_GNU_IFUNC;
  });
}

std::vector<std::string> ElfFile::DynamicNames(int64_t tag) const {
  std::vector<std::string> names;
  const std::optional<Elf64_Shdr> section = SectionOfType(SHT_DYNAMIC);
  if (!section) return names;
  for (const Elf64_Dyn& entry : SectionOf<Elf64_Dyn>(*section)) {
    if (entry.d_tag == DT_NULL) break;
    if (entry.d_tag == tag) names.push_back(NameAt(*section, entry.d_un.d_val));
  }
  return names;
}

std::string ElfFile::Soname() const {
  const std::vector<std::string> names = DynamicNames(DT_SONAME);
  return names.empty() ? "" : names[0];
}

std::vector<std::string> ElfFile::Needed() const { return DynamicNames(DT_NEEDED); }

std::string ElfFile::WithoutNeeding(const std::string& library) const {
  std::string bytes = bytes_;
  const std::optional<Elf64_Shdr> section = SectionOfType(SHT_DYNAMIC);
  if (!section) return bytes;
  constexpr int64_t kIgnored = DT_LOOS;  // a tag that no loader knows
  uint64_t place = section->sh_offset;
  for (const Elf64_Dyn& entry : SectionOf<Elf64_Dyn>(*section)) {
    if (entry.d_tag == DT_NEEDED && NameAt(*section, entry.d_un.d_val) == library)
      bytes.replace(place, sizeof(kIgnored), reinterpret_cast<const char*>(&kIgnored), sizeof(kIgnored));
    place += sizeof(entry);
  }
  return bytes;
}

bool ElfFile::IsCutOff() const {
  const uint64_t end = bytes_.size();
  return header_.e_shoff > end || header_.e_shnum * sizeof(Elf64_Shdr) > end - header_.e_shoff;
}

std::map<uint64_t, std::string> ElfFile::ImportedFunctions() const {
  std::map<uint64_t, std::string> imported;
  const std::optional<Elf64_Shdr> section = SectionOfType(SHT_DYNSYM);
  if (!section) return imported;
  const std::vector<Elf64_Sym> symbols = SectionOf<Elf64_Sym>(*section);
  for (const Elf64_Shdr& relocations : Sections()) {
    if (relocations.sh_type != SHT_RELA) continue;
    for (const Elf64_Rela& relocation : SectionOf<Elf64_Rela>(relocations)) {
      const uint64_t symbol = ELF64_R_SYM(relocation.r_info);
      if (symbol == 0 || symbol >= symbols.size()) continue;
      imported[relocation.r_offset] = NameAt(*section, symbols[symbol].st_name);
    }
  }
  return imported;
}

}  // namespace checker
