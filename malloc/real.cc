// bazel run //malloc:real -- FILE.so -- a dozen real programs on the allocator in FILE.so, beside libc's.
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <string>

#include "malloc/program.h"
#include "malloc/real_programs.h"

namespace real {
namespace {

namespace fs = std::filesystem;

constexpr char kCommand[] = "real";

// The last line of the log that was written to last, which is that of the process that died.
std::string LastCall(const fs::path& folder) {
  fs::path newest;
  for (const auto& entry : fs::directory_iterator(folder)) {
    if (entry.path().filename().string().rfind("log.", 0) != 0) continue;
    if (newest.empty() || entry.last_write_time() > fs::last_write_time(newest)) newest = entry.path();
  }
  std::string log = newest.empty() ? "" : ReadFile(newest);
  if (log.empty()) return "no call was made";
  const bool is_whole = log.back() == '\n';
  if (is_whole) log.pop_back();
  const std::string line = log.substr(log.rfind('\n') + 1);
  return is_whole ? "its last call was " + line : "it ended inside " + line + ")";
}

struct Outcome {
  bool passed = false;
  std::string explanation;
};

// Runs it once more, with a log, where it failed.
Outcome Compare(const Program& program, const Run& libc, const Run& run, Surroundings surroundings) {
  if (run.ending == libc.ending && run.output == libc.output) return {true, ""};
  std::string explanation =
      run.ending != libc.ending ? run.ending + ", with libc " + libc.ending : "its output differs from that with libc";
  surroundings.log = surroundings.folder + "/log";
  RunCommand(program.command, surroundings);
  explanation += "; run again, " + LastCall(surroundings.folder);
  const std::string errors = ReadFile(surroundings.folder + "/.errors");
  if (!errors.empty()) explanation += "\n    " + errors.substr(0, errors.find('\n'));
  return {false, explanation};
}

double Mib(double bytes) { return bytes / (1 << 20); }

void PrintHead() {
  printf("%-10s %-8s %7s %7s %9s %7s %9s %7s\n", "", "", "seconds", "/ libc", "peak MiB", "/ libc", "sys calls",
         "/ libc");
}

// Each program has a folder of its own with the same inputs.
bool RunProgram(const Program& program, const fs::path& folder, const std::string& preload) {
  Surroundings surroundings = {"", folder, ""};
  RunCommand(kPrepare, surroundings);
  const Run libc = RunCommand(program.command, surroundings);
  if (libc.ending != "exit 0")
    Stop(kCommand, std::string(program.name) +
                       " does not run here, with libc's malloc: " + ReadFile(surroundings.folder + "/.errors"));
  const long libc_calls = CountSystemCalls(program.command, surroundings);
  surroundings.preload = preload;
  const Run run = RunCommand(program.command, surroundings);
  const Outcome outcome = Compare(program, libc, run, surroundings);
  printf("%-10s %-8s %7.2f %7.2f %9.1f %7.2f", program.name, outcome.passed ? "passed" : "FAILED", run.seconds,
         run.seconds / libc.seconds, Mib(run.peak), run.peak / libc.peak);
  const long calls = outcome.passed && libc_calls > 0 ? CountSystemCalls(program.command, surroundings) : -1;
  if (calls > 0) printf(" %9ld %7.2f", calls, static_cast<double>(calls) / static_cast<double>(libc_calls));
  printf("\n");
  if (!outcome.passed) printf("    %s\n", outcome.explanation.c_str());
  fflush(stdout);
  return outcome.passed;
}

int Main(int argc, char** argv) {
  if (argc < 4) Stop(kCommand, "usage: make real LIB=FILE.so");
  const Scratch scratch(kCommand);
  const fs::path library = UsersPath(argv[3]);
  if (!fs::is_regular_file(library)) Stop(kCommand, "there is no library " + library.string());
  setenv("THREADS_PROGRAM", fs::canonical(argv[2]).c_str(), 1);
  const std::string preload = scratch.Link("front.so", argv[1]) + " " + scratch.Link("libosmem.so", library);
  int passed = 0, all = 0;
  PrintHead();
  for (const Program& program : kPrograms) {
    if (argc > 4 && std::string(argv[4]) != program.name) continue;
    const fs::path folder = scratch.folder() / program.name;
    fs::create_directory(folder);
    passed += RunProgram(program, folder, preload);
    all++;
  }
  printf("%d of %d programs end as with libc's malloc\n", passed, all);
  return passed == all ? 0 : 1;
}

}  // namespace
}  // namespace real

int main(int argc, char** argv) { return real::Main(argc, argv); }
