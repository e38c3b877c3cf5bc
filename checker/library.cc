#include "checker/library.h"

#include <elf.h>

#include <cstring>
#include <optional>

#include "checker/files.h"

namespace checker {
namespace {

#if defined(__x86_64__)
constexpr int kMachine = EM_X86_64;
constexpr char kMachineName[] = "x86-64";
#elif defined(__aarch64__)
constexpr int kMachine = EM_AARCH64;
constexpr char kMachineName[] = "AArch64";
#endif

constexpr Function kFunctions[] = {Function::kMalloc, Function::kCalloc, Function::kRealloc, Function::kFree};

// A copy of the `T` at `offset`; nothing where the file ends before it does.
template <typename T>
std::optional<T> Load(std::string_view elf, uint64_t offset) {
  T value;
  if (offset > elf.size() || elf.size() - offset < sizeof value) return std::nullopt;
  std::memcpy(&value, elf.data() + offset, sizeof value);
  return value;
}

// The `index`th of a table of `T`; tables that lie or reach past the end of the file, or around it, give nothing.
template <typename T>
std::optional<T> LoadEntry(std::string_view elf, uint64_t table, uint64_t index) {
  if (table > elf.size() || index > elf.size() / sizeof(T)) return std::nullopt;
  return Load<T>(elf, table + index * sizeof(T));
}

// Whether `name` stands at `offset` of a table of strings.
bool HasName(std::string_view elf, const Elf64_Shdr& strings, uint64_t offset, std::string_view name) {
  if (strings.sh_offset > elf.size() || offset > elf.size() - strings.sh_offset) return false;
  return elf.substr(strings.sh_offset + offset, name.size() + 1) == std::string(name) + '\0';
}

std::string HeaderFault(std::string_view elf) {
  if (elf.substr(0, SELFMAG) != ELFMAG) return "is not an ELF file, as a shared library is";
  const std::optional<Elf64_Ehdr> header = Load<Elf64_Ehdr>(elf, 0);
  if (!header) return "is cut off";
  if (header->e_ident[EI_CLASS] != ELFCLASS64 || header->e_machine != kMachine) {
    return "is built for another machine than this one (" + std::string(kMachineName) + ")";
  }
  if (header->e_type != ET_DYN) return "is not a shared library; link it with -shared";
  return "";
}

bool IsExportedFunction(const Elf64_Sym& symbol) {
  const int type = ELF64_ST_TYPE(symbol.st_info);
  return symbol.st_shndx != SHN_UNDEF && ELF64_ST_BIND(symbol.st_info) != STB_LOCAL &&
         (type == STT_FUNC || type == STT_GNU_IFUNC);
}

std::optional<Elf64_Shdr> FindDynamicSymbols(std::string_view elf, const Elf64_Ehdr& header) {
  for (uint64_t i = 0; i < header.e_shnum; ++i) {
    const std::optional<Elf64_Shdr> section = LoadEntry<Elf64_Shdr>(elf, header.e_shoff, i);
    if (section && section->sh_type == SHT_DYNSYM) return section;
  }
  return std::nullopt;
}

std::set<Function> ExportedFunctions(std::string_view elf, const Elf64_Shdr& symbols, const Elf64_Shdr& strings) {
  std::set<Function> functions;
  for (uint64_t i = 0; i < symbols.sh_size / sizeof(Elf64_Sym); ++i) {
    const std::optional<Elf64_Sym> symbol = LoadEntry<Elf64_Sym>(elf, symbols.sh_offset, i);
    if (!symbol) break;
    if (!IsExportedFunction(*symbol)) continue;
    for (const Function function : kFunctions) {
      if (HasName(elf, strings, symbol->st_name, NameOf(function))) functions.insert(function);
    }
  }
  return functions;
}

}  // namespace

Library ReadLibrary(std::string_view elf) {
  const std::string fault = HeaderFault(elf);
  if (!fault.empty()) return {"", fault, {}};
  const Elf64_Ehdr header = *Load<Elf64_Ehdr>(elf, 0);
  const std::optional<Elf64_Shdr> symbols = FindDynamicSymbols(elf, header);
  const std::optional<Elf64_Shdr> strings =
      symbols ? LoadEntry<Elf64_Shdr>(elf, header.e_shoff, symbols->sh_link) : std::nullopt;
  if (!strings)
    return {"", "has no table of dynamic symbols, so its calls cannot be traced; is it static or stripped?", {}};
  const std::set<Function> functions = ExportedFunctions(elf, *symbols, *strings);
  if (functions.count(Function::kMalloc) == 0) return {"", "does not export os_malloc", functions};
  return {"", "", functions};
}

Library OpenLibrary(const std::string& path) {
  Library library;
  std::string elf;
  if (ReadFile(path, &elf, &library.fault)) {
    library = ReadLibrary(elf);
    if (!library.fault.empty()) library.fault = path + " " + library.fault;
  }
  library.path = path;
  return library;
}

}  // namespace checker
