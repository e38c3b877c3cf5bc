"""A room of the checker: one library of all its files, and its tests. Who may use it stands in its BUILD file."""

# What is traced runs in a jail, with little memory and few system calls: no sanitizer's runtime can live there.
TRACED = [
    "no-asan",
    "no-tsan",
    "no-ubsan",
]

# Where root runs the tests, there is nobody to become in the sandbox, nor to give a file to.
NOBODY = ["no-sandbox"]

def _room_name():
    return native.package_name().split("/")[-1]

def package_files(names = []):
    """Lets the handout be cut out of a package.

    Args:
      names: of files beyond its BUILD file that no rule of the handout names.
    """
    native.exports_files(
        names + ["BUILD"],
        visibility = [
            "//build:__pkg__",
            "//course:__subpackages__",
        ],
    )

def room(deps = [], made = [], **kwargs):
    """Declares the library of a folder, named like it; commands (*_main.cc) and what is of tests are no part of it.

    Args:
      deps: the rooms that it may know.
      made: sources that the build makes.
      **kwargs: all else that cc_library takes.
    """
    package_files()
    no_part = ["*_main.cc", "*_test.cc", "*testing.*"]
    native.cc_library(
        name = _room_name(),
        srcs = native.glob(["*.cc"], exclude = no_part) + made,
        hdrs = native.glob([
            "*.h",
            "*.inc",
        ], exclude = no_part),
        deps = deps,
        **kwargs
    )

def command(name, deps = [], visibility = ["//checker:__pkg__"]):
    """Declares <name>.cc, a command's main(), as a library: //checker or //course has the program.

    Args:
      name: of the file, without its .cc.
      deps: beyond the room that it is in.
      visibility: who has it.
    """
    native.cc_library(
        name = name,
        srcs = [name + ".cc"],
        visibility = visibility,
        deps = [":" + _room_name()] + deps,
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

def room_test(name, room = None, deps = [], traced = False, tags = [], **kwargs):
    """Declares a unit test of the checker.

    Args:
      name: as unit_test's.
      room: the library that it tests; where it is not given, the one of its own folder.
      deps: beyond that and what all tests of the checker share.
      traced: whether it runs programs under the tracer.
      tags: as Bazel's.
      **kwargs: all else that unit_test takes.
    """
    unit_test(
        name = name,
        tags = tags + (TRACED if traced else []),
        deps = deps + [
            room or ":" + _room_name(),
            "//checker/system:testing",
        ],
        **kwargs
    )

def room_tests(names):
    """Declares tests that need nothing but the room that they are in.

    Args:
      names: as unit_test's.
    """
    for name in names:
        room_test(name = name)
