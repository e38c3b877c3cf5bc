"""A room of the checker: one library of all its files, and its tests. Who may use it stands in its BUILD file."""

# What is traced runs in a jail, with little memory and few system calls: no sanitizer's runtime can live there.
TRACED = [
    "no-asan",
    "no-tsan",
    "no-ubsan",
]

def room(deps = [], **kwargs):
    """Declares the library of a folder, named like it; commands (*_main.cc) and tests (*_test.cc) are no part of it.

    Args:
      deps: the rooms that it may know.
      **kwargs: all else that cc_library takes.
    """
    native.cc_library(
        name = native.package_name().split("/")[-1],
        srcs = native.glob(
            ["*.cc"],
            exclude = [
                "*_main.cc",
                "*_test.cc",
            ],
        ),
        hdrs = native.glob(["*.h"]),
        deps = deps,
        **kwargs
    )

def unit_test(name, deps, size = "small", **kwargs):
    """Declares the GoogleTest in <name>.cc.

    Args:
      name: of the test, and of its file without the .cc.
      deps: what it tests.
      size: as Bazel's.
      **kwargs: all else that cc_test takes.
    """
    native.cc_test(
        name = name,
        size = size,
        srcs = [name + ".cc"],
        deps = deps + ["@googletest//:gtest_main"],
        **kwargs
    )

def unit_tests(names, deps):
    """Declares tests that need nothing but `deps`.

    Args:
      names: as unit_test's.
      deps: what they test.
    """
    for name in names:
        unit_test(
            name = name,
            deps = deps,
        )
