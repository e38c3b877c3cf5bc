"""Makes a program of each C file in a tier's folder, so that no list of snippets exists beside the files."""

load(":room.bzl", "package_files")

_COPTS = [
    # The line of a call is looked up by its return address: keep it, in the program, at its own line.
    "-g",
    "-O1",
    "-fno-optimize-sibling-calls",
    # A fixed place, so that a return address means the same in each run.
    "-fno-pie",
    # The checks call no function that the library under test could replace.
    "-fno-builtin",
    "-fno-stack-protector",
    "-fno-tree-loop-distribute-patterns",
]

_LINKOPTS = [
    "-no-pie",
    # RUNPATH, not RPATH: LD_LIBRARY_PATH puts another libosmem.so in.
    "-Wl,--enable-new-dtags",
    # Nothing but libosmem.so and libc: libstdc++ would move the break before main.
    "-Wl,--as-needed",
    # All functions are bound at the start, and what they are bound to is read-only from then on.
    "-Wl,-z,relro,-z,now",
]

def snippet_program(name, linkopts = []):
    """Declares the program of one C file.

    Args:
      name: of the program, and of the file without its .c.
      linkopts: beyond those of every snippet.
    """
    native.cc_binary(
        name = name,
        srcs = [
            name + ".c",
            "//osmem:libosmem.so",
        ],
        copts = _COPTS,
        linkopts = _LINKOPTS + linkopts,
        visibility = ["//visibility:public"],
        deps = [
            "//osmem:api",
            "//snippets:snippet",
        ],
    )

def snippets():
    """Declares //snippets/<tier>:<name> for each <name>.c, all of them as :snippets, their text as :sources."""
    package_files()
    files = native.glob(["*.c"])
    names = [file[:-len(".c")] for file in files]
    for name in names:
        snippet_program(name)
    native.filegroup(
        name = "snippets",
        srcs = names,
        visibility = ["//visibility:public"],
    )
    native.filegroup(
        name = "sources",
        srcs = files,
        visibility = ["//visibility:public"],
    )
