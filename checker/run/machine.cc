#include "checker/run/machine.h"

#include <linux/seccomp.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <sys/syscall.h>
#include <sys/utsname.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <ctime>
#include <filesystem>
#include <string_view>
#include <thread>

#include "checker/run/runner.h"
#include "checker/system/files.h"
#include "checker/system/process.h"
#include "checker/system/scratch.h"
#include "checker/trace/ltrace_line.h"
#include "checker/trace/text.h"

namespace checker {
namespace {

std::string OutputOf(const std::vector<std::string>& command) {
  ProcessRequest request;
  request.command = command;
  return FirstLine(RunProcess(request).std_out);
}

// 5.9 has the youngest call that the jail makes, close_range().
Finding Kernel() {
  constexpr int kMajor = 5, kMinor = 9;
  utsname name = {};
  uname(&name);
  int major = 0, minor = 0;
  std::sscanf(name.release, "%d.%d", &major, &minor);
  const std::string what = std::string("Linux ") + name.release + " on " + name.machine;
  if (std::string_view(name.machine) != "x86_64") return {what, "grade on x86_64, which ltrace's log is read for"};
  const bool young = major > kMajor || (major == kMajor && minor >= kMinor);
  return {what, young ? "" : "grade on Linux 5.9 or later; gVisor and WSL 1 play an older one"};
}

// An emulator plays the file of the process to the process itself, and to nobody else.
Finding Emulation() {
  std::error_code failed;
  const std::string own = std::filesystem::read_symlink("/proc/self/exe", failed).string();
  const std::string seen = OutputOf({"readlink", "/proc/" + std::to_string(getpid()) + "/exe"});
  if (seen.empty() || seen == own) return {"programs run on the processor itself", ""};
  return {"programs run in an emulator, " + seen, "grade on a machine of their kind: an emulator has no ptrace()"};
}

bool ShowsAnExit(const std::string& log) {
  std::string_view rest = log;
  for (std::string_view text; TakeLine(&rest, &text);) {
    const LtraceLine line = ReadLtraceLine(text);
    if (line.kind == LtraceLine::Kind::kSystemCall && line.name == "exit_group") return true;
  }
  return false;
}

// ltrace by itself, without the jail.
Finding Tracer(const Scratch& scratch) {
  ProcessRequest request;
  request.command = {"ltrace", "-S", "-o", scratch.PathOf("log"), "true"};
  const ProcessResult traced = RunProcess(request);
  if (!traced.error.empty()) return {"ltrace does not start (" + traced.error + ")", "apt-get install ltrace"};
  std::string log, no_log;
  ReadFile(scratch.PathOf("log"), &log, &no_log);
  if (ShowsAnExit(log)) return {OutputOf({"ltrace", "--version"}) + " sees system calls", ""};
  if (traced.std_err.find("PTRACE") == std::string::npos && traced.std_err.find("ptrace") == std::string::npos)
    return {"ltrace sees no system calls",
            "get Debian's or Ubuntu's: apt-get install --reinstall ltrace, first in PATH"};
  return {"ptrace() is forbidden (" + FirstLine(traced.std_err) + ")",
          "start a container with --cap-add=SYS_PTRACE; elsewhere, sysctl kernel.yama.ptrace_scope=1"};
}

Finding Notification() {
  const unsigned action = SECCOMP_RET_USER_NOTIF;
  if (syscall(SYS_seccomp, SECCOMP_GET_ACTION_AVAIL, 0, &action) == 0) return {"seccomp tells of system calls", ""};
  return {std::string("seccomp does not tell of system calls (") + strerror(errno) + ")",
          "grade on a kernel with seccomp's user notification; in a container, one whose filter allows seccomp()"};
}

Finding Landlock() {
  if (CanConfineFiles()) return {"Landlock keeps programs from files", ""};
  return {"Landlock is missing, so a library could read what its user can",
          "boot with lsm=landlock,..., or grade as a user who can read nothing of worth, with --without-landlock"};
}

Finding JailUser() {
  if (FindNobody()) return {"programs run as nobody", ""};
  if (geteuid() != 0) return {"programs run as you", ""};
  return {"root can become nobody else here, so programs would run as root",
          "grade as a user, or in a container that has the user nobody"};
}

// While a grade runs, it takes a few MiB for each core.
Finding Disk(const Scratch& scratch) {
  constexpr uint64_t kLeast = 64 << 20;
  // What is wrong, and behind a semicolon what helps.
  const std::string& error = scratch.error();
  const size_t mend = error.find("; ");
  if (mend != std::string::npos) return {error.substr(0, mend), error.substr(mend + 2)};
  if (!error.empty()) return {error, "set TMPDIR to another folder"};
  struct statvfs disk = {};
  statvfs(scratch.PathOf("").c_str(), &disk);
  const uint64_t free = uint64_t{disk.f_bavail} * disk.f_frsize;
  const std::string where = std::filesystem::path(scratch.PathOf("")).parent_path().parent_path().string();
  const std::string what = std::to_string(free >> 20) + " MiB are free in " + where;
  if (free < kLeast) return {what, "free 64, or set TMPDIR to a folder elsewhere"};
  return {what + ", and programs may run there", ""};
}

struct Limit {
  int resource;
  rlim_t least, unit;
  const char* what;
  const char* option;
};

std::vector<Finding> Limits() {
  const rlim_t open_files = 32 + 16 * std::max(1u, std::thread::hardware_concurrency());
  const Limit limits[] = {{RLIMIT_NOFILE, open_files, 1, "open files", "-n"},
                          {RLIMIT_FSIZE, 16 << 20, 1 << 20, "MiB in a file", "-f"},
                          {RLIMIT_AS, 2UL << 30, 1 << 20, "MiB of address space", "-v"},
                          {RLIMIT_CPU, 60, 1, "seconds of the processor", "-t"}};
  std::vector<Finding> findings;
  for (const Limit& limit : limits) {
    rlimit now = {};
    if (getrlimit(limit.resource, &now) != 0 || now.rlim_cur >= limit.least) continue;
    findings.push_back({"only " + std::to_string(now.rlim_cur / limit.unit) + " " + limit.what + " are allowed",
                        "raise that to " + std::to_string(limit.least / limit.unit) + ", see ulimit " + limit.option});
  }
  if (findings.empty()) findings.push_back({"no limit is in the way", ""});
  return findings;
}

// Everything at once: as in a grade, but that what must be seen is known.
Finding Probe() {
  constexpr char kExpected[] =
      "os_malloc(1000) = heap\n"
      "  brk(heap+0x3e8)\n"
      "os_free(heap)\n"
      "os_calloc(1, 100) = heap+0x3e8\n"
      "  brk(heap+0x44c)\n"
      "os_realloc(heap+0x3e8, 5000) = heap+0x44c\n"
      "  brk(heap+0x17d4)\n"
      "os_free(heap+0x44c)\n"
      "exit 0\n";
  const RunResult run = Run({Runfile("checker/run/probe"), Runfile("checker/run/bump.so"), "call"});
  // A sentence, and what helps is in it.
  if (!run.error.empty()) return {"a probe could not be run", run.error.substr(0, run.error.size() - 1)};
  if (!run.unseen.empty()) return {"a probe was not seen whole: " + run.unseen, "get Debian's or Ubuntu's ltrace"};
  if (run.trace.ending == "timeout") return {"a probe was not done in 3 seconds", "grade where less runs at once"};
  if (ToText(run.trace) != kExpected)
    return {"a probe was seen to make " + std::to_string(run.trace.calls.size()) + " calls, or others, instead of 5",
            "get Debian's or Ubuntu's ltrace"};
  // That there is no Landlock stands above.
  if (!run.flags.empty() && CanConfineFiles())
    return {"a good library is flagged: " + Printable(run.flags[0]), "grade on a system that the README names"};
  return {"a probe ran, and each of its calls was seen", ""};
}

using Wall = std::chrono::system_clock;
using Steady = std::chrono::steady_clock;

struct Clocks {
  Wall::time_point wall = Wall::now();
  Steady::time_point steady = Steady::now();
};

// Since `start`, when the other checks began. Make and Bazel go by the times of files, and the scratch folders' sweep.
Finding Clock(const Clocks& start) {
  constexpr std::chrono::milliseconds kMost(500);
  const Clocks now;
  const auto jump = (now.wall - start.wall) - (now.steady - start.steady);
  struct stat built = {};
  if (jump > kMost || jump < -kMost)
    return {
        "the clock jumped by " + std::to_string(std::chrono::duration_cast<std::chrono::seconds>(jump).count()) + " s",
        "let one service alone set it, slowly (timedatectl)"};
  if (stat("/proc/self/exe", &built) == 0 && built.st_mtime > Wall::to_time_t(now.wall) + 60)
    return {"the clock stands before the time when this was built", "set it (timedatectl)"};
  return {"the clock goes evenly", ""};
}

// Of the workspace that `bazel run` was called in.
Finding Bazel(const std::string& workspace) {
  std::string wanted, ignored;
  ReadFile(workspace + "/.bazelversion", &wanted, &ignored);
  wanted = "bazel " + FirstLine(wanted) + ".";
  const std::string version = OutputOf({"sh", "-c", "cd \"$0\" && bazel --version", workspace});
  // Debian's calls itself so, and tools/bazel lets no other of that name pass.
  if (version == "bazel no_version" || version.compare(0, wanted.size(), wanted) == 0)
    return {"Bazel is the right one", ""};
  return {version.empty() ? "there is no Bazel for this workspace" : "Bazel is another one, " + version,
          "start tools/bazel in its place, or make; build/setup.sh installs the right one"};
}

}  // namespace

std::vector<Finding> ExamineMachine() {
  const Clocks start;
  const Scratch scratch;
  std::vector<Finding> findings = {Kernel(),   Emulation(), Tracer(scratch), Notification(),
                                   Landlock(), JailUser(),  Disk(scratch)};
  for (const Finding& limit : Limits()) findings.push_back(limit);
  findings.push_back(Probe());
  findings.push_back(Clock(start));
  if (const char* workspace = std::getenv("BUILD_WORKSPACE_DIRECTORY")) findings.push_back(Bazel(workspace));
  return findings;
}

}  // namespace checker
