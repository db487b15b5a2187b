"""How a command of this package ends that can't do what is asked: with one sentence, instead of where it broke."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from model.reading import ModelError


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
