#include "checker/run/library.h"

#include <elf.h>

#include "checker/run/elf_file.h"
#include "checker/system/files.h"

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

std::string HeaderFault(std::string_view bytes, const ElfFile& elf) {
  if (bytes.substr(0, SELFMAG) != ELFMAG) return "is not an ELF file, as a shared library is";
  if (bytes.size() < sizeof(Elf64_Ehdr)) return "is cut off";
  if (elf.machine() != kMachine) {
    return "is built for another machine than this one (" + std::string(kMachineName) + ")";
  }
  if (elf.type() != ET_DYN) return "is not a shared library; link it with -shared";
  return "";
}

}  // namespace

Library ReadLibrary(std::string_view bytes) {
  const ElfFile elf{std::string(bytes)};
  const std::string fault = HeaderFault(bytes, elf);
  if (!fault.empty()) return {"", fault, {}};
  if (!elf.has_dynamic_symbols())
    return {"", "has no table of dynamic symbols, so its calls cannot be traced; is it static or stripped?", {}};
  const std::set<std::string> names = elf.ExportedNames();
  std::set<Function> functions;
  for (const Function function : kFunctions) {
    if (names.count(std::string(NameOf(function))) != 0) functions.insert(function);
  }
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
