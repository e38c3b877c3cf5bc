#include "checker/runner.h"

#include <signal.h>
#include <sys/wait.h>

#include <cinttypes>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string_view>
#include <system_error>

#include "checker/denied.h"
#include "checker/ltrace.h"
#include "checker/process.h"
#include "checker/program.h"
#include "checker/scratch.h"

namespace checker {
namespace {

constexpr char kFunctions[] = "os_malloc+os_calloc+os_realloc+os_free";

bool Contains(std::string_view text, std::string_view part) { return text.find(part) != std::string_view::npos; }

std::string FirstLineOf(const std::string& text) { return text.substr(0, text.find('\n')); }

std::string ReadFile(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

// A file that the runner needs beside itself: where Bazel puts the data of the running program.
std::string DataFile(const std::string& name) {
  std::error_code ignored;
  const std::string self = std::filesystem::read_symlink("/proc/self/exe", ignored).string();
  const std::string beside = self + ".runfiles/osmem/" + name;
  return std::filesystem::exists(beside, ignored) ? beside : name;
}

std::vector<std::string> TracerCommand(const Scratch& scratch) {
  static const bool become_nobody = CanBecomeNobody();
  std::vector<std::string> command = {"ltrace", "-i", "-L", "-S", "-n", "2"};
  command.insert(command.end(), {"-F", scratch.PathOf("ltrace.conf"), "-x", kFunctions, "-o", scratch.PathOf("log")});
  if (become_nobody) command.insert(command.end(), {"-u", "nobody"});
  command.insert(command.end(), {"--", scratch.PathOf("jail"), scratch.PathOf("box")});
  return command;
}

// Why the program was never started, as the tracer or the jail tells it; empty where it was.
std::string WhyNotStarted(const ProcessResult& tracer, const std::string& log_text) {
  if (!tracer.not_started.empty()) {
    return "The tracer could not be started (" + tracer.not_started + "); install ltrace: apt-get install ltrace.";
  }
  if (Contains(log_text, "--- Called exec() ---")) return "";
  if (Contains(tracer.errors, "PTRACE") || Contains(tracer.errors, "ptrace")) {
    return "This system forbids ptrace(), which ltrace needs (" + FirstLineOf(tracer.errors) +
           "); in a container, start it with --cap-add=SYS_PTRACE.";
  }
  const size_t jail = tracer.errors.find("jail: ");
  if (jail != std::string::npos) return "The program was not started: " + FirstLineOf(tracer.errors.substr(jail)) + ".";
  return "";
}

// What became of a program whose log does not end in an end record.
void ExplainCutLog(const ProcessResult& tracer, const std::string& incomplete, RunResult* result) {
  if (Contains(tracer.errors, "call nesting too deep")) {
    result->trace.ending = "signal SIGSEGV";
    result->flags.push_back("os_ calls nest without end; the program was ended");
  } else if (WIFSIGNALED(tracer.status) && WTERMSIG(tracer.status) == SIGXFSZ) {
    result->trace.ending = "timeout";
    result->flags.push_back("the trace grew without end; the program was ended");
  } else {
    result->could_not_run = "The tracer ended before the program did (" + incomplete + ")" +
                            (tracer.errors.empty() ? "" : ": " + FirstLineOf(tracer.errors)) + ".";
  }
}

// Why the loader did not get as far as the program, in its own words; empty where it did.
std::string WhyNotLoaded(const LtraceLog& log, const std::string& output) {
  const size_t reason = output.find("error while loading shared libraries: ");
  const size_t symbol = output.find("symbol lookup error: ");
  const size_t where = std::min(reason, symbol);
  if (log.trace.ending != "exit 127" || !log.trace.calls.empty() || where == std::string::npos) return "";
  return "The program could not be loaded with this library: " + FirstLineOf(output.substr(where)) + ".";
}

RunResult Explain(const ProcessResult& tracer, const std::string& log_text, const CodeRange& code) {
  RunResult result;
  result.could_not_run = WhyNotStarted(tracer, log_text);
  if (!result.could_not_run.empty()) return result;
  LtraceLog log = ParseLtrace(log_text, code);
  result.could_not_run = WhyNotLoaded(log, tracer.output);
  result.trace = std::move(log.trace);
  result.flags = std::move(log.flags);
  for (const std::string& name : DeniedCalls(log_text)) result.flags.push_back("denied call: " + name);
  if (tracer.errors.rfind("note: ", 0) == 0) result.flags.push_back(FirstLineOf(tracer.errors.substr(6)));
  result.output = tracer.output;
  // The jail's limit of CPU time sends the first, and then, to those that ignore it, the second.
  const bool out_of_cpu = result.trace.ending == "signal SIGXCPU" || result.trace.ending == "signal SIGKILL";
  if (tracer.timed_out || out_of_cpu) {
    result.trace.ending = "timeout";
  } else if (!log.incomplete.empty()) {
    ExplainCutLog(tracer, log.incomplete, &result);
  }
  return result;
}

}  // namespace

RunResult Run(const RunRequest& request) {
  RunResult result;
  Scratch scratch;
  scratch.Copy(request.program, "box/program");
  scratch.Copy(request.library, "box/libosmem.so");
  scratch.Copy(DataFile("checker/jail"), "jail");
  scratch.Copy(DataFile("checker/ltrace.conf"), "ltrace.conf");
  scratch.Write("input", request.script);
  result.could_not_run = scratch.error();
  if (!result.could_not_run.empty()) return result;
  const CodeRange code = ReadCodeRange(scratch.PathOf("box/program"));
  if (code.end == 0) {
    result.could_not_run = request.program + " is not an executable linked at a fixed place (-no-pie).";
    return result;
  }

  ProcessRequest tracer;
  tracer.command = TracerCommand(scratch);
  tracer.input = scratch.PathOf("input");
  tracer.wall_limit = request.wall_limit;
  const ProcessResult ended = RunProcess(tracer);
  return Explain(ended, ReadFile(scratch.PathOf("log")), code);
}

std::string SourceLine(const std::string& program, uint64_t address) {
  ProcessRequest addr2line;
  // One byte back: the return address may be the first of the next line.
  char place[32];
  snprintf(place, sizeof(place), "%#" PRIx64, address - 1);
  addr2line.command = {"addr2line", "--basenames", "--exe=" + program, place};
  const ProcessResult ended = RunProcess(addr2line);
  const std::string line = FirstLineOf(ended.output);
  // What addr2line adds behind it, as "(discriminator 3)", says nothing to a reader.
  return line.empty() || line[0] == '?' ? "" : line.substr(0, line.find(' '));
}

}  // namespace checker
