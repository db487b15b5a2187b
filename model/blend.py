"""What speaks for a sentence, in logits, and which of it is a reason to tell a person. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from model import features
from model.anchor import shipped
from model.layout import Layout
from model.lexical import Floats
from model.reading import Reason

NETWORK_WEIGHTS = {"central": 0.3, "single": 0.3}
"""Of what an encoder without a trained head says, in logits a deviation, beside the anchor."""

LAYOUT_COST = {
    Layout.PROSE: 0.0,
    Layout.BULLET: 0.3,
    Layout.HEADING: 3.0,
    Layout.TABLE: 3.0,
    Layout.CODE: 3.0,
}
LEAD_IN_COST = 1.5  # of "We use these parameters:", whose point is what follows
CLEARLY = 0.25  # a contribution above this, in deviations of the scores, is a reason
MOST_REASONS = 3

REASON_OF = {
    Reason.CENTRAL: ("central", "single"),
    Reason.TOPIC: ("topics", "tfidf", "lexrank", "chars", "common", "title"),
    Reason.KEYWORDS: ("luhn", "introduces"),
    Reason.EARLY: ("early", "late", "place", "log_place", "opening", "closing"),
    Reason.INFORMATIVE: ("length", "words", "plain"),
    Reason.SIGNAL: ("cue_claim", "cue_summary", "cue_definition", "cue_evidence", "cue_weight"),
    Reason.FOCUS: ("focus",),
    Reason.LEARNT: ("learnt",),
}


def by_feature(rows: NDArray[np.float32]) -> dict[str, Floats]:
    """What each column of `features.describe`'s rows (S, F) adds to a sentence's anchor beyond the document's mean,
    (S,) each."""
    added = shipped().contributions(rows)
    return dict(zip(features.FEATURES, (added - added.mean(axis=0)).T, strict=True))


def form_costs(layouts: Sequence[Layout], rows: NDArray[np.float32]) -> Floats:
    """(S,) how many deviations a heading, a table row, code or a lead-in stands below a sentence that says the same;
    `rows` (S, F) are `features.describe`'s."""
    costs = np.array([LAYOUT_COST[layout] for layout in layouts], float)
    return costs + LEAD_IN_COST * rows[:, features.FEATURES.index("leads_in")].astype(float)


def reasons(parts: Mapping[str, Floats], spread: float) -> list[tuple[Reason, ...]]:
    """Each sentence's reasons, strongest first: the `parts` (S,) that together add clearly, measured in `spread`."""
    names = [reason for reason, of in REASON_OF.items() if any(name in parts for name in of)]
    table = np.stack(
        [np.sum([parts[name] for name in REASON_OF[reason] if name in parts], axis=0) for reason in names]
    )  # (R, S)
    order = np.argsort(-table, axis=0, kind="stable")[:MOST_REASONS]  # (3, S)
    clearly = CLEARLY * spread
    return [tuple(names[r] for r in column if table[r, i] > clearly) for i, column in enumerate(order.T)]
