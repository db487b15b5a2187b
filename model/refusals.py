"""How a command of this package ends that can't do what is asked: with one sentence, instead of where it broke, and
at once where a number can't be."""

from __future__ import annotations

from argparse import ArgumentTypeError
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryFile

from model.reading import ModelError

OF_A_SET = ".jsonl.gz"


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


def writable(folder: Path) -> None:
    """Makes the folder, before time is spent on what is to be written there. Raises ModelError where it can't be."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with TemporaryFile(dir=folder):
            pass
    except OSError as error:
        raise ModelError(f"Nothing can be written to “{folder}”: {error.strerror}.") from None


@contextmanager
def in_a_sentence() -> Iterator[None]:
    """Around a command's `main`. The sets are no part of the repository: where one is missing, it says what to do."""
    try:
        yield
    except (ModelError, OSError) as error:
        missing = error if isinstance(error, FileNotFoundError) else error.__cause__
        if isinstance(missing, FileNotFoundError) and str(missing.filename).endswith(OF_A_SET):
            raise SystemExit(
                f"There is no “{missing.filename}”. Say with --data where the sets lie."
            ) from None
        raise SystemExit(str(error)) from None
