// MALLOC_LOG: each call, and of a program that dies in a call, that call last.
#include <filesystem>

#include "gtest/gtest.h"
#include "malloc/testing/preloaded.h"

namespace {

constexpr char kOurs[] = "malloc/libosmem-preload.so osmem/libosmem.so";

// The one log that the program wrote, without its addresses.
std::string LogOf(const std::string& argument) {
  const std::string folder = std::string(getenv("TEST_TMPDIR")) + "/log." + argument;
  std::filesystem::create_directory(folder);
  setenv("MALLOC_LOG", (folder + "/log").c_str(), 1);
  preloaded::RunOn(kOurs, "malloc/testing/logged", {argument});
  unsetenv("MALLOC_LOG");
  std::string log;
  for (const auto& file : std::filesystem::directory_iterator(folder)) log += eyes::ReadFile(file.path());
  return eyes::Normalise(log);
}

TEST(CallLogTest, EachCallIsALine) {
  EXPECT_EQ(LogOf("all"),
            "malloc(24) = ADDRESS\n"
            "calloc(3, 100) = ADDRESS\n"
            "realloc(ADDRESS, 5000) = ADDRESS\n"
            "memalign(64, 100) = ADDRESS\n"
            "free(ADDRESS) = 0x0\n");
}

TEST(CallLogTest, TheCallThatDidNotReturnIsTheLast) {
  EXPECT_EQ(LogOf("twice"),
            "malloc(24) = ADDRESS\n"
            "free(ADDRESS) = 0x0\n"
            "free(ADDRESS");
}

}  // namespace
