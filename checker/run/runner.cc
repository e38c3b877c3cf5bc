#include "checker/run/runner.h"

#include <cinttypes>
#include <cstdio>
#include <optional>

#include "checker/run/outcome.h"
#include "checker/run/program.h"
#include "checker/system/files.h"
#include "checker/system/process.h"
#include "checker/system/scratch.h"

namespace checker {
namespace {

std::vector<std::string> TracerCommand(const Scratch& scratch, const std::string& library) {
  std::string functions;
  for (const Function function : {Function::kMalloc, Function::kCalloc, Function::kRealloc, Function::kFree}) {
    functions += (functions.empty() ? "" : "+") + std::string(NameOf(function)) + "@" + library;
  }
  // Return addresses; the calls of -x only; system calls; inner calls indented.
  std::vector<std::string> command = {"ltrace", "-i", "-L", "-x", functions, "-S", "-n", "2"};
  command.insert(command.end(), {"-F", scratch.PathOf("ltrace.conf"), "-o", scratch.PathOf("log")});
  command.insert(command.end(), {"--", scratch.PathOf("jail"), scratch.PathOf("box")});
  return command;
}

ElfFile ReadElf(const std::string& path) {
  std::string bytes, ignored;
  ReadFile(path, &bytes, &ignored);
  return ElfFile(bytes);
}

}  // namespace

RunResult Run(const RunRequest& request) {
  // The tracer is nobody, too: it reads a hostile library and hostile memory, and opens the files that are named there.
  // That they are one user gives the program nothing: its filter of calls is what keeps it from the tracer, as it does
  // where the grader is not root.
  static const std::optional<User> nobody = FindNobody();
  RunResult result;
  Scratch scratch;
  scratch.Copy(request.program, "box/program");
  scratch.Copy(request.library, "box/libosmem.so");
  scratch.Copy(Runfile("checker/run/jail/jail"), "jail");
  scratch.Copy(Runfile("checker/run/ltrace.conf"), "ltrace.conf");
  scratch.Write("input", request.script);
  scratch.Write("log", "");
  if (nobody) scratch.GiveTo(nobody->user, "log");
  result.could_not_run = scratch.error();
  if (!result.could_not_run.empty()) return result;

  Evidence evidence;
  const ElfFile program = ReadElf(scratch.PathOf("box/program"));
  evidence.code = CodeRangeOf(program);
  evidence.calls = CallsIn(program);
  const ElfFile library = ReadElf(scratch.PathOf("box/libosmem.so"));
  evidence.replaced = ReplacedFunctions(library);
  // The name stands in the tracer's log: one with a line break in it could write lines of its own there.
  const std::string library_name = TracedNameOf(library);
  if (library_name.empty()) {
    result.could_not_run =
        request.library + " has a SONAME that is no file's name; link it with -Wl,-soname,libosmem.so.";
    return result;
  }
  if (evidence.code.end == 0) {
    result.could_not_run = request.program + " is not an executable linked at a fixed place (-no-pie).";
    return result;
  }

  ProcessRequest tracer;
  tracer.command = TracerCommand(scratch, library_name);
  tracer.input = scratch.PathOf("input");
  tracer.user = nobody;
  tracer.wall_limit = request.wall_limit;
  evidence.tracer = RunProcess(tracer);
  std::string no_log;
  ReadFile(scratch.PathOf("log"), &evidence.log, &no_log);
  return ExplainRun(evidence);
}

std::string SourceLine(const std::string& program, uint64_t address) {
  ProcessRequest addr2line;
  // One byte back: the return address may be the first of the next line.
  char place[32];
  snprintf(place, sizeof(place), "%#" PRIx64, address - 1);
  addr2line.command = {"addr2line", "--basenames", "--exe=" + program, place};
  const std::string output = RunProcess(addr2line).output;
  if (output.empty() || output[0] == '?') return "";
  // What addr2line adds behind it, as "(discriminator 3)", says nothing to a reader.
  return output.substr(0, output.find_first_of(" \n"));
}

}  // namespace checker
