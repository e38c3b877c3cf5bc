#!/bin/bash
# Makes bare roots of the systems that the README names, runs its two commands in each, from a clean clone of what is
# committed here, and prints a table of what came of it. Needs root, debootstrap, some 20 GB and hours; the kernel is this
# machine's. A root that is in FOLDER already is used again.
# usage: build/machines.sh FOLDER [SYSTEM...]    as in debian-13; without one, all of them. Logs are in FOLDER/logs
set -uo pipefail

# The suite, debootstrap's script for it, which knows its mirror, its sections, and the keys of who signs it.
debian="sid main /usr/share/keyrings/debian-archive-keyring.gpg"
ubuntu="gutsy main,universe /usr/share/keyrings/ubuntu-archive-keyring.gpg"
declare -A suites=(
	[debian-12]="bookworm $debian" [debian-13]="trixie $debian"
	[ubuntu-22.04]="jammy $ubuntu" [ubuntu-24.04]="noble $ubuntu" [ubuntu-26.04]="resolute $ubuntu"
)

stop() {
	echo "machines: $*" >&2
	exit 2
}

[ $# -ge 1 ] || stop "say where the roots go, as in: build/machines.sh /tmp/machines"
[ "$(id -u)" -eq 0 ] || stop "only root can make a root; run this as root"
command -v debootstrap >/dev/null || stop "debootstrap is missing; apt-get install debootstrap"
mkdir -p "$1/logs" || exit 2
folder=$(cd "$1" && pwd)
shift
systems=${*:-debian-12 debian-13 ubuntu-22.04 ubuntu-24.04 ubuntu-26.04}
cd "$(dirname "$0")/.."

# enter SYSTEM COMMAND...: in its root, with processes and mounts of its own, which are gone when the command ends.
enter() {
	root=$folder/$1 unshare --mount --pid --fork --kill-child sh -c '
		shift
		cp /etc/resolv.conf /etc/hosts "$root/etc/" 2>/dev/null
		mount -t proc proc "$root/proc" && mount --bind /dev "$root/dev" && mount -t devpts devpts "$root/dev/pts" &&
			mount -t tmpfs tmpfs "$root/dev/shm" && cd / &&
			exec chroot "$root" env -i HOME=/root PATH=/usr/sbin:/usr/bin:/sbin:/bin "$@"' sh "$@"
}

# Ubuntu's keys, by which what its mirror sends is told from a forgery: where this system has none, out of a Debian that
# has them in a package.
find_keys() {
	[ ! -e "$1" ] || { echo "$1" && return; }
	make_root debian-13 && enter debian-13 apt-get install -y ubuntu-keyring >&2 && echo "$folder/debian-13$1"
}

make_root() {
	local suite script components keyring
	[ ! -e "$folder/$1/root/ready" ] || return 0
	[ ! -e "$folder/$1" ] || { echo "$folder/$1 is no whole root: remove it, and run this again" >&2 && return 1; }
	read -r suite script components keyring <<<"${suites[$1]}"
	keyring=$(find_keys "$keyring") &&
		debootstrap --variant=minbase --include=git,make --components="$components" --keyring="$keyring" "$suite" \
			"$folder/$1" "" "$script" >&2 &&
		touch "$folder/$1/root/ready"
}

# version SYSTEM PACKAGE: that it has, or would install, without what the system added to it.
version() { enter "$1" apt-cache policy "$2" | sed -n 's/^ *Candidate: \([0-9.]*\).*/\1/p'; }

# outcome LOG PATTERN: what the pattern's last line tells; where there is none, the last line that is not make's own.
outcome() {
	sed -n "s,$2,\1,p" "$1" | tail -n 1 | grep . || grep -v '^make' "$1" | tail -n 1
}

echo "| system | Bazel | ltrace | glibc | \`make grade\` | \`make test\` |"
echo "| --- | --- | --- | --- | --- | --- |"
for system in $systems; do
	[ -n "${suites[$system]:-}" ] || stop "there is no system $system; there are ${!suites[*]}"
	log=$folder/logs/$system
	make_root "$system" 2>"$log.root" || { echo "| $system | | | | could not be made: see $log.root | |" && continue; }
	rm -rf "$folder/$system/root/osmem"
	git clone -q . "$folder/$system/root/osmem" || exit 2
	enter "$system" make -C /root/osmem grade >"$log.grade" 2>&1
	enter "$system" make -C /root/osmem test >"$log.test" 2>&1
	echo "| $system | $(version "$system" bazel-bootstrap) | $(version "$system" ltrace) | $(version "$system" libc6) |" \
		"$(outcome "$log.grade" '^total *\(.*\)')$(grep -q '^Things to look at' "$log.grade" && echo ', flagged') | $(outcome "$log.test" '^Executed .*tests*: \(.*\)') |"
done
