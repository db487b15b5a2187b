"""Numbers within bounds, as options take them: what argparse calls as a `type`, and what it says of any other."""

from __future__ import annotations

import math
from argparse import ArgumentTypeError
from collections.abc import Callable


def whole(least: int, most: int | None = None) -> Callable[[str], int]:
    """What reads a whole number from `least` to `most`, and raises ArgumentTypeError for another."""
    bounds = f"of at least {least}" if most is None else f"from {least} to {most}"

    def read(given: str) -> int:
        try:
            found = int(given)
        except ValueError:
            found = least - 1
        if found < least or (most is not None and found > most):
            raise ArgumentTypeError(f"“{given}” is no whole number {bounds}")
        return found

    return read


def number(least: float, most: float = math.inf, *, above: bool = False) -> Callable[[str], float]:
    """What reads a finite number from `least` (`above`: more than that) to `most`, and raises ArgumentTypeError for
    another."""
    bounds = f"above {least}" if above else f"of at least {least}"
    if most < math.inf:
        bounds = f"from {least} to {most}"

    def read(given: str) -> float:
        try:
            found = float(given)
        except ValueError:
            found = math.nan
        if not (math.isfinite(found) and least <= found <= most) or (above and found == least):
            raise ArgumentTypeError(f"“{given}” is no number {bounds}")
        return found

    return read
