// What ltrace reads through peek.c is what is there: of a stopped program, at each of its stops.
#include <sys/mman.h>
#include <sys/ptrace.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <cstring>

#include "gtest/gtest.h"

namespace checker {
namespace {

constexpr size_t kPage = 4096;

class PeekTest : public testing::Test {
 protected:
  // Two pages, and a hole behind them.
  void SetUp() override {
    pages_ = static_cast<char*>(mmap(nullptr, 3 * kPage, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0));
    ASSERT_EQ(munmap(pages_ + 2 * kPage, kPage), 0);
    memset(pages_, 'a', 2 * kPage);
    child_ = fork();
    if (child_ == 0) {
      ptrace(PTRACE_TRACEME, 0, nullptr, nullptr);
      for (char fill = 'b';; ++fill) {
        raise(SIGSTOP);
        memset(pages_, fill, 2 * kPage);
      }
    }
    ASSERT_EQ(waitpid(child_, nullptr, 0), child_);
  }
  void TearDown() override {
    kill(child_, SIGKILL);
    waitpid(child_, nullptr, 0);
    munmap(pages_, 2 * kPage);
  }

  void LetItRun() {
    ASSERT_EQ(ptrace(PTRACE_CONT, child_, nullptr, nullptr), 0);
    ASSERT_EQ(waitpid(child_, nullptr, 0), child_);
  }
  long Peek(size_t offset) {
    errno = 1;
    return ptrace(PTRACE_PEEKTEXT, child_, pages_ + offset, nullptr);
  }
  static long All(char byte) {
    long word;
    memset(&word, byte, sizeof(word));
    return word;
  }

  char* pages_ = nullptr;
  pid_t child_ = -1;
};

TEST_F(PeekTest, AnyPlaceAtAnyStop) {
  for (char fill = 'a'; fill < 'e'; ++fill) {
    for (const size_t offset : {size_t{0}, size_t{3}, kPage - 8, kPage - 7, kPage - 1, kPage, 2 * kPage - 8}) {
      EXPECT_EQ(Peek(offset), All(fill)) << fill << " at " << offset;
      EXPECT_EQ(errno, 0);
    }
    LetItRun();
  }
}

TEST_F(PeekTest, WhatWasWrittenIsRead) {
  EXPECT_EQ(Peek(16), All('a'));
  ASSERT_EQ(ptrace(PTRACE_POKETEXT, child_, pages_ + 16, reinterpret_cast<void*>(-1L)), 0);
  EXPECT_EQ(Peek(16), -1);
  EXPECT_EQ(errno, 0);
  EXPECT_EQ(Peek(24), All('a'));
}

TEST_F(PeekTest, WhereNothingIsItFails) {
  for (const size_t offset : {2 * kPage - 7, 2 * kPage, 2 * kPage + 100}) {
    EXPECT_EQ(Peek(offset), -1);
    EXPECT_EQ(errno, EIO) << offset;
  }
  EXPECT_EQ(Peek(2 * kPage - 8), All('a'));
}

TEST_F(PeekTest, EachProcessHasAMemoryOfItsOwn) {
  EXPECT_EQ(Peek(0), All('a'));
  const pid_t first = child_;
  memset(pages_, 'z', kPage);
  child_ = fork();
  if (child_ == 0) {
    ptrace(PTRACE_TRACEME, 0, nullptr, nullptr);
    raise(SIGSTOP);
    _exit(0);
  }
  ASSERT_EQ(waitpid(child_, nullptr, 0), child_);
  EXPECT_EQ(Peek(0), All('z'));
  kill(child_, SIGKILL);
  waitpid(child_, nullptr, 0);
  child_ = first;
  EXPECT_EQ(Peek(0), All('a'));
}

}  // namespace
}  // namespace checker
