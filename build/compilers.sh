#!/bin/bash
# Compiles the allocator with each compiler, optimisation and standard that this machine has, warnings being errors, and
# runs a program with each; then refuses 32 bits, and runs it on aarch64, by qemu, with pages of 4 and 64 KiB.
# usage: build/compilers.sh    prints a line for each; exit status 1 if one of them failed
set -uo pipefail
cd "$(dirname "$0")/.."

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
status=0
sources=$(echo osmem/*.c osmem/eyes/*.c base/*.c)
warnings="-Wall -Wextra -Werror -Wshadow -Wpointer-arith -Wundef -Wstrict-prototypes -Wmissing-prototypes"

# attempt NAME COMMAND...
attempt() {
	local name=$1
	shift
	if "$@" >"$folder/log" 2>&1; then
		echo "$name: fine"
	else
		echo "$name: FAILED"
		head -n 5 "$folder/log"
		status=1
	fi
}

# build_and_run "COMPILER FLAGS" "RUNNER"
build_and_run() {
	$1 $warnings -I. -o "$folder/program" osmem/testing/traced.c $sources -pthread && $2 "$folder/program"
}

# The sentence comes, and before anything else is missed.
refuses_32_bits() {
	! "$1" -m32 -I. -fsyntax-only osmem/osmem.c 2>"$folder/32" && grep -q "osmem needs a 64-bit target" "$folder/32"
}

for compiler in gcc clang aarch64-linux-gnu-gcc; do
	command -v $compiler >/dev/null || { echo "$compiler: not here"; continue; }
	run=
	[ $compiler != aarch64-linux-gnu-gcc ] || run="qemu-aarch64 -L /usr/aarch64-linux-gnu"
	for standard in gnu11 gnu17 gnu2x gnu23; do
		$compiler -std=$standard -fsyntax-only -x c /dev/null 2>/dev/null || { echo "$compiler $standard: not known to it"; continue; }
		for level in 0 1 2 3; do
			attempt "$compiler -std=$standard -O$level" build_and_run "$compiler -std=$standard -O$level" "$run"
		done
	done
done
attempt "gcc -m32 is refused in a sentence" refuses_32_bits gcc
attempt "clang -m32 is refused in a sentence" refuses_32_bits clang
if command -v aarch64-linux-gnu-gcc >/dev/null && command -v qemu-aarch64 >/dev/null; then
	for page in 4096 65536; do
		attempt "aarch64, pages of $page bytes" build_and_run "aarch64-linux-gnu-gcc -std=gnu11 -O2" \
			"qemu-aarch64 -p $page -L /usr/aarch64-linux-gnu"
	done
fi
exit $status
