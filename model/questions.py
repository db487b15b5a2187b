"""What a focus question asks about: its terms, without the words that only ask. Pure.

"Summarize the discussion of the school budget" is about a school's budget: a sentence that says "discussion" answers no
more than another.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np

from model import lexical
from model.language import HAN, KANA, SOUTHEAST, main_code

ANSWER = 3.0  # what names all that is asked about
SEARCHED = 64  # a text of more sentences is searched for the place where it answers,
RARELY = 1 / 8  # if fewer of its sentences than this have any of the words

_ASKING = {
    "en": """summarize summarise summary overview explain explanation describe description tell told discuss discussion
    talk say said think mention""",
    "es": """resume resumir resumen explica explique explicar explicación describe describir descripción cuenta cuéntame
    habla hablar discutir discusión menciona mencionar opina opinar piensa pensar""",
    "zh": """总结 概括 概述 归纳 解释 说明 描述 介绍 讨论 谈谈 谈到 提到 认为 看法 總結 歸納 解釋 說明 介紹 討論 談談
    談到 認為""",
}
"""Not those that a text may answer with, such as "reason" or "decide", or be about, such as "opinion"."""


def asked_terms(focus: str, language: str) -> frozenset[str]:
    """The terms, as `lexical.terms` has them, that a focus question asks about; where it only asks, all it has."""
    terms = frozenset(term for term in lexical.terms(focus, language) if term)
    return terms - _asking(language) or terms


_PAIR = re.compile(f"[{HAN}{KANA}{SOUTHEAST}]")


@cache
def _asking(language: str) -> frozenset[str]:
    """Those of the text's language, and the English ones, in which any text may be asked about."""
    words = f"{_ASKING['en']} {_ASKING.get(main_code(language), '')}".split()
    return frozenset(lexical.stem(word, language) for word in words)


def overlap(sentences: Sequence[str], focus: str, language: str) -> lexical.Floats:
    """(S,) for each sentence the share (0..1) of what is asked about that it names, rare terms counting more."""
    asked = _asked(sentences, focus, language)
    return asked.named / (sum(asked.weights.values()) or 1.0)


def pull(sentences: Sequence[str], focus: str, language: str) -> lexical.Floats:
    """(S,) how a question pulls at each sentence by its words, in deviations of everything else; 0 where none has any.

    By how far each answers, where the text is short or speaks of it throughout: such a text was mostly chosen for the
    question, and what it says everywhere tells no sentence apart. Where few sentences of a longer one have any of the
    words, the place has to be found first, by how rare they are. The model card says what else was tried.
    """
    shares = overlap(sentences, focus, language)
    if len(sentences) > SEARCHED and (shares > 0).mean() < RARELY:
        return lexical.zscores(shares)
    return ANSWER * answered(sentences, focus, language)


def answered(sentences: Sequence[str], focus: str, language: str) -> lexical.Floats:
    """(S,) how far each sentence answers by its words, 0..1: the share that it names of what is asked about, times the
    share of what the text has of that at all.

    So a few of a long question's words say little, but what stands nowhere in the text is missed only once; a pair of
    characters that stands nowhere may be no word, and is not missed.
    """
    asked = _asked(sentences, focus, language)
    had = sum(asked.weights[term] for term in asked.found)
    words = sum(
        weight for term, weight in asked.weights.items() if term in asked.found or not _PAIR.match(term)
    )
    return asked.named**2 / (had * words or 1.0)


@dataclass(frozen=True)
class _Asked:
    """What `weights` each term has, which the text has (`found`), and their sum in each sentence, `named` (S,)."""

    weights: dict[str, float]
    found: set[str]
    named: lexical.Floats


def _asked(sentences: Sequence[str], focus: str, language: str) -> _Asked:
    wanted = asked_terms(focus, language)
    held = [wanted & set(lexical.terms(sentence, language)) for sentence in sentences]
    frequency = Counter(term for found in held for term in found)
    weights = {term: float(np.log1p(len(sentences) / max(1, frequency[term]))) for term in wanted}
    return _Asked(weights, set(frequency), np.array([sum(weights[term] for term in found) for found in held]))
