#!/bin/bash
# ltrace_test.sh PROGRAM: traced with every os_* function of the library, it ends, and each call returns.
# ltrace takes any symbol of that pattern for a function, and puts a breakpoint where it would return to.
set -euo pipefail

trace=$TEST_TMPDIR/trace
timeout 60 ltrace -S -x 'os_*' -o "$trace" "$1"
calls=$(grep -c '^os_[a-z]*@libosmem.so(' "$trace")
if [[ "$(tail -n 1 "$trace")" != "+++ exited (status 0) +++" || $calls -ne 112 ]]; then
  echo "of 112 calls $calls were traced; the trace ends so:"
  tail -n 5 "$trace"
  exit 1
fi
if grep -n 'os_[a-z]*\.[a-z]' "$trace"; then
  echo "these are no functions of osmem.h"
  exit 1
fi
