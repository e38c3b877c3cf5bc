"""Stands in for the repositories that Bazel 4 would download before it builds anything.

Bazel's C++ toolchain loads rules_cc, its Java one (which every test drags in) rules_java and rules_proto,
and every test names the coverage tools. This project fetches nothing, so each of the four is made on the
spot: the rules are those built into Bazel, the coverage tools are empty.
"""

_NATIVE_RULES = {
    "rules_cc": struct(
        folder = "cc",
        rules = ["cc_binary", "cc_import", "cc_library", "cc_test", "cc_toolchain", "cc_toolchain_suite"],
    ),
    "rules_java": struct(
        folder = "java",
        rules = ["java_binary", "java_import", "java_library", "java_runtime", "java_test", "java_toolchain"],
    ),
    "rules_proto": struct(
        folder = "proto",
        rules = ["proto_lang_toolchain", "proto_library"],
    ),
}

def _native_rules_impl(ctx):
    repository = _NATIVE_RULES[ctx.attr.name]
    ctx.file(repository.folder + "/BUILD")
    ctx.file(
        repository.folder + "/defs.bzl",
        "\n".join(["%s = native.%s" % (rule, rule) for rule in repository.rules]),
    )

_native_rules = repository_rule(implementation = _native_rules_impl)

def _empty_coverage_impl(ctx):
    ctx.file("BUILD", """
[
    filegroup(name = name, visibility = ["//visibility:public"])
    for name in ["coverage_report_generator", "lcov_merger"]
]
""")

_empty_coverage = repository_rule(implementation = _empty_coverage_impl)

def offline_repositories():
    """Declares the four, before Bazel declares them as downloads."""
    for name in _NATIVE_RULES:
        _native_rules(name = name)
    _empty_coverage(name = "remote_coverage_tools")
