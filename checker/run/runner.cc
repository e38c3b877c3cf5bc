#include "checker/run/runner.h"

#include <linux/landlock.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <iterator>
#include <optional>
#include <sstream>
#include <vector>

#include "checker/run/call_sites.h"
#include "checker/run/evidence.h"
#include "checker/run/library.h"
#include "checker/run/witness.h"
#include "checker/system/files.h"
#include "checker/system/process.h"
#include "checker/system/scratch.h"

namespace checker {
namespace {

// Without what it starts.
std::vector<std::string> TracerCommand(const std::string& tracer, const Scratch& scratch, const std::string& library) {
  std::string functions;
  for (const Function function : kFunctions) {
    functions += (functions.empty() ? "" : "+") + std::string(NameOf(function)) + "@" + library;
  }
  // Return addresses; the calls of -x only; system calls; inner calls indented.
  std::vector<std::string> command = {tracer, "-i", "-L", "-x", functions, "-S", "-n", "2"};
  // The folder is for the syscalls.conf in it.
  command.insert(command.end(), {"-F", scratch.PathOf(""), "-F", scratch.PathOf("ltrace.conf")});
  command.insert(command.end(), {"-o", scratch.PathOf("log"), "--"});
  return command;
}

ElfFile ReadElf(const std::string& path) {
  std::string bytes, ignored;
  ReadFile(path, &bytes, &ignored);
  return ElfFile(bytes);
}

// Who runs the tracer, and so the program: nobody, where we are root. The tracer reads a hostile library and hostile
// memory, and opens the files that are named there. That both are one user gives the program nothing: what keeps it
// from the tracer is its filter of system calls, as it is where the grader is not root.
const std::optional<User>& TracerUser() {
  static const std::optional<User> nobody = FindNobody();
  return nobody;
}

// Returns why it could not, or nothing.
std::string Prepare(const RunRequest& request, Scratch* scratch) {
  std::string program, error;
  if (!ReadFile(request.program, &program, &error)) return error;
  // The library is loaded by its path; what is asked for by name, the loader looks for.
  scratch->WriteProgram("box/program", ElfFile(program).WithoutNeeding("libosmem.so"));
  scratch->Copy(request.library, "box/libosmem.so", kLargestLibrary);
  scratch->Copy(Runfile("checker/run/jail/jail"), "jail");
  scratch->Copy(Runfile("checker/run/peek.so"), "peek.so");
  scratch->Copy(Runfile("checker/run/ltrace.conf"), "ltrace.conf");
  scratch->Copy(Runfile("checker/run/syscalls.conf"), "syscalls.conf");
  scratch->Write("input", request.script);
  scratch->Write("log", "");
  if (TracerUser()) scratch->GiveTo(TracerUser()->user, "log");
  return scratch->error();
}

// The file that is started as the tracer, wherever it lies; its name where there is none.
std::string TracerFile() {
  const char* path = getenv("PATH");
  std::istringstream folders(path != nullptr ? path : "/usr/bin:/bin");
  for (std::string folder; std::getline(folders, folder, ':');) {
    if (access((folder + "/ltrace").c_str(), X_OK) == 0) return folder + "/ltrace";
  }
  return "ltrace";
}

// It starts programs, reads what lies in the folder of the run and what the kernel says of processes, and writes its
// log: what it reads of a hostile library may take it over.
std::vector<path_rule> WhatATracerReaches(const std::string& tracer, const std::string& folder,
                                          const std::string& log) {
  constexpr unsigned long long kRead = LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_READ_DIR;
  constexpr unsigned long long kRun = kRead | LANDLOCK_ACCESS_FS_EXECUTE,
                               kWrite = kRead | LANDLOCK_ACCESS_FS_WRITE_FILE;
  return {{"/usr", kRun},
          {"/bin", kRun},
          {"/lib", kRun},
          {"/lib64", kRun},
          {"/etc/ld.so.cache", kRead},
          {"/etc/ld.so.preload", kRead},
          {"/proc", kRead},
          {"/dev/null", kWrite},
          {tracer.c_str(), kRun},
          {folder.c_str(), kRun},
          {log.c_str(), kWrite}};
}

// What keeps a program apart, and is made outside: each call that the jail makes is one for the tracer.
class Walls {
 public:
  // The program reads and executes what lies in its own folder, and where the system keeps its libraries.
  explicit Walls(const std::string& box) {
    constexpr unsigned long long kRead = LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_EXECUTE;
    const path_rule rules[] = {{box.c_str(), kRead},         {"/lib", kRead},       {"/lib64", kRead},
                               {"/usr/lib", kRead},          {"/usr/lib64", kRead}, {"/etc/ld.so.cache", kRead},
                               {"/etc/ld.so.preload", kRead}};
    if (witness_.socket() < 0) error_ = "no witness could be started; `ulimit -a` shows what limits there are";
    files_ = build_wall(rules, std::size(rules));
    if (files_ < 0 && errno != EOPNOTSUPP) error_ = std::string("cannot confine what it reads: ") + strerror(errno);
  }
  ~Walls() {
    if (files_ >= 0) close(files_);
  }
  Walls(const Walls&) = delete;
  Walls& operator=(const Walls&) = delete;

  // Empty, or why they could not be made.
  const std::string& error() const { return error_; }
  // What the jail takes over; negative where the kernel has no Landlock.
  std::vector<int> descriptors() const { return {witness_.socket(), files_}; }
  std::vector<std::string> Jail(const Scratch& scratch) const {
    return {scratch.PathOf("jail"), scratch.PathOf("box"), std::to_string(witness_.socket()), std::to_string(files_)};
  }
  Witness& witness() { return witness_; }

 private:
  Witness witness_;
  int files_ = -1;
  std::string error_;
};

ProcessResult RunTracer(const Scratch& scratch, const std::string& library, const Walls& walls,
                        std::chrono::milliseconds wall_limit) {
  ProcessRequest tracer;
  tracer.inherited = walls.descriptors();
  // The tracer reads a hostile library: what it needs, and what the jail gives the program, is less.
  tracer.memory_limit = size_t{1} << 30;
  tracer.file_limit = size_t{16} << 20;
  const std::string file = TracerFile(), folder = scratch.PathOf(""), log = scratch.PathOf("log");
  tracer.command = TracerCommand(file, scratch, library);
  tracer.environment = {"LD_PRELOAD=" + scratch.PathOf("peek.so")};
  for (const std::string& word : walls.Jail(scratch)) tracer.command.push_back(word);
  tracer.reach = WhatATracerReaches(file, folder, log);
  tracer.input = scratch.PathOf("input");
  tracer.user = TracerUser();
  tracer.wall_limit = wall_limit;
  return RunProcess(tracer);
}

// That all our children have used which have ended.
double SecondsOfChildren() {
  rusage usage = {};
  getrusage(RUSAGE_CHILDREN, &usage);
  const auto seconds = [](const timeval& time) {
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6;
  };
  return seconds(usage.ru_utime) + seconds(usage.ru_stime);
}

std::string EndingOf(const ProcessResult& result) {
  if (!result.timed_out && WIFEXITED(result.status)) return "exit " + std::to_string(WEXITSTATUS(result.status));
  const int signal = WTERMSIG(result.status);
  // The jail's limit of time sends the one, and then the other.
  if (result.timed_out || signal == SIGXCPU || signal == SIGKILL) return "timeout";
  const char* name = sigabbrev_np(signal);
  return "signal " + (name != nullptr ? "SIG" + std::string(name) : std::to_string(signal));
}

RunResult Failed(const std::string& why) {
  RunResult result;
  result.error = why;
  return result;
}

}  // namespace

RunResult Run(const RunRequest& request) {
  Scratch scratch;
  const std::string unprepared = Prepare(request, &scratch);
  if (!unprepared.empty()) return Failed("The run could not be prepared: " + unprepared + ".");
  const ElfFile program = ReadElf(scratch.PathOf("box/program")), library = ReadElf(scratch.PathOf("box/libosmem.so"));
  // The name stands in the tracer's log: one with a line break in it could write lines of its own there.
  const std::string library_name = TracedNameOf(library);
  if (library_name.empty())
    return Failed(request.library + " has a SONAME that is no file's name; link it with -Wl,-soname,libosmem.so.");
  Evidence evidence;
  evidence.code = CodeRangeOf(program);
  if (evidence.code.end == 0)
    return Failed(request.program + " is not an executable linked at a fixed place (-no-pie).");
  evidence.calls = CallsIn(program);
  evidence.replaced = ReplacedFunctions(library);
  const std::vector<std::string> needed = library.Needed();
  evidence.has_libstdcxx = std::count(needed.begin(), needed.end(), "libstdc++.so.6") > 0;
  Walls walls(scratch.PathOf("box"));
  if (!walls.error().empty()) return Failed("The run could not be prepared: " + walls.error() + ".");
  evidence.tracer = RunTracer(scratch, library_name, walls, request.wall_limit);
  evidence.seen = walls.witness().Finish();
  std::string no_log;
  ReadFile(scratch.PathOf("log"), &evidence.log, &no_log);
  return ExplainRun(evidence);
}

TimedRun RunTimed(const RunRequest& request) {
  TimedRun run;
  Scratch scratch;
  run.error = Prepare(request, &scratch);
  Walls walls(scratch.PathOf("box"));
  if (run.error.empty()) run.error = walls.error();
  if (!run.error.empty()) return run;
  ProcessRequest jail;
  jail.command = walls.Jail(scratch);
  jail.inherited = walls.descriptors();
  jail.input = scratch.PathOf("input");
  jail.user = TracerUser();
  jail.wall_limit = request.wall_limit;
  const double before = SecondsOfChildren();
  const ProcessResult result = RunProcess(jail);
  run.seconds = SecondsOfChildren() - before;
  run.seen = walls.witness().Finish();
  // What the program prints goes elsewhere.
  run.error = result.error.empty() ? result.std_err.substr(0, result.std_err.find('\n')) : result.error;
  run.ending = EndingOf(result);
  run.output = result.std_out;
  return run;
}

bool CanConfineFiles() { return syscall(SYS_landlock_create_ruleset, nullptr, 0, LANDLOCK_CREATE_RULESET_VERSION) > 0; }

}  // namespace checker
