// What is read from executables, good and broken.
#include "checker/program.h"

#include "checker/files.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace checker {
namespace {

using testing::Contains;
using testing::IsEmpty;

std::string Bytes(const std::string& runfile) {
  std::string bytes, error;
  EXPECT_TRUE(ReadFile(Runfile(runfile), &bytes, &error)) << error;
  return bytes;
}

std::set<std::string> NamesOf(const std::set<std::pair<std::string, uint64_t>>& calls) {
  std::set<std::string> names;
  for (const auto& call : calls) names.insert(call.first);
  return names;
}

TEST(Program, FindsTheCallsOfASnippet) {
  const ElfFile snippet(Bytes("snippets/malloc/preallocate"));
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

TEST(Program, KnowsNothingOfFunctionsThatAreJumpedTo) {
  EXPECT_EQ(NamesOf(CallsIn(ElfFile(Bytes("checker/probe")))).count("os_free"), 0u);
}

TEST(Program, ALibraryHasNoFixedPlace) { EXPECT_EQ(CodeRangeOf(ElfFile(Bytes("osmem/libosmem.so"))).end, 0u); }

TEST(Program, NamesWhatALibraryReplaces) {
  EXPECT_THAT(ReplacedFunctions(ElfFile(Bytes("osmem/libosmem.so"))), IsEmpty());
  EXPECT_THAT(ReplacedFunctions(ElfFile(Bytes("checker/attacks/replace_write_and_exit.so"))),
              testing::UnorderedElementsAre("write", "_exit", "exit"));
}

// Whatever a header says, reading it ends.
TEST(Program, BrokenFilesAreReadAsFarAsTheyGo) {
  const std::string good = Bytes("osmem/libosmem.so");
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

}  // namespace
}  // namespace checker
