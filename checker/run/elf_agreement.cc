// Whether a library is to the loader what it is to the tracer: the loader goes by segments and the dynamic section, the
// tracer, and this checker, by the headers of sections, which the loader never reads.
#include <algorithm>
#include <optional>

#include "checker/run/elf_file.h"

namespace checker {
namespace {

constexpr uint64_t kPage = 4096;

uint64_t PageOf(uint64_t address) { return address / kPage * kPage; }

// Of which there must be one, because the loader takes the last and others the first.
constexpr int64_t kOnce[] = {DT_SYMTAB, DT_STRTAB, DT_STRSZ,  DT_SONAME,   DT_HASH,    DT_GNU_HASH, DT_RELA,
                             DT_RELASZ, DT_JMPREL, DT_PLTREL, DT_PLTRELSZ, DT_TEXTREL, DT_FLAGS,    DT_RELR};

std::string Differ(const std::string& what) { return "its section headers and its dynamic section differ in " + what; }

}  // namespace

// Where in the file the loader finds what is at `address`: in one segment, which no other one covers.
std::optional<uint64_t> ElfFile::PlaceOf(uint64_t address, uint64_t size, bool writable) const {
  std::optional<uint64_t> place;
  for (const Elf64_Phdr& segment : Segments(PT_LOAD)) {
    // The loader maps whole pages.
    if (PageOf(segment.p_vaddr) >= address + size || PageOf(segment.p_vaddr + segment.p_memsz + kPage - 1) <= address)
      continue;
    const uint64_t offset = address - segment.p_vaddr;
    const bool inside = address >= segment.p_vaddr && offset <= segment.p_filesz && size <= segment.p_filesz - offset;
    if (place || !inside || ((segment.p_flags & PF_W) != 0) != writable) return std::nullopt;
    place = segment.p_offset + offset;
  }
  return place;
}

bool ElfFile::IsAt(const Elf64_Shdr& section, uint64_t address, bool writable) const {
  return section.sh_addr == address && PlaceOf(address, section.sh_size, writable) == section.sh_offset;
}

// How many symbols the loader can find, by its table of hashes; nothing where that is no such table.
std::optional<uint64_t> ElfFile::HashedSymbols(const std::map<int64_t, uint64_t>& dynamic) const {
  const auto word = [&](uint64_t address) -> std::optional<uint32_t> {
    const std::optional<uint64_t> place = PlaceOf(address, sizeof(uint32_t), false);
    const std::vector<uint32_t> words = place ? Table<uint32_t>(*place, 1) : std::vector<uint32_t>();
    return words.empty() ? std::nullopt : std::optional<uint32_t>(words[0]);
  };
  const auto gnu = dynamic.find(DT_GNU_HASH), plain = dynamic.find(DT_HASH);
  if (gnu == dynamic.end()) return plain == dynamic.end() ? std::nullopt : word(plain->second + 4);
  const auto buckets = word(gnu->second), first = word(gnu->second + 4), filters = word(gnu->second + 8);
  if (!buckets || !first || !filters || *buckets > kMostSymbols || *filters > kMostSymbols) return std::nullopt;
  const uint64_t bucket = gnu->second + 16 + *filters * uint64_t{8}, chain = bucket + *buckets * uint64_t{4};
  uint64_t last = 0;
  for (uint32_t i = 0; i < *buckets; ++i) last = std::max<uint64_t>(last, word(bucket + i * 4).value_or(0));
  // The end of a chain has its lowest bit set.
  for (; last >= *first && last <= kMostSymbols; ++last) {
    const auto hash = word(chain + (last - *first) * 4);
    if (!hash || (*hash & 1) != 0) return hash ? std::optional<uint64_t>(last + 1) : std::nullopt;
  }
  return std::nullopt;
}

// Relocations are the loader's first deed in a library, and could change what it looks names up in.
bool ElfFile::RelocatesItselfOnly(uint64_t address, uint64_t size, const Elf64_Phdr& dynamic) const {
  const std::optional<uint64_t> place = PlaceOf(address, size, false);
  if (!place) return size == 0;
  for (const Elf64_Rela& relocation : Table<Elf64_Rela>(*place, size / sizeof(Elf64_Rela))) {
    const uint64_t target = relocation.r_offset;
    const std::vector<Elf64_Phdr> loaded = Segments(PT_LOAD);
    const bool own = std::any_of(loaded.begin(), loaded.end(), [&](const Elf64_Phdr& segment) {
      return (segment.p_flags & PF_W) != 0 && target >= segment.p_vaddr && target - segment.p_vaddr < segment.p_memsz;
    });
    const bool in_dynamic = target + 8 > dynamic.p_vaddr && target < dynamic.p_vaddr + dynamic.p_memsz;
    if (!own || in_dynamic || ELF64_R_TYPE(relocation.r_info) == R_X86_64_IRELATIVE) return false;
  }
  return true;
}

std::string ElfFile::Disagreement() const {
  const std::vector<Elf64_Shdr> symbols = SectionsOfType(SHT_DYNSYM), dynamics = SectionsOfType(SHT_DYNAMIC);
  const std::vector<Elf64_Phdr> segments = Segments(PT_DYNAMIC);
  if (symbols.size() != 1 || dynamics.size() != 1 || segments.size() != 1) return Differ("the number of tables");
  const Elf64_Phdr& segment = segments[0];
  if (!IsAt(dynamics[0], segment.p_vaddr, true) || dynamics[0].sh_offset != segment.p_offset ||
      dynamics[0].sh_size != segment.p_filesz)
    return Differ("the dynamic section");
  std::map<int64_t, uint64_t> dynamic;
  for (const Elf64_Dyn& entry : SectionOf<Elf64_Dyn>(dynamics[0])) {
    if (entry.d_tag == DT_NULL) break;
    const bool again = !dynamic.emplace(entry.d_tag, entry.d_un.d_val).second;
    if (again && std::count(std::begin(kOnce), std::end(kOnce), entry.d_tag) > 0) return Differ("the dynamic section");
  }
  const std::vector<Elf64_Shdr> strings =
      Table<Elf64_Shdr>(header_.e_shoff + symbols[0].sh_link * sizeof(Elf64_Shdr), 1);
  if (strings.empty() || dynamics[0].sh_link != symbols[0].sh_link || strings[0].sh_size != dynamic[DT_STRSZ] ||
      !IsAt(strings[0], dynamic[DT_STRTAB], false))
    return Differ("the names");
  if (!IsAt(symbols[0], dynamic[DT_SYMTAB], false) || HashedSymbols(dynamic) != symbols[0].sh_size / sizeof(Elf64_Sym))
    return Differ("the symbols");
  const bool writes_code = dynamic.count(DT_TEXTREL) > 0 || (dynamic[DT_FLAGS] & DF_TEXTREL) != 0;
  if (writes_code || dynamic.count(DT_RELR) > 0 || dynamic.count(DT_REL) > 0 ||
      !RelocatesItselfOnly(dynamic[DT_RELA], dynamic[DT_RELASZ], segment) ||
      !RelocatesItselfOnly(dynamic[DT_JMPREL], dynamic[DT_PLTRELSZ], segment))
    return "while it is loaded, more of it changes than its data";
  return "";
}

}  // namespace checker
