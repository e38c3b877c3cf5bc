#include "checker/run/witness.h"

#include <fcntl.h>
#include <linux/seccomp.h>
#include <poll.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <system_error>

namespace checker {
namespace {

// Far more than a program makes that keeps to the contract; one that does not has no need of a longer list.
constexpr size_t kMostCalls = 1 << 20;

// The descriptor that comes through `socket`; -1 where none does.
int ReceiveDescriptor(int socket) {
  char byte;
  iovec data = {&byte, sizeof(byte)};
  alignas(cmsghdr) char control[CMSG_SPACE(sizeof(int))];
  msghdr message = {};
  message.msg_iov = &data;
  message.msg_iovlen = 1;
  message.msg_control = control;
  message.msg_controllen = sizeof(control);
  if (recvmsg(socket, &message, MSG_CMSG_CLOEXEC) <= 0) return -1;
  const cmsghdr* header = CMSG_FIRSTHDR(&message);
  if (header == nullptr || header->cmsg_type != SCM_RIGHTS || header->cmsg_len != CMSG_LEN(sizeof(int))) return -1;
  int descriptor = -1;
  std::memcpy(&descriptor, CMSG_DATA(header), sizeof(descriptor));
  return descriptor;
}

// Waits for the next call. False when nobody is left who could make one.
bool Next(int listener, seccomp_notif* call) {
  for (;;) {
    pollfd wait = {listener, POLLIN, 0};
    if (poll(&wait, 1, -1) < 0 && errno != EINTR) return false;
    if ((wait.revents & POLLIN) != 0) {
      std::memset(call, 0, sizeof(*call));
      if (ioctl(listener, SECCOMP_IOCTL_NOTIF_RECV, call) == 0) return true;
      // Whoever made it is gone meanwhile.
      if (errno != ENOENT && errno != EINTR) return false;
    } else if ((wait.revents & (POLLHUP | POLLERR | POLLNVAL)) != 0) {
      return false;
    }
  }
}

// newfstatat(): whether it names a file, which may be any file of the system, rather than asks of an open one. Neither
// the jail's filter nor Landlock looks at names. The program has one thread, which waits: it cannot change the name.
bool AsksOfAName(const seccomp_notif& call) {
  if (call.data.nr != SYS_newfstatat) return false;
  char first = 'x';
  iovec here = {&first, 1}, there = {reinterpret_cast<void*>(call.data.args[1]), 1};
  return process_vm_readv(static_cast<pid_t>(call.pid), &here, 1, &there, 1, 0) != 1 || first != '\0';
}

// False where the call was given up meanwhile: it does not come to pass, or is made anew.
bool Answer(int listener, const seccomp_notif& call) {
  seccomp_notif_resp answer = {};
  answer.id = call.id;
  if (AsksOfAName(call))
    answer.error = -EACCES;
  else
    answer.flags = SECCOMP_USER_NOTIF_FLAG_CONTINUE;
  return ioctl(listener, SECCOMP_IOCTL_NOTIF_SEND, &answer) == 0;
}

}  // namespace

Witness::Witness() {
  int ends[2];
  if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends) != 0) return;
  ours_ = ends[0];
  try {
    thread_ = std::thread([this] { Listen(); });
    theirs_ = ends[1];
  } catch (const std::system_error&) {
    close(ends[1]);
  }
}

Witness::~Witness() {
  Finish();
  if (ours_ >= 0) close(ours_);
  if (theirs_ >= 0) close(theirs_);
}

std::vector<WitnessedCall> Witness::Finish() {
  // Wakes the thread where nothing ever came through the socket.
  if (ours_ >= 0) shutdown(ours_, SHUT_RDWR);
  if (thread_.joinable()) thread_.join();
  return std::move(calls_);
}

void Witness::Listen() {
  const int listener = ReceiveDescriptor(ours_);
  for (seccomp_notif call; listener >= 0 && calls_.size() < kMostCalls && Next(listener, &call);) {
    if (!Answer(listener, call)) continue;
    WitnessedCall seen{call.data.nr, {}};
    std::copy(std::begin(call.data.args), std::end(call.data.args), seen.arguments);
    calls_.push_back(seen);
  }
  // Where the list is full, the program's next call fails (ENOSYS).
  if (listener >= 0) close(listener);
}

}  // namespace checker
