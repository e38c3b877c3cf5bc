"""One graded test for each tier: its snippets against its refs, each snippet a GoogleTest case of its own."""

def graded_tests(tiers, name):
    """Declares a test named for each tier, and the suite of all of them.

    Args:
      tiers: the folders below snippets/ and refs/.
      name: of the suite.
    """
    for tier in tiers:
        native.cc_test(
            name = tier,
            size = "small",
            srcs = ["graded_test.cc"],
            args = [tier],
            data = [
                "submission/libosmem.so",
                "//refs/%s:refs" % tier,
                "//snippets/%s:snippets" % tier,
            ],
            # What is traced runs in a jail in which no sanitizer's runtime can live.
            tags = [
                "no-asan",
                "no-tsan",
                "no-ubsan",
            ],
            deps = [
                ":suite",
                "@googletest//:gtest",
            ],
        )
    native.test_suite(
        name = name,
        tests = tiers,
    )
