"""Features to scores: one small linear blend, and which of its parts speak for a sentence. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from model.layout import Layout
from model.lexical import Floats, zscores
from model.reading import Reason

WEIGHTS = {
    "luhn": 0.25, "tfidf": 0.4, "lexrank": 0.25, "topics": -0.35, "early": 0.5, "length": 0.3,
    "central": 0.4, "single": 0.4,
}  # fmt: skip
LEXICAL_WEIGHTS = {"luhn": 0.2, "tfidf": 0.5, "lexrank": 0.25, "topics": -0.3, "early": 0.5, "length": 0.4}
"""How they were found: coordinate ascent on ROUGE-1 over 310 documents of six training sets (scitldr, openstax,
qmsum, techspec, scisumm, carpentries), each set in turn left out; rounded means of the six results.
`topics` is negative because LSA's length in topic space mostly repeats what `length` and `tfidf` say, and long
lists of common terms score high in it alone."""

FOCUS_WEIGHT = 2.0
"""Of cosine and word overlap together, against 1 for everything else. On qmsum's passages with a question (70 of
its training set) ROUGE-1 was 26.3 without, 27.6 at 0.25, 28.3 at 1, 28.4 at 2 and 27.9 at 4."""

LAYOUT_COST = {
    Layout.PROSE: 0.0,
    Layout.BULLET: 0.3,
    Layout.HEADING: 2.0,
    Layout.TABLE: 2.0,
    Layout.CODE: 2.5,
}
SLOPE = 1.2  # of the logistic curve that maps a document's blended z-scores to 0..1
CLEARLY = 0.25  # a contribution above this, in deviations of the blend, is a reason
MOST_REASONS = 3

REASON_OF = {
    "central": Reason.CENTRAL,
    "tfidf": Reason.TOPIC,
    "lexrank": Reason.TOPIC,
    "luhn": Reason.KEYWORDS,
    "early": Reason.EARLY,
    "length": Reason.INFORMATIVE,
    "focus": Reason.FOCUS,
    "learnt": Reason.LEARNT,
}


def blend(
    features: Mapping[str, Floats], layouts: Sequence[Layout]
) -> tuple[Floats, list[tuple[Reason, ...]]]:
    """Scores (S,) in 0..1 and each sentence's reasons, strongest first, from z-scored `features`."""
    parts = contributions(features)
    spread = max(float(np.sum(list(parts.values()), axis=0).std()), 1e-9)
    total = zscores(np.sum(list(parts.values()), axis=0))
    if "focus" in features:
        parts["focus"] = FOCUS_WEIGHT * spread * features["focus"]
        total = total + FOCUS_WEIGHT * features["focus"]
    scores = 1 / (1 + np.exp(-SLOPE * (zscores(total) - layout_costs(layouts))))
    return scores, reasons(parts, spread)


def contributions(features: Mapping[str, Floats]) -> dict[str, Floats]:
    """What each feature adds to the blend, (S,) each."""
    weights = WEIGHTS if "central" in features else LEXICAL_WEIGHTS
    return {name: weight * features[name] for name, weight in weights.items()}


def layout_costs(layouts: Sequence[Layout]) -> Floats:
    """(S,) how many deviations a heading, a table row or code stands below a sentence that says the same."""
    return np.array([LAYOUT_COST[layout] for layout in layouts], float)


def reasons(parts: Mapping[str, Floats], spread: float) -> list[tuple[Reason, ...]]:
    """Each sentence's reasons, strongest first: the `parts` (S,) that add clearly, measured in `spread`."""
    by_reason: dict[Reason, Floats] = {}
    for name, part in parts.items():
        if (reason := REASON_OF.get(name)) is not None:
            by_reason[reason] = by_reason.get(reason, np.zeros_like(part)) + part / spread
    names = list(by_reason)
    table = np.stack([by_reason[name] for name in names])  # (R, S)
    order = np.argsort(-table, axis=0, kind="stable")[:MOST_REASONS]  # (3, S)
    return [tuple(names[r] for r in column if table[r, i] > CLEARLY) for i, column in enumerate(order.T)]
