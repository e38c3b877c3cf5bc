// bazel run //osmem/testing:every -- LENGTH SHARE: all programs of up to so many calls, against the plain list; of the
// longest ones one in SHARE.
#include <cstdio>
#include <cstdlib>

#include "osmem/testing/every_program.h"

int main(int argc, char** argv) {
  const int longest = argc == 3 ? atoi(argv[1]) : 0, share = argc == 3 ? atoi(argv[2]) : 0;
  if (longest < 1 || longest > 8 || share < 1) {
    fprintf(stderr,
            "every: say how long the longest programs are, 1 to 8, and one in how many of them to play: every 5 1\n");
    return 2;
  }
  const EveryProgram played =
      PlayEveryProgram(longest, share, [](double done) { fprintf(stderr, "every: %.0f%%\n", 100 * done); });
  if (!played.problem.empty()) {
    fprintf(stderr, "every: %s\n", played.problem.c_str());
    return 1;
  }
  printf("%llu programs of up to %d calls, %llu of them with a system call refused; no difference\n",
         static_cast<unsigned long long>(played.programs), longest, static_cast<unsigned long long>(played.refused));
}
