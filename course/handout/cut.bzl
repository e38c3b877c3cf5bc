"""Cuts out of this tree what some commands are made of: no test, no solution and no attack is a part of that."""

load("//checker:tiers.bzl", "TIERS")

_Sources = provider(fields = ["files"])

def _items(attributes):
    values = [getattr(attributes, name) for name in dir(attributes)]
    return [item for value in values for item in (value if type(value) == "list" else [value])]

def _sources_impl(target, ctx):
    # The student's own folder is not cut from ours.
    if target.label.workspace_name or target.label.package.split("/")[0] == "osmem":
        return [_Sources(files = depset())]
    files = [
        file
        for file in _items(ctx.rule.files)
        if type(file) == "File" and file.is_source and not file.short_path.startswith("../")
    ]
    below = [
        dep[_Sources].files
        for dep in _items(ctx.rule.attr)
        if type(dep) == "Target" and _Sources in dep
    ]
    return [_Sources(files = depset(files, transitive = below))]

_sources = aspect(
    implementation = _sources_impl,
    attr_aspects = ["*"],
)

def _cut_impl(ctx):
    tree = depset(ctx.files.files, transitive = [command[_Sources].files for command in ctx.attr.commands])
    own = depset(ctx.files.own)
    lists = []
    for name, files in [("tree", tree), ("own", own)]:
        lists.append(ctx.actions.declare_file("%s.%s" % (ctx.label.name, name)))
        ctx.actions.write(lists[-1], "".join([file.path + "\n" for file in files.to_list()]))
    lists.append(ctx.file.rules)
    ctx.actions.run(
        executable = ctx.file._cut,
        arguments = [file.path for file in [ctx.outputs.out] + lists],
        inputs = depset(lists, transitive = [tree, own]),
        outputs = [ctx.outputs.out],
        mnemonic = "Cut",
        progress_message = "Cutting out %s" % ctx.label.name,
    )

_cut = rule(
    implementation = _cut_impl,
    attrs = {
        "commands": attr.label_list(aspects = [_sources]),
        "files": attr.label_list(allow_files = True),
        "out": attr.output(mandatory = True),
        "own": attr.label_list(allow_files = True),
        "rules": attr.label(allow_single_file = True),
        "_cut": attr.label(
            allow_single_file = True,
            default = "//course/handout:cut.sh",
        ),
    },
)

# What nothing builds without.
_FILES = [
    "//:.bazelrc",
    "//:.bazelversion",
    "//:LICENSE",
    "//:WORKSPACE",
    "//:tools/bazel",
    "//build:graded.bzl",
    "//build:googletest.BUILD",
    "//build:nlohmann_json.BUILD",
    "//build:offline.bzl",
    "//build:room.bzl",
    "//build:setup.sh",
    "//build:snippets.bzl",
    "//build:submission.bzl",
    "//checker:tiers.bzl",
    "//docs:contract.md",
]

# What the grader is made of.
_PACKAGES = [
    "build",
    "checker",
    "checker/contract",
    "checker/draw",
    "checker/grading",
    "checker/judge",
    "checker/pages",
    "checker/programs",
    "checker/run",
    "checker/run/jail",
    "checker/system",
    "checker/trace",
    "docs",
    "snippets",
] + [folder + "/" + tier for folder in ["refs", "snippets"] for tier in TIERS]

def cut(name, commands, files = [], packages = []):
    """Declares <name>.tar.gz, in which a student's empty osmem/ takes the place of ours.

    Args:
      name: of the folder in the archive.
      commands: what can be built there; of each BUILD file, only what they are made of stays.
      files: of this tree, beyond what they are made of.
      packages: in which that lies, beyond the grader's.
    """
    native.genquery(
        name = name + ".rules",
        testonly = True,
        expression = "kind(rule, deps(set(%s)))" % " ".join(commands),
        scope = commands,
    )
    _cut(
        name = name,
        testonly = True,
        out = name + ".tar.gz",
        commands = commands,
        files = _FILES + files + ["//%s:BUILD" % package for package in _PACKAGES + packages],
        own = ["//course/handout:files"],
        rules = name + ".rules",
    )
