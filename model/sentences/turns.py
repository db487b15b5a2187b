"""Where somebody's words begin, as transcripts, chats and minutes have them. Pure, linear; reached by `layout`."""

from __future__ import annotations

import re
from collections.abc import Sequence

from model.language import HAN
from model.sentences.headings import ENDED
from model.sentences.line import Layout, Line, narrowest_column, width_of

EVEN_CHARS = 2  # by so much lines of a column differ in Chinese

_SPEAKER = re.compile(
    r"\s*(?:[\[(]?\d{1,2}:\d{2}|[^\W\d_][\w .'’-]{0,30}[:：]\s|[^\W\d_][\w .'’-]{0,11}："
    rf"|[{HAN}]\w{{0,5}}:(?=[{HAN}])"
    r"|\[[^\]]{1,40}\])"
)
_PICTURE = re.compile(r"\s*[\U0001f300-\U0001faff]\ufe0f?\s?\w")
_HAN = re.compile(f"[{HAN}]")
_TURN = re.compile(  # begins no wrapped line: TODO: · >> · [10:30 · 12/11/2026, 18:10 · [민수] [오후 8:11]
    r"\s*(?:[^\W\d_a-z]{3,}[:：]\s|(?:Action|Decision|Deadline|Acuerdo|Tarea|Figure \d+|Table \d+)[:：]\s|>>"
    r"|(?:Subject|Betreff|Objet|Asunto|Oggetto|Assunto|Onderwerp)[:：]\s"
    r"|\[\d{1,2}:\d{2}|\[?\d{1,4}[./-]\d{1,2}[./-]\d{1,4},? \d{1,2}:\d{2}"
    r"|20\d\d(?:년 |\. )\d{1,2}(?:월 |\. )\d{1,2}[일.] (?:오전|오후) \d{1,2}:\d{2}, "
    r"|-{5,20} 20\d\d년|\[[^\[\]\n]{1,30}\] \[(?:오전|오후) \d{1,2}:"
    r"|(?:[\[(]?\d{1,2}:\d{2}(?::\d{2})?[\])]?|\[[^\]]{1,40}\])\s*$)"
)


def speaks(text: str, spans: Sequence[tuple[int, int]], above: Sequence[Line]) -> bool:
    """Whether somebody's words begin here, as a transcript has them, and it is not wrapping that put a colon, a
    time or a citation near the line's beginning."""
    if _TURN.match(text, *spans[0]) or (above and _PICTURE.match(text, *spans[0])):
        return True
    speaker = _SPEAKER.match(text, *spans[0])
    if speaker is None or not above or ENDED.search(text, above[-1].start, above[-1].end):
        return speaker is not None
    name = speaker[0].strip()
    start, end = spans[0]
    among_han = name.endswith("：") or _HAN.match(name) is not None
    if among_han and abs(above[-1].width - width_of(text, start, end)) <= EVEN_CHARS:
        return False  # two lines of one column
    short = above[-1].width < narrowest_column(text, above[-1])
    in_turn = above[0].opens and above[0].layout is Layout.PROSE
    after_name = in_turn and len(above) == 1
    first = _SPEAKER.match(text, above[0].start, above[0].end) if in_turn else None
    following = _SPEAKER.match(text, *spans[-1]) if len(spans) > 1 else None
    before_name = following is not None and following[0].strip()[0].islower()
    if name[0].islower():
        among_names = first is not None and first[0].strip()[0].islower()
        return among_names or (short and before_name) or (after_name and (short or " " not in name))
    if name[0].isalpha():
        among_turns = in_turn or (following is not None and not before_name)
    else:  # a time or a bracket, among its own kind
        among_turns = any(one is not None and not one[0].strip()[0].isalpha() for one in (first, following))
    return short or after_name or among_turns
