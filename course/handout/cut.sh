#!/bin/bash
# Packs a part of this tree, the same bytes each time.
# usage: cut.sh OUT.tar.gz TREE OWN RULES    files of this tree, the archive's own from below a folder files/, and all
#                                            rules that what is cut out is made of
set -euo pipefail

out=$1 tree=$2 own=$3 rules=$4
name=$(basename "$out" .tar.gz)
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
folder=$place/$name
mkdir "$folder"

# What a BUILD file declares that is not among the rules is left out, and with it the comment before it. Buildifier's
# layout is relied on: no line inside a statement begins at the margin but its last.
rules_of() {
	awk -v package="//$(dirname "$1")" '
		function keep() {
			if (!declares || named && (package ":" name) in wanted) printf "%s", text
			text = ""; declares = named = 0
		}
		FNR == NR { wanted[$0]; next }
		/^$/ && !open { keep(); blank = 1; next }
		blank { text = "\n"; blank = 0 }
		/^[a-z_]+\(|^\[$/ { declares = !/^(load|package|package_files|exports_files|room|snippets)\(/; open = 1 }
		/^[A-Z_]+ = / { open = 1 }
		/^(    |[a-z_]+\()name = "/ { split($0, part, "\""); name = part[2]; named = 1 }
		{ text = text $0 "\n" }
		/^[])}]|^[a-z_]+\(.*\)$|^[A-Z_]+ = .*[^[({]$/ { open = 0 }
		END { keep() }
	' "$rules" "$1"
}

copy() {
	tar --create --dereference "$@" | tar --extract -C "$folder"
}

copy --files-from="$tree"
copy --files-from="$own" --transform='s,.*/files/,,;s,^osmem.BUILD,osmem/BUILD,'
cat "$folder/more.bazelrc" >>"$folder/.bazelrc"
rm "$folder/more.bazelrc"

grep '/BUILD$' "$tree" | while read -r file; do
	rules_of "$file" >"$folder/$file"
done

tar --create --sort=name --mtime=@0 --owner=0 --group=0 --numeric-owner --mode=u=rwX,go=rX -C "$place" "$name" |
	gzip -n9 >"$out"
