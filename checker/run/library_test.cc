#include "checker/run/library.h"

#include <elf.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

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
  EXPECT_EQ(ReadLibrary(Good().substr(0, 40)).error, "is cut off");
  EXPECT_EQ(ReadLibrary(GoodWith<uint16_t>(offsetof(Elf64_Ehdr, e_machine), EM_RISCV)).error.substr(0, 28),
            "is built for another machine");
  EXPECT_EQ(ReadLibrary(GoodWith<uint8_t>(EI_CLASS, ELFCLASS32)).error.substr(0, 28), "is built for another machine");
  EXPECT_EQ(ReadLibrary(GoodWith<uint16_t>(offsetof(Elf64_Ehdr, e_type), ET_EXEC)).error,
            "is not a shared library; link it with -shared");
}

TEST(LibraryTest, WithoutSymbolsNothingCanBeTraced) {
  const std::string error = "has no table of dynamic symbols, so its calls cannot be traced; is it static or stripped?";
  EXPECT_EQ(ReadLibrary(GoodWith<uint16_t>(offsetof(Elf64_Ehdr, e_shnum), 0)).error, error);
  EXPECT_EQ(ReadLibrary(GoodWith<uint64_t>(offsetof(Elf64_Ehdr, e_shoff), ~uint64_t{0} - 8)).error, error);
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
