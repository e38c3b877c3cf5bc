// That scratch folders go: with their run, or, where it was killed, before the next one.
#include "checker/system/scratch.h"

#include <fcntl.h>
#include <sys/stat.h>

#include <filesystem>

#include "checker/system/testing.h"
#include "gtest/gtest.h"

namespace checker {
namespace {

namespace fs = std::filesystem;

// A folder as a run leaves it, an hour old; with or without its box.
void MakeLeftover(const std::string& name, const std::string& box = "/box") {
  fs::create_directories(name + box);
  const timespec hour_ago[] = {{time(nullptr) - 3600, 0}, {time(nullptr) - 3600, 0}};
  ASSERT_EQ(utimensat(AT_FDCWD, name.c_str(), hour_ago, 0), 0);
}

TEST(Scratch, RemovesLeftoversAndNothingElse) {
  const TestFolder parent;
  MakeLeftover(parent.path() + "/osmem-killed");
  MakeLeftover(parent.path() + "/osmem-killed-early", "");
  MakeLeftover(parent.path() + "/other");
  fs::create_directories(parent.path() + "/osmem-young/box");
  fs::create_directories(parent.path() + "/osmem-notes");
  {
    const Scratch scratch;
    EXPECT_EQ(scratch.error(), "");
    EXPECT_TRUE(fs::is_directory(scratch.PathOf("box")));
    EXPECT_FALSE(fs::exists(parent.path() + "/osmem-killed"));
    EXPECT_FALSE(fs::exists(parent.path() + "/osmem-killed-early"));
  }
  EXPECT_EQ(std::distance(fs::directory_iterator(parent.path()), fs::directory_iterator()), 3);
  for (const char* kept : {"/other", "/osmem-young", "/osmem-notes"})
    EXPECT_TRUE(fs::exists(parent.path() + kept)) << kept;
}

// The loader finds the library by LD_LIBRARY_PATH.
TEST(Scratch, IsNotWhereALibraryCannotBeFound) {
  const TestFolder parent;
  const std::string odd = parent.path() + "/a:b";
  fs::create_directory(odd);
  setenv("TMPDIR", odd.c_str(), 1);
  EXPECT_EQ(Scratch().PathOf("box").rfind("/tmp/osmem-", 0), 0u);
}

TEST(Scratch, AFileIsReadOnceAndLinked) {
  const TestFolder parent;
  const std::string from = parent.path() + "/library";
  std::string error, bytes;
  ASSERT_TRUE(WriteFile(from, "one", &error)) << error;
  const auto originals = Originals::Share();
  Scratch first, second;
  first.Copy(from, "box/library");
  second.Copy(from, "box/library");
  EXPECT_EQ(first.error() + second.error(), "");
  EXPECT_TRUE(fs::equivalent(first.PathOf("box/library"), second.PathOf("box/library")));
  EXPECT_FALSE(fs::equivalent(first.PathOf("box/library"), from))
      << "what is written to it later is no concern of a run";
  ASSERT_TRUE(WriteFile(from, "another", &error)) << error;
  Scratch third;
  third.Copy(from, "box/library");
  ASSERT_TRUE(ReadFile(third.PathOf("box/library"), &bytes, &error)) << error;
  EXPECT_EQ(bytes, "another");
  ASSERT_TRUE(ReadFile(first.PathOf("box/library"), &bytes, &error)) << error;
  EXPECT_EQ(bytes, "one");
  EXPECT_EQ(Originals::Share(), originals);
  third.Copy(from + "-that-is-not-there", "box/other");
  EXPECT_EQ(third.error(), "cannot open " + from + "-that-is-not-there: No such file or directory");
}

}  // namespace
}  // namespace checker
