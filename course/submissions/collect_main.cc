// The command that takes in a class.
#include <filesystem>
#include <random>

#include "checker/system/command_line.h"
#include "checker/system/files.h"
#include "course/submissions/collect.h"

namespace course {
namespace {

constexpr char kCommand[] = "collect";
constexpr char kUsage[] =
    R"(usage: bazel run //course:collect -- SUBMISSIONS RESULTS [--seed N] [--secret-seed FILE] [--score]
Takes in each entry of the folder SUBMISSIONS, a folder or an archive, and makes RESULTS/.work of them, which
`make class` grades. The seed of the random programs is drawn once, and stays the same until another is given.
)";

// Whether it is the one or lies in it.
bool IsWithin(const std::filesystem::path& path, const std::filesystem::path& folder) {
  const auto inside = std::filesystem::weakly_canonical(path), outside = std::filesystem::weakly_canonical(folder);
  return std::mismatch(outside.begin(), outside.end(), inside.begin(), inside.end()).first == outside.end();
}

bool MakeFolder(const std::string& path, std::string* error) {
  std::error_code failed;
  std::filesystem::create_directories(path, failed);
  if (failed) *error = "cannot make " + path + ": " + failed.message() + "; choose another folder for the results";
  return !failed;
}

// That of last time, if there is none on the command line.
bool FindSeed(const std::string& file, std::string* seed, std::string* error) {
  std::string ignored;
  if (!seed->empty()) {
    if (seed->size() > 19 || seed->find_first_not_of("0123456789") != std::string::npos)
      *error = "--seed takes a whole number, not \"" + *seed + "\"";
  } else if (!checker::ReadFile(file, seed, &ignored)) {
    *seed = std::to_string(std::random_device()());
  }
  return error->empty() && checker::WriteFile(file, *seed, error);
}

int Run(const std::string& submissions, const std::string& results, Asked asked, const std::string& secret_file) {
  const std::string work = results + "/.work";
  std::string error;
  std::vector<Submission> list;
  if (IsWithin(results, submissions))
    return checker::CouldNotRun(kCommand, "the results cannot lie in the folder of the submissions; choose another");
  if (!secret_file.empty() && !checker::ReadSecret(secret_file, &asked.secret, &error))
    return checker::CouldNotRun(kCommand, error);
  if (!MakeFolder(work, &error) || !FindSeed(work + "/seed", &asked.seed, &error) ||
      !Collect(submissions, work, asked, &list, &error))
    return checker::CouldNotRun(kCommand, error);
  size_t refused = 0;
  for (const Submission& submission : list) {
    refused += !submission.error.empty();
    if (!submission.error.empty())
      std::printf("  refused: %s: %s\n", submission.name.c_str(), submission.error.c_str());
  }
  std::printf("%zu submissions taken, %zu refused, seed %s\n", list.size() - refused, refused, asked.seed.c_str());
  return 0;
}

}  // namespace
}  // namespace course

int main(int argc, char** argv) {
  course::Asked asked;
  std::string secret_file;
  checker::CommandLine line = checker::ReadCommandLine(
      argc, argv, {{"seed", &asked.seed}, {"secret-seed", &secret_file}, {"score", &asked.score}}, 2);
  if (line.error.empty() && !line.help && line.operands.size() < 2)
    line.error = "it takes two folders, of the submissions and for the results";
  if (const std::optional<int> shown = checker::ShowUsage(course::kCommand, course::kUsage, line)) return *shown;
  if (!secret_file.empty()) secret_file = checker::UserPath(secret_file);
  return course::Run(checker::UserPath(line.operands[0]), checker::UserPath(line.operands[1]), asked, secret_file);
}
