#!/bin/bash
# The rooms of the grader and what each knows, as house.md has them, against what the build has.
# usage: house_test.sh HOUSE.md ROOM.deps...
set -eu

page=$1
shift
failed=0
for deps in "$@"; do
	room=$(basename "$deps" .deps)
	built=$(sed -n 's,^//checker/\([a-z]*\):.*,\1,p' "$deps" | grep -vx "$room" | sort | paste -sd ' ' -)
	said=$(sed -n "s,^| .checker/$room/. |[^|]*| *\([a-z ]*\) *|\$,\1,p" "$page" | sed 's/ *$//')
	[ "$built" = "$said" ] && grep -q "checker/$room/" "$page" && continue
	echo "house_test: house.md says that $room knows \"$said\"; it knows \"$built\""
	failed=1
done
exit $failed
