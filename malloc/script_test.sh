#!/bin/bash
# script_test.sh AWK: a log becomes the script that stands here.
set -euo pipefail

actual=$(awk -f "$1" <<'LOG'
malloc(24) = 0xa10
calloc(3, 100) = 0xb20
malloc() = 0xc30
realloc(0xb20, 5000) = 0xd40
free(0xa10) = 0x0
memalign(64, 100) = 0xe40
malloc(9000000000) = 0x0
free(0x999) = 0x0
realloc(0x999, 5) = 0x998
malloc(7) = 0xa10
free(0xd40
LOG
)
expected='p0 = malloc 24
p1 = calloc 3 100
p2 = malloc 1
p1 = realloc p1 5000
free p0
p0 = malloc 100
p3 = malloc 7
free p1
free p3
free p2
free p0'
if [[ "$actual" != "$expected" ]]; then
  echo "the script, against what it should be (< expected, > actual):"
  diff <(echo "$expected") <(echo "$actual")
  exit 1
fi

cut=$(printf 'malloc(%s)\n' '1) = 0x10' '2) = 0x20' '3) = 0x30' | awk -v most=4 -f "$1")
expected='p0 = malloc 1
p1 = malloc 2
free p1
free p0'
if [[ "$cut" != "$expected" ]]; then
  echo "a log that is cut after 4 calls, against what it should be (< expected, > actual):"
  diff <(echo "$expected") <(echo "$cut")
  exit 1
fi
