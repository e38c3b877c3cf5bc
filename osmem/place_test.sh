#!/bin/bash
# place_test.sh LIBRARY SCENARIO.c: of a program compiled with -g, addr2line finds the function and the line of each place
# that a report names by its file.
set -euo pipefail

program=$TEST_TMPDIR/scenario
cp "$1" "$TEST_TMPDIR/libosmem.so"
cc -g -I. "$2" "$TEST_TMPDIR/libosmem.so" -o "$program"
report=$(OSMEM_OPTIONS=leaks "$program" leak 2>&1)
places=$(grep -o 'scenario+0x[0-9a-f]*' <<<"$report" | cut -d + -f 2)
answers=$(xargs addr2line -f -e "$program" <<<"$places")
for function in make leak main; do
  if ! grep -A 1 "^$function\$" <<<"$answers" | grep -q 'scenario\.c:[0-9]'; then
    printf '%s is not found in:\n%s\n%s\n' "$function" "$report" "$answers"
    exit 1
  fi
done
