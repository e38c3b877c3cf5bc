// What comes of sources: a library that can be graded, or words. The compiler is fed hostile text.
#include "course/compiler/compile.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <seccomp.h>
#include <sys/syscall.h>

#include <cerrno>
#include <cstdio>
#include <cstdlib>

#include "checker/run/library.h"
#include "checker/system/testing.h"

namespace course {
namespace {

using testing::AnyOf;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

const std::string kOsmem =
    "#include \"osmem.h\"\n"
    "void *os_malloc(size_t n) { return (void *)(n - n); }\n"
    "void *os_calloc(size_t c, size_t n) { return os_malloc(c * n); }\n"
    "void *os_realloc(void *p, size_t n) { return n ? p : 0; }\n"
    "void os_free(void *p) { (void)p; }\n";

void ExpectLibrary(const Compiled& compiled) {
  EXPECT_EQ(compiled.error, "");
  const checker::Library library = checker::ReadLibrary(compiled.library);
  EXPECT_EQ(library.error, "") << compiled.words;
  EXPECT_EQ(library.functions.size(), 4u);
}

void ExpectRefused(const Compiled& compiled, const std::string& part) {
  EXPECT_EQ(compiled.error, "");
  EXPECT_THAT(compiled.library, IsEmpty());
  EXPECT_THAT(compiled.words, HasSubstr(part));
}

TEST(Compile, AnyLayoutOfGoodSources) {
  ExpectLibrary(Compile({{"osmem.c", kOsmem}}));
  ExpectLibrary(Compile({{"osmem/osmem.c", "#include \"osmem/block.h\"\n#include \"osmem/osmem.h\"\n" + kOsmem},
                         {"osmem/block.h", "struct block_meta { int size; };\n"}}));
  ExpectLibrary(
      Compile({{"a/src/osmem.c", "#include \"block_meta.h\"\n#include <printf.h>\n" + kOsmem},
               {"a/utils/block_meta.h", "struct block_meta { int size; };\n"},
               {"a/utils/printf.h", "#define printf printf_\nint printf_(const char *, ...);\n"},
               {"a/utils/printf.c", "#include \"printf.h\"\nint printf_(const char *f, ...) { return !f; }\n"}}));
}

TEST(Compile, TheSameSourcesGiveTheSameBytes) {
  EXPECT_EQ(Compile({{"osmem.c", kOsmem}}).library, Compile({{"osmem.c", kOsmem}}).library);
}

TEST(Compile, ToleratesWhatStudentsWrite) {
  const Compiled compiled = Compile({{"osmem.c",
                                      "int shared;\n/* Latin-1: \xe4 */ char *text = \"\xe4\";\n"
                                      "old(a) { return undeclared(a); }\nint *number = 1;\n" +
                                          kOsmem},
                                     {"undeclared.c", "int shared;\nint undeclared(int a) { return a; }\n"}});
  ExpectLibrary(compiled);
  EXPECT_THAT(compiled.words, HasSubstr("warning: implicit declaration of function 'undeclared'"));
}

TEST(Compile, AFunctionThatIsNowhereIsTold) {
  ExpectRefused(Compile({{"osmem.c", kOsmem + "void *f(void) { return nowhere(); }\n"}}),
                "undefined reference to `nowhere'");
}

TEST(Compile, SaysWhatTheCompilerSays) {
  ExpectRefused(Compile({{"src/osmem.c", "int x = ;\n"}, {"src/b.c", "int y = ;\n"}}),
                "src/osmem.c:1:9: error: expected expression before ';' token\n");
  ExpectRefused(Compile({{"src/osmem.c", "int x = ;\n"}, {"src/b.c", "int y = ;\n"}}), "src/b.c:1:9: error: ");
  ExpectRefused(Compile({{"osmem.c", kOsmem}, {"twice.c", "void os_free(void *p) { }\n"}}),
                "multiple definition of `os_free'");
  ExpectRefused(Compile({{"osmem.c", "#error \x1b[31m\n"}}), "#error \xef\xbf\xbd[31m");
}

TEST(Compile, WhatTheGraderWouldRefuseIsRefusedHere) {
  ExpectRefused(Compile({{"osmem.c", "int x;\n"}}), "It compiles, but the library does not export os_malloc.\n");
  ExpectRefused(Compile({{"osmem.c", "char heap[8 << 20] = {1};\n" + kOsmem}}),
                "It compiles, but the library is larger than 4 MiB.\n");
}

TEST(Compile, NamesOfFilesAreNoFlags) {
  ExpectLibrary(Compile({{"-o x.c", kOsmem}, {"@args.c", ""}, {"-I/$(touch x)\n/-v.h", ""}, {"a,b;c.c", ""}}));
}

TEST(Compile, NothingBesideTheSubmissionCanBeRead) {
  checker::TestFolder other;
  const std::string secret = other.path() + "/osmem.h";
  checker::Write(secret, "int a_secret_of_another;\n");
  for (const std::string& path :
       {std::string("/etc/passwd"), std::string("/proc/self/environ"), std::string("/proc/self/cwd/../../jail"), secret,
        "../../../../../.." + secret, std::string("../../log")}) {
    for (const std::string& line : {"#include \"" + path + "\"\n", "asm(\".incbin \\\"" + path + "\\\"\");\n",
                                    "asm(\".include \\\"" + path + "\\\"\");\n"}) {
      const Compiled compiled = Compile({{"osmem.c", line + kOsmem}});
      ExpectRefused(compiled, "rror: ");
      EXPECT_THAT(compiled.words,
                  AnyOf(HasSubstr("ermission denied"), HasSubstr("o such file"), HasSubstr("not found")))
          << line;
      EXPECT_THAT(compiled.words, Not(AnyOf(HasSubstr("root:"), HasSubstr("a_secret"))));
    }
  }
}

TEST(Compile, OneThatNeverEndsIsStopped) {
  CompileLimits limits;
  limits.file_seconds = 1;
  const std::string endless = "#if __INCLUDE_LEVEL__ < 150\n#include \"a.h\"\n#include \"a.h\"\n#endif\n";
  ExpectRefused(Compile({{"osmem.c", endless}, {"a.h", endless}}, limits),
                "The compiler was stopped: it may take 1 seconds");
  limits.total_seconds = 1;
  limits.file_seconds = 60;
  ExpectRefused(Compile({{"osmem.c", endless}, {"a.h", endless}}, limits),
                "It was not compiled and linked within 1 seconds, and was stopped.\n");
}

TEST(Compile, OneThatEatsAllMemoryIsStopped) {
  CompileLimits limits;
  limits.mebibytes = 128;
  std::string text = "#define A0 1,1,1,1,1,1,1,1\n";
  for (int i = 1; i < 10; ++i) {
    const std::string last = "A" + std::to_string(i - 1);
    text += "#define A" + std::to_string(i) + " " + last + "," + last + "," + last + "," + last + "\n";
  }
  ExpectRefused(Compile({{"osmem.c", text + "int a[] = {A9, A9, A9, A9};\n"}}, limits),
                "The compiler was stopped: it may take 60 seconds and 128 MiB for a file.\n");
}

TEST(Compile, LongOutputsAreCut) {
  ExpectRefused(Compile({{"osmem.c", "char x[1UL << 32] = {1};\n" + kOsmem}}), "");
  std::string text;
  for (int i = 0; i < 500; ++i) text += "int f" + std::to_string(i) + "() { return undeclared(); }\n";
  text += "int undeclared() { return 0; }\n";
  const Compiled compiled = Compile({{"osmem.c", text + kOsmem}});
  ExpectLibrary(compiled);
  EXPECT_LE(compiled.words.size(), 64u * 1024);
}

TEST(Compile, AFileOfAHundredThousandLines) {
  std::string text = "static const int table[] = {\n";
  for (int i = 0; i < 90000; ++i) text += std::to_string(i) + ",\n";
  text += "};\n";
  for (int i = 0; i < 2000; ++i) {
    const std::string number = std::to_string(i);
    text += "int f" + number + "(int a)\n{\n\tint b = a * " + number + ";\n\treturn b ^ table[a];\n}\n";
  }
  ExpectLibrary(Compile({{"osmem.c", text + kOsmem}}));
}

// Compiles in a process in which the kernel has no Landlock.
[[noreturn]] void CompileWithoutLandlock() {
  scmp_filter_ctx filter = seccomp_init(SCMP_ACT_ALLOW);
  seccomp_rule_add(filter, SCMP_ACT_ERRNO(ENOSYS), SCMP_SYS(landlock_create_ruleset), 0);
  if (seccomp_load(filter) != 0) exit(1);
  const Compiled compiled = Compile({{"osmem.c", kOsmem}});
  fputs(compiled.error.c_str(), stderr);
  exit(compiled.library.empty() && compiled.words.empty() ? 0 : 1);
}

TEST(CompileDeathTest, NothingIsCompiledWithoutLandlock) {
  EXPECT_EXIT(CompileWithoutLandlock(), testing::ExitedWithCode(0), "nothing compiles here: .*no Landlock");
}

}  // namespace
}  // namespace course
