"""What a focus question asks about: its terms, without the words that only ask, and where a text answers. Pure.

"Summarize the discussion of the school budget" is about a school's budget: a sentence that says "discussion" answers no
more than another.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

import numpy as np

from model import lexical
from model.focus.heads import Head
from model.language import HAN, KANA, SOUTHEAST, main_code

ANSWER = 5.0  # what names all that is asked about; what names a part has its share's square of it
SEARCHED = 64  # a text of more sentences is searched for the place where it answers,
RARELY = 1 / 8  # if fewer of its sentences than this have any of the words
LENT = 0.8  # of the words above; at 1 what stands below would answer as well as what names them
CHARACTER = 0.8  # of a Chinese word of one character, which stands in other words too: 交 in 提交 and in 交通

_ASKING = {
    "en": """summarize summarise summary overview explain explanation describe description tell told discuss discussion
    talk say said think mention""",
    "es": """resume resumir resumen explica explique explicar explicación describe describir descripción cuenta cuéntame
    habla hablar discutir discusión menciona mencionar opina opinar piensa pensar""",
    "zh": """总结 概括 概述 归纳 解释 说明 描述 介绍 讨论 谈谈 谈到 提到 认为 看法 總結 歸納 解釋 說明 介紹 討論 談談
    談到 認為""",
}
"""Not those that a text may answer with, such as "reason" or "decide", or be about, such as "opinion"."""

_MEANT = {
    "en": """area areas beginning begin begins began bill bottom buy case cases cause causes change changes
    computer copy course date effect empty end ended ending ends face faces fact facts fill fire fix front full
    group grouped grouping groups help high home homepage importance important index information interest
    interested interesting interests invention join keep keys large larger largest late later latest line long
    longer longest low lower member members move name need needed needs new newer newest novel number numbers old
    older oldest open opened opening opens opposite order ordered ordering orders part parts place
    placed places point pointed points problem problems result results room rooms section side sides site small
    smaller smallest state states stop system test thick thin top use used uses using useful value volume web
    webpage website width work worked working works world year years young younger youngest""",
    "es": """acuerdo día días dia dias estado estados fin final hora horas lugar lugares momento país paises tiempo
    trabaja trabajan trabajar trabajas trabajo usa usan usar uso valor verdad""",
    "de": """ende gott jahr jahre jahren mann mensch menschen mittel offen ordnung sache schluss startseite tag
    tage tagen teil uhr zeit""",
    "fr": """début effet gens mot ouvert ouverte ouverts parole pièce retour sujet valeur""",
    "zh": """本地 大地 大会 大使 大小 当地 得分 等待 地点 地区 地下 对比 对称 对照 分离 个人 归还 将来 结果
    今年 距离 开始 内地 区别 区分 去年 全体 人才 时光 使用 替代 几何 小区 小说 要点 依靠 用人 自我 自由 起点 一致
    过去""",
}
"""Words that `lexical.stopwords` takes for empty, and that a question may be about: “open”, “system”, 结果. They say
little of a text at large."""


_INTERROGATIVE = frozenset(
    """什么 时候 什么时候 什么样 谁 哪 哪儿 哪里 哪个 哪些 哪种 哪天 哪年 怎么 怎么样 怎么办 怎样 如何 为什么 为何
    何时 何地 几 几点 几号 几月 几时 几天 几个 几次 几岁 几年 多少 多久 多长 多大 多高 多远 多长时间 是否 吗 呢
    什麼 時候 誰 哪裡 哪兒 怎麼 怎麼樣 怎樣 為什麼 為何 何時 幾 幾點 幾號 幾天 幾個 幾次 幾年 多長 多遠 嗎
    的 了 是 在 要 会 能 該 该 會 我 你 您 他 她 它 这 那 這 我们 你们 他们 她们 它们 我們 你們 他們 她們
    它們""".split()
)
"""Chinese words that stand in another's place, or only join words: left out beside any other. The rest
of the empty words may be a part of one where a word of one character stands beside them: 点 of 点餐."""


def terms(sentence: str, language: str) -> list[str]:
    """As `lexical.terms`, but only words that no question is about are empty."""
    return lexical.terms(sentence, language, _meant(main_code(language)))


@cache
def _meant(language: str) -> frozenset[str]:
    return frozenset(_MEANT.get(language, "").split())


def asked_terms(focus: str, language: str) -> frozenset[str]:
    """The terms, as `terms` has them, that a focus question asks about; where it only asks, all it has. Of a Chinese
    question also words of one character, which `terms` has of no sentence, and where all its words are empty those that
    stand for themselves: 几何, 来."""
    found = frozenset(filter(None, terms(_left(focus, language), language)))
    if not found and main_code(language) == "zh":
        found = frozenset(filter(_PAIR.match, _words(focus))) - _INTERROGATIVE
    return found - _asking(language) or found


def about(focus: str, language: str) -> str:
    """A Chinese question with its empty words left blank, whose characters would make pairs with their neighbours':
    果怎 of 结果怎么样, 候交 of 什么时候交. Any other as it is, and one that has no more."""
    left = _left(focus, language)
    return left if any(map(str.isalnum, left)) else focus


def _left(focus: str, language: str) -> str:
    """A Chinese question with its empty words left blank, which may be all of it."""
    if main_code(language) != "zh":
        return focus
    words = _words(focus)
    empty = lexical.stopwords("zh") - _meant("zh")
    return "".join(
        " "
        if word in _INTERROGATIVE
        or (word in empty and all(len(beside) > 1 or not _PAIR.match(beside) for beside in around))
        else word
        for word, *around in zip(words, ["  ", *words], [*words[1:], "  "], strict=False)
    )


def _words(focus: str) -> list[str]:
    import rjieba  # 30 MB, when first wanted

    return list(rjieba.cut(focus.encode(errors="replace").decode(), hmm=False))


_PAIR = re.compile(f"[{HAN}{KANA}{SOUTHEAST}]")


@cache
def _asking(language: str) -> frozenset[str]:
    """Those of the text's language, and the English ones, in which any text may be asked about."""
    words = f"{_ASKING['en']} {_ASKING.get(main_code(language), '')}".split()
    return frozenset(lexical.stem(word, language) for word in words)


def overlap(sentences: Sequence[str], focus: str, language: str) -> lexical.Floats:
    """(S,) for each sentence the share (0..1) of what is asked about that it names, rare terms counting more."""
    return _asked(sentences, focus, language).shares


class Pull(NamedTuple):
    """(S,) how a question pulls at each sentence, in deviations of everything else, and whether it is by rarity, which
    finds a place in a longer text and no answer in it."""

    values: lexical.Floats
    by_rarity: bool


def pull(sentences: Sequence[str], focus: str, language: str, over: Sequence[Head] = ()) -> Pull:
    """How a question pulls at each sentence by its words; 0 where none has any.

    By the square of how far each answers, where the text is short or speaks of it throughout: such a text was mostly
    chosen for the question, and what it says everywhere tells no sentence apart. Where few sentences of a longer one
    have any of the words, the place has to be found first, by how rare they are (what else was tried:
    `EXPERIMENTS.md`). A sentence has a part in the words of the heading or question `over` it (`heads`).
    """
    asked = _asked(sentences, focus, language, over)
    if len(sentences) > SEARCHED and (asked.shares > 0).mean() < RARELY:
        return Pull(lexical.zscores(asked.shares), by_rarity=True)
    return Pull(ANSWER * asked.answered**2, by_rarity=False)


def answered(
    sentences: Sequence[str], focus: str, language: str, over: Sequence[Head] = ()
) -> lexical.Floats:
    """(S,) how far each sentence answers by its words, 0..1: the share that it names of what is asked about, times the
    share of what the text has of that at all.

    So a few of a long question's words say little, but what stands nowhere in the text is missed only once; a pair of
    characters that stands nowhere may be no word, and is not missed.
    """
    return _asked(sentences, focus, language, over).answered


@dataclass(frozen=True)
class _Asked:
    """What `weights` each term has, which the text has (`found`), and their sum in each sentence, `named` (S,)."""

    weights: dict[str, float]
    found: set[str]
    named: lexical.Floats

    @property
    def shares(self) -> lexical.Floats:
        return self.named / (sum(self.weights.values()) or 1.0)

    @property
    def answered(self) -> lexical.Floats:
        had = sum(self.weights[term] for term in self.found)
        words = sum(
            weight for term, weight in self.weights.items() if term in self.found or not _PAIR.match(term)
        )
        return self.named**2 / (had * words or 1.0)


def _asked(sentences: Sequence[str], focus: str, language: str, over: Sequence[Head] = ()) -> _Asked:
    sought = asked_terms(focus, language)
    held = [held_of(sentence, sought, language) for sentence in sentences]
    frequency = Counter(term for found in held for term in found)
    weights = {term: float(np.log1p(len(sentences) / max(1, frequency[term]))) for term in sought}
    named = np.array([sum(_worth(term) * weights[term] for term in found) for found in held])
    lent: set[str] = set()
    for i, head in enumerate(over):
        if head is not None:
            above = held[head] if isinstance(head, int) else held_of(head, sought, language)
            named[i] += LENT * sum(weights[term] for term in above - held[i])
            lent |= above
    return _Asked(weights, set(frequency) | lent, named)


def _worth(term: str) -> float:
    return CHARACTER if len(term) == 1 and _PAIR.match(term) else 1.0


def held_of(sentence: str, sought: frozenset[str], language: str) -> set[str]:
    """The terms of those `sought` that a sentence has."""
    found = set(sought.intersection(terms(sentence, language)))
    if main_code(language) == "zh":
        found |= {term for term in sought if _PAIR.match(term) and term in sentence}
    return found
