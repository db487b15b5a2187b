"""What to do next with one's own notes, as rules. Pure: cards and sentences in, the best few of each sort out."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from bot.features.meanings import is_of_choice
from bot.features.tags import TAG_CHARACTERS, TAGS_PER_NOTE, clean_tag
from bot.texts.terms import terms_in

MOST = 2  # of each sort
COUNTED_CARDS = 5  # of a note: many cards of little weight are no reason
STARRED = 2.0  # how many times as important a starred sentence is
USUAL_SCORE = 0.5  # of a sentence that its note does not have any more

# How near two notes are: the mean, over the highlights of both, of the cosine with the other's nearest one; and how
# near the two highlights are that are shown for it. Measured on 52 notes of four textbooks, papers, proposals and
# lessons: nineteen of twenty pairs above these come from the same book or kind, and so do all eleven that were named,
# where each note is named once. States that a choice is made by lie nearer (of the same notes four in five pairs, and
# all fifteen), character n-grams farther apart (38 Chinese notes).
NEAR, NEAR_SENTENCES = 0.42, 0.5
NEAR_OF_CHOICE = (0.62, 0.55)
NEAR_BY_SPACE = {"chars": (0.23, 0.3)}
SAME = 0.97  # above it two highlights are one
COPY = 0.5  # the share of either note's highlights from which on it is the other one, or a part of it, sent again
TELLING, FEW = 0.25, 4  # the share of all notes, or their number, up to which a word tells something of two
STEM = 6  # letters


@dataclass(frozen=True, slots=True)
class Faded:
    """A card: `recall` is the chance that it is remembered now, `importance` that of its sentence, 0..1 and up."""

    note_id: int
    sentence: str
    recall: float
    importance: float

    @property
    def loss(self) -> float:
        return (1 - self.recall) * self.importance


@dataclass(frozen=True, slots=True)
class FadedNote:
    """`cards` of a note are slipping, `recall` of them would be remembered; `worst` loses most."""

    note_id: int
    cards: int
    recall: float
    worst: Faded
    loss: float


def fading(cards: Sequence[Faded], most: int = MOST) -> list[FadedNote]:
    """The notes whose cards lose most: retention gone times importance, summed over the worst few."""
    by_note: dict[int, list[Faded]] = defaultdict(list)
    for card in cards:
        by_note[card.note_id].append(card)
    found = []
    for note_id, its in by_note.items():
        its.sort(key=lambda card: -card.loss)
        recall = sum(card.recall for card in its) / len(its)
        loss = sum(card.loss for card in its[:COUNTED_CARDS])
        found.append(FadedNote(note_id, len(its), recall, its[0], loss))
    return sorted(found, key=lambda note: (-note.loss, note.note_id))[:most]


@dataclass(frozen=True, slots=True)
class Said:
    """A highlight, as two notes are compared by it."""

    note_id: int
    text: str
    language: str


@dataclass(frozen=True, slots=True)
class Pair:
    """Two notes that are near, their two highlights that show it, and the word they share."""

    one: Said
    other: Said
    nearness: float
    word: str


def belonging(
    said: Sequence[Said],
    vectors: NDArray[np.float32],
    space: str,
    apart: Collection[tuple[int, int]],
) -> list[Pair]:
    """The nearest pairs of notes, nearest first; none of those `apart`, no copies, and each note once.

    `said` are highlights with their `vectors` (N, H) of one space, those of a note side by side. Two notes are a pair
    only where two near highlights share a word that few notes have: vectors alone find any two definitions alike.
    """
    usual = NEAR_OF_CHOICE if is_of_choice(space) else (NEAR, NEAR_SENTENCES)
    near, near_sentences = NEAR_BY_SPACE.get(space, usual)
    edges = [0, *(at for at in range(1, len(said)) if said[at].note_id != said[at - 1].note_id), len(said)]
    blocks = list(pairwise(edges))
    if len(blocks) < 2:
        return []
    cosines = vectors @ vectors.T  # (N, N)
    starts, sizes = edges[:-1], np.diff(edges)
    best = np.maximum.reduceat(cosines, starts, axis=1)  # (N, notes): of each highlight, in each note
    mean = np.add.reduceat(best, starts, axis=0) / sizes[:, None]  # (notes, notes)
    nearness = (mean + mean.T) / 2
    shared = np.add.reduceat(best >= SAME, starts, axis=0) / sizes[:, None]  # (notes, notes)
    is_copy = np.maximum(shared, shared.T) >= COPY
    words = _telling([_stems(each) for each in said], said)
    found: list[Pair] = []
    used: set[int] = set()
    rows, columns = np.nonzero(np.triu(nearness >= near, 1) & ~is_copy)
    for at in np.argsort(-nearness[rows, columns], kind="stable"):
        one, other = blocks[rows[at]], blocks[columns[at]]
        ids = said[one[0]].note_id, said[other[0]].note_id
        if (min(ids), max(ids)) in apart or used & set(ids):
            continue
        shown = _shown(
            cosines[one[0] : one[1], other[0] : other[1]], words[slice(*one)], words[slice(*other)]
        )
        if shown is None or shown[2] < near_sentences:
            continue
        first, second = said[one[0] + shown[0]], said[other[0] + shown[1]]
        found.append(Pair(first, second, float(nearness[rows[at], columns[at]]), shown[3]))
        used |= set(ids)
    return found


def proposed_tags(one: Sequence[str], other: Sequence[str], word: str) -> tuple[str, ...]:
    """What two notes that have these tags may both be tagged with: the tags that either has, as far as the other one
    has room for them; without any, the word they share."""
    room_in_one, room_in_other = (max(0, TAGS_PER_NOTE - len(its)) for its in (one, other))
    shared = [name for name in one if name in other]
    here = [name for name in one if name not in other][:room_in_other]
    there = [name for name in other if name not in one][:room_in_one]
    return (*shared, *here, *there) or (clean_tag(clean_tag(word)[:TAG_CHARACTERS]),)


def _stems(said: Said) -> dict[str, str]:
    """The beginnings of a sentence's words, which forms of one word share, each with the word as it stands there."""
    terms = (said.text[start:end] for start, end in terms_in(said.text, said.language))
    return {term.casefold()[:STEM]: term for term in terms}


def _telling(stems: Sequence[Mapping[str, str]], said: Sequence[Said]) -> list[dict[str, str]]:
    """Of each highlight the words that only few notes have."""
    in_notes = {(each.note_id, stem) for each, its in zip(said, stems, strict=True) for stem in its}
    notes_with = Counter(stem for _, stem in in_notes)
    most = max(FEW, round(TELLING * len({each.note_id for each in said})))
    return [{stem: word for stem, word in its.items() if notes_with[stem] <= most} for its in stems]


def _shown(
    cosines: NDArray[np.float32], words: Sequence[Mapping[str, str]], others: Sequence[Mapping[str, str]]
) -> tuple[int, int, float, str] | None:
    """By the telling word that both notes say most often, the nearest two highlights that hold it: their places, how
    near they are, and the word."""
    counts, their = (Counter(stem for each in side for stem in each) for side in (words, others))
    best: tuple[int, float, int, int, str] | None = None
    for stem in counts.keys() & their.keys():
        rows = [at for at, each in enumerate(words) if stem in each]
        columns = [at for at, each in enumerate(others) if stem in each]
        here = cosines[np.ix_(rows, columns)]
        row, column = divmod(int(here.argmax()), len(columns))
        found = (
            counts[stem] * their[stem],
            float(here.max()),
            rows[row],
            columns[column],
            words[rows[row]][stem],
        )
        best = max(best or found, found)
    return best and (best[2], best[3], best[1], best[4])
