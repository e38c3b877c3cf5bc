"""Gives the library under test a fixed place, whatever it is called and wherever it comes from."""

def _submission_library_impl(ctx):
    libraries = [file for file in ctx.files.library if file.extension == "so"]
    if len(libraries) != 1:
        fail("%s is not one shared library: it has %d files *.so" % (ctx.attr.library.label, len(libraries)))
    ctx.actions.symlink(output = ctx.outputs.out, target_file = libraries[0])
    return [DefaultInfo(runfiles = ctx.runfiles(files = [ctx.outputs.out]))]

submission_library = rule(
    implementation = _submission_library_impl,
    attrs = {
        "library": attr.label(mandatory = True, allow_files = True),
        "out": attr.output(mandatory = True),
    },
)
