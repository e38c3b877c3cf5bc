#!/bin/bash
# A class is graded with a real HTTP cache, nginx with WebDAV; then a second checkout, elsewhere, makes the same class from
# the cache alone. Interrupted on the way, nothing is half written, and the same command goes on.
# With DISK_CACHE=FOLDER what this tree has compiled is in the cache from the start.
# usage: cache_test.sh WORKSPACE    a file of the checkout
set -euo pipefail
unset TEST_SRCDIR RUNFILES_DIR
PATH=$PATH:/usr/sbin

command -v nginx >/dev/null || {
	echo "cache_test: not run: there is no nginx; build/setup.sh cache installs it"
	echo '<testsuites><testsuite name="cache_test"><testcase name="cache_test" result="skipped"/></testsuite></testsuites>' \
		>"${XML_OUTPUT_FILE:-/dev/null}"
	exit 0
}
checkout=$(dirname "$(readlink -f "$1")")
folder=$(mktemp -d /tmp/osmem-cache-XXXXXX)
chmod 755 "$folder"

clean_up() {
	[ ! -e "$folder/nginx.pid" ] || kill "$(cat "$folder/nginx.pid")"
	for base in "$folder"/*/base; do
		(cd "${base%/base}/tree" 2>/dev/null && bazel --output_base="$base" shutdown) >/dev/null 2>&1 || true
	done
	chmod -R u+w "$folder"
	rm -rf "$folder"
}
trap clean_up EXIT

fail() {
	echo "cache_test: $*" >&2
	tail -n 30 "$folder"/*/said "$folder"/*/results/.work/log >&2 2>/dev/null || true
	exit 1
}

start_cache() {
	mkdir "$folder/store" "$folder/part"
	if [ -n "${DISK_CACHE:-}" ]; then
		# The same files, two folders less deep.
		mkdir "$folder/store/ac" "$folder/store/cas"
		for kind in ac cas; do
			find "$DISK_CACHE/$kind" -type f -exec cp -t "$folder/store/$kind" {} +
		done
	fi
	chmod -R a+rwX "$folder/store" "$folder/part"
	for port in $(seq 18080 18180); do
		cat >"$folder/nginx.conf" <<-END
			pid $folder/nginx.pid;
			error_log $folder/nginx.log;
			worker_processes 1;
			events {}
			http {
			  access_log off;
			  client_body_temp_path $folder/part;
			  server {
			    listen 127.0.0.1:$port;
			    root $folder/store;
			    client_max_body_size 1g;
			    location / { dav_methods PUT; create_full_put_path on; dav_access all:rw; }
			  }
			}
		END
		nginx -c "$folder/nginx.conf" -e "$folder/nginx.log" 2>/dev/null && return
	done
	fail "nginx does not start: $(tail -n 3 "$folder/nginx.log")"
}

submissions() {
	local src
	for student in ana bob; do
		src=$folder/submissions/$student/src
		mkdir -p "$src"
		cp "$checkout"/plain/*.[ch] "$checkout"/base/{system,align}.h "$checkout/osmem/osmem.h" \
			"$checkout/checker/testdata/faults.inc" "$src"
		rm "$src"/list.[ch]
		sed -i 's,#include "\(plain\|base\|osmem\|checker/testdata\)/,#include ",' "$src"/*
		sed -i "1i#define FAULTS .first_fit = $([ $student = bob ] && echo 1 || echo 0)" "$src/fault.h"
	done
	mkdir "$folder/submissions/carla"
	echo 'int x = ;' >"$folder/submissions/carla/osmem.c"
	mkdir "$folder/submissions/dan"
}

# checkout NAME: the files of the tree in a place of their own, with a Bazel that has nothing.
new_checkout() {
	mkdir -p "$folder/$1/tree" "$folder/$1/bin"
	(cd "$checkout" && git ls-files -z --cached --others --exclude-standard | tar -c --null -T -) |
		tar -x -C "$folder/$1/tree"
	printf '#!/bin/sh\nexec %s --nohome_rc --output_base=%s "$@"\n' "$(command -v bazel)" "$folder/$1/base" \
		>"$folder/$1/bin/bazel"
	chmod +x "$folder/$1/bin/bazel"
}

class() {
	PATH="$folder/$1/bin:$PATH" SEED=7 BAZEL_FLAGS="--config=remote --remote_cache=http://127.0.0.1:$port" \
		"$folder/$1/tree/course/class.sh" "$folder/submissions" "$folder/$1/results" >"$folder/$1/said" 2>&1
}

# interrupt NAME: as Ctrl-C does, once the build of the class has begun.
interrupt() {
	setsid "$BASH" -c "$(declare -f class); folder=$folder port=$port; class $1" &
	local group=$!
	until [ -e "$folder/$1/results/.work/events" ]; do
		kill -0 $group 2>/dev/null || fail "the class ended before it was interrupted"
		sleep 0.1
	done
	sleep 1
	kill -INT -- -$group
	! wait $group || fail "an interrupted class ended as if it were whole"
	grep -q "the same command goes on" "$folder/$1/said" || fail "nothing said that it was interrupted"
	[ "$(ls "$folder/$1/results")" = "" ] || fail "something was written before all was known"
}

start_cache
submissions
new_checkout first
interrupt first
class first || fail "the first class was not made"
grep -q '^4 students: 3 graded, 1 refused' "$folder/first/said" || fail "the first class is another"

new_checkout second
class second || fail "the second class was not made"
ran=$(sed -n 's/^INFO: .* processes: //p' "$folder/second/results/.work/log")
case $ran in
*sandbox* | *local* | *worker*) fail "the second checkout did something itself: $ran" ;;
*"remote cache hit"*) ;;
*) fail "nobody knows where the second class came from: $ran" ;;
esac
diff -r -x .work "$folder/first/results" "$folder/second/results" || fail "the two classes differ"
echo "cache_test: the second class came from the cache: $ran"
