#!/bin/bash
# exports_test.sh LIBRARY HEADER...: it exports the functions of the headers, no variable,
# nothing of a layer below.
set -euo pipefail

expected=$(grep -h -o '^OSMEM_API.*(' "${@:2}" | grep -o 'os_[a-z_]*' | sort)
actual=$(nm --dynamic --defined-only "$1" | awk '$2 != "A" { print $3 }' | sort)
if [[ -z "$expected" || "$actual" != "$expected" ]]; then
  echo "exported, against the header (< header, > library):"
  diff <(echo "$expected") <(echo "$actual")
  exit 1
fi
