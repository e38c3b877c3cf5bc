// What is read from executables, good and broken.
#include "checker/run/call_sites.h"

#include <algorithm>
#include <cstring>
#include <string>
#include <vector>

#include "checker/run/library.h"
#include "checker/system/files.h"
#include "checker/system/testing.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace checker {
namespace {

using testing::Contains;
using testing::IsEmpty;

std::set<std::string> NamesOf(const std::set<std::pair<std::string, uint64_t>>& calls) {
  std::set<std::string> names;
  for (const auto& call : calls) names.insert(call.first);
  return names;
}

TEST(CallSites, FindsTheCallsOfASnippet) {
  const ElfFile snippet(Contents(Runfile("snippets/malloc/split-first")));
  const CodeRange range = CodeRangeOf(snippet);
  const auto calls = CallsIn(snippet);
  int mallocs = 0;
  for (const auto& [name, address] : calls) {
    EXPECT_GT(address, range.begin);
    EXPECT_LT(address, range.end);
    mallocs += name == "os_malloc";
  }
  EXPECT_EQ(mallocs, 6);  // as many as in its source
  EXPECT_THAT(NamesOf(calls), Contains("os_free"));
}

TEST(CallSites, KnowsNothingOfFunctionsThatAreJumpedTo) {
  EXPECT_EQ(NamesOf(CallsIn(ElfFile(Contents(Runfile("checker/run/probe"))))).count("os_free"), 0u);
}

TEST(CallSites, ALibraryHasNoFixedPlace) {
  EXPECT_EQ(CodeRangeOf(ElfFile(Contents(Runfile("osmem/libosmem.so")))).end, 0u);
}

TEST(ElfFile, NeedsALibraryNoMore) {
  const ElfFile snippet(Contents(Runfile("snippets/malloc/split-first")));
  std::vector<std::string> needed = snippet.Needed();  // a sanitizer's library among them, where there is one
  const auto library = std::find(needed.begin(), needed.end(), "libosmem.so");
  ASSERT_NE(library, needed.end());
  needed.erase(library);
  EXPECT_THAT(needed, Contains("libc.so.6"));
  const ElfFile changed(snippet.WithoutNeeding("libosmem.so"));
  EXPECT_EQ(changed.Needed(), needed);
  EXPECT_EQ(CallsIn(changed), CallsIn(snippet));
}

// Whatever a header says, reading it ends.
TEST(CallSites, BrokenFilesAreReadAsFarAsTheyGo) {
  const std::string good = Contents(Runfile("osmem/libosmem.so"));
  for (size_t length = 0; length < good.size(); length += length < 128 ? 1 : 997) {
    const ElfFile cut(good.substr(0, length));
    ReplacedFunctions(cut);
    CallsIn(cut);
  }
  EXPECT_THAT(CallsIn(ElfFile(good.substr(0, sizeof(Elf64_Ehdr)))), IsEmpty());
  EXPECT_THAT(CallsIn(ElfFile("")), IsEmpty());
  for (size_t at = 4; at < 1024; at += at < 128 ? 1 : 13) {
    std::string bytes = good;
    bytes[at] = static_cast<char>(~bytes[at]);
    ReplacedFunctions(ElfFile(bytes));
    CallsIn(ElfFile(bytes));
  }
}

std::string FileOf(const std::vector<Elf64_Shdr>& sections, const std::string& contents) {
  Elf64_Ehdr header = {};
  memcpy(header.e_ident, ELFMAG, SELFMAG);
  header.e_ident[EI_CLASS] = ELFCLASS64;
  header.e_shoff = sizeof(header) + contents.size();
  header.e_shnum = static_cast<uint16_t>(sections.size());
  std::string bytes(reinterpret_cast<const char*>(&header), sizeof(header));
  bytes += contents;
  return bytes.append(reinterpret_cast<const char*>(sections.data()), sections.size() * sizeof(Elf64_Shdr));
}

Elf64_Shdr Section(uint32_t type, uint64_t offset, uint64_t size) {
  Elf64_Shdr section = {};
  section.sh_type = type;
  section.sh_offset = sizeof(Elf64_Ehdr) + offset;
  section.sh_size = size;
  return section;
}

// Each would take hours, read to its end.
TEST(ElfFile, NamesThatAreAsLongAsTheFileAreCut) {
  const std::string strings(1 << 24, 'a');
  std::vector<Elf64_Sym> symbols(1 << 18);
  for (size_t i = 0; i < symbols.size(); ++i) {
    symbols[i].st_name = static_cast<uint32_t>(i);
    symbols[i].st_info = ELF64_ST_INFO(STB_GLOBAL, STT_FUNC);
    symbols[i].st_shndx = 1;
  }
  const std::string table(reinterpret_cast<const char*>(symbols.data()), symbols.size() * sizeof(Elf64_Sym));
  const ElfFile library(FileOf(
      {Section(SHT_STRTAB, 0, strings.size()), Section(SHT_DYNSYM, strings.size(), table.size())}, strings + table));
  EXPECT_THAT(library.ExportedNames(), testing::ElementsAre(std::string(128, 'a')));
}

TEST(ElfFile, OneDynamicSectionIsRead) {
  const std::string entries(1 << 23, '\1');
  const std::vector<Elf64_Shdr> sections(60000, Section(SHT_DYNAMIC, 0, entries.size()));
  EXPECT_EQ(ElfFile(FileOf(sections, entries)).Soname(), "");
}

}  // namespace
}  // namespace checker
