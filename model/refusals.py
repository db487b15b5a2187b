"""How a command of this package ends that can't do what is asked: with one sentence, instead of where it broke, and
at once where a number can't be."""

from __future__ import annotations

from argparse import ArgumentTypeError
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from model.reading import ModelError


def at_least(least: int) -> Callable[[str], int]:
    """The type of an argparse option: a whole number that is not below `least`."""

    def number(given: str) -> int:
        try:
            found = int(given)
        except ValueError:
            found = least - 1
        if found < least:
            raise ArgumentTypeError(f"“{given}” is no whole number from {least} on")
        return found

    return number


@contextmanager
def in_a_sentence() -> Iterator[None]:
    """Around a command's `main`. The sets are no part of the repository: where one is missing, it says what to do."""
    try:
        yield
    except (ModelError, OSError) as error:
        missing = error if isinstance(error, FileNotFoundError) else error.__cause__
        if isinstance(missing, FileNotFoundError):
            raise SystemExit(
                f"There is no “{missing.filename}”. Say with --data where the sets lie."
            ) from None
        raise SystemExit(str(error)) from None
