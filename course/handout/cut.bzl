"""Cuts out of this tree what some commands are made of: no test, no solution and no attack is a part of that."""

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
    own = ctx.files.own
    wanted = ctx.actions.declare_file(ctx.label.name + ".files")
    ctx.actions.write(wanted, "".join([file.path + "\n" for file in tree.to_list() + own]))
    ctx.actions.run(
        executable = ctx.file._cut,
        arguments = [ctx.outputs.out.path, wanted.path, ctx.file.rules.path],
        inputs = depset(own + [wanted, ctx.file.rules], transitive = [tree]),
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

def cut(name, commands, **kwargs):
    """Declares <name>.tar.gz.

    Args:
      name: of the folder in the archive.
      commands: what it must be able to build; of each BUILD file, only what they are made of stays.
      **kwargs: `files` of this tree beyond those, BUILD files among them, and its `own`, from below a folder files/.
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
        rules = name + ".rules",
        **kwargs
    )
