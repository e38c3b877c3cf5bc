// A class as it is handed in, with everything that people and tools put there, and archives made to break it.
#include "course/submissions/collect.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include <filesystem>
#include <nlohmann/json.hpp>
#include <set>

#include "checker/system/testing.h"
#include "course/submissions/intake.h"

namespace course {
namespace {

namespace fs = std::filesystem;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::StartsWith;

class CollectTest : public testing::Test {
 protected:
  CollectTest() {
    fs::create_directory(In(""));
    fs::create_directory(Out(""));
  }

  std::string In(const std::string& path) const { return folder_.path() + "/in/" + path; }
  std::string Out(const std::string& path) const { return folder_.path() + "/out/" + path; }

  void Hand(const std::string& path, const std::string& text) {
    fs::create_directories(fs::path(In(path)).parent_path());
    checker::Write(In(path), text);
  }

  // Runs in the folder of the submissions.
  void Shell(const std::string& command) {
    const checker::ShellResult result = checker::RunInShell("cd " + In("") + " && " + command);
    EXPECT_EQ(result.status, 0) << result.output;
  }

  void Python(const std::string& program) {
    Hand("make.py", program);
    Shell("python3 -I -S make.py && rm make.py");
  }

  // A tar file with one member, of any values.
  void Tar(const std::string& name, const std::string& member) {
    Python("import tarfile\nm = tarfile.TarInfo()\n" + member + "\nwith tarfile.open(\"" + name +
           "\", \"w\") as t: t.addfile(m)\n");
  }

  void Take(const Asked& asked = {"7", ""}) {
    std::string error;
    EXPECT_TRUE(Collect(In(""), Out(""), asked, &list_, &error)) << error;
  }

  Submission Of(const std::string& entry) const {
    for (const Submission& submission : list_) {
      if (submission.entry == entry) return submission;
    }
    ADD_FAILURE() << entry << " is not in the list";
    return {};
  }

  Sources SourcesOf(const std::string& entry) const {
    Sources sources;
    EXPECT_TRUE(Unpack(checker::Contents(Out(Of(entry).id + ".tar")), &sources));
    return sources;
  }

  checker::TestFolder folder_;
  std::vector<Submission> list_;
};

TEST_F(CollectTest, TheScoreIsAskedForOrNot) {
  Hand("ana/osmem.c", "void *os_malloc(size_t n) { }\n");
  Take();
  EXPECT_EQ(checker::Contents(Out("BUILD")).find("score"), std::string::npos);
  Take({"7", "", true});
  EXPECT_NE(checker::Contents(Out("BUILD")).find("    score = True,\n"), std::string::npos);
}

TEST_F(CollectTest, TheSameSourcesInAnyWrapping) {
  Hand("ana/src/osmem.c", "void *os_malloc(size_t n) { }\n");
  Hand("ana/src/block_meta.h", "struct block_meta;\n");
  Hand("ana/Makefile", "all:\n\trm -rf /\n");
  Hand("ana/.git/config", "secret");
  Hand("ana/src/osmem.o", "object");
  Shell("tar -czf bob.tar.gz -C ana . && tar -cJf carla.tar.xz -C ana src && tar -cf dan.tar -C ana src Makefile");
  Shell("cd ana && python3 -m zipfile -c ../eve.zip $(ls -A)");
  Take();
  EXPECT_THAT(SourcesOf("ana"), ElementsAre(testing::Key("src/block_meta.h"), testing::Key("src/osmem.c")));
  for (const char* entry : {"bob.tar.gz", "carla.tar.xz", "dan.tar", "eve.zip"}) {
    EXPECT_EQ(Of(entry).error, "");
    EXPECT_EQ(Of(entry).digest, Of("ana").digest) << entry;
  }
  EXPECT_EQ(Of("bob.tar.gz").name, "bob");
}

TEST_F(CollectTest, AnyNameOfAStudent) {
  const std::string composed = "Zo\xc3\xab", decomposed = "Zoe\xcc\x88";
  const std::vector<std::string> names = {"; rm -rf ",    "new\nline",  "Ana", "ana",    composed, decomposed,
                                          "latin-1 \xe4", "$(touch x)", "a:b", "--help", "x\\y"};
  for (const std::string& name : names) Hand(name + "/osmem.c", "void *os_malloc(size_t n) { }\n");
  Take();
  std::set<std::string> ids;
  for (const std::string& name : names) {
    EXPECT_EQ(Of(name).error, "") << name;
    ids.insert(Of(name).id);
  }
  EXPECT_EQ(ids.size(), names.size());
  EXPECT_THAT(checker::Contents(Out("BUILD")), testing::Not(HasSubstr("rm -rf")));
  const auto json = nlohmann::json::parse(checker::Contents(Out("class.json")));
  EXPECT_EQ(json["students"].size(), names.size());
}

TEST_F(CollectTest, OneStudentTwice) {
  Hand("ana/osmem.c", "");
  Shell("tar -cf ana.tar ana");
  Take();
  EXPECT_EQ(Of("ana").name, "ana");
  EXPECT_EQ(Of("ana.tar").name, "ana.tar");
  EXPECT_NE(Of("ana").id, Of("ana.tar").id);
}

TEST_F(CollectTest, EachIsToldWhatIsWrongAndNobodyElseIs) {
  Hand("honest/osmem.c", "void *os_malloc(size_t n) { }\n");
  fs::create_directory(In("empty"));
  Hand("empty.zip", "");
  Hand("essay.docx", "Dear Sir or Madam");
  Hand("pipe/osmem.c", "");
  ASSERT_EQ(mkfifo(In("pipe/osmem.h").c_str(), 0644), 0);
  Hand("link/osmem.c", "");
  fs::create_symlink("../honest/osmem.c", In("link/x.c"));
  fs::create_symlink("honest", In("whole-link"));
  ASSERT_EQ(mkfifo(In("is-a-pipe").c_str(), 0644), 0);
  Tar("up.tar", "m.name = \"../../up.c\"");
  Tar("absolute.tar", "m.name = \"/tmp/absolute.c\"");
  Tar("device.tar", "m.name = \"osmem.c\"; m.type = tarfile.BLKTYPE; m.devmajor = 8");
  Tar("fifo.tar", "m.name = \"osmem.c\"; m.type = tarfile.FIFOTYPE");
  Tar("symlink.tar", "m.name = \"osmem.c\"; m.type = tarfile.SYMTYPE; m.linkname = \"/etc/passwd\"");
  Tar("hardlink.tar", "m.name = \"a/osmem.c\"; m.type = tarfile.LNKTYPE; m.linkname = \"../../etc/passwd\"");
  Shell(
      "head -c 300000 /dev/urandom > noise && mkdir cut && mv noise cut/a.o && tar -czf cut.tgz cut && rm -r cut && "
      "truncate -s 100000 cut.tgz");
  Take();
  const std::pair<const char*, const char*> said[] = {
      {"honest", ""},
      {"empty", "It has no C file; "},
      {"empty.zip", "It is neither a folder nor an archive (tar or zip); "},
      {"essay.docx", "It is neither a folder nor an archive (tar or zip); "},
      {"pipe", "It has a named pipe, \"osmem.h\"; "},
      {"link", "It has a link that leads out of it, \"x.c\" to \"../honest/osmem.c\"; "},
      {"whole-link", "It is a link; "},
      {"is-a-pipe", "It is neither a folder nor an archive (tar or zip); "},
      {"up.tar", "It has a file that would leave its folder, \"../../up.c\"; "},
      {"absolute.tar", "It has a file with an absolute name, \"/tmp/absolute.c\"; "},
      {"device.tar", "It has a device, \"osmem.c\"; "},
      {"fifo.tar", "It has a named pipe, \"osmem.c\"; "},
      {"symlink.tar", "It has a link that leads out of it, \"osmem.c\" to \"/etc/passwd\"; "},
      {"hardlink.tar", "It has a link that leads out of it, \"a/osmem.c\" to \""},
      {"cut.tgz", "Its archive is damaged"},
  };
  for (const auto& [entry, why] : said) {
    if (*why == '\0')
      EXPECT_EQ(Of(entry).error, "");
    else
      EXPECT_THAT(Of(entry).error, StartsWith(why)) << entry;
  }
  EXPECT_EQ(list_.size(), std::size(said));
}

TEST_F(CollectTest, ArchivesThatGrowAreStoppedOnTheWay) {
  Hand("honest/osmem.c", "");
  // One part of it is compressed, and stands there as often as it takes.
  Python(
      "import gzip, tarfile\n"
      "def bomb(file, member, part, times):\n"
      "  with open(file, \"wb\") as f:\n"
      "    f.write(gzip.compress(member) + gzip.compress(part, 1) * times)\n"
      "def member(name, size):\n"
      "  m = tarfile.TarInfo(name)\n"
      "  m.size = size\n"
      "  return m.tobuf(tarfile.GNU_FORMAT)\n"
      "bomb(\"zeros.tar.gz\", member(\"osmem.c\", 10 << 30), bytes(64 << 20), 160)\n"
      "bomb(\"object.tar.gz\", member(\"osmem.o\", 10 << 30), bytes(64 << 20), 160)\n"
      "bomb(\"entries.tar.gz\", b\"\", member(\"osmem.c\", 0) * 2000, 500)\n"
      "import zipfile\n"
      "with zipfile.ZipFile(\"entries.zip\", \"w\") as z:\n"
      "  for i in range(20001): z.writestr(str(i), \"\")\n");
  Shell("mkdir bomb && truncate -s 10G bomb/osmem.c && echo >>bomb/osmem.c && tar -cSf sparse.tar bomb && rm -r bomb");
  const auto start = std::chrono::steady_clock::now();
  Take();
  EXPECT_LT(std::chrono::steady_clock::now() - start, std::chrono::seconds(60));
  EXPECT_EQ(Of("honest").error, "");
  EXPECT_THAT(Of("zeros.tar.gz").error, StartsWith("Its C files and headers have more than 16 MiB"));
  EXPECT_THAT(Of("sparse.tar").error, StartsWith("Its C files and headers have more than 16 MiB"));
  EXPECT_THAT(Of("object.tar.gz").error, StartsWith("Unpacked, it has more than 256 MiB"));
  EXPECT_THAT(Of("entries.tar.gz").error, StartsWith("It has more than 20000 files"));
  EXPECT_THAT(Of("entries.zip").error, StartsWith("It has more than 20000 files"));
}

TEST_F(CollectTest, WhatHasNotChangedIsNotWritten) {
  Hand("ana/osmem.c", "int a;");
  Hand("bob/osmem.c", "int b;");
  Take();
  const auto written = fs::last_write_time(Out(Of("ana").id + ".tar"));
  const std::string before = Of("bob").digest, gone = Out(Of("ana").id + ".tar");
  Hand("bob/osmem.c", "int changed;");
  Take();
  EXPECT_EQ(fs::last_write_time(Out(Of("ana").id + ".tar")), written);
  EXPECT_NE(Of("bob").digest, before);
  fs::remove_all(In("ana"));
  Take();
  EXPECT_FALSE(fs::exists(gone));
  EXPECT_EQ(list_.size(), 1u);
}

TEST_F(CollectTest, SaysWhyThereIsNoClass) {
  std::string error;
  EXPECT_FALSE(Collect(In("nowhere"), Out(""), {"7", ""}, &list_, &error));
  EXPECT_THAT(error, StartsWith("cannot read the submissions in "));
  EXPECT_FALSE(Collect(In(""), Out(""), {"7", ""}, &list_, &error));
  EXPECT_THAT(error, StartsWith("there is no submission in "));
  Hand("ana/osmem.c", "int a;");
  EXPECT_FALSE(Collect(In(""), Out("nowhere"), {"7", ""}, &list_, &error));
  EXPECT_THAT(error, StartsWith("cannot write "));
}

}  // namespace
}  // namespace course
