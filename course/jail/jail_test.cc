// What a tool can do in the jail: shells and small programs stand for a compiler that a submission has taken over.
#include <gtest/gtest.h>

#include <filesystem>
#include <string>

#include "checker/system/files.h"
#include "checker/system/testing.h"

namespace course {
namespace {

using checker::Runfile;

class JailTest : public checker::CommandTest {
 protected:
  JailTest() {
    for (const char* folder : {"mine", "out", "other"}) std::filesystem::create_directory(folder_ + "/" + folder);
    WriteHere("mine/a.c", "int a;\n");
    WriteHere("other/b.c", "int secret;\n");
  }

  int InJail(const std::string& command, const std::string& limits = "5 512") {
    return Run("cd " + folder_ + " && " + Runfile("course/jail/jail") + " " + limits + " out mine -- " + command);
  }

  // In a Python that makes the call itself: the number of the error, or 0.
  int Call(const std::string& what) {
    return InJail("python3 -I -S -c 'import os,sys,socket,ctypes\ntry:\n  " + what +
                  "\nexcept OSError as error: sys.exit(error.errno)'");
  }
};

TEST_F(JailTest, ReadsWhatItIsGivenAndNothingElse) {
  EXPECT_EQ(InJail("cat mine/a.c"), 0) << output_;
  EXPECT_EQ(output_, "int a;\n");
  EXPECT_EQ(InJail("cat /usr/include/stdio.h"), 0) << output_;
  for (const char* path : {"other/b.c", "/etc/passwd", "/proc/self/environ", "/dev/zero", "mine/../other/b.c"}) {
    EXPECT_EQ(InJail(std::string("cat ") + path), 1) << path;
    EXPECT_HAS(output_, "Permission denied");
  }
  EXPECT_NE(InJail("ls ."), 0) << output_;
}

TEST_F(JailTest, FollowsNoLinkOut) {
  std::filesystem::create_symlink("../other/b.c", folder_ + "/mine/link.c");
  EXPECT_EQ(InJail("cat mine/link.c"), 1);
  EXPECT_HAS(output_, "Permission denied");
}

TEST_F(JailTest, WritesInOneFolder) {
  EXPECT_EQ(InJail("tee out/made < mine/a.c"), 0) << output_;
  EXPECT_EQ(InJail("rm out/made"), 0) << output_;
  EXPECT_NE(InJail("tee mine/made < mine/a.c"), 0);
  EXPECT_NE(InJail("tee made < mine/a.c"), 0);
  EXPECT_NE(InJail("rm -f mine/a.c"), 0);
  EXPECT_NE(InJail("ln -s /etc/passwd out/link"), 0);
  EXPECT_NE(InJail("truncate -s 0 mine/a.c"), 0);
  EXPECT_NE(InJail("chmod 0 mine/a.c"), 0);
  EXPECT_EQ(ContentsHere("mine/a.c"), "int a;\n");
}

TEST_F(JailTest, HasNoNetworkAndStartsNoProcess) {
  EXPECT_EQ(Call("os.getpid()"), 0) << output_;
  EXPECT_EQ(Call("socket.socket()"), ENOSYS) << output_;
  EXPECT_EQ(Call("socket.socketpair()"), ENOSYS) << output_;
  EXPECT_EQ(Call("os.fork()"), ENOSYS) << output_;
  EXPECT_EQ(Call("os.kill(1, 0)"), ENOSYS) << output_;
  EXPECT_EQ(Call("os.setsid()"), ENOSYS) << output_;
  EXPECT_EQ(Call("os.mkfifo(\"out/fifo\")"), ENOSYS) << output_;
  EXPECT_EQ(Call("os.rename(\"mine/a.c\", \"out/a.c\")"), ENOSYS) << output_;
}

TEST_F(JailTest, IsEndedByItsLimits) {
  EXPECT_NE(InJail("python3 -I -S -c 'while True: pass'", "1 512"), 0);
  EXPECT_EQ(InJail("python3 -I -S -c 'print(len(bytes(100 << 20)))'"), 0) << output_;
  EXPECT_EQ(InJail("python3 -I -S -c 'bytes(100 << 20)'", "5 64"), 1);
  EXPECT_HAS(output_, "MemoryError");
  EXPECT_NE(InJail("dd if=/usr/bin/python3 of=out/large bs=1M seek=64 count=1 status=none"), 0);
  EXPECT_LE(std::filesystem::file_size(folder_ + "/out/large"), 64u << 20);
}

TEST_F(JailTest, SaysWhyItCouldNotBeClosed) {
  EXPECT_EQ(InJail("no-such-tool"), 126);
  EXPECT_EQ(output_, "jail: cannot start the tool: No such file or directory\n");
}

}  // namespace
}  // namespace course
