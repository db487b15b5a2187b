"""Which lines are headings though no sign says so: by a number, or by standing over their text.
Pure, linear; reached by `layout`. What might be the beginning of a sentence is none."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from model.language import ENDS, HAN
from model.sentences.chats import next_said
from model.sentences.list_marks import number_of

HEADING_MAX_CHARS = 80
NUMBERED_WORDS, NUMBERED_HAN = 8, 20  # the most in a heading with a number
BRIEF_SHARE = 2 / 3  # of a series: one may run on
TITLE_WORDS, TITLE_HAN = 6, 12  # and in one straight above its text
NUMBERED_SHARE, TITLE_SHARE = 0.8, 0.6  # of the width of the line straight below: a wrapped line is wider

ENDED = re.compile(rf"[.!?。！？…:：;；؛{ENDS}][\"'”’»」』)\]）】*_]*\s*$")
_INNER_END = re.compile(rf"[.!?]\s|[。！？{ENDS}]")
_HAN = re.compile(f"[{HAN}]")
_COMMA = re.compile(r"[,，、;；]")
GOES_ON = re.compile(  # no heading ends with such a word
    r"\b(?:an?|the|of|on|in|at|to|for|and|or|by|with|from|that|which|is|are|was|were|between|than|as"
    r"|der|die|das|den|dem|und|oder|von|mit|el|la|los|las|de|del|y|o|en|le|les|des|du|et|ou)\s*$"
    r"|[的和与及或并在是将把被从对]\s*$",
    re.IGNORECASE,
)
COMMAS = (",", "，", "、")  # nor, before another line, with one of these
_STATES = re.compile(  # with such a word it is a sentence
    r"(?<!-)\b(?:is|are|was|were|will|must|should|can|may|has|have|had|needs?|does|do|ist|sind|wird|werden|muss|müssen|soll|hat"
    r"|est|sont|sera|doit|es|son|será|debe|hay)\b(?!-)"
    r"|推迟|延期|取消|提前|改[为在期到]|暂停|辞[去职]|当选|负责|应当|应该|必须|需要|截止|请",
    re.IGNORECASE,
)
_ASKS = re.compile(
    r"(?:what|why|how|when|where|who|which|was|warum|wie|que|qui|quoi|comment|cómo|por qué)\b"
    r"|为什么|如何|怎[样么]|什么|何[时为]",
    re.IGNORECASE,
)
_DAY = re.compile(  # a deadline is no title
    r"\d{1,2}[./]\d{1,2}\b|\d{1,2} (?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)|(?:mon|tues|wednes|thurs|fri)day"
    r"|(?:mon|diens|donners|frei)tag|mittwoch|lunes|martes|miércoles|jueves|viernes|lundi|mardi|mercredi|jeudi|vendredi"
    r"|周[一二三四五六日]|星期[一二三四五六日天]|[月火水木金土日]曜|\d[日号]",
    re.IGNORECASE,
)
_PART = rf"(?:[A-ZÀ-Þ][\w.'’-]{{0,20}}|[{HAN}]{{1,8}}),?"
_PARTS = rf"{_PART}(?: {_PART}){{0,4}}"
_ALONE = re.compile(rf"\s*(?:{_PARTS})\s*$")


def is_heading(text: str, start: int, end: int) -> bool:
    """Whether `text[start:end]`, alone between blank lines, is short and ends like no sentence."""
    return end - start <= HEADING_MAX_CHARS and not has_end(text, start, end)


def has_end(text: str, start: int, end: int) -> bool:
    """Whether a sentence ends in `text[start:end]`, or at its end."""
    return bool(ENDED.search(text, start, end) or _INNER_END.search(text, start, end))


def stands_over(text: str, line: tuple[int, int], below: tuple[int, int]) -> bool:
    """Whether `line` is the title of what the line straight `below` says."""
    title, said = text[slice(*line)].strip(), text[slice(*below)].strip()
    if not is_heading(text, *line) or said[:1].islower() or not has_end(text, *below):
        return False
    return is_brief(title, TITLE_WORDS, TITLE_HAN) and len(title) < TITLE_SHARE * len(said)


def is_brief(title: str, words: int, han: int) -> bool:
    """Whether it is no clause: at most so many words or Han characters, no comma, nothing that goes on."""
    if _COMMA.search(title) or GOES_ON.search(title) or _DAY.search(title):
        return False
    if _STATES.search(title) and not _ASKS.match(title):
        return False
    letters = len(_HAN.findall(title))
    return letters <= han if letters else len(title.split()) <= words


def recurring(text: str, lines: Sequence[tuple[int, int]]) -> set[int]:
    """The indices of those of `lines` that are a name, a title or an answer and come again after another line, or twice
    where each has a full stop: the wrapping would hardly make them alike."""
    said = [text[start:end].strip() for start, end in lines]
    names = [i for i, line in enumerate(lines) if _ALONE.match(text, *line)]
    names = [i for i in names if not said[i].endswith(COMMAS) and not GOES_ON.search(said[i])]
    after: dict[str, set[str]] = {}
    for i in names:
        after.setdefault(said[i], set()).add(said[i - 1] if i else "")
    return {i for i in names if len(after[said[i]]) > (2 if ENDED.search(said[i]) else 1)}


def numbered_headings(text: str, lines: Sequence[tuple[int, int]], marks: Mapping[int, int]) -> set[int]:
    """Of the items among `lines`, given as `list_marks` gives them, those whose numbers count headings: two brief lines
    or more that end like no sentence, under more than half of which there is text."""
    below = next_said(text, lines)
    found: set[int] = set()
    for series in _series(text, lines, marks):
        said = [text[marks[i] : lines[i][1]].strip() for i in series]
        brief = sum(is_brief(title, NUMBERED_WORDS, NUMBERED_HAN) for title in said)
        brief_enough = brief >= BRIEF_SHARE * len(series) and not any(map(_DAY.search, said))
        if not all(is_heading(text, marks[i], lines[i][1]) for i in series):
            continue
        if brief_enough and len(series) > 1:
            over = sum(_has_text(text, lines, marks, i, below[i]) for i in series)
            found.update(series if 2 * over > len(series) else ())
    return found


def _series(text: str, lines: Sequence[tuple[int, int]], marks: Mapping[int, int]) -> Iterator[list[int]]:
    """The items that one numbering counts: 1. 2. 3., whatever stands between them."""
    running: dict[str, tuple[int, list[int]]] = {}
    for i in sorted(marks):
        if (found := number_of(text[lines[i][0] : marks[i]])) is None:
            continue
        kind, number = found
        last, series = running.get(kind, (0, []))
        if number != last + 1 and series:
            yield series
            series = []
        series.append(i)
        running[kind] = (number, series)
    yield from (series for _, series in running.values())


def _has_text(
    text: str, lines: Sequence[tuple[int, int]], marks: Mapping[int, int], i: int, below: int | None
) -> bool:
    """Whether what stands under the item is a paragraph of its own, or another list under 一、."""
    if below is None:
        return False
    if below in marks:
        kind, inner = (number_of(text[lines[j][0] : marks[j]]) for j in (i, below))
        return kind is not None and "一" in kind[0] and (inner is None or inner[0] != kind[0])
    said, title = text[slice(*lines[below])], text[marks[i] : lines[i][1]].strip()
    if said[:1].isspace() or said[:1].islower():
        return False
    straight = below == i + 1
    return has_end(text, *lines[below]) and (not straight or len(title) < NUMBERED_SHARE * len(said.strip()))
