"""What kept sentences mean: the vectors of notes and highlights, brought into one space to be compared.

A note keeps the vectors of the states that it was chosen by, its highlights keep what they mean (`renewing` sees to
those that an earlier version kept). All of it is slow enough for many that it belongs in a thread.
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


def of_highlights(rows: Iterable[Any]) -> dict[str, tuple[list[Any], Vectors]]:
    """By space, rows with the columns `vector` and `space`, in their order, and their vectors (N, H)."""
    by_space: dict[str, list[Any]] = defaultdict(list)
    for row in rows:
        by_space[row.space].append(row)
    return {space: (members, _stacked(members)) for space, members in by_space.items()}


def _stacked(rows: list[Any]) -> Vectors:
    vectors = np.frombuffer(b"".join(row.vector for row in rows), np.float16)
    return vectors.reshape(len(rows), -1).astype(np.float32)


def is_of_choice(space: str) -> bool:
    """Whether its vectors are states that a choice is made by, named by an encoder and what training changed of it:
    all of them lie nearer together than what sentences mean."""
    return "+" in space
