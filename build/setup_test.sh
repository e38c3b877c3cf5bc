#!/bin/sh
# That what is said of a machine that lacks something helps: where another Bazel stands in front of Debian's, or where
# there is no /proc.
set -eu

root=$(pwd)
cd "$(mktemp -d)"
mkdir bin build tools
cp "$root/tools/bazel" tools
cp "$root/build/setup.sh" build

# fake NAME COMMANDS
fake() {
	printf '#!/bin/sh\n%s\n' "$2" >"bin/$1"
	chmod +x "bin/$1"
}

# expect TEXT COMMAND...: the command says TEXT.
expect() {
	text=$1
	shift
	said=$("$@" 2>&1) || true
	case $said in
	*"$text"*) ;;
	*)
		echo "expected \"$text\" from $*, which said: $said" >&2
		exit 1
		;;
	esac
}

fake bazel 'echo bazel 7.0.0'
PATH=$(pwd)/bin:$PATH
export PATH BAZEL_REAL="$(pwd)/bin/bazel"

cp "$root/.bazelversion" .
[ ! -x "/usr/bin/bazel-$(cat .bazelversion)" ] || expect "bazel no_version" tools/bazel --version

# What nobody has is what is installed: by somebody who may not.
echo 99 >.bazelversion
expect "build/setup.sh installs Debian's bazel-bootstrap" tools/bazel build
fake id 'echo 1000'
fake sudo 'echo no >&2; exit 1'
expect "could not install bazel-bootstrap" build/setup.sh

# A system that has another one is refused before anything is installed.
fake sudo 'exec "$@"'
fake apt-get 'case $* in *install*) echo "E: nothing is installed in a test" && exit 1 ;; esac'
fake apt-cache 'echo "  Candidate: 3.5.1+ds-3ubuntu1"'
expect "builds with Bazel 99, and bazel-bootstrap is 3.5.1+ds-3ubuntu1 here; Debian 12" build/setup.sh
fake apt-cache 'echo "  Candidate: 99.1.0"'
expect "E: nothing is installed in a test" build/setup.sh

fake bazel 'echo bazel 99.1.0'
expect "bazel 99.1.0" tools/bazel --version

if unshare -rm true 2>/dev/null; then
	expect "there is no /proc here" unshare -rm sh -c 'mount -t tmpfs none /proc && build/setup.sh'
fi
