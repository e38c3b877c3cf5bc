#include "osmem/eyes/run.h"

#include <sys/wait.h>

#include <fstream>
#include <iterator>
#include <regex>

#include "checker/process.h"

namespace eyes {

Result RunProgram(const std::string& program, const std::vector<std::string>& arguments, const std::string& options) {
  checker::ProcessRequest request;
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
  static const std::regex kAddress("\\b0x[0-9a-f]{8,}\\b");
  static const std::regex kFunction("\\+0x[0-9a-f]+ \\([^ ]*\\)");
  static const std::regex kFile("at [^ ]*/[a-z]+\\+0x[0-9a-f]+");
  std::string normal = std::regex_replace(text, kAddress, "ADDRESS");
  normal = std::regex_replace(normal, kFunction, "+PLACE");
  return std::regex_replace(normal, kFile, "at PLACE");
}

std::string ReadFile(const std::string& name) {
  std::ifstream file(name);
  if (!file) return "cannot read " + name;
  return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

}  // namespace eyes
