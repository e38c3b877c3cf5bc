#include "checker/system/process.h"

#include <fcntl.h>
#include <grp.h>
#include <poll.h>
#include <pwd.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <mutex>

#include "checker/system/guard.h"

namespace checker {
namespace {

using Clock = std::chrono::steady_clock;

// A descriptor that is closed when it goes out of use.
class Descriptor {
 public:
  explicit Descriptor(int number = -1) : number_(number) {}
  ~Descriptor() { Close(); }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;

  int number() const { return number_; }
  void Set(int number) {
    Close();
    number_ = number;
  }
  void Close() {
    if (number_ >= 0) close(number_);
    number_ = -1;
  }

 private:
  int number_;
};

std::string Because(const std::string& what) { return what + ": " + strerror(errno); }

// What the new process gets for 0, 1 and 2.
struct Streams {
  int input;
  int output;
  int errors;
};

// In a folder of everybody's: through that of the process, a link in /proc, the user would get where it may not go.
// The kernel's calls, since those of libc change all threads of a process, and until the exec we share our memory.
bool BecomeUser(const User& who) {
  return chdir("/") == 0 && syscall(SYS_setgroups, 1, &who.group) == 0 && syscall(SYS_setgid, who.group) == 0 &&
         syscall(SYS_setuid, who.user) == 0;
}

// In the child of vfork(): what is safe in a process with threads, and changes no memory that anybody reads later.
// Where it could not become the command, it tells why.
[[noreturn]] void Become(char* const* command, char* const* environment, const Streams& streams,
                         const ProcessRequest& request, volatile int* failure) {
  const rlimit file_size = {request.file_limit, request.file_limit};
  const rlimit no_core = {0, 0};
  const rlimit memory = {request.memory_limit, request.memory_limit};
  sigset_t none;
  sigemptyset(&none);
  setsid();
  GuardSession(getpid());
  setrlimit(RLIMIT_FSIZE, &file_size);
  setrlimit(RLIMIT_CORE, &no_core);
  setrlimit(RLIMIT_AS, &memory);
  for (const int descriptor : request.inherited) fcntl(descriptor, F_SETFD, 0);
  if (dup2(streams.input, 0) == 0 && dup2(streams.output, 1) == 1 && dup2(streams.errors, 2) == 2 &&
      (!request.user || BecomeUser(*request.user)) &&
      (request.reach.empty() || confine_paths(request.reach.data(), request.reach.size()) >= 0)) {
    prctl(PR_SET_PDEATHSIG, SIGKILL);  // after the change of user, which undoes it
    signal(SIGPIPE, SIG_DFL);
    signal(SIGXFSZ, SIG_DFL);
    sigprocmask(SIG_SETMASK, &none, nullptr);
    execvpe(command[0], command, environment);
  }
  *failure = errno;
  _exit(1);
}

// As exec takes them, which changes none of them.
std::vector<char*> PointersTo(const std::vector<std::string>& words) {
  std::vector<char*> pointers;
  for (const std::string& word : words) pointers.push_back(const_cast<char*>(word.c_str()));
  pointers.push_back(nullptr);
  return pointers;
}

// Returns the process once it has become the command; -1 with errno where it could not.
pid_t Start(const ProcessRequest& request, int input, int output, int errors) {
  const char* path = getenv("PATH");
  std::vector<std::string> variables = request.environment;
  variables.push_back(std::string("PATH=") + (path != nullptr ? path : "/usr/bin:/bin"));
  const std::vector<char*> command = PointersTo(request.command), environment = PointersTo(variables);
  const std::unique_lock<std::shared_mutex> lock(StartLock());
  // Not ours to handle in the child, where a handler would change our memory.
  sigset_t all, before;
  sigfillset(&all);
  pthread_sigmask(SIG_SETMASK, &all, &before);
  volatile int failure = 0;
  // It returns once the child has become the command, or has ended. fork() copies what we have of memory, to no end.
  const pid_t pid = vfork();
  if (pid == 0) Become(command.data(), environment.data(), {input, output, errors}, request, &failure);
  const int reason = pid < 0 ? errno : failure;
  pthread_sigmask(SIG_SETMASK, &before, nullptr);
  if (reason == 0) return pid;
  if (pid > 0) waitpid(pid, nullptr, 0);
  errno = reason;
  return -1;
}

// One stream of the command, read into `text` as far as it is kept.
class Stream {
 public:
  Stream(std::string* text, const ProcessRequest& request) : text_(text), request_(request) {}

  // Closed on exec, so that a command started by another thread does not hold it open.
  bool Open() {
    int ends[2];
    if (pipe2(ends, O_CLOEXEC) != 0) return false;
    read_.Set(ends[0]);
    write_.Set(ends[1]);
    return fcntl(ends[0], F_SETFL, O_NONBLOCK) == 0;
  }
  // Reads what is there now. False at the end of the stream.
  bool Drain() {
    char buffer[16384];
    while (!IsFlood()) {
      const ssize_t length = read(from(), buffer, sizeof(buffer));
      if (length < 0 && errno == EINTR) continue;
      if (length < 0) return errno == EAGAIN;
      if (length == 0) return false;
      text_->append(buffer, std::min<size_t>(length, request_.output_limit - text_->size()));
      seen_ += length;
    }
    return true;
  }
  bool IsFlood() const { return seen_ > request_.flood_limit; }
  int from() const { return read_.number(); }
  int to() const { return write_.number(); }
  void CloseWriteEnd() { write_.Close(); }

 private:
  Descriptor read_, write_;
  std::string* const text_;
  const ProcessRequest& request_;
  size_t seen_ = 0;
};

// Reads both streams until the command ends. False where it has to be ended.
bool Watch(int process, Stream* output, Stream* errors, std::chrono::milliseconds wall_limit) {
  // Not a deadline: while we are stopped, by Ctrl-Z, so is what the command waits for. A round takes no longer than
  // this.
  constexpr std::chrono::milliseconds kRound{100};
  Clock::duration left = wall_limit;
  pollfd waits[] = {{process, POLLIN, 0}, {output->from(), POLLIN, 0}, {errors->from(), POLLIN, 0}};
  for (;;) {
    if (left.count() <= 0 || output->IsFlood() || errors->IsFlood()) return false;
    const Clock::time_point start = Clock::now();
    const auto round = std::min<Clock::duration>(left, kRound);
    const int ready = poll(waits, 3, std::chrono::ceil<std::chrono::milliseconds>(round).count());
    left -= std::min<Clock::duration>(Clock::now() - start, kRound);
    if (ready <= 0) continue;
    // A stream at its end would wake this loop for ever: poll() skips negative numbers.
    if (waits[1].revents != 0 && !output->Drain()) waits[1].fd = -1;
    if (waits[2].revents != 0 && !errors->Drain()) waits[2].fd = -1;
    if (waits[0].revents != 0) return true;
  }
}

// Kills the session that `leader` leads and waits until all of it is gone. Nobody left it: the jail denies setsid()
// and setpgid(). Orphans are ours to wait for, see RunProcess(). Returns the leader's status.
int EndSession(pid_t leader) {
  int leader_status = 0;
  kill(-leader, SIGKILL);
  for (;;) {
    int status = 0;
    const pid_t ended = waitpid(-leader, &status, 0);
    if (ended == leader) leader_status = status;
    if (ended < 0 && errno == ECHILD) break;
  }
  UnguardSession(leader);
  return leader_status;
}

}  // namespace

ProcessResult RunProcess(const ProcessRequest& request) {
  ProcessResult result;
  StartGuard();
  // What outlives its parent becomes our child, so that it can be waited for.
  prctl(PR_SET_CHILD_SUBREAPER, 1);
  const std::string input_name = request.input.empty() ? "/dev/null" : request.input;
  const Descriptor input(open(input_name.c_str(), O_RDONLY | O_CLOEXEC));
  Stream output(&result.std_out, request), errors(&result.std_err, request);
  if (input.number() < 0 || !output.Open() || !errors.Open()) {
    result.error = Because("cannot prepare to run " + request.command[0]);
    return result;
  }
  const pid_t pid = Start(request, input.number(), output.to(), errors.to());
  if (pid < 0) {
    result.error = Because("cannot start " + request.command[0]);
    return result;
  }
  output.CloseWriteEnd();
  errors.CloseWriteEnd();
  const Descriptor process(static_cast<int>(syscall(SYS_pidfd_open, pid, 0)));
  result.timed_out = !Watch(process.number(), &output, &errors, request.wall_limit);
  result.status = EndSession(pid);
  output.Drain();
  errors.Drain();
  return result;
}

std::shared_mutex& StartLock() {
  static std::shared_mutex lock;
  return lock;
}

std::optional<User> FindNobody() {
  if (geteuid() != 0) return std::nullopt;
  const passwd* found = getpwnam("nobody");
  if (found == nullptr) return std::nullopt;
  const User nobody = {found->pw_uid, found->pw_gid};
  const std::unique_lock<std::shared_mutex> lock(StartLock());
  const pid_t pid = fork();
  if (pid == 0) _exit(BecomeUser(nobody) ? 0 : 1);
  int status = 1;
  while (pid > 0 && waitpid(pid, &status, 0) < 0 && errno == EINTR) {
  }
  if (status != 0) return std::nullopt;
  return nobody;
}

}  // namespace checker
