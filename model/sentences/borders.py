"""What sentencex parts though it belongs together: an abbreviation, a date, what a quotation is followed by. Pure.

Reached by `splitting`. What may begin a sentence of its own stays apart.
"""

from __future__ import annotations

import re

from model.language import HAN, KANA
from model.sentences.abbreviations import BEGINS, is_abbreviation
from model.sentences.list_marks import MONTHS
from model.sentences.quotations import is_tag

NEAR_CHARS = 40  # before a border: what is looked at to tell whether it is one
BRACKET_CHARS = 150  # between brackets, on either side of a border
PART_CHARS = 200

_OPENED = re.compile(rf"[(（\[][^()（）\[\]]{{0,{BRACKET_CHARS}}}$")
_CLOSES = re.compile(rf"[^()（）\[\]]{{0,{BRACKET_CHARS}}}[)）\]]")
_AUTHOR = re.compile(
    r"^\W*[A-ZÀ-Þ][\w'’-]{1,20}(?: [A-ZÀ-Þ][\w'’-]{1,20})?,(?:\s[A-ZÀ-Þ]\.){1,3}\s*$"
)  # Smith, J.
_ENUMERATOR = re.compile(
    r"(?:^\W*|[：;；]\s*)(?:\d{1,3}|[a-zA-Z가나다라마바사아자차카타파하])[.．)]\s*$|:\s1[.)]\s*$"
    r"|(?:^|\n)\W*(?:안건|의제|문제|예제|과제|질문|주제|단계|실험)\s?\d{1,2}\.\s*$"
)
_POINTED = frozenset(
    "de da nb nn no fi et cs sk pl hu hr sl lv is tr".split()
)  # languages that write 2. for second
_NUMBERED = re.compile(r"(?<![\d.,])\d{1,4}\.\s*$")
_DAY = re.compile(r"(?<![\d.,])(?:[12]?\d|3[01])\.\s*$")
_ORDINAL = re.compile(  # der 2. Weltkrieg
    r"\b(?:der|die|das|den|dem|des|[iaz]m|zum|zur|vom|beim|jede[rsnm]?)\s+\d{1,2}\.\s*$", re.IGNORECASE
)
_ON_DAY = re.compile(r"(?<!^)\b(?:am|vom|bis zum)\s+\d{1,2}\.\s*$")
_COUNTED = re.compile(
    r"(?:Tage?s?|Mal|\w*[Ss]emester|\w*spieltag|\w*jahrestag|Jahrhundert\w*|Platz|Stock|Ende)\b"
)
_MONTH = re.compile(MONTHS)
_COUNTED_TURKISH = re.compile(  # 2. Dünya Savaşı
    r"(?:Dünya Savaş|Yüzyıl|Haçlı|Meşrutiyet|Cumhuriyet|Olağan|Ulusal|Uluslararası|Dönem|Yarıyıl|Kolordu|Ordu"
    r"|(?:Hafta|Bölüm|Ünite|Sınıf|Ders|Kat)(?:t[ae]|d[ae]|l?[ıiuü]|n[ıiuü]n|s[ıiuü]|[ae])?(?!\w))"
)
_KOREAN_DAY = re.compile(r"(?<![\d.])(?:20\d\d|['’]\d\d|1[0-2]|0?[1-9])\.\s*$")
_KOREAN_DAY_ON = re.compile(  # 2026. 12. 4.(금) 18:00까지
    r"(?:1[0-2]|0?[1-9])\.\s?(?:3[01]|[12]\d|0?[1-9])(?!\d)"
    r"|(?:3[01]|[12]\d|0?[1-9])\.?\s?(?:[(（]\s?[월화수목금토일]|까지|부터|[~∼～]|$|\s?(?:오전|오후)|\d\d:\d\d)"
)
_KOREAN_DAY_WHOLE = re.compile(r"(?<!\d)(?:1[0-2]|0?[1-9])\.\s?(?:3[01]|[12]\d|0?[1-9])\.\s*$")
_KOREAN_BEHIND = re.compile(r"[(（]\s?[월화수목금토일]|까지|부터|[~∼～]|오전|오후|\d{1,2}:\d\d")
_SAID = re.compile(  # what follows a quotation in Japanese and Korean
    r"(?:と(?!ても|ころ|き|にかく|りわけ|りあえず|なりの|くに|はい|うとう|んでも|つぜん)|って|라고|하고|고\s)"
)
_EAST = re.compile(f"[{HAN}{KANA}]")
_COUNTS_EAST = re.compile(r"(?:^|[\s：:；;、。])\d{1,2}[.．]\s*$")  # 議題：1. 実績　2. 予算
_DATE_ALONE = re.compile(r"^\W*(?:Am|Bis|Bis zum|Ab|Ab dem|Vom)\s\d{1,2}\.\d{1,2}\.\s*$")
_UNSPACED = re.compile(r"[a-z\d/\\_.~@#`-]")


def goes_on(part: str, before: str, segment: str, language: str) -> bool:
    """Whether sentencex has parted what belongs together: `segment` from the segment `before` it, with which `part`
    ends, a part of the text or the last PART_CHARS of one."""
    if not any(map(str.isalnum, segment)) and not _has_picture(segment):
        return True
    near = part[-NEAR_CHARS:]
    if segment[0] in "ºª" or (segment[0] in ":;," and before.rstrip().endswith(".")):
        return True
    if _OPENED.search(part) and _CLOSES.match(segment):
        return True
    if _ENUMERATOR.search(before[-NEAR_CHARS:]) or _AUTHOR.search(part):  # "1." belongs to what it numbers
        return True
    if is_tag(near, segment, language):
        return True
    if language in ("zh", "ja"):  # what is written in Latin letters is mostly English
        if near.rstrip().endswith((".", "．", ".,")) and (
            _COUNTS_EAST.search(near) or is_abbreviation(_EAST.sub(" ", near), segment, "en")
        ):
            return True
    elif is_abbreviation(near, segment, language):
        return True
    if language == "de" and _DATE_ALONE.match(part) and not BEGINS.match(segment):  # Am 3.12. Klausur
        return True
    if language in _POINTED and _NUMBERED.search(near):
        return segment[0].islower() or _is_counted(near, segment, language)
    if language == "ko" and _is_korean_day(near, segment):
        return True
    if language in ("ja", "ko") and before.rstrip()[-1:] in '」』"”':
        return _SAID.match(segment) is not None
    return before.endswith(".") and _UNSPACED.match(segment) is not None  # "../data"


def _is_counted(near: str, segment: str, language: str) -> bool:
    """Whether a month or, in German and Turkish, another noun follows its number: 11. Dezember, der 2. Weltkrieg."""
    if language == "tr":
        return _COUNTED_TURKISH.match(segment) is not None
    if _DAY.search(near) and _MONTH.match(segment):
        return True
    if language != "de" or _ORDINAL.search(near) is None or BEGINS.match(segment):
        return False
    return _ON_DAY.search(near) is None or _COUNTED.match(segment) is not None


def _is_korean_day(near: str, segment: str) -> bool:
    """Whether the points of a date in figures stand at the border, which has a space behind each."""
    if _KOREAN_DAY.search(near) and _KOREAN_DAY_ON.match(segment):
        return True
    return _KOREAN_DAY_WHOLE.search(near) is not None and _KOREAN_BEHIND.match(segment) is not None


def _has_picture(segment: str) -> bool:
    return any(ord(character) >= 0x1F000 for character in segment)
