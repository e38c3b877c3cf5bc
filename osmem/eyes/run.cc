#include "osmem/eyes/run.h"

#include <sys/wait.h>

#include <algorithm>
#include <chrono>
#include <fstream>
#include <iterator>
#include <sstream>

#include "checker/system/process.h"

namespace eyes {
namespace {

constexpr char kHexDigits[] = "0123456789abcdef";

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

}  // namespace

Result RunProgram(const std::string& program, const std::vector<std::string>& arguments, const std::string& options) {
  checker::ProcessRequest request;
  // Under a sanitizer, on a busy machine, they take their time.
  request.wall_limit = std::chrono::seconds(30);
  request.command = {"/usr/bin/env", "OSMEM_OPTIONS=" + options, program};
  request.command.insert(request.command.end(), arguments.begin(), arguments.end());
  const checker::ProcessResult result = checker::RunProcess(request);
  Result run{result.output, result.errors, result.not_started};
  if (result.timed_out) {
    run.ending = "timeout";
  } else if (WIFSIGNALED(result.status)) {
    run.ending = "signal " + std::to_string(WTERMSIG(result.status));
  } else if (run.ending.empty()) {
    run.ending = "exit " + std::to_string(WEXITSTATUS(result.status));
  }
  return run;
}

std::string Normalise(const std::string& text) {
  std::istringstream lines(text);
  std::string normal, line;
  while (std::getline(lines, line)) {
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
