"""One graded test for each tier: its snippets against its refs, each snippet a GoogleTest case of its own."""

load(":room.bzl", "TRACED")

def graded_tests(tiers, name):
    """Declares a test named for each tier, one for the random programs, and the suite of all of them.

    Args:
      tiers: the folders below snippets/ and refs/.
      name: of the suite.
    """
    tier_data = {tier: ["//refs/%s:refs" % tier, "//snippets/%s:snippets" % tier] for tier in tiers}
    tier_data["random"] = []
    for tier, data in tier_data.items():
        native.cc_test(
            name = tier,
            size = "small",
            srcs = ["//checker/grading:graded_test.cc"],
            args = [tier],
            data = ["submission/libosmem.so"] + data,
            tags = TRACED,
            visibility = [
                "//checker:__subpackages__",
                "//course:__subpackages__",
            ],
            deps = [
                "//checker/grading",
                "@googletest//:gtest",
            ],
        )
    native.test_suite(
        name = name,
        tests = tier_data.keys(),
        visibility = ["//course:__subpackages__"],
    )
