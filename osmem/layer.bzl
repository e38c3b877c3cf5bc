"""The layers of the engine."""

def layer(name, **kwargs):
    """Declares a layer, compiled to be linked with the others into one.

    Args:
      name: of the library.
      **kwargs: all else that cc_library takes.
    """
    native.cc_library(
        name = name,
        # Layers are files, not calls: inlined into each other, a pair takes 6% fewer instructions. And two links that
        # were stored one by one are not to be loaded as one vector, for which the processor has to wait.
        copts = [
            "-flto",
            "-fno-tree-slp-vectorize",
            "-fomit-frame-pointer",
            "-fvisibility=hidden",
        ],
        linkstatic = True,
        # What is still to be compiled has no list of its symbols to pick from.
        alwayslink = True,
        **kwargs
    )
