#!/bin/sh
# Lets libFuzzer make up programs for osmem and the plain list, with the sanitizers, and shows which lines of osmem/ its
# corpus reaches. Needs Debian's clang, libclang-rt-dev and llvm.
# usage: build/fuzz.sh FOLDER SECONDS    the corpus and what is built go to FOLDER, which may be there from before
set -eu

[ $# -eq 2 ] || {
	echo "fuzz: say where the corpus goes and for how many seconds to run, as in: build/fuzz.sh /tmp/fuzz 60" >&2
	exit 2
}
mkdir -p "$1/corpus" "$1/objects"
folder=$(cd "$1" && pwd) seconds=$2
cd "$(dirname "$0")/.."

# build NAME COMPILED LINKED: the target, compiled and linked with these flags.
build() {
	rm -f "$folder"/objects/*
	for source in osmem/*.c osmem/eyes/*.c base/*.c; do
		[ "$source" = base/system.c ] || # which the test plays
			clang -std=gnu11 -g -O1 -I. $2 -c "$source" -o "$folder/objects/$(echo "$source" | tr / _).o"
	done
	for source in allocate blocks heap resize list; do
		clang -std=gnu11 -g -O1 -I. -Dos_malloc=list_malloc -Dos_calloc=list_calloc -Dos_realloc=list_realloc \
			-Dos_free=list_free -c "plain/$source.c" -o "$folder/objects/plain_$source.o"
	done
	clang++ -std=c++17 -g -O1 -I. $3 osmem/testing/fuzz.cc osmem/testing/every_program.cc \
		osmem/testing/fake_system.cc "$folder"/objects/*.o -o "$folder/$1"
}

build fuzz "-fsanitize=fuzzer-no-link,address,undefined" "-fsanitize=fuzzer,address,undefined"
"$folder/fuzz" -max_total_time="$seconds" -max_len=200 -print_final_stats=1 -artifact_prefix="$folder/" "$folder/corpus"

build covered "-fprofile-instr-generate -fcoverage-mapping" "-fsanitize=fuzzer -fprofile-instr-generate"
tools=$(dirname "$(readlink -f "$(command -v clang)")")
LLVM_PROFILE_FILE=$folder/raw "$folder/covered" -runs=0 "$folder/corpus" 2>"$folder/log"
"$tools/llvm-profdata" merge "$folder/raw" -o "$folder/profile"
"$tools/llvm-cov" report "$folder/covered" -instr-profile="$folder/profile" osmem/*.c osmem/*.h
"$tools/llvm-cov" show "$folder/covered" -instr-profile="$folder/profile" osmem/*.c osmem/*.h >"$folder/lines"
echo "fuzz: line by line: $folder/lines"
