#!/bin/bash
# install_test.sh: the allocators as people without Bazel have them: compiled by one command, installed into a folder,
# found by pkg-config from programs outside the tree, in C and C++, shared and static; and removed again.
set -euo pipefail

tree=$PWD
place=$TEST_TMPDIR/root
mkdir -p "$TEST_TMPDIR/objects"

stop() {
  echo "install_test: $*" >&2
  exit 1
}

# What the README says.
(cd "$TEST_TMPDIR/objects" && cc -O2 -Wall -Wextra -Werror -I"$tree" -c "$tree"/osmem/*.c "$tree"/base/*.c "$tree"/osmem/eyes/*.c)

make -s install PREFIX=/opt/osmem DESTDIR="$place" CC=cc CFLAGS="-O2 -Wall -Wextra -Werror"
export PKG_CONFIG_PATH=$place/opt/osmem/lib/pkgconfig PKG_CONFIG_SYSROOT_DIR=$place
export LD_LIBRARY_PATH=$place/opt/osmem/lib
cd "$TEST_TMPDIR"

cat >shared.c <<'END'
#include <osmem/debug.h>
#include <stdio.h>
int main(void)
{
	char *block = os_realloc(os_calloc(3, 100), 5000);
	struct os_stats stats;

	os_stats(&stats);
	printf("%zu %s\n", stats.used_bytes, os_check() ? os_check() : "sound");
	os_free(block);
	return 0;
}
END
cat >plus.cc <<'END'
#include <memalloc.h>
#include <osmem/debug.h>
#include <cstdio>
int main() {
  init_pool(4096);
  void* pooled = custom_malloc(100);
  void* block = os_malloc(100);
  std::printf("%d %d\n", pooled != nullptr, block != nullptr);
  custom_free(pooled);
  os_free(block);
}
END
# heap, call and options are names inside the library, and free to be a program's.
cat >static.c <<'END'
#include <osmem/osmem.h>
#include <stdio.h>
int heap = 1, call = 2, options = 3;
int main(void)
{
	os_free(os_malloc(1));
	printf("%d\n", heap + call + options);
	return 0;
}
END

# expect WORDS PROGRAM
expect() {
  [[ "$("./$2")" == "$1" ]] || stop "$2 said \"$("./$2")\", not \"$1\""
}

cc -Wall -Wextra -Werror shared.c -o shared $(pkg-config --cflags --libs osmem)
expect "5000 sound" shared
g++ -Wall -Wextra -Werror -pedantic plus.cc -o plus $(pkg-config --cflags --libs osmem memalloc)
expect "1 1" plus
cc static.c -o static $(pkg-config --cflags osmem) "$place/opt/osmem/lib/libosmem.a"
expect "6" static

readelf -d shared | grep -q 'NEEDED.*\[libosmem.so.1\]' || stop "programs do not ask for libosmem.so.1"
readelf -W --dyn-syms shared | grep -q 'os_calloc@OSMEM_1' || stop "programs do not ask for a version of os_calloc"
[[ -s $place/opt/osmem/share/man/man3/os_malloc.3 ]] || stop "there is no man page"

cd "$tree"
make -s uninstall PREFIX=/opt/osmem DESTDIR="$place"
left=$(find "$place" -type f -o -type l)
[[ -z "$left" ]] || stop "uninstall left these: $left"
