"""How often a remark of small talk is chosen from a short Chinese note, with and without `features.everyday`.

    python -m model.evaluate.smalltalk csl.dev d2lzh.test [--data ../shared/data] [--notes 300]

Runs of three to nine sentences that stood together get one held-out remark after the first. A third of the sentences is
chosen; `below` is the share of the sentences of the matter that stand behind the remark. The last line is JSON.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable, Sequence
from pathlib import Path

from model.choose import rank
from model.data import read_records
from model.features import anchor, describe, everyday
from model.features.blend import form_costs
from model.features.remarks import HELD_OUT, Note, notes
from model.lexical import Floats
from model.refusals import at_least, in_a_sentence
from model.sentences import Layout
from model.training.sets import find

Score = Callable[[Sequence[str]], Floats]


def by_anchor(sentences: Sequence[str]) -> Floats:
    """What Pith had before: the anchor alone."""
    return anchor.score(describe(sentences, everyday.LANGUAGE), everyday.LANGUAGE)


def with_everyday(sentences: Sequence[str]) -> Floats:
    """What Pith has."""
    return by_anchor(sentences) + everyday.score(sentences, everyday.LANGUAGE)


def measure(given: Sequence[Note], score: Score) -> dict[str, float]:
    """In per cent: notes whose third has the remark, and the matter that stands behind it."""
    chosen, below, beside = 0, 0, 0
    for note in given:
        key = score(note.sentences)
        key = key - float(key.std()) * form_costs(note.sentences, [Layout.PROSE] * len(key))
        ranks = rank(key.tolist(), note.sentences)
        chosen += ranks[note.remark] < -(-len(ranks) // 3)
        below += len(ranks) - 1 - ranks[note.remark]
        beside += len(ranks) - 1
    return {
        "chosen": round(100 * chosen / len(given), 1),
        "below": round(100 * below / beside, 1),
        "notes": len(given),
    }


@in_a_sentence()
def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("sets", nargs="+", metavar="SET", help="a file, a folder, or a name under --data")
    parser.add_argument("--data", type=Path, default=Path("../shared/data"), metavar="DIR")
    parser.add_argument("--notes", type=at_least(1), default=300, help="of each set")
    parser.add_argument("--seed", type=at_least(0), default=0)
    asked = parser.parse_args()
    found = {}
    for name in asked.sets:
        given = notes(read_records(find(name, asked.data)), HELD_OUT, asked.notes, asked.seed)
        systems: dict[str, Score] = {"anchor": by_anchor, "with everyday": with_everyday}
        found[name] = {system: measure(given, score) for system, score in systems.items()}
        for system, row in found[name].items():
            print(f"{name:12}{system:15}" + "  ".join(f"{key} {value:g}" for key, value in row.items()))
    print(json.dumps(found))


if __name__ == "__main__":
    main()
