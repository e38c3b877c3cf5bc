#!/bin/sh
# Installs what the build needs and this machine lacks, from Debian's or Ubuntu's packages.
# usage: build/setup.sh [lint] [pictures] [debug] [cache] [real] [peers]    with what `make lint` needs and the test of our XML,
# the browser that tests look at pages with, the debugger of `make debug`, the server in which a test keeps a cache, the real
# programs that `make real` runs, and the mallocs that ours is measured against
set -eu

say() { echo "setup: $*" >&2; }

stop() {
	say "$*"
	exit 1
}

missing=

# need PACKAGE TEST...: PACKAGE is missing where TEST fails.
need() {
	package=$1
	shift
	"$@" >/dev/null 2>&1 || missing="$missing $package"
}

find_missing() {
	missing=
	need bazel-bootstrap "$(dirname "$0")/../tools/bazel" --version
	need gcc command -v gcc
	need g++ command -v g++
	need googletest test -e /usr/src/googletest/googletest/src/gtest.cc
	need nlohmann-json3-dev test -e /usr/include/nlohmann/json.hpp
	need cmark-gfm command -v cmark-gfm
	need pkg-config command -v pkg-config
	need ltrace command -v ltrace
	need libarchive-dev test -e /usr/include/archive.h
	need libdw-dev test -e /usr/include/elfutils/libdw.h
	need libmd-dev test -e /usr/include/sha2.h
	need libseccomp-dev test -e /usr/include/seccomp.h
	for purpose in "$@"; do
		case $purpose in
		lint)
			need clang-format command -v clang-format
			need cppcheck command -v cppcheck
			need npm command -v npx
			need libxml2-utils command -v xmllint
			;;
		pictures) need chromium command -v chromium ;;
		debug) need gdb command -v gdb ;;
		cache) need nginx sh -c 'PATH=$PATH:/usr/sbin command -v nginx' ;;
		real)
			for program in bash git perl python3 sqlite3 strace tar; do
				need $program command -v $program
			done
			need xz-utils command -v xz
			need mawk command -v awk
			;;
		peers)
			need libjemalloc2 sh -c 'ls /usr/lib/*/libjemalloc.so.2'
			need libmimalloc2.0 sh -c 'ls /usr/lib/*/libmimalloc.so.2'
			need libtcmalloc-minimal4 sh -c 'ls /usr/lib/*/libtcmalloc_minimal.so.4'
			need libtbbmalloc2 sh -c 'ls /usr/lib/*/libtbbmalloc_proxy.so.2'
			;;
		*) stop "there is no purpose $purpose; there are lint, pictures, debug, cache, real and peers" ;;
		esac
	done
}

# Before anything is installed: with another Bazel all of it would be for nothing.
check_candidate() {
	case $missing in *bazel-bootstrap*) ;; *) return 0 ;; esac
	expected=$(cat "$(dirname "$0")/../.bazelversion")
	candidate=$(apt-cache policy bazel-bootstrap | sed -n 's/^ *Candidate: //p')
	case $candidate in
	"$expected".*) ;;
	*) stop "this project builds with Bazel $expected, and bazel-bootstrap is ${candidate:-(none)} here;" \
		"Debian 12 and 13 and Ubuntu 24.04 and 26.04 (universe) have the right one" ;;
	esac
}

# fetch COMMAND...: apt-get, silent but where it fails.
fetch() {
	$as_root env DEBIAN_FRONTEND=noninteractive apt-get "$@" >"$log" 2>&1 && return
	tail -n 15 "$log" >&2
	stop "apt-get could not install$missing, for the reason above; mend that and run this again"
}

install_missing() {
	command -v apt-get >/dev/null ||
		stop "missing:$missing (their Debian names); there is no apt-get here, so install them by hand and run this again"
	as_root=
	if [ "$(id -u)" -ne 0 ]; then
		as_root=sudo
		command -v sudo >/dev/null ||
			stop "missing:$missing; ask the machine's administrator to run: apt-get install$missing"
	fi
	say "installing$missing (this takes a minute)"
	log=$(mktemp)
	trap 'rm -f "$log"' EXIT
	# A list of packages may be old or absent, so it is fetched before it is used.
	fetch update
	check_candidate
	fetch install -y --no-install-recommends $missing
}

check_tracing() {
	ltrace -o /dev/null true >/dev/null 2>&1 ||
		stop "ltrace cannot trace here: ptrace is forbidden (in a container, start it with --cap-add=SYS_PTRACE)"
}

[ -e /proc/self/exe ] || stop "there is no /proc here, without which nothing can be traced: mount -t proc proc /proc"
find_missing "$@"
if [ -n "$missing" ]; then
	install_missing
	find_missing "$@"
	[ -z "$missing" ] || stop "still missing after the installation:$missing"
fi
check_tracing
