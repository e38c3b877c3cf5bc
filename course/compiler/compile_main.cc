// The command that makes a library of one student's sources.
#include <sys/stat.h>

#include "checker/system/command_line.h"
#include "checker/system/files.h"
#include "course/compiler/compile.h"

namespace course {
namespace {

constexpr char kCommand[] = "compile";
constexpr char kUsage[] = R"(usage: compile SOURCES.tar LIBRARY WORDS
Makes the shared library of what collect took in. Where it does not compile, LIBRARY is empty; WORDS are what the
compiler said, in any case. Exit status 2: it could not be tried.
)";

int Run(const std::string& tar, const std::string& library, const std::string& words) {
  std::string bytes, error;
  Sources sources;
  if (!checker::ReadFile(tar, &bytes, &error)) return checker::CouldNotRun(kCommand, error);
  if (!Unpack(bytes, &sources)) return checker::CouldNotRun(kCommand, tar + " is not what collect wrote");
  const Compiled compiled = Compile(sources);
  if (!compiled.error.empty()) return checker::CouldNotRun(kCommand, compiled.error);
  if (!checker::WriteFile(library, compiled.library, &error) || !checker::WriteFile(words, compiled.words, &error))
    return checker::CouldNotRun(kCommand, error);
  return 0;
}

}  // namespace
}  // namespace course

int main(int argc, char** argv) {
  checker::CommandLine line = checker::ReadCommandLine(argc, argv, {}, 3);
  if (line.error.empty() && !line.help && line.operands.size() < 3) line.error = "it takes three files";
  if (const std::optional<int> shown = checker::ShowUsage(course::kCommand, course::kUsage, line)) return *shown;
  // Another user reads what is laid out for the compiler.
  umask(022);
  return course::Run(line.operands[0], line.operands[1], line.operands[2]);
}
