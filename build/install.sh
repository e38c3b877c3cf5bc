#!/bin/sh
# Builds both allocators with a C compiler alone and installs them for programs outside this tree.
# usage: [PREFIX=/usr/local] [DESTDIR=] [CC=cc] [CFLAGS=-O2] build/install.sh install|uninstall
set -eu
cd "$(dirname "$0")/.."

version=1.0.0
prefix=${PREFIX:-/usr/local}
root=${DESTDIR:-}$prefix
plain="${CC:-cc} -std=gnu11 ${CFLAGS:--O2} -fPIC -DNDEBUG -I."
layers="-flto -fno-tree-slp-vectorize"

stop() {
	echo "install: $*" >&2
	exit 1
}

case $prefix in
/*) ;;
*) stop "PREFIX is $prefix; give it from the root on, as in PREFIX=/usr/local" ;;
esac

# install_library NAME MAP SYMBOLS FLAGS SOURCE...: a shared library with its soname, and an archive of one object whose
# other symbols are its own.
install_library() {
	name=$1 map=$2 symbols=$3 compile="$plain $4"
	shift 4
	$compile $layers -shared -pthread -o "$scratch/lib$name.so.1" "$@" -Wl,-soname,"lib$name.so.1" \
		-Wl,--version-script="$map" -Wl,--discard-all -Wl,--as-needed -Wl,-z,nodelete
	mkdir "$scratch/$name"
	for source in "$@"; do
		$compile -c "$source" -o "$scratch/$name/$(echo "$source" | tr / _).o"
	done
	ld -r -o "$scratch/$name.o" "$scratch/$name"/*.o
	for symbol in $symbols; do
		echo "$symbol"
	done >"$scratch/$name.symbols"
	objcopy --wildcard --keep-global-symbols="$scratch/$name.symbols" "$scratch/$name.o"
	rm -f "$scratch/lib$name.a"
	ar rc "$scratch/lib$name.a" "$scratch/$name.o"
	install -m 755 "$scratch/lib$name.so.1" "$root/lib/lib$name.so.1"
	ln -sf "lib$name.so.1" "$root/lib/lib$name.so"
	install -m 644 "$scratch/lib$name.a" "$root/lib/lib$name.a"
}

# install_pc NAME DESCRIPTION: what pkg-config says about it.
install_pc() {
	cat >"$scratch/$1.pc" <<-END
		prefix=$prefix
		libdir=\${prefix}/lib
		includedir=\${prefix}/include

		Name: $1
		Description: $2
		Version: $version
		Libs: -L\${libdir} -l$1
		Libs.private: -pthread
		Cflags: -I\${includedir}
	END
	install -m 644 "$scratch/$1.pc" "$root/lib/pkgconfig/$1.pc"
}

install_all() {
	scratch=$(mktemp -d)
	trap 'rm -rf "$scratch"' EXIT
	install -d "$root/lib/pkgconfig" "$root/include/osmem" "$root/share/man/man3"
	install_library osmem build/osmem.map 'os_*' -fvisibility=hidden osmem/*.c osmem/eyes/*.c base/*.c
	install_library memalloc build/memalloc.map 'custom_* init_pool print_free_list' -fno-semantic-interposition \
		pool/*.c pool/eyes/*.c base/*.c
	install_pc osmem "memory allocator over brk, mmap and munmap, exact to the system call"
	install_pc memalloc "pool allocator that owns its regions"
	install -m 644 osmem/osmem.h osmem/debug.h osmem/stats.h "$root/include/osmem/"
	install -m 644 pool/memalloc.h "$root/include/"
	install -m 644 docs/os_malloc.3 "$root/share/man/man3/"
	for page in os_calloc os_realloc os_free; do
		echo ".so man3/os_malloc.3" >"$root/share/man/man3/$page.3"
	done
}

uninstall_all() {
	for name in osmem memalloc; do
		rm -f "$root/lib/lib$name.so" "$root/lib/lib$name.so.1" "$root/lib/lib$name.a" "$root/lib/pkgconfig/$name.pc"
	done
	for header in osmem/osmem.h osmem/debug.h osmem/stats.h memalloc.h; do
		rm -f "$root/include/$header"
	done
	for page in os_malloc os_calloc os_realloc os_free; do
		rm -f "$root/share/man/man3/$page.3"
	done
	rmdir "$root/include/osmem" 2>/dev/null || true
}

case ${1:-} in
install) install_all ;;
uninstall) uninstall_all ;;
*) stop "say install or uninstall" ;;
esac
