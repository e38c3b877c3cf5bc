"""Makes a library of each attack's file, so that no list of attacks exists beside the files."""

def _attack(name, srcs, deps):
    native.cc_binary(
        name = name,
        testonly = True,
        srcs = srcs + native.glob(["*.h"]),
        copts = ["-O1"],
        linkopts = ["-Wl,--as-needed"],
        linkshared = True,
        deps = ["//osmem:api"] + deps,
    )
    return name

def attacks():
    """Declares <name>.so for each <name>.c, and all of them, with their sources, as :attacks."""
    alone = native.glob(["*.c"], exclude = ["functions.c"])
    allocating = native.glob(["allocating/*.c"])
    faulty = native.glob(["faulty/*.c"])
    libraries = [_attack(file[:-2] + ".so", [file, "functions.c"], []) for file in alone]
    libraries += [_attack(file[:-2] + ".so", [file], ["//osmem:allocator"]) for file in allocating]
    libraries += [_attack(file[:-2] + ".so", [file], ["//checker/testdata:calloc-dirty"]) for file in faulty]
    native.filegroup(
        name = "attacks",
        testonly = True,
        srcs = libraries + alone + allocating + faulty,
        visibility = ["//checker:__subpackages__"],
    )
    native.filegroup(
        name = "sources",
        srcs = alone + allocating + faulty,
        visibility = ["//course/handout:__pkg__"],
    )
