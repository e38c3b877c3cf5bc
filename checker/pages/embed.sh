#!/bin/bash
# usage: embed.sh FILE...    writes the C++ source that has these files as strings, as embedded.h declares it
set -eu

# The SHA-256 of a file as a content security policy has it: in base64.
digest() {
	printf '%b' "$(sha256sum "$1" | cut -c 1-64 | sed 's/../\\x&/g')" | base64
}

echo '#include "checker/pages/embedded.h"'
echo
echo 'namespace checker {'
echo
echo 'const std::map<std::string_view, EmbeddedFile>& EmbeddedFiles() {'
echo '  static const std::map<std::string_view, EmbeddedFile> kFiles = {'
for file in "$@"; do
	printf '{"%s", {"sha256-%s", R"embedded(' "$(basename "$file")" "$(digest "$file")"
	cat "$file"
	printf ')embedded"}},\n'
done
echo '  };'
echo '  return kFiles;'
echo '}'
echo
echo '}  // namespace checker'
