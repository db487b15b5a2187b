"""Learns which turns of phrase ask for something (`kinds.turns`), over weights that are trained, and their threshold.

    python -m model.fit_turns [--checkpoint model/checkpoint] [--data ../shared/data]

A logistic regression on single sentences of mails, and as many of textbooks, none of which asks anybody for anything.
The threshold of actions, head and turns together, is that of the best F1 on mails that were not learnt from. No score
of a sentence changes. Runs on one CPU in two minutes; the last line is JSON.
"""

from __future__ import annotations

import json
import random
from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from model import checkpoint
from model.data import KINDS, LABELS, Record, read_records
from model.engine import Extractor
from model.kinds.turns import Turns, save, turns
from model.ranker import Ranker, inputs
from model.refusals import in_a_sentence
from model.training.dev import kind_scores
from model.training.options import over_weights

MAILS, BOOKS, DEV = "emailintent.train", "openstax.train", "emailintent.dev"
STRENGTH = 5.0  # inverse of the penalty, as scikit-learn has it
BOOKS_DOCUMENTS = 400
SEED = 1


def fit(mails: Sequence[Record], books: Sequence[Record]) -> Turns:
    """From records whose kinds are known, and from others that hold no action."""
    from sklearn.linear_model import LogisticRegression

    asking = [record.kinds[0] == KINDS["action"] for record in mails if record.kinds is not None]
    said = [record.sentences[0] for record in mails if record.kinds is not None]
    written = [sentence for record in books for sentence in record.sentences]
    drawn = random.Random(SEED).sample(written, min(len(written), len(said)))  # noqa: S311
    wanted = np.array([*asking, *[False] * len(drawn)])
    found = LogisticRegression(C=STRENGTH, solver="liblinear", tol=1e-3).fit(turns([*said, *drawn]), wanted)
    return Turns(found.coef_[0].astype(np.float32), float(found.intercept_[0]))


def logits_of(extractor: Extractor, ranker: Ranker, record: Record) -> NDArray[np.float64]:
    """(S, 4) what the head says of a record's sentences."""
    plan = extractor.plan_split(record.sentences)
    extractor.read_once([plan])
    return ranker.logits(plan.sums, plan.tokens, *inputs(plan.sentences, plan.language))


@in_a_sentence()
def main() -> None:
    parser = over_weights("Learns which turns of phrase ask for something")
    asked = parser.parse_args()
    mails, dev = (read_records(asked.data / f"{name}.jsonl.gz") for name in (MAILS, DEV))
    books = read_records(asked.data / f"{BOOKS}.jsonl.gz", BOOKS_DOCUMENTS, SEED)
    found = fit(mails, books)
    encoder, ranker = checkpoint.load_trained(asked.checkpoint)
    if ranker is None:
        raise SystemExit(f"“{asked.checkpoint}” holds no trained weights to add turns to.")
    extractor = Extractor(encoder, ranker)
    logits = np.concatenate([logits_of(extractor, ranker, record) for record in dev])
    logits[:, LABELS.index("ACTION")] += found.logits([s for record in dev for s in record.sentences])
    best = kind_scores(
        logits.astype(np.float32), np.concatenate([r.kinds for r in dev if r.kinds is not None])
    )
    config = checkpoint.read_config(asked.checkpoint)
    thresholds = config.thresholds | {"action": round(best["action_at"], 4)}
    save(asked.checkpoint, found)
    checkpoint.write_config(asked.checkpoint, replace(config, thresholds=thresholds))
    print(json.dumps({"output": str(asked.checkpoint), DEV: best}))


if __name__ == "__main__":
    main()
