"""What is made of each sentence of a text once the network has run: its score, its kind, and the reasons.

A kind needs two looks: `looked` at the whole text says which sentences may be something, and a second network reads
those, one at a time, before `scored` says what they are.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from model import lexical
from model.features import FEATURES, describe, everyday
from model.features.blend import NETWORK_WEIGHTS, at_an_edge, by_feature, form_costs, reasons
from model.focus import meaning, questions, wanted
from model.focus.heads import asks, heads
from model.focus.meaning import unit_rows
from model.head import KEY
from model.kinds import cue_kinds
from model.kinds.doubts import is_title
from model.kinds.lists import to_be_done
from model.kinds.sorter import Sorter
from model.plan import Plan
from model.ranker import TOLD_IN, Floats, Ranker, chances, inputs
from model.reading import Reason
from model.sentences import Layout
from model.spoken import SpokenHead

BY_CHARACTERS = 1.0
"""How strongly a focus question pulls whose words a text has not, where the encoder can't read it, in deviations of
everything else, for each of how alike the characters are."""

TALK = 1.25
"""How loud the third network is in a talk (`spoken.talks`), in deviations of the anchor for each of its own."""

ASKING = 0.7
"""Of its pull at a sentence that asks something itself: what answers stands after it."""


@dataclass(frozen=True, slots=True)
class Scored:
    """What was made of each sentence of a text: scores (S,) in 0..1, the logits (S,) they come of, kinds (S,),
    reasons (S,)."""

    scores: lexical.Floats
    key: lexical.Floats
    kinds: list[str]
    reasons: list[tuple[Reason, ...]]


@dataclass(frozen=True, slots=True)
class Look:
    """What words and head say of a text: features (S, F), anchor (S,), kinds by cues (S,), and logits (S, 4) where
    there is a head."""

    rows: Floats
    anchor: Floats
    cues: list[str]
    logits: NDArray[np.float64] | None


def looked(plan: Plan, ranker: Ranker | None) -> Look:
    """What the plan's sums say, worked out once."""
    if plan.look is None:
        rows, anchor = inputs(plan.sentences, plan.language, plan.focus, plan.layouts)
        logits = ranker.logits(plan.sums, plan.tokens, rows, anchor) if ranker else None
        plan.look = Look(rows, anchor, _cues(plan), logits)
    return plan.look


def _cues(plan: Plan) -> list[str]:
    """(S,) kinds by cues; what only names a section asks for nothing."""
    cues = cue_kinds(plan.sentences, plan.language)
    if plan.language != TOLD_IN:
        return cues
    named = (
        cue == "action" and layout is Layout.HEADING and is_title(sentence)
        for sentence, layout, cue in zip(plan.sentences, plan.layouts, cues, strict=True)
    )
    return ["key" if title else cue for title, cue in zip(named, cues, strict=True)]


def doubtful(plan: Plan, ranker: Ranker | None) -> list[int] | None:
    """The sentences that are to be read by themselves; None where nothing tells kinds so."""
    if ranker is None or ranker.sorter is None or not plan.text_windows or plan.language != TOLD_IN:
        return None
    look = looked(plan, ranker)
    assert look.logits is not None
    possible = ranker.sorter.possible(look.logits, look.cues).any(axis=1)  # (S,)
    return np.flatnonzero(_running(plan) & possible).tolist()


def scored(plan: Plan, vectors: NDArray[np.float32], ranker: Ranker | None) -> Scored:
    """By the trained head where there is one; else by the anchor and what the encoder's vectors (S, H) say. What
    the encoder can't read, or the head learnt nothing of, is judged by its words alone."""
    look = looked(plan, ranker)
    anchor, kinds = look.anchor, look.cues
    parts = by_feature(look.rows[:, : len(FEATURES)], plan.language)
    if ranker and look.logits is not None:
        base, read = ranker.anchored(anchor), plan.readable  # (S,), (S,)
        both = look.logits[:, KEY]  # (S,) anchor and text
        parts["learnt"] = np.where(read, ranker.text_share(base[read], both[read]) * (both - base), 0)
        if ranker.spoken and plan.spoken_sums is not None:
            parts["learnt"] += float(base.std()) * _of_talk(plan, plan.spoken_sums, ranker.spoken)
        key = base + parts["learnt"]
        if ranker.sorter and plan.again is not None:
            kinds = _kinds_again(
                plan, look.cues, ranker.sorter.possible(look.logits, look.cues), ranker.sorter
            )
        else:
            learnt = ranker.kinds(look.logits, kinds, plan.sentences, plan.language)
            heading = np.array([layout is Layout.HEADING for layout in plan.layouts], bool)
            kinds = [learnt[i] if told else kinds[i] for i, told in enumerate(plan.readable & ~heading)]
    else:
        if plan.is_judged:
            said = _network_features(plan, vectors)
            added = {name: NETWORK_WEIGHTS[name] * values for name, values in said.items()}
        else:
            added = {"everyday": everyday.score(plan.sentences, plan.language)}
        parts |= added
        key = anchor + np.sum(list(added.values()), axis=0)
    spread = max(float(key.std()), 1e-9)
    if plan.focus:
        by_words, pulls = _pulls(plan, plan.focus, vectors)
        standing_out = pulls - pulls.mean() - pulls.std()  # what is near to everything is no reason
        parts["focus"] = spread * np.maximum(by_words, standing_out)
        key = key + spread * pulls
    costs = form_costs(plan.sentences, plan.layouts, brief_too=plan.spoken_sums is None)
    key = key - float(key.std()) * costs
    listed = to_be_done(plan.sentences, plan.layouts)
    kinds = [
        "key" if layout is Layout.CODE else "action" if is_listed else kind
        for kind, layout, is_listed in zip(kinds, plan.layouts, listed, strict=True)
    ]
    why = reasons(parts, spread, at_an_edge(look.rows))
    return Scored(ranker.chances(key) if ranker else chances(key), key, kinds, why)


def _of_talk(plan: Plan, sums: NDArray[np.float32], head: SpokenHead) -> lexical.Floats:
    """(S,) what the third network adds in a talk, in deviations of the anchor; 0 for what the encoder can't read."""
    logits = head.logits(sums, plan.tokens, plan.sentences)  # (S,)
    said = np.zeros(len(logits))
    said[plan.readable] = logits[plan.readable] - logits[plan.readable].mean()
    return TALK * said / float(head.spread)


def _running(plan: Plan) -> NDArray[np.bool_]:
    """(S,) which are sentences of a text that the encoder can read, and nothing else on a page."""
    elsewhere = (Layout.HEADING, Layout.CODE, Layout.TABLE)
    return np.asarray(plan.readable & [layout not in elsewhere for layout in plan.layouts], bool)


def _kinds_again(plan: Plan, cues: Sequence[str], possible: NDArray[np.bool_], sorter: Sorter) -> list[str]:
    """(S,) by the second reading; what was not read again is nothing, and outside running text cues (S,) alone tell."""
    kinds = ["key" if told else cues[i] for i, told in enumerate(_running(plan))]
    again = [window.first for window in plan.again or ()]
    logits = sorter.logits(plan.again_sums, plan.again_tokens)  # (A, 2)
    told = sorter.kinds(logits, possible[again], [cues[i] for i in again], [plan.sentences[i] for i in again])
    for i, kind in zip(again, told, strict=True):
        kinds[i] = kind
    return kinds


def _network_features(plan: Plan, vectors: NDArray[np.float32]) -> dict[str, lexical.Floats]:
    """What the encoder says, z-scored; 0 for sentences the checkpoint can't read.

    `central`: cosine to the vector of the whole document and to that of the section, half each.
    `single`: length of the mean token state, which is long where all of a sentence's words point one way.
    """
    whole = vectors @ unit_rows(plan.sums.sum(axis=0, keepdims=True))[0]  # (S,)
    near = [
        vectors[part] @ unit_rows(plan.sums[part].sum(axis=0, keepdims=True))[0]
        for part in lexical.sections_of(len(vectors))
    ]
    single = np.linalg.norm(plan.sums, axis=1) / np.maximum(plan.tokens, 1)  # (S,)
    return {
        "central": _readable_zscores(whole + np.concatenate(near), plan.readable),
        "single": _readable_zscores(single, plan.readable),
    }


def _readable_zscores(values: NDArray[np.float32], readable: NDArray[np.bool_]) -> lexical.Floats:
    scores = np.zeros(len(values))
    scores[readable] = lexical.zscores(values[readable].astype(float))
    return scores


def _pulls(plan: Plan, focus: str, vectors: NDArray[np.float32]) -> tuple[lexical.Floats, lexical.Floats]:
    """How the question pulls at each sentence, in deviations: by its words (S,), and in all (S,), by what it wants and
    means as well or, where the encoder can't read, by its characters where the text has none of the words."""
    words = questions.pull(plan.sentences, focus, plan.language, heads(plan.text, plan.spans))
    spoken = bool(plan.text_windows) and is_spoken(plan)
    told = wanted.pull(plan.sentences, focus, is_found=not words.by_rarity)
    found = words.values if spoken else words.values + told
    if plan.text_windows:
        pulls = meaning.pull(words._replace(values=found), plan.meaning_sums, plan.focus_sum, spoken=spoken)
        return words.values, pulls if spoken else pulls * where_asking(plan.sentences)
    if words.values.any():
        return words.values, found * where_asking(plan.sentences)
    alike = lexical.zscores(
        (vectors @ lexical.hashed_vectors([questions.about(focus, plan.language)])[0]).astype(float)
    )  # (S,)
    return words.values, found + BY_CHARACTERS * alike


def where_asking(sentences: Sequence[str]) -> lexical.Floats:
    """(S,) what is left of a question's pull at each sentence."""
    return np.array([ASKING if asks(sentence) else 1.0 for sentence in sentences])


def is_spoken(plan: Plan) -> bool:
    """Whether people talk in the text, so that a question finds a place in it and not a sentence."""
    rows = plan.look.rows if plan.look else describe(plan.sentences, plan.language, plan.layouts)
    over = heads(plan.text, plan.spans)
    return bool(len(rows)) and meaning.is_spoken(
        plan.sentences, over, float(rows[0, FEATURES.index("speech")])
    )
