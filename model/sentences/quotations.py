"""Sentences within a quotation or bracket that is too long to be one unit, and what follows a short one. Pure, linear.

Reached by `splitting`, for what sentencex keeps whole, and by `borders`, for what it parts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import sentencex  # type: ignore[import-untyped]

from model.language import HAN, HANGUL, KANA
from model.sentences.counting import count_words

QUOTED_WORDS = 40  # in what stays whole
PAIR_CHARS = 400
TITLE_CHARS = 80

_MARK = re.compile(r"[\"“”„«»「」『』()（）\[\]]|(?<!\w)['‘’]|['’](?!\w)|<(?=<)|(?<=<)<|>(?=>)|(?<=>)>")
_PAIR = re.compile(
    "|".join(
        rf"{opens}(?=\S)[^{opens}{closes}]{{0,{PAIR_CHARS}}}{closes}"
        for opens, closes in ('""', "“”", "„“", "‘’", "「」", "『』", "（）", (r"\(", r"\)"), (r"\[", r"\]"))
    )
    + rf"|«[^«»]{{0,{PAIR_CHARS}}}»"
)
_ENDS = re.compile(r"[.!?。！？…][^\w\s]{0,9}(?:\s|$)|[。！？]")
_SMALL = re.compile(r"[\W_]{0,3}[a-zß-öø-ÿ]")
_CLOSED = {True: re.compile(r"[”’」』）)\]\"']*\s*"), False: re.compile(r"(?:[\"“”’'」』）)\]]|\s?»)*\s*")}

_ASKED = re.compile(r"[?!…][\"”’»]+\s*$")
_TAG = re.compile(
    r"(?:(?:Mrs?\.|Ms\.|Dr\.)\s)?(?:(?:[A-ZÀ-Þ][\w'’-]*\s){1,3}|(?:The|My|His|Her|Our)\s(?:\w+\s){1,2})"
    r"(?:said|says|asked|asks|replied|answered|cried|shouted|whispered|exclaimed|murmured|muttered|yelled|inquired|repeated)"
    r"(?:\s(?:again|me|him|her|us|them|\w+ly|in an? \w+ voice)){0,2}[.,](?:\s|$)"
)
_ASKED_ZH = re.compile(r"[？！。…][”’」』]+\s*$")
_SAID_ZH = (
    "(?:(?<![小学學传傳假听聽])[说說]道?|(?<![学學疑访訪顾顧])[问問]道?|[答喊叫]道?|[笑说說问問答喊哭][着著][说說问問答喊]"
    "|(?<![知轨軌小街频頻通管铁鐵跑赤河一])道)"
)
_TAG_ZH = re.compile(
    rf"(?!没|沒|無|无|谁|誰)[{HAN}]{{1,8}}{_SAID_ZH}(?:。|，?\s*$|，(?=[“‘「『]))"  # 没有人回答 says that nothing was
)
_STATED_ZH = (
    r"(?<![种種的])(?:(?<![小学學传傳假听聽])[说說]|表示|(?<!我)介[绍紹]|指出|(?<![名简簡俗号號职職全人昵别別总總统統])[称稱]"
    "|认为|認為|透露|坦言|[强強][调調]|解[释釋]|回答|(?<![学學疑访訪顾顧])[问問])道?"
)
_SPEAKER_ZH = re.compile(  # 国家统计局高级统计师赵某说。
    rf"(?:(?:[会會][后後]|[随隨][后後]|[当當]天|日前|近日|此前)，)?(?!無|无|谁|誰|[这這那]|不[是会會能要])"
    rf"(?:(?![没沒])[{HAN}A-Za-z\d·、]){{1,30}}(?<!不){_STATED_ZH}(?:。|，(?=[“‘「『]))"
)
_TAG_JA = re.compile(  # 田中さんは小さな声で言った。
    rf"(?:(?![をとは])[{HAN}{KANA}A-Za-z\d・]){{1,20}}[はが](?:(?![をと])[{HAN}{KANA}]){{0,12}}"
    r"(?:言った|言います|言いました|述べた|述べました|話した|話しました|語った|答えた|答えました|叫んだ|尋ねた|聞いた|説明した|つぶやいた)。"
)
_TITLED = re.compile(
    rf"(?P<title>《[^《》]{{1,{TITLE_CHARS}}}》|〈[^〈〉]{{1,{TITLE_CHARS}}}〉|【[^【】]{{1,{TITLE_CHARS}}}】)"
    rf"|「[^「」]{{0,{PAIR_CHARS}}}」|(?P<quote>『[^『』]{{0,{PAIR_CHARS}}}』)"
)
_STRAIGHT = re.compile(rf"(?<!\w)'([^'\n]{{1,{TITLE_CHARS}}})'(?=[{HANGUL}])")  # '장수탕'이
_NO_ENDS = str.maketrans("。！？!?.", "，，，，，，")
_QUOTES = str.maketrans("『』", "「」")
_TAG_DASH = re.compile(r"[—–][a-zà-ÿ]")


def is_tag(before: str, segment: str, language: str) -> bool:
    """Whether `segment` only says who said what `before` ends with."""
    if _ASKED.search(before) and _TAG.match(segment):
        return language == "en"
    if _ASKED_ZH.search(before):
        if language == "ja":
            return _TAG_JA.match(segment) is not None
        if _TAG_ZH.match(segment) or _SPEAKER_ZH.match(segment):
            return True
    return before.rstrip()[-1:] in ("?", "!", "…") and _TAG_DASH.match(segment) is not None


def without_ends(text: str) -> str:
    """`text` in the same length, its titles without what may end a sentence, with 「」 for the 『』 that stand in none
    of those, and with ‘’ for straight quotes in Korean: sentencex does not know 《你好，李焕英！》, 『走！』 and
    '장수탕'이."""
    read = _STRAIGHT.sub(lambda quote: f"‘{quote[1].translate(_NO_ENDS)}’", text) if "'" in text else text
    return _TITLED.sub(_read, read) if "《" in read or "『" in read or "【" in read or "〈" in read else read


def _read(pair: re.Match[str]) -> str:
    return pair[0].translate(_NO_ENDS if pair["title"] else _QUOTES if pair["quote"] else {})


def borders_within(unit: str, language: str) -> Iterator[int]:
    """Where the sentences of `unit` but the first begin, if it is one only for the quotation or bracket in it."""
    if not _MARK.search(unit) or len(_ENDS.findall(unit)) < 2 or count_words(unit) <= QUOTED_WORDS:
        return
    short = [pair.span() for pair in _PAIR.finditer(unit) if count_words(pair[0]) <= QUOTED_WORDS]
    segments = list(sentencex.segment(language, _MARK.sub(" ", without_ends(unit))))
    if sum(map(len, segments)) != len(unit):
        return
    closed = _CLOSED[language in ("zh", "ja")]
    at, pairs = 0, iter(short)
    pair = next(pairs, None)
    for segment in segments[:-1]:
        stop = at + len(segment.rstrip())
        at += len(segment)
        border = closed.match(unit, stop).end()  # type: ignore[union-attr]  # it may be empty
        while pair and pair[1] <= border:
            pair = next(pairs, None)
        inside = pair is not None and pair[0] < border < pair[1]
        if not inside and border < len(unit) and not _runs_on(unit, stop, border):
            yield border


def _runs_on(unit: str, stop: int, border: int) -> bool:
    """Whether no sentence ends at `stop`, with what comes next beginning at `border`: “What?” (he asked), oh!(x)."""
    if not unit[border - 1].isspace() and unit[stop - 1] not in "。！？":
        return True
    asked = unit[stop - 1] in "?!" or _MARK.search(unit, stop, border) is not None
    return unit[border] in ":;,)" or (asked and _SMALL.match(unit, border) is not None)
