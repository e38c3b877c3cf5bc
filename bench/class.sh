#!/bin/bash
# What grading a class takes: a hundred submissions, the list in plain/ with one or two of its faults each, from cold, again
# with nothing changed, and with one changed.
# usage: bench/class.sh [FOLDER [STUDENTS]]    FOLDER is made, holds the submissions and the results, and stays
set -euo pipefail
cd "$(dirname "$0")/.."

folder=$(realpath -m -- "${1:-/tmp/osmem-class}")
students=${2:-100}
mapfile -t faults < <(sed -n 's/^FAULT_ROW(\([a-z0-9_]*\),.*/\1/p' checker/testdata/faults.inc)

# submission NAME FAULTS: as a student hands it in, all in one folder, and the faults switched on in the source.
submission() {
	local src=$folder/submissions/$1/assignment/src
	mkdir -p "$src"
	cp plain/*.[ch] base/system.h base/align.h osmem/osmem.h checker/testdata/faults.inc "$src"
	rm "$src"/list.[ch]
	sed -i 's,#include "\(plain\|base\|osmem\|checker/testdata\)/,#include ",' "$src"/*
	sed -i "1i#define FAULTS $2" "$src/fault.h"
	printf 'all:\n\tfalse\n' >"$src/Makefile"
}

# run WHAT: grades the class, and says how long it took and how much memory its processes had at most, Bazel's server
# among them.
run() {
	local start peak=0 now
	start=$(date +%s%N)
	SEED=1 OVERWRITE=1 course/class.sh "$folder/submissions" "$folder/results" >"$folder/$1.log" 2>&1 &
	local class=$!
	while kill -0 $class 2>/dev/null; do
		now=$(awk '/MemTotal|MemAvailable/ { kib[NR] = $2; n = n ? n - $2 : $2 } END { print int(n / 1024) }' /proc/meminfo)
		[ "$now" -le $peak ] || peak=$now
		sleep 1
	done
	wait $class || true
	printf '%-10s %7.1f s   %d MiB more than before at most\n' "$1" \
		"$((($(date +%s%N) - start) / 100000000))e-1" $((peak - before))
	tail -n 2 "$folder/$1.log" | head -n 1
}

mkdir -p "$folder"
rm -rf "$folder/submissions" "$folder/results"
for ((i = 0; i < students; i++)); do
	name=$(printf 'student-%03d' "$i")
	submission "$name" ".${faults[i % ${#faults[@]}]} = $((i % 10 != 0)), .${faults[(i * 7 + 3) % ${#faults[@]}]} = $((i % 3 == 1))"
done
bazel build --ui_event_filters=-info --noshow_progress --show_result=0 \
	//course:collect //course:compile //course:report //course:watch //checker:grade_others
before=$(awk '/MemTotal|MemAvailable/ { n = n ? n - $2 : $2 } END { print int(n / 1024) }' /proc/meminfo)
# From cold: no cache has anything of this class.
printf '/* %s */\n' "$(date +%s%N)" | tee -a "$folder"/submissions/*/assignment/src/allocate.c >/dev/null
run cold
run unchanged
printf '/* changed */\n' >>"$folder/submissions/student-000/assignment/src/allocate.c"
run changed
