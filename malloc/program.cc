#include "malloc/program.h"

#include <fcntl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <thread>
#include <vector>

namespace real {
namespace {

namespace fs = std::filesystem;
using Clock = std::chrono::steady_clock;

constexpr auto kPatience = std::chrono::minutes(5);

void Limit(int resource, rlim_t most) {
  const rlimit limit = {most, most};
  setrlimit(static_cast<__rlimit_resource>(resource), &limit);
}

void Redirect(int descriptor, const std::string& file) {
  dup2(open(file.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0666), descriptor);
}

// In the child; a group of its own, so that all of it can be ended.
[[noreturn]] void Become(std::vector<std::string> command, const Surroundings& surroundings) {
  std::vector<char*> arguments;
  for (std::string& word : command) arguments.push_back(word.data());
  arguments.push_back(nullptr);
  setpgid(0, 0);
  if (chdir(surroundings.folder.c_str()) != 0) _exit(126);
  close(STDIN_FILENO);
  open("/dev/null", O_RDONLY);
  Redirect(STDOUT_FILENO, surroundings.folder + "/.output");
  Redirect(STDERR_FILENO, surroundings.folder + "/.errors");
  Limit(RLIMIT_CORE, 0);
  Limit(RLIMIT_CPU, 60);
  Limit(RLIMIT_AS, rlim_t{4} << 30);
  Limit(RLIMIT_FSIZE, rlim_t{1} << 30);
  execvp(arguments[0], arguments.data());
  _exit(127);
}

// False: it had to be ended.
bool WaitFor(pid_t child, int* status, rusage* usage) {
  const auto end = Clock::now() + kPatience;
  while (wait4(child, status, WNOHANG, usage) == 0) {
    if (Clock::now() > end) {
      kill(-child, SIGKILL);
      wait4(child, status, 0, usage);
      return false;
    }
    std::this_thread::sleep_for(std::chrono::milliseconds(1));
  }
  return true;
}

double Seconds(const timeval& time) {
  return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6;
}

// A shell tells of the signal that ended its command by a status above 128.
std::string Ending(int status) {
  if (WIFEXITED(status) && WEXITSTATUS(status) == 128 + SIGKILL) return "too slow";
  if (!WIFSIGNALED(status)) return "exit " + std::to_string(WEXITSTATUS(status));
  if (WTERMSIG(status) == SIGXCPU || WTERMSIG(status) == SIGKILL) return "too slow";
  return "signal " + std::to_string(WTERMSIG(status));
}

Run Start(const std::vector<std::string>& command, const Surroundings& surroundings, bool preloaded) {
  int status = 0;
  rusage usage = {};
  const pid_t child = fork();
  if (child == 0) {
    if (preloaded && !surroundings.preload.empty()) setenv("LD_PRELOAD", surroundings.preload.c_str(), 1);
    if (!surroundings.log.empty()) setenv("MALLOC_LOG", surroundings.log.c_str(), 1);
    Become(command, surroundings);
  }
  const bool in_time = WaitFor(child, &status, &usage);
  Run run;
  run.seconds = Seconds(usage.ru_utime) + Seconds(usage.ru_stime);
  run.peak = usage.ru_maxrss * 1024.0;
  run.ending = in_time ? Ending(status) : "too slow";
  run.output = ReadFile(surroundings.folder + "/.output");
  return run;
}

}  // namespace

Run RunCommand(const std::string& command, const Surroundings& surroundings) {
  return Start({"sh", "-c", command}, surroundings, true);
}

// strace itself runs on libc.
long CountSystemCalls(const std::string& command, const Surroundings& surroundings) {
  const std::string counts = surroundings.folder + "/.calls";
  unlink(counts.c_str());
  std::vector<std::string> words = {"strace", "-f", "-c", "-U", "calls,name", "-qq", "-o", counts};
  if (!surroundings.preload.empty()) words.insert(words.end(), {"-E", "LD_PRELOAD=" + surroundings.preload});
  words.insert(words.end(), {"sh", "-c", command});
  Start(words, surroundings, false);
  std::ifstream lines(counts);
  std::string line, last;
  while (std::getline(lines, line)) last = line;
  return last.find("total") == std::string::npos ? -1 : std::strtol(last.c_str(), nullptr, 10);
}

Scratch::Scratch(const std::string& command) {
  std::string pattern = fs::temp_directory_path() / (command + ".XXXXXX");
  if (mkdtemp(pattern.data()) == nullptr) Stop(command, "cannot make a scratch folder in " + pattern);
  folder_ = pattern;
}

Scratch::~Scratch() {
  std::error_code ignored;
  fs::remove_all(folder_, ignored);
}

std::string Scratch::Link(const std::string& name, const fs::path& file) const {
  fs::create_symlink(fs::canonical(file), folder_ / name);
  return folder_ / name;
}

void Stop(const std::string& command, const std::string& reason) {
  fprintf(stderr, "%s: %s\n", command.c_str(), reason.c_str());
  exit(2);
}

fs::path UsersPath(const std::string& name) {
  const char* place = getenv("BUILD_WORKING_DIRECTORY");
  return place ? fs::path(place) / name : fs::absolute(name);
}

std::string ReadFile(const std::string& name) {
  std::ifstream file(name);
  return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

}  // namespace real
