#!/bin/sh
# What cppcheck is asked: real mistakes (warning, portability) and waste (performance); taste is left to clang-format.
set -eu

# unknownMacro: GoogleTest's TEST() is one. nullPointerOutOfMemory: tests dereference what they just asked for.
exec cppcheck --quiet --error-exitcode=1 --inline-suppr --std=c11 --std=c++17 -j2 -I . \
	--enable=warning,performance,portability \
	--suppress=unknownMacro \
	-i checker/attacks -i checker/testdata \
	bench checker osmem pool snippets
