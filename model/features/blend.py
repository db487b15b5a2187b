"""What speaks for a sentence, in logits, and which of it is a reason to tell a person. Pure."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from model.features.anchor import file_for, shipped
from model.features.asides import in_asides, is_aside
from model.features.exports import notices, said_in
from model.features.forms import is_form_line
from model.features.mails import Frame, framed
from model.features.rows import FEATURES, LEADS_IN
from model.lexical import Floats
from model.reading import Reason
from model.sentences import Layout, count_words
from model.sentences.headings import ENDED

NETWORK_WEIGHTS = {"central": 0.3, "single": 0.3}
"""Of what an encoder without a trained head says, in logits a deviation, beside the anchor."""

LAYOUT_COST = {
    Layout.PROSE: 0.0,
    Layout.BULLET: 0.3,
    Layout.HEADING: 3.0,
    Layout.TITLE: 2.0,
    Layout.TABLE: 3.0,
    Layout.CODE: 3.0,
}
LEADS_IN_COST = 1.5  # "There are three kinds:" says nothing without what follows
ASIDE_COST = 2.0  # a caption, a teaser, a notice
FORM_COST = 4.0  # who was there, whose desk it comes from
BESIDE_COST = 3.0  # what stands under “References” or “Exercises”
FRAME_COST = 8.0  # From: and To:, and “… wrote:” above older mail, which says more than those; “Lena left”
HEAD_ROW_COST = 1.5  # | Stage | Place | Product |, beside the other rows
TITLE_COST = 2.0
BRIEF_WORDS, BRIEF_LETTERS = 8, 40  # what has fewer of both says little by itself, and costs a share of:
BRIEF_COST = 2.0
SCRAP_COST = 5.0  # where it ends like no sentence: a name, a date, a label, half a thought
FEW = 3  # sentences don't tell how a text ends them
UNSTOPPED_COST = 1.0  # where hardly anything ends so, as in a list, a chat or Thai
TITLE_SHARE = 0.75  # of the words that titles write large
CLEARLY = 0.25  # a contribution above this, in deviations of the scores, is a reason
MOST_REASONS = 3
EDGE = 0.6  # of the feature "place", from -1 to 1

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

_MARK = r"\[[^\[\]]{1,20}\]|[¹²³⁰⁴-⁹①-⑳☀-➿\U0001f000-\U0001faff\ufe0f\u200d]"
_MARKED = re.compile(  # a footnote or a picture behind the full stop
    rf"(?<=[.!?。！？”’\")）」])(?:\s{{0,3}}(?:{_MARK})){{1,9}}\s{{0,3}}$|(?<=[a-z]{{4}}[.!?])\d{{1,3}}$"
)
_DIGIT = re.compile(r"\d")
_LARGE = re.compile(r"[^\W\d_][\w’'-]{3,}|[A-Z]{2,}")  # the words that titles write large


def by_feature(rows: NDArray[np.float32], language: str) -> dict[str, Floats]:
    """What each column of `describe`'s rows (S, F) adds to a sentence's anchor beyond the document's mean,
    (S,) each."""
    added = shipped(file_for(language)).contributions(rows)
    return dict(zip(FEATURES, (added - added.mean(axis=0)).T, strict=True))


def form_costs(sentences: Sequence[str], layouts: Sequence[Layout], *, brief_too: bool = True) -> Floats:
    """(S,) how many deviations a heading, a table row, a caption, a reference … stands below a sentence that says the
    same.

    What leads in, an aside, a title or a scrap may be in the text's words alone: no reader wants one by itself. What is
    brief costs nothing without `brief_too`, as in a talk, of which a network knows what is only half said.
    """
    pairs = list(zip(map(said_in, sentences), layouts, strict=True))
    frames = list(framed(sentences))
    beside = list(in_asides(sentences, layouts, frames))
    ended = [_in_capitals(s) for s, layout in pairs if layout is Layout.PROSE and ENDED.search(s)]
    loud = 2 * sum(ended) > len(ended)
    text = [pair for pair, frame in zip(pairs, frames, strict=True) if frame is not Frame.LINE]
    said = [s for s, layout in text if layout in (Layout.PROSE, Layout.BULLET) and not LEADS_IN.search(s)]
    stops = len(said) < FEW or 2 * sum(ENDED.search(s) is not None for s in said) >= len(said)
    costs = np.array(
        [
            BESIDE_COST
            if aside
            else max(LAYOUT_COST[layout], _wording_cost(s, layout, loud, stops, brief_too))
            for (s, layout), aside in zip(pairs, beside, strict=True)
        ],
        float,
    )
    framing = [
        frame is Frame.LINE or notice for frame, notice in zip(frames, notices(sentences), strict=True)
    ]
    costs[framing] = FRAME_COST
    costs[list(_head_rows(pairs))] += HEAD_ROW_COST
    return costs


def _head_rows(pairs: Sequence[tuple[str, Layout]]) -> Iterator[int]:
    """Where a table's first row, without a number, names its columns."""
    before = Layout.PROSE
    for i, (row, layout) in enumerate(pairs):
        follows = i + 1 < len(pairs) and pairs[i + 1][1] is Layout.TABLE
        if layout is Layout.TABLE and before is not Layout.TABLE and follows and not _DIGIT.search(row):
            yield i
        before = layout


def _in_capitals(sentence: str) -> bool:
    """Not a Chinese sentence with an abbreviation in it."""
    return sentence.isupper() and 2 * sum(map(str.isupper, sentence)) > sum(map(str.isalpha, sentence))


def _wording_cost(sentence: str, layout: Layout, loud: bool, stops: bool, brief_too: bool) -> float:
    """`loud`: most of the text is written in capitals, so that they make no title; `stops`: half of it or more ends
    with a full stop or the like; `brief_too`: few words cost something."""
    if LEADS_IN.search(sentence):
        return LEADS_IN_COST
    if is_form_line(sentence):
        return FORM_COST
    if is_aside(sentence):
        return ASIDE_COST
    sentence = _MARKED.sub("", sentence)
    brief = _brevity(sentence) if brief_too else 0.0
    if ENDED.search(sentence):
        return BRIEF_COST * brief
    prose = layout is Layout.PROSE and not loud
    large = [word[0].isupper() for word in _LARGE.findall(sentence)] if prose else []
    if len(large) > 1 and sum(large) >= TITLE_SHARE * len(large):
        return TITLE_COST
    return (SCRAP_COST if stops else UNSTOPPED_COST) * brief


def _brevity(sentence: str) -> float:
    """0..1, by words or by letters, as some languages make few long words of many. Hangul's are taken apart."""
    letters = sum(map(str.isalpha, unicodedata.normalize("NFD", sentence)))
    return max(0.0, 1 - max(count_words(sentence) / BRIEF_WORDS, letters / BRIEF_LETTERS))


def at_an_edge(rows: NDArray[np.float32]) -> NDArray[np.bool_]:
    """(S,) which sentences, of `describe`'s rows (S, F), stand in the first or last fifth of their text, or open or
    close a part of it."""
    place, opening, closing = (rows[:, FEATURES.index(name)] for name in ("place", "opening", "closing"))
    return np.asarray((np.abs(place) >= EDGE) | (opening > 0) | (closing > 0), bool)


def reasons(
    parts: Mapping[str, Floats], spread: float, at_edge: NDArray[np.bool_]
) -> list[tuple[Reason, ...]]:
    """Each sentence's reasons, strongest first: the `parts` (S,) that together add clearly, measured in `spread`;
    where none does, the strongest that adds at all. Its place is one only for what is `at_edge` (S,): between the
    edges it may speak for a sentence as well, but tells nobody why."""
    names = [reason for reason, of in REASON_OF.items() if any(name in parts for name in of)]
    table = np.stack(
        [np.sum([parts[name] for name in REASON_OF[reason] if name in parts], axis=0) for reason in names]
    )  # (R, S)
    place = names.index(Reason.EARLY) if Reason.EARLY in names else None
    if place is not None:
        table[place, ~at_edge] = np.minimum(table[place, ~at_edge], 0)
    order = np.argsort(-table, axis=0, kind="stable")[:MOST_REASONS]  # (3, S)
    least = np.minimum(CLEARLY * spread, np.maximum(table.max(axis=0) - 1e-9, 0))  # (S,)
    return [tuple(names[r] for r in column if table[r, i] > least[i]) for i, column in enumerate(order.T)]
