// What is left to do when this process ends, however it ends: by Ctrl-C, kill -9 or a crash. A process of its own waits
// for that, ends what we had started, and removes our folders.
#pragma once

#include <sys/types.h>

#include <string>

namespace checker {

// The guard starts with the first that is named to it.
void GuardFolder(const std::string& path);
void UnguardFolder(const std::string& path);

// A process that leads a session. It names itself, between fork() and exec(), or who could be killed before that would
// leave it behind; StartGuard() before the fork.
void StartGuard();
void GuardSession(pid_t leader);
void UnguardSession(pid_t leader);

}  // namespace checker
