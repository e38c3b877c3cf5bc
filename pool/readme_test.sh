#!/bin/bash
# The README's program, built by the README's command, prints what the README says; the demo prints what demo/main.txt says.
set -eu

# The lines of the README between ```LANGUAGE and ```.
block() {
	sed -n "/^\`\`\`$1\$/,/^\`\`\`\$/p" pool/README.md | sed '1d;$d'
}

tree=$TEST_TMPDIR/tree
mkdir "$tree"
cp -rL base pool "$tree"
block c >"$tree/program.c"
cd "$tree"
bash -euc "$(block sh)" >printed
diff <(block text) printed || {
	echo "readme_test: pool/README.md does not show what its program prints (marked <)" >&2
	exit 1
}
diff pool/demo/main.txt <(pool/main) || {
	echo "readme_test: the demo prints something else than pool/demo/main.txt (marked <)" >&2
	exit 1
}
