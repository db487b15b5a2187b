"""Chats as messengers export them: what a message says behind when and by whom, and the lines that the messenger itself
wrote among the messages. Pure; reached by `asides` and `blend`.

[14/02/2026, 20:11:03] Lena: … · 14/02/2026, 20:11 - Lena: … · 2026/11/24 下午8:11 - 小王: …
2026년 11월 24일 오후 8:11, 민수 : … · [민수] [오후 8:11] …
[14/02/2026, 20:09:00] Lena created group “Stats” · 14/02/2026, 20:09 - Messages and calls are end-to-end encrypted.
Logs and timetables have such lines too: a log writes 2026-02-14 20:11:03, a timetable 10:00 and 10:30.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from model.sentences.clocks import are_planned

FEWEST_NAMED = 2  # messages, which make a chat
MOST_GOES_ON = 3  # sentences of a notice behind its first, where that ends as one

_GAP = r"[ \u00a0\u202f]"
_DAY = r"(?:\d{1,2}[./-]\d{1,2}[./-]\d{2,4}|\d{4}[/.]\d{1,2}[/.]\d{1,2}|\d{4}-\d{1,2}-\d{1,2}(?=,))"
_KOREAN_DAY = r"20\d\d(?:년 |\. )\d{1,2}(?:월 |\. )\d{1,2}[일.]"
_CLOCK = (
    r"(?:[^\W\d_]{2}\s?)?(?P<clock>\d{1,2}:\d\d)(?::\d\d)?"
    rf"(?:{_GAP}?[AaPp]\.?{_GAP}?[Mm]\b\.?)?"
)
_WHEN = rf"(?P<day>{_DAY}),?{_GAP}{{1,2}}(?:(?:à|at|um|a las?|alle|às){_GAP})?{_CLOCK}"
_BARE_WHEN = _WHEN.replace("?P<", "?P<bare_")
_STAMP = re.compile(
    rf"[ \t\u200e\u200f]*(?:\[{_WHEN}\]|{_BARE_WHEN}{_GAP}[-–]"
    rf"|(?P<korean_day>{_KOREAN_DAY}) (?P<korean_clock>(?:오전|오후) \d{{1,2}}:\d\d),(?= [^\n:]{{1,40}} : "
    rf"|[^\n:]*$))[ ]{{1,2}}"
)
_NAMED_FIRST = re.compile(r"\[[^\[\]\n]{1,30}\] \[(?:오전|오후) \d{1,2}:\d\d\] ")
_KAKAOTALKS_OWN = re.compile(
    r"\s*(?:.{1,40}카카오톡 대화|저장한 날짜 ?: ?20\d\d\D.{1,40}"
    r"|-{5,20} 20\d\d년 \d{1,2}월 \d{1,2}일 [월화수목금토일]요일 -{5,20}"
    r"|(?:\[[^\[\]\n]{1,30}\] \[(?:오전|오후) \d{1,2}:\d\d\]|20\d\d[^\n:]{8,20}:\d\d, [^\n:]{1,40} :) "
    r"(?:사진(?: \d{1,2}장)?|동영상|이모티콘|음성메시지|삭제된 메시지입니다\.?))\s*"
)
_NAME = re.compile(r"(?P<name>[^\s:：][^\n:：]{0,40})[:：](?:\s+(?P<notice>\u200e)?|$)")


def said_in(sentence: str) -> str:
    """The sentence without when and by whom it was written."""
    if named := _NAMED_FIRST.match(sentence):
        return sentence[named.end() :]
    stamp = _STAMP.match(sentence)
    name = stamp and _NAME.match(sentence, stamp.end())
    return sentence[name.end() :] if name else sentence


def notices(sentences: Sequence[str]) -> Iterator[bool]:
    """For each sentence whether the messenger wrote it: in a chat, behind when and nobody's name."""
    stamps = [_STAMP.match(sentence) for sentence in sentences]
    names = [stamp and _NAME.match(stamp.string, stamp.end()) for stamp in stamps]
    is_chat = _are_a_chat([(stamp, name) for stamp, name in zip(stamps, names, strict=True) if stamp])
    left = 0  # sentences that may go on with a notice
    for sentence, stamp, name in zip(sentences, stamps, names, strict=True):
        if _KAKAOTALKS_OWN.fullmatch(sentence):
            is_notice, left = True, 0
        elif stamp:
            is_notice = name["notice"] is not None if name else is_chat
            left = MOST_GOES_ON if is_notice and stamp.string.rstrip().endswith((".", "。")) else 0
        else:
            is_notice, left = left > 0, left - 1
        yield is_notice


def _are_a_chat(lines: Sequence[tuple[re.Match[str], re.Match[str] | None]]) -> bool:
    """Whether messages stand behind most of the stamps, or somebody's again, and not what is planned."""
    said = [(_when(stamp), name["name"]) for stamp, name in lines if name]
    names = {name for _, name in said}
    if len(said) < FEWEST_NAMED or (len(names) == len(said) and 2 * len(said) <= len(lines)):
        return False
    return not are_planned([when for when, _ in said])


def _when(stamp: re.Match[str]) -> str:
    day, clock = (
        stamp[name] or stamp[f"bare_{name}"] or stamp[f"korean_{name}"] for name in ("day", "clock")
    )
    return f"{day} {clock}"
