#!/bin/sh
# One student's grade as a Bazel action: what could not be run fails it, so that it is not kept; less than all points
# do not.
# usage: grade.sh GRADER LIBRARY WORDS JSON PAGE FLAG...    LIBRARY is empty where it was not built, and WORDS say why
set -u

grader=$1 library=$2 words=$3 json=$4 page=$5
shift 5
if [ -s "$library" ]; then
	set -- --lib "$library" "$@"
else
	set -- --unbuilt "$words" "$@"
fi
"$grader" "$@" --json "$json" --html "$page" >"$json.said" 2>&1
status=$?
[ $status -lt 2 ] || tail -n 1 "$json.said" >&2
rm -f "$json.said"
[ $status -lt 2 ]
