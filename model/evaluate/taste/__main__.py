"""What a person's taste wins: simulated people mark sentences, and their next documents are chosen anew.

    python -m model.evaluate.taste [--data ../shared/data] [--documents 40] [--seeds 24] [--marks 20]

People who prefer a topic (sentences near a few random ones, in the space of the encoder before training, which knows
nothing of what is important, or by the words they share, in which no encoder has a part) or a kind (as the sets label
them, or sentences with digits) keep and drop the highlights of some documents and pick up to two left-out sentences in
each. Measured is the share of the five chosen that they want, over the other documents, before and after. People
without a preference mark at random, or as the set's own gold has it, and are measured against that gold: they must lose
nothing. Beside that, how much of the choice stays in Pith's own texts, which are about other things. The last line is
JSON.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable, Sequence
from operator import attrgetter
from pathlib import Path

import numpy as np

import model
from model.evaluate.own import named, untrained
from model.evaluate.taste.documents import Document, about_other_things, load
from model.evaluate.taste.personas import Persona, at_random, marks_of, near_a_topic, of_a_kind, with_digits
from model.refusals import at_least, in_a_sentence


def precision(persona: Persona, documents: Sequence[Document], taste: model.Taste | None) -> float:
    """The share of the CHOSEN that the person wants, over the documents that have any."""
    shares = [
        float(wanted[document.chosen(taste)].mean())
        for document in documents
        if (wanted := persona.wants(document)).any()
    ]
    return float(np.mean(shares)) if shares else 0.0


def measure(
    make: Callable[[np.random.Generator], Persona],
    documents: Sequence[Document],
    seeds: int,
    marks: int,
    others: Sequence[Document] = (),
) -> dict[str, float]:
    """Precision before and after, over `seeds` people of one sort, the share of them whose taste applies, and the share
    of the choice that stays in `others` where it does."""
    before, after, stays, applied = [], [], [], 0
    for seed in range(seeds):
        rng = np.random.default_rng(seed)
        order = [documents[i] for i in rng.permutation(len(documents))]
        persona = make(rng)
        shown, unseen = order[: len(order) // 2], order[len(order) // 2 :]
        taste = model.fit_taste(marks_of(persona, shown, marks, rng))
        applied += taste is not None
        before.append(precision(persona, unseen, None))
        after.append(precision(persona, unseen, taste))
        if taste is not None:
            stays += [len({*d.chosen(None)} & {*d.chosen(taste)}) / len(d.chosen(None)) for d in others]
    mean_before, mean_after = float(np.mean(before)), float(np.mean(after))
    relative = 100 * (mean_after / mean_before - 1) if mean_before else float("inf") if mean_after else 0.0
    return {
        "before": mean_before,
        "after": mean_after,
        "relative": relative,
        "applied": applied / seeds,
        "stays elsewhere": float(np.mean(stays)) if stays else 1.0,
    }


@in_a_sentence()
def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, default=Path("../shared/data"), metavar="DIR")
    parser.add_argument("--documents", type=at_least(1), default=40, help="of each set")
    parser.add_argument("--seeds", type=at_least(1), default=24, help="people of each sort")
    parser.add_argument("--marks", type=at_least(1), default=20)
    parser.add_argument("--checkpoint", help="a folder or hub id; default: the shipped weights")
    asked = parser.parse_args()
    extractor = model.load(asked.checkpoint)
    before = untrained(extractor.device)
    books, meetings, mails = (
        load(asked.data, name, asked.documents, extractor, before)
        for name in ("openstax", "ami_icsi", "emailintent")
    )
    others = about_other_things(extractor, asked.data)
    by_subject, by_words = attrgetter("subjects"), attrgetter("words")
    sorts: dict[str, tuple[Callable[[np.random.Generator], Persona], Sequence[Document]]] = {
        "topic, books": (lambda rng: near_a_topic(books, rng, by_subject), books),
        "topic, meetings": (lambda rng: near_a_topic(meetings, rng, by_subject), meetings),
        "topic by words, books": (lambda rng: near_a_topic(books, rng, by_words), books),
        "topic by words, meetings": (lambda rng: near_a_topic(meetings, rng, by_words), meetings),
        "numbers, books": (lambda rng: Persona(with_digits, with_digits), books),
        "definitions, books": (lambda rng: of_a_kind("definition"), books),
        "actions, meetings": (lambda rng: of_a_kind("action"), meetings),
        "decisions, meetings": (lambda rng: of_a_kind("decision"), meetings),
        "actions, mails": (lambda rng: of_a_kind("action"), mails),
        "nothing, books": (at_random, books),
        "nothing, meetings": (at_random, meetings),
        "the set's own gold, books": (lambda rng: Persona(lambda d: d.key, lambda d: d.key), books),
    }
    results = {}
    for name, (make, documents) in sorts.items():
        found = results[name] = measure(make, documents, asked.seeds, asked.marks, others)
        print(
            f"{name:28} {found['before']:.3f} → {found['after']:.3f}  {found['relative']:+.1f} %"
            f"  applied for {found['applied']:.0%}, elsewhere {found['stays elsewhere']:.0%} of the choice stays",
            flush=True,
        )
    line = named(extractor, asked.checkpoint)
    line |= {"marks": asked.marks, "seeds": asked.seeds, "people": results}
    print(json.dumps(line).replace("Infinity", "null"))


if __name__ == "__main__":
    main()
