"""The tiers of scenarios, in the order in which they are graded, and the files of all of them."""

TIERS = [
    "malloc",
    "calloc",
    "realloc",
    "all",
]

REFS = ["//refs/%s:refs" % tier for tier in TIERS]

SNIPPETS = ["//snippets/%s:snippets" % tier for tier in TIERS]

SOURCES = ["//snippets/%s:sources" % tier for tier in TIERS]
