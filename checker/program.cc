#include "checker/program.h"

#include <elf.h>

#include <algorithm>
#include <cstring>
#include <fstream>

namespace checker {
namespace {

template <typename T>
bool ReadAt(std::ifstream* file, uint64_t offset, T* value) {
  file->seekg(static_cast<std::streamoff>(offset));
  return static_cast<bool>(file->read(reinterpret_cast<char*>(value), sizeof(*value)));
}

}  // namespace

CodeRange ReadCodeRange(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  Elf64_Ehdr header = {};
  CodeRange range;
  if (!ReadAt(&file, 0, &header) || memcmp(header.e_ident, ELFMAG, SELFMAG) != 0 || header.e_type != ET_EXEC) return range;
  for (uint64_t i = 0; i < header.e_phnum; ++i) {
    Elf64_Phdr segment = {};
    if (!ReadAt(&file, header.e_phoff + i * header.e_phentsize, &segment)) break;
    if (segment.p_type != PT_LOAD || (segment.p_flags & PF_X) == 0) continue;
    range.begin = range.end == 0 ? segment.p_vaddr : std::min(range.begin, segment.p_vaddr);
    range.end = std::max(range.end, segment.p_vaddr + segment.p_memsz);
  }
  return range;
}

}  // namespace checker
