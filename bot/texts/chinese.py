"""Chinese words that carry meaning, by jieba's words and parts of speech (jieba-rs). Pure.

The dictionary takes a quarter of a second and 30 MB; so it is read when it is first wanted. For so long nothing else
goes on in this process, not in other threads either.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import accumulate

from bot.texts.terms import HAN, HAN_TERM, common_words

_CODE = re.compile(r"[\\_`{}<>=|$#@*]|https?:")
_NOUNS = {"n": "n", "nz": "n", "vn": "vn", "nr": "nr", "nrt": "nr", "ns": "ns", "nt": "nt", "an": "vn"}
_ENDINGS = frozenset("集率性层器化者量度机力法型值类图网体式员家学论")  # one letter that ends a term
_LIGHT = frozenset(  # what carries no meaning of its own, and what the dictionary takes for a noun wrongly
    """时候 情况 方面 东西 之间 问题 部分 时间 地方 方式 过程 结果 原因 意思 样子 关系 程度 事情 事儿 大家 人们 自己
    感觉 前面 后面 上面 下面 里面 外面 左右 以上 以下 之前 之后 以来 本身 个人 全部 整个 总体 基本 主要 一般 可能
    现在 今天 无法 大量 少量 小时 问问 关心 足够 目前 相对 其实 实际 完全 多数 少数 办法 方法 例子 建议 区别 角度
    意义 期间 条件 情形""".split()
)
_AMOUNTS = frozenset("大量 少量 多数 少数 足够 全部 整个 部分".split())  # no part of the term after them
_VERBS = frozenset(
    "产生 利用 储存 存储 上线 领导 指导 经 参加".split()
)  # what the dictionary takes for nouns
_NOUNS_ALL_THE_SAME = frozenset(("缺陷", "需求"))  # and for verbs
_PREDICATES = frozenset("va")  # sorts of words that a clause is about: verbs, adjectives
_BEGINS = frozenset("pcm")  # sorts of words that belong to the next: prepositions, conjunctions, numbers
_BEFORE_DAYS = frozenset("上下本这那该每")
_BARE_NUMBER = re.compile(r"[一二三四五六七八九十百千万亿两几数半\d.]+")
_CLAUSE = re.compile(r"[，。；：！？,;:!?]")
_HAN_ONLY = re.compile(f"[{HAN}]+")
_HIDDEN = range(2, 9)  # characters
_PLAIN = frozenset(("n", "nz", "ns", "nt"))
_COMPOUND = 4  # characters; a verb's noun of so many is a term, a shorter one is as often the verb
_BEGINNING = frozenset("jbs")  # sorts of what comes before a noun in one term: 长短期, 国际, 国内
_HEADS, _TAILS = frozenset("词核酶自"), frozenset("膜区核窑街剂酶素液线波群带")  # the letters that do
_BEFORE_NOUN = frozenset("的在对从由于把")  # what makes a verb's noun one: 在训练数据上, but 调节货币供应量
_SINCE = re.compile("以来|[起到至]")  # 自注意力, but 自公司成立以来
_TELLING = frozenset("valid")  # sorts of verbs, adjectives, fixed phrases, adverbs


def nouns_in(sentence: str) -> list[tuple[int, int, tuple[str, ...]]]:
    """(start, end, form) of each noun that stands by itself: its form is its part of speech and what stands around it.

    None in what is no prose: code, formulas, a table's row.
    """
    if _CODE.search(sentence):
        return []
    words = _words(sentence)
    found: list[tuple[int, int, tuple[str, ...]]] = []
    at = 0
    for place, (word, tag) in enumerate(words):
        start, at = at, at + len(word)
        before = words[place - 1] if place else ("", "x")
        after = words[place + 1] if place + 1 < len(words) else ("", "x")
        is_verb = (
            after[1][:1] == "u" and after[0] != "的"
        )  # "定义了": the dictionary takes many a verb for a noun
        if _is_term(word, tag) and not is_verb and not _is_nominal(*before) and not _is_nominal(*after):
            found.append((start, at, (_NOUNS[tag], _around(*before), _around(*after))))
    return found


def content_words(sentence: str) -> list[str]:
    """Its nouns, in order; where it has none, its other words that carry meaning. None that stands inside a longer term
    of the sentence as well: its gap would be half of that."""
    alone = {sentence[start:end] for start, end, _ in nouns_in(sentence)}
    passed_over = _LIGHT | common_words("zh")
    terms = _whole_terms(_words(sentence))
    words = [
        (word, tag)
        for word, tag in terms
        if len(word) in _HIDDEN
        and word not in passed_over
        and _HAN_ONLY.fullmatch(word)
        and sentence.count(word) == sum(other == word for other, _ in terms)
    ]
    nouns = [
        word
        for word, tag in words
        if tag in _PLAIN or (tag in _NOUNS and (len(word) >= _COMPOUND if tag == "vn" else word in alone))
    ]
    return nouns or [word for word, tag in words if word in alone or tag[:1] in _TELLING]


def cuts(sentence: str) -> list[int]:
    """Where it can be cut: where a word ends, signs counted as words, unless that begins what follows as a preposition
    does, or a number, or 下 of 下周三; in order."""
    words = _words(sentence)
    ends = accumulate(len(word) for word, _ in words)
    after = [tag for _, tag in words[1:]] + ["x"]
    return [
        end
        for end, (word, tag), next_tag in zip(ends, words, after, strict=True)
        if tag[:1] not in _BEGINS and not (word in _BEFORE_DAYS and next_tag == "t")
    ]


def _words(sentence: str) -> list[tuple[str, str]]:
    """Its words and their parts of speech. Nouns side by side are one term, an ending goes with what it ends."""
    import rjieba

    joined: list[tuple[str, str]] = []
    for word, tag in _retagged(rjieba.tag(sentence, hmm=False)):
        last, last_tag = joined[-1] if joined else ("", "x")
        is_ending = word in _ENDINGS and (last_tag in _NOUNS or last_tag in ("v", "a", "b", "l"))
        are_nouns = tag in _NOUNS and _NOUNS.get(last_tag) not in (None, "vn")
        is_compound = are_nouns and min(len(last), len(word)) > 1 and len(last + word) in HAN_TERM
        if last and (is_compound or (is_ending and len(last) > 1)) and _HAN_ONLY.fullmatch(last + word):
            joined[-1] = (last + word, tag if is_compound else "n")
        else:
            joined.append((word, tag))
    return joined if "".join(word for word, _ in joined) == sentence else []


def _retagged(words: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    """The words with other parts of speech where what stands around a noun says that it is none here: what is counted
    by it (一分子葡萄糖), an amount, the verb of its clause (光合作用储存能量)."""
    tags = [tag for _, tag in words]
    begin = 0
    for end, (word, _) in enumerate([*words, ("。", "x")]):
        if not _CLAUSE.fullmatch(word):
            continue
        for at in range(begin, end):
            said, tag = words[at]
            before = words[at - 1][0] if at > begin else ""
            after = words[at + 1][1] if at + 1 < end else "x"
            if said in _AMOUNTS:
                tags[at] = "a"
            elif said in _NOUNS_ALL_THE_SAME or (tag == "nr" and said[-1] in _ENDINGS and len(said) > 2):
                tags[at] = "n"  # 叶绿体 is nobody's name
            elif tag == "n" and said[-1] == "时":  # 上课时, when something is
                tags[at] = "t"
            elif said in _VERBS and tag in _NOUNS:
                tags[at] = "v"
            elif tag == "n" and after in _PLAIN and _BARE_NUMBER.fullmatch(before):
                tags[at] = "q"
        if not any(tag[:1] in _PREDICATES and tag not in _NOUNS for tag in tags[begin:end]):
            for at in range(begin + 1, end - 1):
                if words[at][1] == "vn" and tags[at - 1] in _PLAIN and tags[at + 1] in _PLAIN | {"a"}:
                    tags[at] = "v"
                    break
        begin = end + 1
    return [(word, tag) for (word, _), tag in zip(words, tags, strict=True)]


def _whole_terms(words: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    """The words, with those of one term joined however long it gets: 卷积神经网络模型, 国内生产总值, 词向量."""
    joined: list[tuple[str, str]] = []
    for word, tag in words:
        last, last_tag = joined[-1] if joined else ("", "x")
        before, before_tag = joined[-2] if len(joined) > 1 else ("", "x")
        is_named = len(last) >= _COMPOUND or before in _BEFORE_NOUN or before_tag in ("m", "q", "r")
        begins = (
            last_tag in _PLAIN
            or last_tag in _BEGINNING
            or (last_tag == "vn" and is_named)
            or (last in _HEADS and last_tag == "p" and not _SINCE.search("".join(each for each, _ in words)))
        )
        goes_on = word in _ENDINGS or (tag in ("n", "nz") and (len(word) > 1 or word in _TAILS))
        if (
            begins
            and goes_on
            and (len(last) > 1 or last in _HEADS)
            and _HAN_ONLY.fullmatch(last + word)
            and not {last, word} & _LIGHT
        ):
            joined[-1] = (last + word, "n")
        else:
            joined.append((word, tag))
    return joined


def _is_term(word: str, tag: str) -> bool:
    return (
        tag in _NOUNS
        and len(word) in HAN_TERM
        and _HAN_ONLY.fullmatch(word) is not None
        and word not in _LIGHT
        and word not in common_words("zh")
    )


def _is_nominal(word: str, tag: str) -> bool:
    """Whether it is of one phrase with a noun beside it: what is changed would be half of a term."""
    beside = tag in _NOUNS or tag in _BEGINNING or tag in ("l", "eng") or (tag == "m" and len(word) > 1)
    return beside or word in _ENDINGS or word in _HEADS


def _around(word: str, tag: str) -> str:
    """The sort of a neighbour: 的, a measure word, a verb, a preposition; else the edge of a phrase."""
    if word == "的":
        return "的"
    return tag[0] if tag[:1] in ("v", "p", "q", "a", "f", "r") else "edge"
