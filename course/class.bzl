"""What is made of one student: the library, or the compiler's words; the grade as JSON and as a page."""

# Not in Bazel's sandbox, where root has nobody to become: both bring jails of their own. A result may come from a cache
# or another machine all the same.
_OWN_JAIL = {"no-sandbox": "1"}

def _student_impl(ctx):
    library = ctx.actions.declare_file(ctx.label.name + ".so")
    words = ctx.actions.declare_file(ctx.label.name + ".words")
    grade = ctx.actions.declare_file(ctx.label.name + ".json")
    page = ctx.actions.declare_file(ctx.label.name + ".html")
    ctx.actions.run(
        executable = ctx.executable._compile,
        arguments = [ctx.file.sources.path, library.path, words.path],
        inputs = [ctx.file.sources],
        outputs = [library, words],
        execution_requirements = _OWN_JAIL,
        mnemonic = "Compile",
        progress_message = "Compiling " + ctx.label.name,
        use_default_shell_env = True,
    )
    if ctx.file.secret_seed:
        seed = ["--secret-seed", ctx.file.secret_seed.path]
    else:
        seed = ["--seed", ctx.attr.seed]
    grader = ctx.attr._scorer if ctx.attr.score else ctx.attr._grader
    ctx.actions.run(
        executable = ctx.executable._grade,
        arguments = [
            grader[DefaultInfo].files_to_run.executable.path,
            library.path,
            words.path,
            grade.path,
            page.path,
            "--submission",
            ctx.attr.digest,
        ] + seed + (["--score"] if ctx.attr.score else []),
        inputs = [library, words] + ctx.files.secret_seed,
        tools = [grader[DefaultInfo].files_to_run],
        outputs = [grade, page],
        execution_requirements = _OWN_JAIL,
        mnemonic = "Grade",
        progress_message = "Grading " + ctx.label.name,
        use_default_shell_env = True,
    )
    return [DefaultInfo(files = depset([library, words, grade, page]))]

# For the machine that all else is built for, so that the grader is built once.
def _tool(label):
    return attr.label(default = label, executable = True, cfg = "target")

student = rule(
    implementation = _student_impl,
    attrs = {
        "digest": attr.string(mandatory = True),
        "score": attr.bool(),
        "secret_seed": attr.label(allow_single_file = True),
        "seed": attr.string(mandatory = True),
        "sources": attr.label(mandatory = True, allow_single_file = [".tar"]),
        "_compile": _tool("//course:compile"),
        "_grade": attr.label(default = "//course:grade.sh", executable = True, cfg = "target", allow_single_file = True),
        "_grader": _tool("//checker:grade_others"),
        "_scorer": _tool("//checker:grade_scored"),
    },
)
