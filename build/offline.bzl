"""Stands in for the repositories that Bazel 4 would fetch before it builds anything.

Bazel's own tools load rules_cc, rules_java and rules_proto, and every test needs the coverage tools.
This project builds C and C++ only and asks the network for nothing, so each of the four is made on the
spot: the rules forward to the ones built into Bazel, the coverage tools are empty.
"""

_NATIVE_RULES = {
    "rules_cc": {
        "cc/defs.bzl": [
            "cc_binary",
            "cc_import",
            "cc_library",
            "cc_test",
            "cc_toolchain",
            "cc_toolchain_suite",
            "fdo_prefetch_hints",
            "fdo_profile",
            "objc_import",
            "objc_library",
        ],
    },
    "rules_java": {
        "java/defs.bzl": [
            "java_binary",
            "java_import",
            "java_library",
            "java_package_configuration",
            "java_plugin",
            "java_runtime",
            "java_test",
            "java_toolchain",
        ],
    },
    "rules_proto": {
        "proto/defs.bzl": ["proto_lang_toolchain", "proto_library"],
    },
}

def _native_rules_impl(ctx):
    rules = _NATIVE_RULES[ctx.attr.name]
    for path, names in rules.items():
        folder = path.rpartition("/")[0]
        ctx.file(folder + "/BUILD")
        ctx.file(path, "".join(["%s = native.%s\n" % (name, name) for name in names]))

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
