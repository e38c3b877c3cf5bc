#include "checker/run/library.h"

#include <elf.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cstring>
#include <random>

#include "checker/system/files.h"
#include "checker/system/testing.h"

namespace checker {
namespace {

const std::set<Function> kAll = {Function::kMalloc, Function::kCalloc, Function::kRealloc, Function::kFree};

std::string Good() { return Contents(Runfile("osmem/libosmem.so")); }

// `elf` with `value` at the field of its header that `offset` names.
template <typename T>
std::string With(std::string elf, size_t offset, T value) {
  std::memcpy(elf.data() + offset, &value, sizeof value);
  return elf;
}

template <typename T>
std::string GoodWith(size_t offset, T value) {
  return With(Good(), offset, value);
}

std::string Without(const std::string& function) {
  std::string elf = Good();
  for (size_t at; (at = elf.find(function + '\0')) != std::string::npos;) elf[at] = 'x';
  return elf;
}

TEST(LibraryTest, FindsTheFourFunctions) {
  const Library library = ReadLibrary(Good());
  EXPECT_EQ(library.error, "");
  EXPECT_EQ(library.functions, kAll);
}

TEST(LibraryTest, SaysWhichFunctionsAreThere) {
  const Library library = ReadLibrary(Without("os_realloc"));
  EXPECT_EQ(library.error, "");
  EXPECT_EQ(library.functions, (std::set<Function>{Function::kMalloc, Function::kCalloc, Function::kFree}));
  EXPECT_EQ(ReadLibrary(Without("os_malloc")).error, "does not export os_malloc");
}

TEST(LibraryTest, WhatItOnlyCallsItDoesNotExport) {
  const std::string caller =
      With<uint16_t>(Contents(Runfile("snippets/malloc/preallocate")), offsetof(Elf64_Ehdr, e_type), ET_DYN);
  ASSERT_NE(caller.find("os_malloc"), std::string::npos);
  EXPECT_EQ(ReadLibrary(caller).error, "does not export os_malloc");
}

TEST(LibraryTest, FaultsOfTheHeader) {
  EXPECT_EQ(ReadLibrary("").error, "is not an ELF file, as a shared library is");
  EXPECT_EQ(ReadLibrary("#!/bin/sh\n").error, "is not an ELF file, as a shared library is");
  for (const size_t length : {size_t{40}, size_t{100}, Good().size() / 2, Good().size() - 1}) {
    EXPECT_EQ(ReadLibrary(Good().substr(0, length)).error, "is cut off; build it anew, or copy all of it") << length;
  }
  EXPECT_EQ(ReadLibrary(GoodWith<uint16_t>(offsetof(Elf64_Ehdr, e_machine), EM_RISCV)).error.substr(0, 28),
            "is built for another machine");
  EXPECT_EQ(ReadLibrary(GoodWith<uint8_t>(EI_CLASS, ELFCLASS32)).error.substr(0, 28), "is built for another machine");
  EXPECT_EQ(ReadLibrary(GoodWith<uint16_t>(offsetof(Elf64_Ehdr, e_type), ET_EXEC)).error,
            "is not a shared library; link it with -shared");
}

TEST(LibraryTest, SaysWhatNobodyHas) {
  std::string name;
  for (int i = 0; i < 10; ++i) name += "nobody_has_this_";
  EXPECT_EQ(ReadLibrary(Contents(Runfile("checker/run/undefined.so"))).error,
            "needs " + name +
                ", which neither it nor what it is linked with defines; with -Wl,-z,defs the linker says where");
}

TEST(LibraryTest, WithoutSymbolsNothingCanBeTraced) {
  const std::string error = "has no table of dynamic symbols, so its calls cannot be traced; is it static or stripped?";
  EXPECT_EQ(ReadLibrary(GoodWith<uint16_t>(offsetof(Elf64_Ehdr, e_shnum), 0)).error, error);
  EXPECT_EQ(ReadLibrary(GoodWith<uint64_t>(offsetof(Elf64_Ehdr, e_shoff), ~uint64_t{0} - 8)).error,
            "is cut off; build it anew, or copy all of it");
}

TEST(LibraryTest, FilesThatAreNone) {
  EXPECT_EQ(OpenLibrary("/nowhere/libosmem.so").error, "cannot open /nowhere/libosmem.so: No such file or directory");
  EXPECT_EQ(OpenLibrary("/tmp").error, "/tmp is a directory, not a file");
  EXPECT_EQ(OpenLibrary("/dev/null").error, "/dev/null is not a regular file");
  const std::string pipe = testing::TempDir() + "pipe";
  ASSERT_EQ(mkfifo(pipe.c_str(), 0600), 0);
  EXPECT_EQ(OpenLibrary(pipe).error, pipe + " is not a regular file");
  EXPECT_EQ(OpenLibrary(Runfile("osmem/libosmem.so")).error, "");
}

TEST(LibraryTest, ItsPathIsSafeToPrint) {
  EXPECT_EQ(OpenLibrary("/nowhere/\x1b[2J.so").error, "cannot open /nowhere/?[2J.so: No such file or directory");
}

TEST(LibraryTest, LinksToWhatIsAnothers) {
  const TestFolder scratch;
  Write(scratch.path() + "/good.so", Good());
  const std::string within = scratch.path() + "/within.so", others = scratch.path() + "/others.so";
  ASSERT_EQ(symlink("good.so", within.c_str()), 0);
  EXPECT_EQ(OpenLibrary(within).error, "");
  ASSERT_EQ(symlink(Runfile("osmem/libosmem.so").c_str(), others.c_str()), 0);
  EXPECT_EQ(OpenLibrary(others).error, "");
  const TestFolder elsewhere;
  const std::string target = elsewhere.path() + "/good.so";
  Write(target, Good());
  if (chown(target.c_str(), 1, 1) != 0) GTEST_SKIP() << "only root can give a file away, outside a sandbox";
  ASSERT_EQ(unlink(others.c_str()), 0);
  ASSERT_EQ(symlink(target.c_str(), others.c_str()), 0);
  EXPECT_EQ(OpenLibrary(others).error,
            others + " is a link to a file of another user, outside its folder; name that file itself");
  EXPECT_EQ(OpenLibrary(target).error, "");
}

TEST(LibraryTest, FourMebibytesAreTheLimit) {
  const TestFolder scratch;
  const std::string large = scratch.path() + "/large.so";
  Write(large, Good());
  ASSERT_EQ(truncate(large.c_str(), 4 << 20), 0);
  EXPECT_EQ(OpenLibrary(large).error, "");
  ASSERT_EQ(truncate(large.c_str(), (4 << 20) + 1), 0);
  EXPECT_EQ(OpenLibrary(large).error, large + " is too large: the limit is 4 MiB");
}

// The tables of `elf`, to be changed.
Elf64_Shdr* SectionIn(std::string* elf, uint32_t type, int skip = 0) {
  const auto* header = reinterpret_cast<const Elf64_Ehdr*>(elf->data());
  auto* sections = reinterpret_cast<Elf64_Shdr*>(elf->data() + header->e_shoff);
  for (int i = 0; i < header->e_shnum; ++i) {
    if (sections[i].sh_type == type && skip-- == 0) return &sections[i];
  }
  return nullptr;
}

constexpr char kDiffer[] = "cannot be traced: its section headers and its dynamic section differ in ";

// What the tracer reads of it is not what the loader does.
TEST(LibraryTest, SaysWhereItHasTwoFaces) {
  std::string elf = Good();
  SectionIn(&elf, SHT_DYNSYM)->sh_size -= sizeof(Elf64_Sym);
  EXPECT_HAS(ReadLibrary(elf).error, kDiffer + std::string("the symbols"));
  elf = Good();
  SectionIn(&elf, SHT_DYNSYM)->sh_offset += sizeof(Elf64_Sym);
  EXPECT_HAS(ReadLibrary(elf).error, kDiffer + std::string("the symbols"));
  elf = Good();
  SectionIn(&elf, SHT_STRTAB)->sh_size -= 1;
  EXPECT_HAS(ReadLibrary(elf).error, kDiffer + std::string("the names"));
  elf = Good();
  SectionIn(&elf, SHT_DYNAMIC)->sh_size -= sizeof(Elf64_Dyn);
  EXPECT_HAS(ReadLibrary(elf).error, kDiffer + std::string("the dynamic section"));
  elf = Good();
  SectionIn(&elf, SHT_RELA)->sh_type = SHT_DYNSYM;
  EXPECT_HAS(ReadLibrary(elf).error, kDiffer + std::string("the number of tables"));
}

// Of its dynamic section: the first entry with `tag` gets another tag, or value.
std::string WithDynamic(int64_t tag, int64_t new_tag, uint64_t value) {
  std::string elf = Good();
  auto* entry = reinterpret_cast<Elf64_Dyn*>(elf.data() + SectionIn(&elf, SHT_DYNAMIC)->sh_offset);
  while (entry->d_tag != tag) ++entry;
  entry->d_tag = new_tag;
  entry->d_un.d_val = value;
  return elf;
}

TEST(LibraryTest, SaysThatTheLoaderWouldSeeOthers) {
  EXPECT_HAS(ReadLibrary(WithDynamic(DT_SYMTAB, DT_SYMTAB, 0)).error, kDiffer + std::string("the symbols"));
  EXPECT_HAS(ReadLibrary(WithDynamic(DT_STRTAB, DT_STRTAB, 0)).error, kDiffer + std::string("the names"));
  EXPECT_HAS(ReadLibrary(WithDynamic(DT_GNU_HASH, DT_DEBUG, 0)).error, kDiffer + std::string("the symbols"));
  EXPECT_HAS(ReadLibrary(WithDynamic(DT_RELAENT, DT_STRTAB, 0)).error, kDiffer + std::string("the dynamic section"));
  EXPECT_HAS(ReadLibrary(WithDynamic(DT_RELAENT, DT_TEXTREL, 0)).error, "more of it changes than its data");
}

// Where the loader, which does it first of all, would change something else than the library's data.
TEST(LibraryTest, SaysThatRelocationsReachTooFar) {
  for (const uint64_t target : {uint64_t{0}, ~uint64_t{0} - 64, uint64_t{1} << 32}) {
    std::string elf = Good();
    reinterpret_cast<Elf64_Rela*>(elf.data() + SectionIn(&elf, SHT_RELA)->sh_offset)->r_offset = target;
    EXPECT_HAS(ReadLibrary(elf).error, "more of it changes than its data");
  }
  std::string elf = Good();
  const uint64_t dynamic = SectionIn(&elf, SHT_DYNAMIC)->sh_addr;
  reinterpret_cast<Elf64_Rela*>(elf.data() + SectionIn(&elf, SHT_RELA)->sh_offset)->r_offset = dynamic + 8;
  EXPECT_HAS(ReadLibrary(elf).error, "more of it changes than its data");
}

TEST(LibraryTest, NamesWhatItReplaces) {
  EXPECT_THAT(ReplacedFunctions(ElfFile(Good())), testing::IsEmpty());
  EXPECT_THAT(ReplacedFunctions(ElfFile(Contents(Runfile("checker/attacks/replace_write_and_exit.so")))),
              testing::UnorderedElementsAre("write", "_exit", "exit"));
}

// Hostile files: any byte wrong, any length. Reading them must stay inside them, which the sanitizers see.
TEST(LibraryTest, SurvivesAnyBytes) {
  constexpr unsigned kSeed = 1;
  SCOPED_TRACE("seed " + std::to_string(kSeed));
  std::mt19937 random(kSeed);
  const std::string good = Good();
  for (int round = 0; round < 2000; ++round) {
    std::string elf = good.substr(0, random() % 8 == 0 ? random() % good.size() : good.size());
    for (int change = 0; change < 8 && !elf.empty(); ++change) {
      // The headers: the file's at its start, those of its sections at its end.
      const size_t from = random() % 2 == 0 ? 0 : good.size() - 2048;
      elf[(from + random() % 2048) % elf.size()] = static_cast<char>(random());
    }
    const Library library = ReadLibrary(elf);
    ASSERT_TRUE(library.error.empty() == (library.functions.count(Function::kMalloc) == 1));
  }
}

}  // namespace
}  // namespace checker
