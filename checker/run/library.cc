#include "checker/run/library.h"

#include <dlfcn.h>
#include <elf.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cctype>
#include <filesystem>

#include "checker/system/files.h"
#include "checker/trace/text.h"

namespace checker {
namespace {

std::string WhyNotALibrary(std::string_view bytes, const ElfFile& elf) {
  if (bytes.substr(0, SELFMAG) != ELFMAG) return "is not an ELF file, as a shared library is";
  if (bytes.size() < sizeof(Elf64_Ehdr) || elf.IsCutOff()) return "is cut off; build it anew, or copy all of it";
  if (elf.machine() != EM_X86_64) return "is built for another machine than this one (x86-64)";
  if (elf.type() != ET_DYN) return "is not a shared library; link it with -shared";
  return "";
}

// Why the tracer could see other functions in it than the loader does, or would take too long to see them.
std::string WhyNotTraceable(const ElfFile& elf) {
  if (elf.DynamicSymbols() > kMostSymbols) {
    return "has " + std::to_string(elf.DynamicSymbols()) + " dynamic symbols, more than " +
           std::to_string(kMostSymbols) + "; export the four functions only";
  }
  if (elf.ChoosesFunctions())
    return "chooses a function while it is loaded (an ifunc), which cannot be traced; define it as a plain function";
  const std::string what = elf.Disagreement();
  if (what.empty()) return "";
  return "cannot be traced: " + what + "; link it anew, and leave it as the linker made it";
}

// A name that it asks for, and that neither libc nor a library that it is linked with has. Empty where all are there,
// or where it is linked with one that this process has not loaded: what anybody names is not loaded to see.
std::string MissingName(const ElfFile& elf) {
  std::vector<std::string> libraries = elf.Needed();
  libraries.push_back("libc.so.6");
  std::vector<void*> loaded;
  for (const std::string& name : libraries) {
    void* const library = name.find('/') == std::string::npos ? dlopen(name.c_str(), RTLD_LAZY | RTLD_NOLOAD) : nullptr;
    if (library == nullptr) return "";
    loaded.push_back(library);
  }
  for (const std::string& name : elf.UndefinedNames()) {
    const auto has = [&](void* library) { return dlsym(library, name.c_str()) != nullptr; };
    if (std::none_of(loaded.begin(), loaded.end(), has)) return name;
  }
  return "";
}

// Where the link leads nowhere, opening it says so.
bool LeavesItsFolder(const std::string& path) {
  namespace fs = std::filesystem;
  std::error_code failed;
  if (!fs::is_symlink(fs::symlink_status(path, failed))) return false;
  const fs::path target = fs::canonical(path, failed),
                 folder = fs::canonical(fs::absolute(path, failed).parent_path(), failed);
  struct stat status = {};
  if (failed || stat(target.c_str(), &status) != 0 || status.st_uid == geteuid()) return false;
  return std::mismatch(folder.begin(), folder.end(), target.begin(), target.end()).first != folder.end();
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
  std::string fault = WhyNotTraceable(elf);
  const std::string missing = fault.empty() ? MissingName(elf) : "";
  if (!missing.empty()) {
    fault = "needs " + missing + ", which neither it nor what it is linked with defines; with -Wl,-z,defs the linker " +
            "says where";
  }
  return {"", fault, fault.empty() ? functions : std::set<Function>()};
}

Library OpenLibrary(const std::string& path) {
  Library library;
  std::string elf;
  if (LeavesItsFolder(path)) {
    library.error = path + " is a link to a file of another user, outside its folder; name that file itself";
  } else if (ReadFile(path, &elf, &library.error, kLargestLibrary)) {
    library = ReadLibrary(elf);
    if (!library.error.empty()) library.error = path + " " + library.error;
  }
  library.error = Printable(library.error);
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
  // ltrace takes SYS for the library of all system calls.
  return plain && name != "SYS" ? name : "";
}

}  // namespace checker
