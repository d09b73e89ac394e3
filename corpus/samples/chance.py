"""The source of all chance in the samples: seeded, so that everything can be made again byte for byte."""

import random


def chance_of(*key: object) -> random.Random:
    """A random source that depends on `key` alone, not on the process or the platform."""
    return random.Random("/".join(map(str, key)))  # noqa: S311 (not for secrets)


def chance_from(seed: int) -> random.Random:
    """A random source from a whole number; ten times as fast to make as `chance_of`."""
    return random.Random(seed)  # noqa: S311 (not for secrets)
