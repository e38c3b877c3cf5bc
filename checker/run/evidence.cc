#include "checker/run/evidence.h"

#include <signal.h>
#include <sys/wait.h>

#include <algorithm>
#include <map>
#include <string_view>

#include "checker/run/attempts.h"
#include "checker/run/difference.h"
#include "checker/trace/text.h"

namespace checker {
namespace {

bool Contains(std::string_view text, std::string_view part) { return text.find(part) != std::string_view::npos; }

// Why the program was never started, as the tracer or the jail tells it; empty where it was.
std::string WhyNotStarted(const Evidence& evidence) {
  const ProcessResult& tracer = evidence.tracer;
  const std::string_view log = evidence.log;
  if (!tracer.error.empty()) {
    const bool absent = Contains(tracer.error, "No such file");
    return "The tracer could not be started (" + tracer.error + "); " +
           (absent ? "install ltrace: apt-get install ltrace." : "`ulimit -a` shows what limits there are.");
  }
  if (Contains(log, "--- Called exec() ---")) {
    return evidence.seen.empty() ? "Nobody witnessed the program's system calls." : "";
  }
  if (Contains(tracer.std_err, "PTRACE") || Contains(tracer.std_err, "ptrace")) {
    return "This system forbids ptrace(), which ltrace needs (" + FirstLine(tracer.std_err) +
           "); in a container, start it with --cap-add=SYS_PTRACE.";
  }
  const size_t jail = tracer.std_err.find("jail: ");
  if (jail != std::string::npos) return "The program was not started: " + FirstLine(tracer.std_err.substr(jail)) + ".";
  const std::string said = tracer.std_err.empty() ? "" : " (" + FirstLine(tracer.std_err) + ")";
  return "The program was not started: its jail ended, or time was up" + said + ".";
}

// Why the loader did not get as far as the program; empty where it did: whoever fails or prints later is not the
// loader.
std::string WhyNotLoaded(const Trace& trace, std::string_view log, std::string_view output) {
  if (!trace.calls.empty() || IsLoaded(log)) return "";
  // The library's resolvers run before that, and may exit. The loader itself exits with 127 and nothing else.
  if (StartsWith(trace.ending, "exit ") && trace.ending != "exit 127") return "";
  const size_t where = std::min({output.find("cannot be preloaded"), output.find("symbol lookup error: "),
                                 output.find("error while loading shared libraries: ")});
  return "The program could not be loaded with this library: " +
         (where == std::string_view::npos ? "the loader ended with " + trace.ending : FirstLine(output.substr(where))) +
         ".";
}

// Takes out calls that return to the program, but to a place where it makes no such call.
void DropForgedCalls(const std::set<std::pair<std::string, uint64_t>>& possible, RunResult* result) {
  std::set<std::string> known;
  for (const auto& call : possible) known.insert(call.first);
  std::map<std::string, int> forged;
  const auto is_forged = [&](const Call& call) {
    const std::string name(NameOf(call.function));
    if (known.count(name) == 0 || possible.count({name, call.caller}) != 0) return false;
    ++forged[name];
    return true;
  };
  std::vector<Call>& calls = result->trace.calls;
  calls.erase(std::remove_if(calls.begin(), calls.end(), is_forged), calls.end());
  for (const auto& [name, count] : forged) {
    result->flags.push_back(name + " was called from where the program makes no such call, " + std::to_string(count) +
                            "x; not counted");
  }
}

// What became of a program whose log does not end in an end record.
void ExplainCutLog(const ProcessResult& tracer, const std::string& error, RunResult* result) {
  if (Contains(tracer.std_err, "call nesting too deep")) {
    result->trace.ending = "signal SIGSEGV";
    result->flags.push_back("os_ calls nest without end; the program was ended");
  } else if (WIFSIGNALED(tracer.status) && WTERMSIG(tracer.status) == SIGXFSZ) {
    result->trace.ending = "timeout";
    result->flags.push_back("the trace grew without end; the program was ended");
  } else {
    result->error = "The tracer ended before the program did (" + error + ")" +
                    (tracer.std_err.empty() ? "" : ": " + FirstLine(tracer.std_err)) + ".";
  }
}

// What the trace does not show, although it looks whole.
std::string WhatIsUnseen(const Evidence& evidence, const std::string& between) {
  const std::string hidden = FirstDifference(evidence.log, evidence.seen);
  if (!hidden.empty())
    return "The system call " + hidden + " was kept from the tracer; where that happens, nothing counts.";
  if (between.empty()) return "";
  return "The library called " + between + " between the program's calls, outside the four functions.";
}

void FlagAttempts(const Evidence& evidence, RunResult* result) {
  for (const std::string& name : DeniedCalls(evidence.log)) result->flags.push_back("denied call: " + name);
  for (const auto& [name, count] : EarlyMemoryCalls(evidence.log)) {
    const bool known = name == "brk" && evidence.has_libstdcxx;
    result->flags.push_back(name + " was called before the program's first call, " + std::to_string(count) + "x" +
                            (known ? "; libstdc++ does so, which -Wl,--as-needed leaves out" : ""));
  }
  for (const std::string& name : evidence.replaced) result->flags.push_back("replaces a function of libc: " + name);
  if (StartsWith(evidence.tracer.std_err, "note: ")) {
    result->flags.push_back(FirstLine(evidence.tracer.std_err.substr(6)));
  }
  // Programs print only what they find wrong, and then end with a status of their own.
  if (!result->output.empty() && (result->trace.ending == "exit 0" || result->trace.calls.empty())) {
    result->flags.push_back("printed: " + FirstLine(result->output));
  }
}

}  // namespace

RunResult ExplainRun(const Evidence& evidence) {
  RunResult result;
  const ProcessResult& tracer = evidence.tracer;
  result.error = WhyNotStarted(evidence);
  if (!result.error.empty()) return result;
  LtraceLog log = ParseLtrace(evidence.log, evidence.code);
  result.trace = std::move(log.trace);
  result.flags = std::move(log.flags);
  result.output = tracer.std_out;
  // The jail's limit of CPU time sends the first, and then, to those that ignore it, the second.
  const bool out_of_cpu = result.trace.ending == "signal SIGXCPU" || result.trace.ending == "signal SIGKILL";
  if (tracer.timed_out || out_of_cpu) {
    result.trace.ending = "timeout";
  } else if (!log.error.empty()) {
    ExplainCutLog(tracer, log.error, &result);
  } else {
    result.error = WhyNotLoaded(result.trace, evidence.log, tracer.std_out);
    result.unseen = WhatIsUnseen(evidence, log.between);
  }
  DropForgedCalls(evidence.calls, &result);
  FlagAttempts(evidence, &result);
  return result;
}

}  // namespace checker
