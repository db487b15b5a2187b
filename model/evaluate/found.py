"""How well a search by meaning finds the right note among many, by the questions that were written for Pith.

    python -m model.evaluate.found forms.dev forms.test [--checkpoint FOLDER]

All texts of the sets are one person's notes, cut to the usual length. Each question is searched for as the history
does: its vector beside those kept with the highlights. For each kind of question: how often the note it was asked about
is the first that is found, how often one of the first five, and the mean of one over its place (MRR). Beside the
vectors in use stand those of the states that the choice is made by, and those of the encoder as it came, which would
have to read every note once more. The last line is JSON.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from tqdm import tqdm  # type: ignore[import-untyped]

from model.choose import Budget
from model.data import Record
from model.engine import Extractor
from model.evaluate.asked import measure, parser_of, read_questions
from model.evaluate.own import untrained
from model.reading import ModelError
from model.refusals import in_a_sentence

FIRST = 5

Vectors = NDArray[np.float32]


@dataclass(frozen=True)
class Kept:
    """The highlights of all notes, by system, (N, H) each, and the note of each (N,)."""

    vectors: dict[str, tuple[Vectors, str]]
    note_of: NDArray[np.int64]


def keep(texts: Sequence[Record], extractor: Extractor, before: Extractor) -> Kept:
    """Condenses the texts and keeps what a history keeps. Raises ModelError for one that the encoder can't read."""
    rows: dict[str, list[Vectors]] = {"in use": [], "as chosen by": [], "as it came": []}
    spaces: dict[str, str] = {}
    note_of: list[int] = []
    for number, text in enumerate(tqdm(texts, "notes", mininterval=2, leave=False)):
        (reading,), (plain,) = (each.read_split([text.sentences]) for each in (extractor, before))
        if reading.space != extractor.space:
            raise ModelError(f"The encoder can't read “{text.id}”: its note is found by its words.")
        most = Budget().sentence_limit(len(reading.sentences))
        chosen = [i for i, sentence in enumerate(reading.sentences) if sentence.rank < most]
        kept: dict[str, tuple[NDArray[np.floating], str]] = {
            "in use": extractor.meanings(reading.vectors, reading.space),
            "as chosen by": (reading.vectors, reading.space),
            "as it came": (plain.vectors, plain.space),
        }
        for system, (vectors, space) in kept.items():
            rows[system].append(vectors[chosen].astype(np.float32))
            spaces[system] = space
        note_of += [number] * len(chosen)
    found = {system: (np.concatenate(rows[system]), spaces[system]) for system in rows}
    return Kept(found, np.array(note_of))


def places(kept: Kept, vectors: Vectors, asked: Vectors, wanted: Sequence[int]) -> list[int]:
    """At which place, 0 first, each question's (Q, H) note comes."""
    notes = int(kept.note_of.max()) + 1
    starts = np.searchsorted(kept.note_of, np.arange(notes))
    nearest = np.maximum.reduceat(vectors @ asked.T, starts, axis=0)  # (notes, Q)
    return [int((column > column[note]).sum()) for column, note in zip(nearest.T, wanted, strict=True)]


@in_a_sentence()
def main() -> None:
    given = parser_of("found", __doc__, "forms.dev, forms.test").parse_args()
    extractor = Extractor.from_checkpoint(given.checkpoint, "cpu")
    asked = [question for name in given.sets for question in read_questions(name)]
    texts = {question.record.id: question.record for question in asked}
    numbers = {name: number for number, name in enumerate(texts)}
    kept = keep(list(texts.values()), extractor, untrained("cpu"))
    found = {}
    for system, (vectors, space) in kept.vectors.items():
        wanted = [numbers[question.record.id] for question in asked]
        said = extractor.embed([question.asked for question in asked], space)
        found[system] = measure(asked, places(kept, vectors, said, wanted), FIRST, "among five")
        for kind, row in found[system].items():
            print(
                f"{system:14}{kind:7}" + "  ".join(f"{key} {value:g}" for key, value in row.items()),
                flush=True,
            )
    print(json.dumps({"notes": len(texts)} | found))


if __name__ == "__main__":
    main()
