#!/bin/bash
# What README.md shows of the grader is what it prints of an allocator that takes the first free block that fits.
set -eu

export BUILD_WORKING_DIRECTORY=$PWD
checker/testdata/faulty first_fit -o "$TEST_TMPDIR/first_fit.so"
checker/grade --lib "$TEST_TMPDIR/first_fit.so" --seed 1 --without-landlock >"$TEST_TMPDIR/printed" || [ $? -eq 1 ]

# The lines of README.md between ```text and ```, but for those that stand for others, must come in this order.
sed -n '/^```text$/,/^```$/p' README.md | grep -v -e '^```' -e '^ *[.][.][.]$' >"$TEST_TMPDIR/shown"
awk -v shown="$TEST_TMPDIR/shown" '
	BEGIN { more = getline line <shown }
	more > 0 && $0 == line { more = getline line <shown }
	END { if (more > 0) print "readme_test: README.md shows what grade does not print there: " line; exit more > 0 }
' "$TEST_TMPDIR/printed" || {
	cat "$TEST_TMPDIR/printed"
	exit 1
}
