#include "checker/run/library.h"

#include <dlfcn.h>
#include <elf.h>

#include <algorithm>
#include <cctype>

#include "checker/system/files.h"

namespace checker {
namespace {

std::string WhyNotALibrary(std::string_view bytes, const ElfFile& elf) {
  if (bytes.substr(0, SELFMAG) != ELFMAG) return "is not an ELF file, as a shared library is";
  if (bytes.size() < sizeof(Elf64_Ehdr)) return "is cut off";
  if (elf.machine() != EM_X86_64) return "is built for another machine than this one (x86-64)";
  if (elf.type() != ET_DYN) return "is not a shared library; link it with -shared";
  return "";
}

}  // namespace

Library ReadLibrary(std::string_view bytes) {
  const ElfFile elf{std::string(bytes)};
  const std::string error = WhyNotALibrary(bytes, elf);
  if (!error.empty()) return {"", error, {}};
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
  if (ReadFile(path, &elf, &library.error)) {
    library = ReadLibrary(elf);
    if (!library.error.empty()) library.error = path + " " + library.error;
  }
  library.path = path;
  return library;
}

std::vector<std::string> ReplacedFunctions(const ElfFile& library) {
  std::vector<std::string> replaced;
  // Not of any library: the linker gives to each some names that are the same everywhere, such as _end.
  void* libc = dlopen("libc.so.6", RTLD_LAZY | RTLD_NOLOAD);
  if (libc == nullptr) return replaced;
  for (const std::string& name : library.ExportedNames()) {
    if (dlsym(libc, name.c_str()) != nullptr) replaced.push_back(name);
  }
  dlclose(libc);
  return replaced;
}

std::string TracedNameOf(const ElfFile& library) {
  const std::string name = library.Soname();
  if (name.empty()) return "libosmem.so";
  const bool plain = std::all_of(name.begin(), name.end(),
                                 [](unsigned char c) { return std::isalnum(c) || c == '.' || c == '_' || c == '-'; });
  return plain ? name : "";
}

}  // namespace checker
