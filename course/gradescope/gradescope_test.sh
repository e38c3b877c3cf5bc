#!/bin/bash
# What is made for Gradescope, set up and run below another folder than /autograder: for a submission that is right, one
# that takes the first fit, one that does not compile, and one that is empty. DISK_CACHE as in handout_test.
# usage: gradescope_test.sh GRADESCOPE.zip ZIPPER
set -euo pipefail

export HOME=$TEST_TMPDIR AUTOGRADER=$TEST_TMPDIR/autograder
unset TEST_SRCDIR RUNFILES_DIR
echo "build --spawn_strategy=local ${DISK_CACHE:+--disk_cache=$DISK_CACHE}" >"$HOME/.bazelrc"
archive=$(realpath "$1") zipper=$(realpath "$2") tree=$PWD
said=$TEST_TMPDIR/said
submission=$AUTOGRADER/submission
results=$AUTOGRADER/results/results.json

stop() {
	cat "$said" >&2
	echo "gradescope_test: $*" >&2
	exit 1
}

# gives WHAT POINTS
gives() {
	rm -f "$results"
	"$AUTOGRADER/source/run_autograder" >"$said" 2>&1 || stop "$1: run_autograder failed"
	cat "$results" >>"$said"
	[[ $(sed -n 's/^  "score": \(.*\),$/\1/p' "$results") =~ ^$2(\.0)?$ ]] || stop "$1: not $2 points"
}

mkdir -p "$AUTOGRADER/source" "$AUTOGRADER/results" "$submission"
(cd "$AUTOGRADER/source" && "$zipper" x "$archive")
"$AUTOGRADER/source/setup.sh" >"$said" 2>&1 || stop "setup.sh failed"
[[ $(cat "$AUTOGRADER/source/osmem/seed") =~ ^[0-9]+$ ]] || stop "setup.sh has drawn no seed"
echo 1 >"$AUTOGRADER/source/osmem/seed"

gives "nothing at all" 0
for source in "$tree"/plain/*.[ch] "$tree"/base/system.h; do
	sed 's,"\(plain\|base\)/,",' "$source" >"$submission/$(basename "$source")"
done
rm "$submission/habits.c"
gives "the plain list" 100
sed -i 's/return size < best;/return false;/' "$submission/heap.c"
gives "a first fit" 80
grep -q 'The allocator takes the first free block that fits' "$results" || stop "a first fit: its mistake is not named"
echo 'no_such_type x;' >"$submission/heap.c"
gives "what does not compile" 0
grep -q 'no_such_type' "$results" || stop "what does not compile: the compiler's words are missing"

# Where grading is impossible there is no grade.
rm -r "$AUTOGRADER/source/osmem/refs" "$results"
rm -rf "$AUTOGRADER"/source/osmem/bazel-bin/checker/grade.runfiles/osmem/refs
! "$AUTOGRADER/source/run_autograder" >"$said" 2>&1 || stop "without refs run_autograder does not fail"
[[ ! -e $results ]] || stop "without refs there is a grade"
