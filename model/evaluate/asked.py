"""How well a focus question finds the sentences that answer it, in the texts that were written for Pith.

    python -m model.evaluate.asked forms.dev forms.test [--checkpoint FOLDER] [--limit 20]

Each text has three questions: one in its own `words`; one of which only a `part` stands in the text, and elsewhere as
well; and one with `none` of the text's words. For each kind: how often the first sentence answers, how often one of the
first three does, and the mean of one over the place of the best (MRR). Beside Pith stand Pith without the question, the
question's words, its meaning, and BM25. The last line is JSON.
"""

from __future__ import annotations

import argparse
import json
import math
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from tqdm import tqdm  # type: ignore[import-untyped]

from model import lexical
from model.data import Record, from_text, lines_of
from model.engine import Extractor
from model.focus import meaning, questions
from model.lexical import Floats
from model.reading import ModelError
from model.refusals import at_least, in_a_sentence
from model.training.sets import OWN, find

KINDS = ("words", "part", "none")
FIRST = 3
K1, B = 1.2, 0.75  # of BM25, as is usual (Robertson & Zaragoza 2009)


@dataclass(frozen=True)
class Question:
    """What somebody asks of a text: the record's `focus`, of whose sentences the `chosen` answer."""

    record: Record
    kind: str

    @property
    def asked(self) -> str:
        return self.record.focus or ""


def read_questions(name: str) -> list[Question]:
    """The questions about the texts of a set. Raises ModelError for a set that nobody asked anything about."""
    known = sorted(path.stem for path in (OWN / "questions").glob("*.jsonl"))
    if name not in known:
        raise ModelError(f"There are no questions about “{name}”, only about {', '.join(known)}.")
    texts = {given["id"]: given for given in _objects(find(name, OWN))}
    found = []
    for given in _objects(find(f"questions/{name}", OWN)):
        marked = {"highlights": given["answers"], "focus": given["question"]}
        found.append(Question(from_text(given["id"], texts[given["id"]] | marked), given["kind"]))
    return found


def _objects(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for _, _, line in lines_of(path)]


# --- systems -------------------------------------------------------------------------------------------------


def in_use(extractor: Extractor, *, told: bool) -> Callable[[Question], Sequence[float]]:
    """Pith, with the question or without: what stands first in its choice scores highest."""

    def score(question: Question) -> Sequence[float]:
        focus = question.asked if told else None
        (reading,) = extractor.read_split(
            [question.record.sentences], [focus], [question.record.layouts or ()]
        )
        return [-sentence.rank for sentence in reading.sentences]

    return score


def by_meaning(extractor: Extractor) -> Callable[[Question], Floats]:
    """How near a sentence's states lie to the question's; in a text that the encoder can't read, how alike the
    characters are."""

    def score(question: Question) -> Floats:
        plan = extractor.plan_split(question.record.sentences, question.asked)
        if not plan.text_windows:
            (asked,) = lexical.hashed_vectors([question.asked])
            return np.asarray(lexical.hashed_vectors(question.record.sentences) @ asked, float)
        extractor.read_plans([plan])
        return meaning.nearness(plan.meaning_sums, plan.focus_sum)

    return score


def by_words(question: Question) -> Floats:
    """How far a sentence answers by its words."""
    return questions.answered(question.record.sentences, question.asked, question.record.language)


def bm25(question: Question) -> Floats:
    """Okapi BM25 over the text's sentences."""
    text = question.record
    documents = [
        Counter(filter(None, questions.terms(sentence, text.language))) for sentence in text.sentences
    ]
    lengths = np.array([document.total() for document in documents], float)
    longer = K1 * (1 - B + B * lengths / max(1.0, lengths.mean()))  # (S,)
    scores = np.zeros(len(documents))
    wanted = questions.asked_terms(question.asked, text.language)
    held = [questions.held_of(sentence, wanted, text.language) for sentence in text.sentences]
    for term in wanted:
        counts = np.array([d[term] or term in has for d, has in zip(documents, held, strict=True)], float)
        holding = int((counts > 0).sum())
        rarity = math.log1p((len(documents) - holding + 0.5) / (holding + 0.5))
        scores += rarity * counts * (K1 + 1) / (counts + longer)
    return scores


# --- measuring -----------------------------------------------------------------------------------------------


def measure(
    asked: Sequence[Question], places: Sequence[int], most: int = FIRST, among: str = "among three"
) -> dict[str, dict[str, float]]:
    """For each kind, in per cent, how often the best answer's place is the first and among the first `most`, and the
    MRR."""
    found = {}
    for kind in KINDS:
        of_kind = [place for question, place in zip(asked, places, strict=True) if question.kind == kind]
        if of_kind:
            found[kind] = {
                "first": round(100 * float(np.mean([place < 1 for place in of_kind])), 1),
                among: round(100 * float(np.mean([place < most for place in of_kind])), 1),
                "mrr": round(float(np.mean([1 / (1 + place) for place in of_kind])), 3),
                "questions": len(of_kind),
            }
    return found


def place(scores: Sequence[float] | Floats, answers: Sequence[int]) -> int:
    """Where the best answer stands, 0 first; of equal scores the earlier sentence stands before."""
    order = sorted(range(len(scores)), key=lambda i: (-scores[i], i))
    return min(order.index(answer) for answer in answers)


def parser_of(command: str, description: str | None, sets: str) -> argparse.ArgumentParser:
    """What a command that asks the questions takes: `sets` of them, and weights."""
    parser = argparse.ArgumentParser(
        prog=f"python -m model.evaluate.{command}",
        description=description,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("sets", nargs="+", metavar="SET.SPLIT", help=sets)
    parser.add_argument("--checkpoint", metavar="FOLDER", help="trained weights (default: the shipped ones)")
    return parser


@in_a_sentence()
def main() -> None:
    parser = parser_of("asked", __doc__, "forms.dev, forms.test, forms_zh.test")
    parser.add_argument("--limit", type=at_least(1), help="questions of each set")
    given = parser.parse_args()
    extractor = Extractor.from_checkpoint(given.checkpoint, "cpu")
    systems: dict[str, Callable[[Question], Sequence[float] | Floats]] = {
        "Pith": in_use(extractor, told=True),
        "not told": in_use(extractor, told=False),
        "words": by_words,
        "meaning": by_meaning(extractor),
        "BM25": bm25,
    }
    found: dict[str, dict[str, dict[str, dict[str, float]]]] = {}
    for name in given.sets:
        asked = read_questions(name)[: given.limit]
        found[name] = {}
        for system, score in systems.items():
            places = [
                place(score(q), q.record.chosen) for q in tqdm(asked, system, mininterval=2, leave=False)
            ]
            found[name][system] = measure(asked, places)
            for kind, row in found[name][system].items():
                numbers = "  ".join(f"{key} {value:g}" for key, value in row.items())
                print(f"{name:15}{system:10}{kind:7}{numbers}", flush=True)
    print(json.dumps(found))


if __name__ == "__main__":
    main()
