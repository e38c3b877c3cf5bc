#include "checker/system/guard.h"

#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <charconv>
#include <filesystem>
#include <mutex>
#include <set>
#include <string_view>

#include "checker/system/process.h"

namespace checker {
namespace {

// To the guard; negative where there is none, because the system gave us no process or no socket. Then the next run
// sweeps.
int channel = -1;

// Calls nothing that is unsafe between fork() and exec().
void Tell(char sign, std::string_view what) {
  iovec parts[] = {{&sign, 1}, {const_cast<char*>(what.data()), what.size()}};
  msghdr message = {};
  message.msg_iov = parts;
  message.msg_iovlen = 2;
  sendmsg(channel, &message, MSG_NOSIGNAL);
}

void TellOfSession(char sign, pid_t leader) {
  char digits[16];
  Tell(sign, std::string_view(digits, std::to_chars(digits, digits + sizeof(digits), leader).ptr - digits));
}

// What is left when nobody can tell of more: we have ended, and whoever was about to become a command.
std::set<std::string> ListenTo(int from) {
  std::set<std::string> left;
  char told[PATH_MAX + 1];
  for (ssize_t length; (length = recv(from, told, sizeof(told), 0)) > 0;) {
    const std::string what(told + 1, length - 1);
    if (told[0] == '+')
      left.insert(what);
    else
      left.erase(what);
  }
  return left;
}

// False where some of it may be left: what was killed needs a moment to die, and may make a file meanwhile.
bool Remove(const std::string& what) {
  if (what[0] != '/') return kill(-std::stoi(what), SIGKILL) != 0;
  std::error_code failed;
  std::filesystem::remove_all(what, failed);
  return !failed;
}

void RemoveAll(const std::set<std::string>& left) {
  bool gone = false;
  for (int tries = 0; !gone && tries < 500; ++tries) {
    gone = true;
    for (const std::string& what : left) gone = Remove(what) && gone;
    if (!gone) usleep(10000);
  }
}

// Out of reach of the terminal and of whoever signals all that bears our name, and holding nothing of ours open.
[[noreturn]] void BecomeGuard(int from) {
  constexpr int kListening = 3;
  sigset_t all;
  sigfillset(&all);
  sigprocmask(SIG_SETMASK, &all, nullptr);
  setsid();
  dup2(from, kListening);
  for (const int stream : {0, 1, 2}) close(stream);
  close_range(kListening + 1, ~0U, 0);
  // Nobody's child, so that nobody waits for it.
  if (chdir("/") != 0 || fork() != 0) _exit(0);
  RemoveAll(ListenTo(kListening));
  _exit(0);
}

void FirstStart() {
  const std::unique_lock<std::shared_mutex> lock(StartLock());
  int ends[2];
  if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends) != 0) return;
  const pid_t pid = fork();
  if (pid == 0) BecomeGuard(ends[0]);
  channel = ends[1];
  close(ends[0]);
  if (pid > 0) waitpid(pid, nullptr, 0);
}

}  // namespace

void StartGuard() {
  static std::once_flag started;
  std::call_once(started, FirstStart);
}

void GuardFolder(const std::string& path) {
  StartGuard();
  Tell('+', path);
}

void UnguardFolder(const std::string& path) { Tell('-', path); }

void GuardSession(pid_t leader) { TellOfSession('+', leader); }

void UnguardSession(pid_t leader) { TellOfSession('-', leader); }

}  // namespace checker
