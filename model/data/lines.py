"""Files and folders to learn from, as texts and as JSON lines, each with the place to name when it can't be read."""

from __future__ import annotations

import gzip
import json
import random
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, TypeVar

from model.reading import ModelError

SUFFIXES = (".jsonl", ".jsonl.gz")

Item = TypeVar("Item")


def lines_of(path: Path) -> list[tuple[Path, int, str]]:
    """The lines that are not blank of a file or of every .jsonl in a folder, each with its file and number. Raises
    ModelError."""
    return [(file, number, line) for file in files_of(path, SUFFIXES) for number, line in numbered(file)]


def read_line(file: Path, number: int, line: str, make: Callable[[str, dict[str, Any]], Item]) -> Item:
    """What `make` makes of a line's name, its `id` or else file and line, and its fields. Raises ModelError, with
    file and line, where it is no JSON object or `make` raises ValueError for it."""
    try:
        given = json.loads(line)
        if not isinstance(given, dict):
            raise ValueError("it is no JSON object")
        return make(str(given.get("id") or given.get("paper_id") or f"{file.name}:{number}"), given)
    except (json.JSONDecodeError, RecursionError) as error:
        raise ModelError(f"Line {number} of “{file}” is no JSON: {error}.") from error
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        why = error if type(error) is ValueError else repr(error)
        raise ModelError(f"Line {number} of “{file}” is no record: {why}.") from error


def read_text(file: Path) -> str:
    """A plain file's text. Raises ModelError."""
    try:
        return file.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise ModelError(f"“{file}” can't be read: {error}") from error


def files_of(path: Path, suffixes: tuple[str, ...]) -> list[Path]:
    """A file, or those of a folder whose names end so, in order. Raises ModelError where there is none."""
    files = sorted(p for p in path.rglob("*") if p.name.endswith(suffixes)) if path.is_dir() else [path]
    if not files:
        raise ModelError(f"There is no {suffixes[0]} file in “{path}”.")
    return files


def some_of(items: list[Item], limit: int | None, seed: int) -> list[Item]:
    """At most `limit` of the items, drawn at random but always the same for a `seed`."""
    if limit is not None and limit < len(items):
        return random.Random(seed).sample(items, limit)  # noqa: S311
    return items


def numbered(file: Path) -> Iterator[tuple[int, str]]:
    """The lines of a file that are not blank, with their numbers. Raises ModelError."""
    opener: Any = gzip.open if file.suffix == ".gz" else open
    try:
        with opener(file, "rt", encoding="utf-8-sig") as lines:
            yield from ((number, line) for number, line in enumerate(lines, 1) if line.strip())
    except (OSError, EOFError, zlib.error, UnicodeDecodeError) as error:
        raise ModelError(f"“{file}” can't be read: {error}") from error
