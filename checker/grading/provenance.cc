#include "checker/grading/provenance.h"

#include <gnu/libc-version.h>
#include <sys/utsname.h>

#include "checker/grading/snippet.h"
#include "checker/system/files.h"
#include "checker/system/process.h"

namespace checker {
namespace {

// One for several files, each by a name that is the same on every machine.
class Digests {
 public:
  void Add(const std::string& name, const std::string& path) {
    std::string bytes, none;
    ReadFile(path, &bytes, &none);
    all_ += name + '\0' + DigestOf(bytes);
  }

  std::string All() const { return DigestOf(all_); }

 private:
  std::string all_;
};

std::string VersionOfLtrace() {
  ProcessRequest request;
  request.command = {"ltrace", "--version"};
  const std::string words = RunProcess(request).std_out;
  return words.substr(0, words.find('\n'));
}

std::string VersionOfKernel() {
  utsname names{};
  uname(&names);
  return std::string(names.sysname) + " " + names.release + " " + names.machine;
}

}  // namespace

void AddWhatIsThere(const std::vector<GradedTest>& tests, const std::string& library, Provenance* provenance) {
  Digests scenarios, refs, checker;
  for (const GradedTest& test : tests) {
    if (test.tier == kRandomTier) continue;
    const Snippet snippet{test.tier, test.name};
    scenarios.Add(snippet.Label(), snippet.ProgramPath());
    refs.Add(snippet.Label(), snippet.RefPath());
  }
  checker.Add("grade", "/proc/self/exe");
  checker.Add("jail", Runfile("checker/run/jail/jail"));
  checker.Add("ltrace.conf", Runfile("checker/run/ltrace.conf"));
  checker.Add("replay", ReplayProgram());
  std::string bytes, none;
  if (ReadFile(library, &bytes, &none)) provenance->library = DigestOf(bytes);
  provenance->scenarios = scenarios.All();
  provenance->refs = refs.All();
  provenance->checker = checker.All();
  provenance->tools = {{"ltrace", VersionOfLtrace()}, {"libc", gnu_get_libc_version()}, {"kernel", VersionOfKernel()}};
}

}  // namespace checker
