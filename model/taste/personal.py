"""A person's taste: what they want more of than the shared model chooses, learnt from what they said of sentences.

It weighs how a sentence differs from its document: in meaning (its vector) and in a few traits. `laplace.fit_taste`
learns it from marks; here it is put to use. Pure; the shared weights are never touched.

    taste = fit_taste(marks)                             # None while the marks show no preference
    sentences = personal_order(text, reading.sentences, *extractor.meanings(reading.vectors, reading.space), taste)
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from model.choose import rank
from model.language import main_code
from model.reading import Reason, ScoredSentence
from model.taste.traits import TRAITS, traits_of

Floats = NDArray[np.float64]

_CHINESE_NUMBER = re.compile("第?[〇零一二三四五六七八九十百千万亿两几]+")

ACTION = TRAITS.index("action")
MOST_LOG_ODDS = 4.0  # the model's certainty beyond this does not make a person's word more surprising
UNHEARD = 1.0  # log-odds of a taste that change nothing: in a text about something else hardly any sentence has more
CLEARLY = 0.5  # log-odds above this are a reason: the sentence is half as likely again, or more
PASSED_OVER = 16  # of the sentences left out, how many a picked one is weighed against


@dataclass(frozen=True, slots=True)
class Portrait:
    """What sets each of S sentences apart from their document: `vectors` (S, H) in `space`, `traits` (S, T) in the
    order of TRAITS, and the model's `log_odds` (S,)."""

    space: str
    vectors: NDArray[np.float32]
    traits: Floats
    log_odds: Floats

    def rows(self, indices: Sequence[int]) -> Portrait:
        """Some of them."""
        chosen = list(indices)
        return Portrait(self.space, self.vectors[chosen], self.traits[chosen], self.log_odds[chosen])


def portray(
    texts: Sequence[str],
    kinds: Sequence[str],
    scores: Sequence[float],
    vectors: NDArray[np.floating],
    space: str,
) -> Portrait:
    """A document's sentences, each less the mean of all. `scores` are 0..1, `vectors` (S, H) in `space`."""
    rows = np.asarray(vectors, np.float32)
    if not texts:  # nothing has no mean
        return Portrait(space, rows, np.zeros((0, len(TRAITS))), np.zeros(0))
    traits = traits_of(texts, kinds)
    odds = np.clip(log_odds(scores), -MOST_LOG_ODDS, MOST_LOG_ODDS)
    return Portrait(space, rows - rows.mean(axis=0), traits - traits.mean(axis=0), odds)


def log_odds(scores: Sequence[float]) -> Floats:
    """Scores (S,) in 0..1 as log-odds."""
    chances = np.clip(np.asarray(scores, float), 1e-9, 1 - 1e-9)
    return np.asarray(np.log(chances / (1 - chances)))


def passed_over(index: int, left_out: Sequence[int]) -> list[int]:
    """At most PASSED_OVER of the sentences that were left out beside `index`, taken evenly."""
    others = [i for i in left_out if i != index]
    count = min(PASSED_OVER, len(others))
    return [others[(2 * k + 1) * len(others) // (2 * count)] for k in range(count)]


@dataclass(frozen=True, slots=True)
class Mark:
    """What a person said of one sentence, the first of `portrait`.

    Alone in it, the sentence was shown, and kept (`wanted`) or dropped. With others after it, it was left out with
    them and picked from among them. `weight` 2 counts as saying it twice.
    """

    wanted: bool
    portrait: Portrait
    weight: float = 1.0


@dataclass(frozen=True, slots=True)
class Taste:
    """Posterior means: `meaning` by space (H,), `traits` (T,); `chance` that there is a preference at all, 0..1."""

    meaning: Mapping[str, Floats]
    traits: Floats
    chance: float

    def shift(self, portrait: Portrait) -> Floats:
        """(S,) what a person's taste adds to the log-odds of a document's sentences, 0 where it says little; a foreign
        space adds nothing."""
        shift = portrait.traits @ self.traits
        meaning = self.meaning.get(portrait.space)
        if meaning is not None and len(meaning) == portrait.vectors.shape[1]:
            shift = shift + portrait.vectors @ meaning
        return np.asarray(np.sign(shift) * np.maximum(np.abs(shift) - UNHEARD, 0), float)

    def strongest_traits(self, least: float = UNHEARD + CLEARLY) -> list[tuple[str, float]]:
        """The traits that change the odds clearly, strongest first, with their weights."""
        found = [(name, float(w)) for name, w in zip(TRAITS, self.traits, strict=True) if abs(w) >= least]
        return sorted(found, key=lambda pair: -abs(pair[1]))


# --- the choice ----------------------------------------------------------------------------------------------


def personal_order(
    text: str,
    sentences: Sequence[ScoredSentence],
    vectors: NDArray[np.floating],
    space: str,
    taste: Taste | None,
    marks: Mapping[int, bool] | None = None,
    *,
    all_along: bool = True,
) -> list[ScoredSentence]:
    """A reading's sentences, ranked for one person: those they picked before all others, those they dropped last.

    `marks` holds what they said of sentences of this very text, by index. What asks them for something is not put back,
    unless it is such sentences that they drop. Scores stay the model's. `all_along`: as
    `choose.rank` takes it, False where a focus question was asked.
    """
    marks = marks or {}
    texts = [text[s.start : s.end] for s in sentences]
    scores = [s.score for s in sentences]
    shift = np.zeros(len(sentences))
    if taste is not None and sentences:
        kinds = [s.kind for s in sentences]
        shift = taste.shift(portray(texts, kinds, scores, vectors, space))
        if taste.traits[ACTION] >= 0:
            asks = np.array([kind == "action" for kind in kinds], bool)  # (S,)
            shift = np.where(asks, np.maximum(shift, np.median(shift)), shift)
    ranks = rank((log_odds(scores) + shift).tolist(), texts, all_along=all_along)
    order = sorted(range(len(ranks)), key=lambda i: (_standing(marks.get(i)), ranks[i]))
    found = list(sentences)
    for place, i in enumerate(order):
        own = Reason.MARKED if marks.get(i) else Reason.TASTE if shift[i] > CLEARLY else None
        reasons = (own, *found[i].reasons) if own else found[i].reasons
        found[i] = replace(found[i], rank=place, reasons=reasons)
    return found


def _standing(mark: bool | None) -> int:
    return 1 if mark is None else 0 if mark else 2


# --- in words ------------------------------------------------------------------------------------------------


def favoured_words(said: Iterable[tuple[str, str, float]], most: int = 5) -> list[str]:
    """The words that what a person kept has in common, commonest first, from (text, language, weight) of each mark:
    above 0 for kept. A word counts where it was kept at least twice more often than dropped."""
    points: Counter[str] = Counter()
    seen: dict[str, str] = {}
    for text, language, weight in said:
        here = _of_chinese(text) if main_code(language) == "zh" else _by_stem(text, language)
        for stem, word in here.items():
            points[stem] += 1 if weight > 0 else -1
            seen.setdefault(stem, word)
    return [seen[stem] for stem, count in points.most_common() if count >= 2][:most]


def _by_stem(text: str, language: str) -> dict[str, str]:
    """The words of a text that mean something, by their stems."""
    from model.lexical import terms  # not needed to start

    found: dict[str, str] = {}
    for word in re.findall(r"\w+", text):
        stems = [stem for stem in terms(word, language) if stem and not stem.isdigit()]
        found |= {stem: word.lower() if len(stems) == 1 else stem for stem in stems}
    return found


def _of_chinese(text: str) -> dict[str, str]:
    """Whole words, as terms are pairs of characters, which may lie across two words; no numbers."""
    import rjieba  # 30 MB, when first wanted

    from model.lexical import stopwords

    words = rjieba.cut(text.encode(errors="replace").decode(), hmm=False)
    meant = (word for word in words if len(word) > 1 and word not in stopwords("zh"))
    return {word: word for word in meant if word.isalpha() and not _CHINESE_NUMBER.fullmatch(word)}
