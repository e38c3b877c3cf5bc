#include "osmem/testing/run.h"

#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <sstream>

namespace eyes {
namespace {

constexpr char kHexDigits[] = "0123456789abcdef";

// Under a sanitizer, on a busy machine, programs take their time.
constexpr unsigned kSeconds = 30;

// Offsets and bytes have fewer digits than addresses.
std::string WithoutAddresses(std::string line) {
  for (size_t at = 0; (at = line.find("0x", at)) != std::string::npos; at += 2) {
    const size_t end = std::min(line.find_first_not_of(kHexDigits, at + 2), line.size());
    if (end - at >= 2 + 8) line.replace(at, end - at, "ADDRESS");
  }
  return line;
}

// A place stands last in its line: "at function+0x1f (file)" or "at file+0x11f2".
std::string WithoutPlace(const std::string& line) {
  const size_t at = line.rfind(" at ");
  if (at == std::string::npos) return line;
  const std::string place = line.substr(at + 4);
  const size_t offset = place.find("+0x");
  if (offset == std::string::npos) return line;
  return line.substr(0, at + 4) + (place.back() == ')' ? place.substr(0, offset + 1) : "") + "PLACE";
}

void Redirect(int descriptor, const std::string& file) {
  dup2(open(file.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666), descriptor);
}

// In the child. What keeps the program from starting is among its errors; a time limit outlives the start.
[[noreturn]] void Become(std::vector<std::string> command) {
  std::vector<char*> arguments;
  for (std::string& word : command) arguments.push_back(word.data());
  arguments.push_back(nullptr);
  alarm(kSeconds);
  execv(arguments[0], arguments.data());
  perror(arguments[0]);
  _exit(127);
}

std::string Ending(int status) {
  if (WIFSIGNALED(status)) return "signal " + std::to_string(WTERMSIG(status));
  return "exit " + std::to_string(WEXITSTATUS(status));
}

}  // namespace

Result RunProgram(const std::string& program, const std::vector<std::string>& arguments, const std::string& options) {
  const std::string files = std::string(getenv("TEST_TMPDIR")) + "/run.", output = files + "out",
                    errors = files + "err";
  std::vector<std::string> command = {program};
  command.insert(command.end(), arguments.begin(), arguments.end());
  const pid_t child = fork();
  if (child == 0) {
    Redirect(STDOUT_FILENO, output);
    Redirect(STDERR_FILENO, errors);
    setenv("OSMEM_OPTIONS", options.c_str(), 1);
    Become(command);
  }
  int status = 0;
  if (waitpid(child, &status, 0) != child) return {"", "", "not started"};
  return {ReadFile(output), ReadFile(errors), Ending(status)};
}

std::string Normalise(const std::string& text) {
  std::istringstream lines(text);
  std::string normal, line;
  while (std::getline(lines, line)) {
    if (line.rfind("osmem:     called from ", 0) == 0) continue;
    normal += WithoutPlace(WithoutAddresses(line));
    if (!lines.eof()) normal += "\n";
  }
  return normal;
}

std::string ReadFile(const std::string& name) {
  std::ifstream file(name);
  if (!file) return "cannot read " + name;
  return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

}  // namespace eyes
