#!/bin/bash
# The handout, unpacked beside the tree: as it is it earns nothing, with a good allocator in it everything. What must not
# be in it is not. With DISK_CACHE=FOLDER what this tree has compiled is not compiled again: it is the same.
# Nor does it need a sandbox, which is half of the time that a small program takes to build.
# usage: handout_test.sh HANDOUT.tar.gz SOURCE...    with what nobody may find in it, the plain list among it
set -euo pipefail

archive=$PWD/$1
shift
# Bazel keeps its files below TEST_TMPDIR, as it does in tests; what it runs finds its own, not this test's.
export HOME=$TEST_TMPDIR
unset TEST_SRCDIR RUNFILES_DIR
echo "build --spawn_strategy=local ${DISK_CACHE:+--disk_cache=$DISK_CACHE}" >"$HOME/.bazelrc"
said=$TEST_TMPDIR/said

stop() {
	cat "$said" >&2
	echo "handout_test: $*" >&2
	exit 1
}

# earns POINTS STATUS: what both commands make of osmem/; a tier that fails is Bazel's status 3.
earns() {
	local status=0
	make grade >"$said" 2>&1 || true
	grep -q "^total  *$1 / 100$" "$said" || stop "make grade does not give $1 points"
	! grep -q 'warning:' "$said" || stop "something was compiled with a warning"
	bazel test //... >"$said" 2>&1 || status=$?
	[[ $status -eq $2 ]] || stop "bazel test //... ended with $status"
	[[ $(grep -c "^//checker:[a-z]* .*$3" "$said") -eq 5 ]] || stop "not every tier $3"
}

# Whoever packs it, and when: the same bytes.
tar --list --verbose --numeric-owner --file="$archive" >"$said"
! grep -v '^[-d]r[w-][x-]r-[x-]r-[x-] 0/0 .* 1970-01-01 ' "$said" || stop "the archive tells who packed it, or when"

mkdir "$TEST_TMPDIR/student"
tar --extract --file="$archive" -C "$TEST_TMPDIR/student"

# Of a file of ours, nothing is to be found that is longer than a line which anybody would write.
for source in "$@"; do
	[[ ! -e $TEST_TMPDIR/student/handout/$source ]] || [[ $source == osmem/osmem.[ch] ]] || stop "$source is in the handout"
	grep -Ex '.{55,}' "$source" | grep -v -e '#include' -e '\bos_[a-z]*(' >>"$TEST_TMPDIR/lines" || true
done
! grep -rFxf "$TEST_TMPDIR/lines" "$TEST_TMPDIR/student" >"$said" || stop "these lines are not for students"

cd "$TEST_TMPDIR/student/handout"
trap 'bazel shutdown >"$said" 2>&1' EXIT
earns 0 3 FAILED
make debug AT=malloc/split-first:1 </dev/null >"$said" 2>&1 || stop "make debug failed"
grep -q '^#0  os_malloc (.*131000) at osmem/osmem.c' "$said" || stop "make debug does not stop in the call"

# The plain list, as a student would have written it.
rm osmem/osmem.c
for source in "$@"; do
	case $source in
	plain/*.[ch] | base/system.h) sed 's,"\(plain\|base\)/,"osmem/,' "$OLDPWD/$source" >"osmem/$(basename "$source")" ;;
	esac
done
rm osmem/habits.c
earns 100 0 PASSED
