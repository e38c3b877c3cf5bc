// What is kept of a submission, and what it is refused for: names, links, kinds and sizes.
#include "course/submissions/intake.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace course {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::Pair;
using testing::StartsWith;

void AddFile(Intake* intake, const std::string& path, const std::string& text) {
  intake->File(path);
  intake->Part(text);
}

TEST(Intake, KeepsTheSources) {
  Intake intake;
  AddFile(&intake, "./src//osmem.c", "code");
  AddFile(&intake, "src/osmem.h", "header");
  AddFile(&intake, "src/osmem.o", "object");
  AddFile(&intake, "Makefile", "all:");
  AddFile(&intake, ".git/hooks/x.c", "not theirs");
  AddFile(&intake, "__MACOSX/src/._osmem.c", "not theirs");
  EXPECT_THAT(intake.TakeSources(), ElementsAre(Pair("src/osmem.c", "code"), Pair("src/osmem.h", "header")));
  EXPECT_EQ(intake.error(), "");
}

TEST(Intake, TheLastOfTwoFilesCounts) {
  Intake intake;
  AddFile(&intake, "a.c", "old");
  AddFile(&intake, "a.c", "new");
  EXPECT_THAT(intake.TakeSources(), ElementsAre(Pair("a.c", "new")));
}

TEST(Intake, NamesThatLeadOut) {
  for (const char* path : {"../a.c", "src/../../a.c", "..", ".git/../a.c", "a/.."}) {
    Intake intake;
    EXPECT_FALSE(intake.File(path)) << path;
    EXPECT_THAT(intake.error(), StartsWith("It has a file that would leave its folder, \"")) << path;
    EXPECT_THAT(intake.TakeSources(), IsEmpty());
  }
  Intake intake;
  EXPECT_FALSE(intake.Folder("/etc"));
  EXPECT_THAT(intake.error(), StartsWith("It has a file with an absolute name, \"/etc\"; "));
}

TEST(Intake, NamesThatNoFileCanHave) {
  for (const std::string& path : {std::string(256, 'a'), std::string("a\0b.c", 5), "a" + std::string(1200, '/')}) {
    Intake intake;
    EXPECT_FALSE(intake.File(path));
    EXPECT_THAT(intake.error(), StartsWith("It has a file whose name is too long, \"")) << path;
  }
  Intake intake;
  AddFile(&intake, "; rm -rf $HOME\n.c", "code");
  EXPECT_THAT(intake.TakeSources(), ElementsAre(Pair("; rm -rf $HOME\n.c", "code")));
}

TEST(Intake, LinksWithinAreWhatTheyLeadTo) {
  Intake intake;
  intake.Link("src/osmem.h", "../utils/./osmem.h");
  intake.Link("src/twice.h", "osmem.h");
  intake.Link("src/nowhere.h", "gone.h");
  intake.Link("src/loop.h", "loop.h");
  AddFile(&intake, "utils/osmem.h", "header");
  EXPECT_THAT(intake.TakeSources(), ElementsAre(Pair("src/osmem.h", "header"), Pair("src/twice.h", "header"),
                                                Pair("utils/osmem.h", "header")));
  EXPECT_EQ(intake.error(), "");
}

TEST(Intake, LinksThatLeadOut) {
  for (const char* target : {"/etc/passwd", "../a.h", "b/../../a.h", ".."}) {
    Intake intake;
    EXPECT_FALSE(intake.Link("a.h", target)) << target;
    EXPECT_THAT(intake.error(), StartsWith("It has a link that leads out of it, \"a.h\" to \"")) << target;
  }
}

TEST(Intake, WhatIsNoFile) {
  Intake intake;
  EXPECT_FALSE(intake.Other("osmem.h", "a named pipe"));
  EXPECT_EQ(intake.error(), "It has a named pipe, \"osmem.h\"; hand in files alone.");
  Intake ignored;
  EXPECT_TRUE(ignored.Other(".git/fsmonitor", "a socket"));
}

TEST(Intake, FilesThatAreFoldersOfOthers) {
  Intake intake;
  AddFile(&intake, "a.c", "");
  AddFile(&intake, "a.c-", "");
  AddFile(&intake, "a.c/b.c", "");
  EXPECT_THAT(intake.TakeSources(), IsEmpty());
  EXPECT_EQ(intake.error(), "It has a file and a folder of one name, \"a.c\"; give one of them another.");
}

TEST(Intake, TooMuchOfAnything) {
  Bounds few;
  few.entries = 2;
  Intake files(few);
  EXPECT_TRUE(files.File("a"));
  EXPECT_TRUE(files.Folder(".git"));
  EXPECT_FALSE(files.File("c"));
  EXPECT_EQ(files.error(), "It has more than 2 files; hand in the sources alone.");

  Bounds small;
  small.bytes = 1 << 20;
  small.sources = 1000;
  Intake objects(small);
  EXPECT_TRUE(objects.File("a.o"));
  EXPECT_TRUE(objects.Part(std::string(1 << 20, 'x')));
  EXPECT_FALSE(objects.Part("x"));
  EXPECT_EQ(objects.error(), "Unpacked, it has more than 1 MiB; hand in the sources alone.");

  Intake sources(small);
  for (int i = 0; i < 3; ++i) AddFile(&sources, "a.c", std::string(400, 'x'));
  EXPECT_EQ(sources.error(), "") << "of one file, the last counts";
  AddFile(&sources, "b.c", std::string(601, 'x'));
  EXPECT_THAT(sources.error(), StartsWith("Its C files and headers have more than "));
}

TEST(Intake, LinksDoNotMakeMuchOfLittle) {
  Bounds small;
  small.sources = 1000;
  Intake intake(small);
  AddFile(&intake, "a.h", std::string(400, 'x'));
  intake.Link("b.h", "a.h");
  intake.Link("c.h", "a.h");
  EXPECT_THAT(intake.TakeSources(), IsEmpty());
  EXPECT_THAT(intake.error(), StartsWith("Its links make its sources too long"));
}

TEST(Pack, GivesTheSourcesBack) {
  const Sources sources = {
      {"src/\xe4 \n;.c", "Latin-1 \xe4"}, {std::string(200, 'd') + "/long.c", ""}, {"osmem.c", "code\n"}};
  const std::string bytes = Pack(sources);
  EXPECT_EQ(bytes, Pack(sources));
  Sources unpacked;
  ASSERT_TRUE(Unpack(bytes, &unpacked));
  EXPECT_EQ(unpacked, sources);
  EXPECT_FALSE(Unpack("no tar", &unpacked));
}

}  // namespace
}  // namespace course
