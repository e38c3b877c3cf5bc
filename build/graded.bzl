"""One graded test for each tier: its snippets against its refs, each snippet a GoogleTest case of its own."""

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
            srcs = ["graded_test.cc"],
            args = [tier],
            data = ["submission/libosmem.so"] + data,
            # What is traced runs in a jail in which no sanitizer's runtime can live.
            tags = [
                "no-asan",
                "no-tsan",
                "no-ubsan",
            ],
            deps = [
                ":random_tier",
                ":suite",
                "@googletest//:gtest",
            ],
        )
    native.test_suite(
        name = name,
        tests = tier_data.keys(),
    )
