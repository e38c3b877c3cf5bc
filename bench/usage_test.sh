#!/bin/sh
# That who asks how to use them is told, and measures nothing.
# usage: usage_test.sh ENGINE MALLOC
set -eu

# refused TEXT COMMAND...: the command says TEXT, and exits with 2.
refused() {
	text=$1
	shift
	status=0
	said=$(timeout 20 "$@" 2>&1) || status=$?
	case "$status $said" in
	"2 "*"$text"*) ;;
	*)
		echo "expected 2 and \"$text\" from $*: $status $said" >&2
		exit 1
		;;
	esac
}

refused "nothing may follow but --peer FILE.so" "$1" --help
refused "usage: bazel run //bench:malloc" "$2" . . . --help
