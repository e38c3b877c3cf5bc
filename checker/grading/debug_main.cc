// The command that opens a debugger on one call of a program that is graded: shows what is due, and stops where the
// program makes that call.
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <cstdlib>
#include <cstring>
#include <optional>

#include "checker/draw/strip.h"
#include "checker/grading/snippet.h"
#include "checker/grading/suite.h"
#include "checker/programs/random.h"
#include "checker/run/library.h"
#include "checker/system/command_line.h"
#include "checker/system/files.h"
#include "checker/system/scratch.h"
#include "checker/trace/text.h"

namespace checker {
namespace {

constexpr char kCommand[] = "debug";
constexpr char kUsage[] =
    "usage: bazel run //checker:debug -- TIER/NAME:CALL [--lib FILE.so]\n"
    "Shows what the contract demands of a call, counted from 1, and opens gdb where the program makes it.\n";

// A call of a program.
struct Place {
  Program program;
  size_t index = 0;  // from 0
};

// By its label; the random programs are those of a grade without --seed.
std::optional<Program> FindProgram(const std::string& label, std::string* error) {
  std::vector<GradedTest> tests;
  for (const std::string_view tier : kTiers) {
    if (!AddSnippets(std::string(tier), kDefaultSeed, &tests, error)) return std::nullopt;
  }
  AddRandomPrograms(kDefaultSeed, kDefaultPrograms, &tests);
  for (const GradedTest& test : tests) {
    for (const Program& program : test.programs) {
      if (program.label == label) return program;
    }
  }
  *error = "there is no scenario " + label + "; write TIER/NAME:CALL, as in malloc/block-reuse:17";
  return std::nullopt;
}

std::optional<Place> FindPlace(const std::string& text, std::string* error) {
  const size_t colon = text.find(':');
  const std::string label = text.substr(0, colon);
  const std::optional<Program> program = FindProgram(label, error);
  if (!program) return std::nullopt;
  Scanner number(colon == std::string::npos ? "" : std::string_view(text).substr(colon + 1));
  const std::optional<uint64_t> call = number.TakeNumber();
  const size_t calls = program->expected.calls.size();
  if (call && number.AtEnd() && *call >= 1 && *call <= calls) return Place{*program, *call - 1};
  *error = "which call of " + label + "? It makes " + std::to_string(calls) + ": write " + label + ":1 to " + label +
           ":" + std::to_string(calls);
  return std::nullopt;
}

std::vector<Mark> MarksOf(const Call& call) {
  std::vector<Mark> marks;
  if (call.result.base == Address::Base::kHeap) marks.push_back({call.result.offset, '^'});
  if (call.pointer.base == Address::Base::kHeap) marks.push_back({call.pointer.offset, 'p'});
  return marks;
}

// What is due: the call, and the heap before it.
std::string DueText(const Place& place) {
  const std::vector<Call>& calls = place.program.expected.calls;
  const Call& call = calls[place.index];
  const Model before = ModelAfter(place.program.expected, place.index);
  return place.program.label + ", call " + std::to_string(place.index + 1) + " of " + std::to_string(calls.size()) +
         ", as it should be:\n" + ToText(call) +
         "The heap before it, as it should be (^ expected, p the pointer passed):\n" +
         DrawHeap(before.heap(), before.units().header, MarksOf(call)) +
         "In gdb, the heap begins at $heap, and `finish` shows what the call returns.\n\n";
}

// The program's calls go through a stub of its own, and those that the library makes to itself do not: stops there are
// counted. Then on into the function, behind its prologue, where its arguments can be read.
std::string GdbScript(const Place& place, const Scratch& scratch) {
  const std::vector<Call>& calls = place.program.expected.calls;
  const Function function = calls[place.index].function;
  const std::string name(NameOf(function));
  size_t earlier = 0;
  for (size_t i = 0; i < place.index; ++i) earlier += calls[i].function == function ? 1 : 0;
  const char* workspace = std::getenv("BUILD_WORKSPACE_DIRECTORY");
  std::string script = "set startup-with-shell off\n";
  script += "set environment LD_LIBRARY_PATH = " + scratch.PathOf("box") + "\n";
  if (workspace != nullptr) script += "directory " + std::string(workspace) + "\n";
  if (!place.program.script.empty()) script += "set args " + scratch.PathOf("script") + "\n";
  script += "set $reached = 0\n";
  script += "tbreak main\ncommands\nsilent\nset $heap = ((char *(*)(long))sbrk)(0)\ncontinue\nend\n";
  script += "tbreak *'" + name + "@plt'\n";
  script += "commands\nsilent\nset $reached = 1\ntbreak " + name + "\ncontinue\nend\n";
  script += "ignore $bpnum " + std::to_string(earlier) + "\n";
  script += "run\n";
  script += "if $reached == 0\necho The program did not come to that call.\\n\nend\n";
  if (!isatty(STDIN_FILENO)) script += "if $_thread != 0\nbacktrace\nend\n";
  return script;
}

int RunGdb(const std::string& script, const std::string& program) {
  std::vector<const char*> command = {"gdb", "-q", "-x", script.c_str()};
  if (!isatty(STDIN_FILENO)) command.push_back("-batch");
  command.insert(command.end(), {program.c_str(), nullptr});
  pid_t gdb = 0;
  const int failure = posix_spawnp(&gdb, "gdb", nullptr, nullptr, const_cast<char**>(command.data()), environ);
  if (failure != 0) {
    return CouldNotRun(kCommand, std::string("gdb cannot be started (") + std::strerror(failure) +
                                     "); install it with: build/setup.sh debug");
  }
  std::signal(SIGINT, SIG_IGN);  // Ctrl-C is for gdb
  int status = 0;
  waitpid(gdb, &status, 0);
  return WIFEXITED(status) ? WEXITSTATUS(status) : 1;
}

int Debug(const std::string& at, const std::string& lib) {
  std::string error;
  const std::optional<Place> place = FindPlace(at, &error);
  if (!place) return CouldNotRun(kCommand, error);
  const Library library = OpenLibrary(lib.empty() ? Runfile("checker/submission/libosmem.so") : UserPath(lib));
  if (!library.error.empty()) return CouldNotRun(kCommand, library.error);
  Scratch scratch;
  scratch.Copy(library.path, "box/libosmem.so");
  scratch.Write("script", ToText(place->program.script));
  scratch.Write("commands", GdbScript(*place, scratch));
  if (!scratch.error().empty()) return CouldNotRun(kCommand, scratch.error());
  if (!Print(DueText(*place), &error)) return CouldNotRun(kCommand, error);
  return RunGdb(scratch.PathOf("commands"), place->program.executable);
}

}  // namespace
}  // namespace checker

int main(int argc, char** argv) {
  std::string library;
  checker::CommandLine line = checker::ReadCommandLine(argc, argv, {{"lib", &library}}, 1);
  if (line.error.empty() && line.operands.empty()) line.error = "which call? Write TIER/NAME:CALL";
  const std::optional<int> shown = checker::ShowUsage(checker::kCommand, checker::kUsage, line);
  return shown ? *shown : checker::Debug(line.operands[0], library);
}
