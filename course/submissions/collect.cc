#include "course/submissions/collect.h"

#include <sys/wait.h>

#include <algorithm>
#include <filesystem>
#include <map>
#include <mutex>
#include <nlohmann/json.hpp>
#include <set>

#include "checker/system/all_cores.h"
#include "checker/system/files.h"
#include "checker/system/process.h"
#include "course/results/clean.h"

namespace course {
namespace {

namespace fs = std::filesystem;
using Json = nlohmann::ordered_json;

constexpr int kSeconds = 20;  // for one entry: a hundred times what the largest takes
constexpr int kMebibytes = 1024;
constexpr int kRefused = 1;

// Hidden ones are nobody's.
bool FindEntries(const std::string& folder, std::vector<std::string>* entries, std::string* error) {
  std::error_code failed;
  for (fs::directory_iterator at(folder, failed), end; !failed && at != end; at.increment(failed)) {
    const std::string name = at->path().filename();
    if (name[0] != '.' && name != "__MACOSX") entries->push_back(name);
  }
  std::sort(entries->begin(), entries->end());
  if (failed) *error = "cannot read the submissions in " + folder + ": " + failed.message();
  if (!failed && entries->empty())
    *error = "there is no submission in " + folder + ": it has one entry for each student";
  return error->empty();
}

std::string WithoutEnding(const std::string& entry) {
  for (const std::string ending : {".tar.gz", ".tgz", ".tar.bz2", ".tar.xz", ".tar", ".zip"}) {
    const size_t rest = entry.size() - std::min(entry.size(), ending.size());
    if (rest > 0 && entry.compare(rest, std::string::npos, ending) == 0) return entry.substr(0, rest);
  }
  return entry;
}

std::vector<Submission> ListOf(const std::vector<std::string>& entries) {
  std::map<std::string, int> called;
  for (const std::string& entry : entries) ++called[WithoutEnding(entry)];
  std::vector<Submission> list;
  for (const std::string& entry : entries) {
    const std::string name = WithoutEnding(entry);
    list.push_back(
        {entry, "s" + checker::DigestOf(entry).substr(0, 16), Clean(called[name] == 1 ? name : entry), "", "", {}});
  }
  return list;
}

checker::ProcessResult UnpackInJail(const std::string& path) {
  checker::ProcessRequest unpack;
  const std::string program = checker::Runfile("course/submissions/unpack");
  unpack.command = {checker::Runfile("course/jail/jail"), std::to_string(kSeconds), std::to_string(kMebibytes), "-"};
  unpack.command.insert(unpack.command.end(), {path, program, "--", program, path});
  unpack.wall_limit = std::chrono::seconds(3 * kSeconds);  // others use the machine, too
  unpack.output_limit = unpack.flood_limit = size_t{64} << 20;
  return checker::RunProcess(unpack);
}

// What came of one entry; returns why nothing is known of it.
std::string Judge(const checker::ProcessResult& unpack, Submission* submission) {
  if (!unpack.error.empty()) return unpack.error;
  const int status = WIFEXITED(unpack.status) ? WEXITSTATUS(unpack.status) : 0;
  if (unpack.timed_out || !WIFEXITED(unpack.status)) {
    submission->error = "It could not be unpacked within " + std::to_string(kSeconds) + " seconds and " +
                        std::to_string(kMebibytes) + " MiB; hand in the sources alone.";
  } else if (status == kRefused) {
    submission->error = Clean(unpack.std_err);
  } else if (status == 0) {
    submission->digest = checker::DigestOf(unpack.std_out);
    const Json left_out = Json::parse(unpack.std_err, nullptr, false);
    if (!left_out.is_array()) return "what the unpacker says is no list";
    for (const Json& path : left_out) submission->left_out.push_back(Clean(path.dump()));
  } else {
    return Clean(unpack.std_err.substr(0, unpack.std_err.find('\n')));
  }
  return "";
}

// Bazel looks at times, so what has not changed is not written.
bool Update(const std::string& path, const std::string& text, std::string* error) {
  std::string present, ignored;
  if (checker::ReadFile(path, &present, &ignored) && present == text) return true;
  return checker::WriteFile(path, text, error);
}

void TakeOne(const std::string& folder, const std::string& work, Submission* submission, std::string* error) {
  const checker::ProcessResult unpack = UnpackInJail(folder + "/" + submission->entry);
  *error = Judge(unpack, submission);
  if (!error->empty())
    *error = "cannot take " + Clean(submission->entry) + ": " + *error;
  else if (submission->error.empty())
    Update(work + "/" + submission->id + ".tar", unpack.std_out, error);
}

// What is no longer handed in, or was not taken now.
void RemoveOthers(const std::string& work, const std::vector<Submission>& list) {
  std::set<std::string> taken;
  for (const Submission& submission : list) {
    if (submission.error.empty()) taken.insert(submission.id + ".tar");
  }
  std::error_code ignored;
  for (const auto& entry : fs::directory_iterator(work, ignored)) {
    const std::string name = entry.path().filename();
    if (entry.path().extension() == ".tar" && taken.count(name) == 0) fs::remove(entry.path(), ignored);
  }
}

std::string BuildFile(const std::vector<Submission>& list, const Asked& asked) {
  std::string text = "load(\"@//course:class.bzl\", \"student\")\n";
  for (const Submission& submission : list) {
    if (!submission.error.empty()) continue;
    text += "\nstudent(\n    name = \"" + submission.id + "\",\n    sources = \"" + submission.id +
            ".tar\",\n    digest = \"" + submission.digest + "\",\n    seed = \"" + asked.seed + "\",\n" +
            (asked.score ? "    score = True,\n" : "") +
            (asked.secret.empty() ? "" : "    secret_seed = \"secret_seed\",\n") +
            "    # Results may lie in this workspace, and are no part of //...\n    tags = [\"manual\"],\n)\n";
  }
  return text;
}

std::string Targets(const std::vector<Submission>& list) {
  std::string text;
  for (const Submission& submission : list) text += submission.error.empty() ? "@class//:" + submission.id + "\n" : "";
  return text;
}

std::string ListFile(const std::vector<Submission>& list) {
  Json json = {{"students", Json::array()}};
  const auto known = [](const std::string& text) { return text.empty() ? Json(nullptr) : Json(text); };
  for (const Submission& submission : list) {
    json["students"].push_back({{"id", submission.id},
                                {"name", submission.name},
                                {"entry", Clean(submission.entry)},
                                {"submission", known(submission.digest)},
                                {"error", known(submission.error)},
                                {"left_out", submission.left_out}});
  }
  return json.dump(2) + "\n";
}

}  // namespace

bool Collect(const std::string& folder, const std::string& work, const Asked& asked,
             std::vector<Submission>* class_list, std::string* error) {
  error->clear();
  std::vector<std::string> entries;
  if (!FindEntries(folder, &entries, error)) return false;
  std::vector<Submission> list = ListOf(entries);
  std::mutex mutex;
  checker::OnAllCores(list.size(), [&](size_t i) {
    std::string failure;
    TakeOne(folder, work, &list[i], &failure);
    const std::lock_guard<std::mutex> lock(mutex);
    if (error->empty()) *error = failure;
  });
  if (!error->empty()) return false;
  RemoveOthers(work, list);
  std::map<std::string, std::string> files = {
      {"WORKSPACE", ""}, {"BUILD", BuildFile(list, asked)}, {"targets", Targets(list)}, {"class.json", ListFile(list)}};
  if (!asked.secret.empty()) files["secret_seed"] = asked.secret;
  for (const auto& [name, text] : files) {
    if (!Update(work + "/" + name, text, error)) return false;
  }
  *class_list = list;
  return true;
}

}  // namespace course
