"""What kept sentences mean: the vectors of notes and highlights, brought into one space to be compared.

A note keeps the vectors of the states that it was chosen by, its highlights keep what they mean; those that an earlier
version kept are brought there whenever they are used. All of it is slow enough for many that it belongs in a thread.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bot.app import App
from bot.store.tables import NoteBodyRow

Vectors = NDArray[np.float32]


def vectors_of(body: NoteBodyRow) -> NDArray[np.float16]:
    """(S, H), one row a sentence, in `body.space`."""
    return np.frombuffer(body.vectors, np.float16).reshape(len(body.sentences), -1)


def of_note(app: App, body: NoteBodyRow) -> tuple[Vectors, str]:
    """(S, H) what a note's sentences mean, and the space of that."""
    return app.extractor.meanings(vectors_of(body), body.space)


def of_highlights(app: App, rows: Iterable[Any]) -> dict[str, tuple[list[Any], Vectors]]:
    """By space, rows with the columns `vector` and `space`, and what each means (N, H); those of one space stay in
    order."""
    by_space: dict[str, list[Any]] = defaultdict(list)
    for row in rows:
        by_space[row.space].append(row)
    found: dict[str, tuple[list[Any], Vectors]] = {}
    for kept_in, members in by_space.items():
        vectors = np.frombuffer(b"".join(row.vector for row in members), np.float16).reshape(len(members), -1)
        meanings, space = app.extractor.meanings(vectors, kept_in)
        others, theirs = found.get(space, ([], meanings[:0]))
        found[space] = [*others, *members], np.concatenate([theirs, meanings])
    return found
