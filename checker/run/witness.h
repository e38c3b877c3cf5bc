// Notes each system call of a program as the kernel tells it, and lets it go on: a record that shares nothing with the
// tracer's log. The jail's filter holds a call up until this has noted it, see jail/jail_witness.c. It denies one
// thing, which no filter can: to ask of a file by its name.
#pragma once

#include <cstdint>
#include <thread>
#include <vector>

namespace checker {

struct WitnessedCall {
  int number = 0;
  uint64_t arguments[6] = {};
};

class Witness {
 public:
  // From now on it listens, in a thread of its own.
  Witness();
  ~Witness();
  Witness(const Witness&) = delete;
  Witness& operator=(const Witness&) = delete;

  // For the jail, which sends through it what there is to listen to; negative where the system gave none, or no thread.
  int socket() const { return theirs_; }

  // What was seen; to be asked when the process, and all that it started, has ended.
  std::vector<WitnessedCall> Finish();

 private:
  void Listen();

  int ours_ = -1, theirs_ = -1;
  std::vector<WitnessedCall> calls_;
  std::thread thread_;
};

}  // namespace checker
