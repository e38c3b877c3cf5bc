#!/bin/sh
# What cppcheck is asked: real mistakes (warning, portability) and waste (performance); taste is left to clang-format.
set -eu

# The attacks and the faulty allocators are wrong on purpose, and so is what a malloc is asked.
exec cppcheck --quiet --error-exitcode=1 --inline-suppr --library=googletest -j2 -I . \
	--enable=warning,performance,portability \
	-i checker/attacks -i checker/testdata -i malloc/testing \
	base bench checker course malloc osmem plain pool snippets
