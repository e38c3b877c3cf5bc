#!/bin/bash
# Grades a class: takes in what was handed in, compiles and grades each submission as Bazel actions, writes the results.
# What has not changed is not done again; interrupted, the same command goes on.
# usage: course/class.sh SUBMISSIONS RESULTS    and what is optional in the environment, as make class has it: AGAINST,
# SEED, SECRET_SEED, REVEAL, OVERWRITE, SCORE; BAZEL_FLAGS for the builds
set -uo pipefail

stop() {
	echo "class: $*" >&2
	exit 2
}

[ $# -eq 2 ] && [ -n "$1" ] && [ -n "$2" ] ||
	stop "say where the submissions are and where the results go: make class DIR=submissions OUT=results"
submissions=$(realpath -m -- "$1")
results=$(realpath -m -- "$2")
against=${AGAINST:+$(realpath -m -- "$AGAINST")}
secret_seed=${SECRET_SEED:+$(realpath -m -- "$SECRET_SEED")}
grader=${SCORE:+scored}
grader=${grader:-others}
work=$results/.work
cd "$(dirname "$0")/.." || exit 2
read -ra flags <<<"--noshow_progress --show_result=0 ${BAZEL_FLAGS:-}"
interrupted=
trap 'interrupted=1' INT

check_interrupt() {
	[ -z "$interrupted" ] || stop "stopped; what was graded is kept, and the same command goes on from there"
}

bazel build "${flags[@]}" --ui_event_filters=-info //course:collect //course:compile //course:report //course:watch \
	"//checker:grade_$grader"
status=$?
check_interrupt
[ $status -eq 0 ] || stop "the grader could not be built, for the reason above"
built=$(bazel info bazel-bin 2>/dev/null)/external/class

bazel-bin/course/collect "$submissions" "$results" ${SEED:+--seed "$SEED"} ${secret_seed:+--secret-seed "$secret_seed"} \
	${SCORE:+--score} ||
	exit 2
check_interrupt

rm -f "$work/events" "$work/status"
{
	trap : INT
	bazel build "${flags[@]}" --keep_going --override_repository=class="$work" \
		--build_event_json_file="$work/events" --target_pattern_file="$work/targets" >"$work/log" 2>&1
	echo $? >"$work/status"
} | (
	trap '' INT
	exec bazel-bin/course/watch "$work/class.json" "$work/events" "$built" "$work/grades"
)
gathered=$?
status=$(cat "$work/status" 2>/dev/null)
[ "$status" != 8 ] || interrupted=1
check_interrupt
# 1: somebody could not be graded, who is told by name.
case $status in
0 | 1) ;;
*)
	tail -n 20 "$work/log" >&2
	stop "Bazel did not grade the class, for the reason above; all it said is in $work/log"
	;;
esac
[ $gathered -eq 0 ] || exit 2
exec bazel-bin/course/report --class "$work/class.json" --grades "$work/grades" --out "$results" \
	${against:+--against "$against"} ${REVEAL:+--reveal "$REVEAL"} ${OVERWRITE:+--overwrite}
