#include "checker/system/command_line.h"

#include <fcntl.h>
#include <getopt.h>
#include <unistd.h>

#include <csignal>
#include <cstdio>

#include "checker/system/files.h"

namespace checker {
namespace {

constexpr int kCouldNotRun = 2;
constexpr int kFirstNumber = 256;  // of options that have no letter

struct Known {
  std::string shown;  // "--lib"
  std::variant<std::string*, bool*> target;
};

void StandFirm() {
  std::signal(SIGXFSZ, SIG_IGN);
  for (int stream = 0; stream <= STDERR_FILENO; ++stream) {
    if (fcntl(stream, F_GETFD) < 0) open("/dev/null", O_RDONLY);
  }
}

// What getopt_long() could not make sense of.
std::string Unknown(char** argv) {
  if (optopt != 0) return std::string("-") + static_cast<char>(optopt);
  const std::string word = argv[optind - 1];
  return word.substr(0, word.find('='));
}

// Puts the value that getopt_long() has just read where it belongs. An empty value is an error.
std::string Take(const Known& option) {
  if (bool* const* flag = std::get_if<bool*>(&option.target)) {
    **flag = true;
    return "";
  }
  if (*optarg == '\0') return option.shown + " needs a value";
  *std::get<std::string*>(option.target) = optarg;
  return "";
}

}  // namespace

CommandLine ReadCommandLine(int argc, char** argv, const Options& options, size_t most) {
  StandFirm();
  std::string letters = ":h";  // the colon: errors are told to us, not printed
  std::vector<option> names = {{"help", optional_argument, nullptr, 'h'}};
  std::map<int, Known> known;
  for (const auto& [name, target] : options) {
    const int argument = std::holds_alternative<bool*>(target) ? no_argument : required_argument;
    const bool letter = name.size() == 1;
    const int number = letter ? name[0] : kFirstNumber + static_cast<int>(known.size());
    if (letter)
      letters += name + (argument == no_argument ? "" : ":");
    else
      names.push_back({name.c_str(), argument, nullptr, number});
    known[number] = {(letter ? "-" : "--") + name, target};
  }
  names.push_back({});
  CommandLine line;
  optind = 0;  // from the start, however often it is called
  for (int got; line.error.empty() && (got = getopt_long(argc, argv, letters.c_str(), names.data(), nullptr)) != -1;) {
    if (got == 'h')
      line.help = true;
    else if (got == '?')
      line.error = "there is no flag " + Unknown(argv);
    else if (got == ':')
      line.error = known.at(optopt).shown + " needs a value";
    else
      line.error = Take(known.at(got));
  }
  line.operands.assign(argv + optind, argv + argc);
  if (line.error.empty() && line.operands.size() > most) {
    line.error = "\"" + line.operands[most] + "\" is " + (most == 0 ? "not a flag; each starts with --" : "too much");
  }
  return line;
}

std::optional<int> ShowUsage(const std::string& command, const std::string& usage, const CommandLine& line) {
  if (line.error.empty() && !line.help) return std::nullopt;
  if (!line.help) {
    std::fputs(usage.c_str(), stderr);
    return CouldNotRun(command, line.error);
  }
  std::string error;
  return Print(usage, &error) ? 0 : CouldNotRun(command, error);
}

int CouldNotRun(const std::string& command, const std::string& error) {
  std::fprintf(stderr, "%s: %s\n", command.c_str(), error.c_str());
  return kCouldNotRun;
}

}  // namespace checker
