// bazel run //malloc:record -- FOLDER -- writes there, as scripts for //snippets:replay, what some of the real programs
// ask of malloc. snippets/traces/ was made so.
#include <sys/personality.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>

#include "malloc/program.h"
#include "malloc/real_programs.h"

namespace real {
namespace {

namespace fs = std::filesystem;

constexpr char kCommand[] = "record";

// So many calls from the start on. What each program is good for is a word for people.
struct Recording {
  const char* name;
  int calls;
  const char* about;
};

constexpr Recording kRecordings[] = {
    {"bash", 4000, "words and variables, of a few bytes each; much of it stays"},
    {"gcc", 5500, "a compiler (cc1): sizes of all kinds, calloc too, and a large live set"},
    {"git-log", 3000, "buffers that grow, and tables, some so large that they are mapped"},
    {"ls", 3000, "names and tables that come and go, and calloc"},
    {"perl", 6000, "a live set that only grows"},
    {"sqlite3", 3000, "a few sizes, taken and given back at once over a small live set"},
};

const Program& ProgramOf(const Recording& recording) {
  for (const Program& program : kPrograms) {
    if (std::string(program.name) == recording.name) return program;
  }
  Stop(kCommand, std::string("there is no real program ") + recording.name);
}

// Each process of a command has a log; the one that asks most is the program meant.
fs::path LargestLog(const fs::path& folder) {
  fs::path largest;
  for (const auto& entry : fs::directory_iterator(folder)) {
    if (entry.path().filename().string().rfind("log.", 0) != 0) continue;
    if (largest.empty() || entry.file_size() > fs::file_size(largest)) largest = entry.path();
  }
  return largest;
}

std::string HeadOf(const Recording& recording) {
  std::string head = "# " + std::string(recording.name) + ": " + recording.about + ".\n# Made by bazel run " +
                     "//malloc:record, " + std::to_string(recording.calls) +
                     " calls from the start on; what is live then is freed at the end. Of\n";
  const std::string command = ProgramOf(recording).command;
  for (size_t start = 0; start < command.size();) {
    const size_t end = std::min(command.find('\n', start), command.size());
    head += "#     " + command.substr(start, end - start) + "\n";
    start = end + 1;
  }
  return head;
}

std::string ScriptOf(const Recording& recording, const fs::path& scratch, const std::string& preload,
                     const std::string& awk) {
  const fs::path folder = scratch / recording.name;
  fs::create_directory(folder);
  RunCommand(kPrepare, {"", folder, ""});
  const Run run = RunCommand(ProgramOf(recording).command, {preload, folder, folder / "log"});
  const fs::path log = LargestLog(folder);
  if (run.ending != "exit 0" || log.empty())
    Stop(kCommand, std::string(recording.name) + " does not run here: " + ReadFile(folder / ".errors"));
  const std::string cut = "awk -v most=" + std::to_string(recording.calls) + " -f '" + awk + "' '" + log.string() + "'";
  return HeadOf(recording) + RunCommand(cut, {"", folder, ""}).output;
}

// Some tables are as large as addresses and chance have it: here both are the same each time.
void MakeRepeatable(char** argv) {
  setenv("PERL_HASH_SEED", "0", 1);
  const int now = personality(0xffffffff);
  if (now < 0 || (now & ADDR_NO_RANDOMIZE) != 0 || personality(now | ADDR_NO_RANDOMIZE) < 0) return;
  execv("/proc/self/exe", argv);
}

int Main(int argc, char** argv) {
  if (argc != 5) Stop(kCommand, "say where to: bazel run //malloc:record -- FOLDER");
  MakeRepeatable(argv);
  const fs::path to = UsersPath(argv[4]);
  const Scratch scratch(kCommand);
  const std::string preload = scratch.Link("front.so", argv[1]) + " " + scratch.Link("libosmem.so", argv[2]);
  const std::string awk = fs::canonical(argv[3]);
  for (const Recording& recording : kRecordings) {
    const std::string script = ScriptOf(recording, scratch.folder(), preload, awk);
    const fs::path file = to / (std::string(recording.name) + ".script");
    if (!(std::ofstream(file) << script)) Stop(kCommand, "cannot write " + file.string());
    printf("%s: %zu bytes\n", file.c_str(), script.size());
  }
  return 0;
}

}  // namespace
}  // namespace real

int main(int argc, char** argv) { return real::Main(argc, argv); }
