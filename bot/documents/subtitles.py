"""Subtitles (SRT, WebVTT) and speech as video pages copy it: what is said in whole sentences, and when.

The one pasted text that is rewritten: with the times left in, every highlight would be half a sentence and a clock.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from bot.documents.document import Document, Draft, Location
from bot.locales import N_

FEWEST_CUES = 3
PAUSE_S = 3.0  # after it what is said begins a new paragraph
TIME_EVERY_S = 10  # a time for each word would be longer than the words
CUES_TO_AN_END = 8  # where sentences end more seldom, nothing was punctuated

_TIME = r"(?:(\d{1,2}):)?(\d{1,2}):(\d{2})(?:[.,](\d{1,3}))?"
_TIMING = re.compile(rf"\s*[\[(]?{_TIME}[\])]?\s*(?:-->\s*{_TIME}.*)?$")
_TAG = re.compile(
    r"</?[cibuv](?:\.[\w.]+)?(?:\s[^>]*)?>|<\d[\d:.]*>|</?(?:ruby|rt|lang|font)[^>]*>|\{\\[^}]*\}"
)
_SPEAKER = re.compile(r"\s*<v(?:\.[\w.]+)?\s+([^>]+)>")
_APART = re.compile(  # begins what somebody else says, or a sound
    r"-\s|>>|[\[(♪]|[A-ZÀ-Þ][\w .'’-]{0,30}:\s|[\u4e00-\u9fff]{1,8}："
)
_ASIDE = re.compile(r"(?:WEBVTT|NOTE|STYLE|REGION)\b")
_END = re.compile(r"[.!?。！？…][\"'”’)\]]*$", re.MULTILINE)
_HAN_SIDES = re.compile("[\u3000-\u30ff\u3400-\u9fff\uff00-\uffef]")


class _Cue(NamedTuple):
    begins: float  # in seconds
    ends: float | None  # where nothing says it
    lines: list[str]


def read(text: str) -> Document | None:
    """The document that `text` is, None for one that is no subtitles: those have three times or more, alone in their
    lines, and as many of them as a third of the lines, or a fifth with arrows. Speech without full stops is parted
    every ten seconds."""
    lines = text.split("\n")
    timed = [line for line in lines if _TIMING.match(line)]
    said = sum(1 for line in lines if line.strip())
    arrows = sum("-->" in line for line in timed)
    if not (_suffice(arrows, said / 5) or _suffice(len(timed), said / 3)):
        return None
    draft = Draft()
    last: _Cue | None = None
    punctuated = CUES_TO_AN_END * len(_END.findall(text)) >= len(timed)
    before, marked = "", -float(TIME_EVERY_S)
    for cue in _cues(lines):
        paused = last is None or (last.ends is not None and cue.begins - last.ends > PAUSE_S)
        if cue.begins - marked >= TIME_EVERY_S:
            marked = cue.begins
            paused = paused or not punctuated
        where = Location(time=_clock(marked))
        for line in cue.lines:
            if line == before:
                continue  # captions that roll say each line twice
            if paused or _APART.match(line):
                draft.add(line, where)
            else:
                joined = _HAN_SIDES.match(before[-1:]) and _HAN_SIDES.match(line)
                draft.go_on(line if joined else f" {line}", where)
            before, paused = line, False
        last = cue
    return draft.document(
        None, [N_("The times were taken out of the text; each highlight says when it was said.")]
    )


def _suffice(cues: int, fewest: float) -> bool:
    return cues >= max(FEWEST_CUES, fewest)


def _cues(lines: Sequence[str]) -> Iterator[_Cue]:
    """What is said at each time. A number or a name straight above a time with an arrow counts the cue."""
    cue: _Cue | None = None
    aside = False
    for i, line in enumerate(lines):
        arrow = i + 1 < len(lines) and "-->" in lines[i + 1] and (i == 0 or not lines[i - 1].strip())
        if timing := _TIMING.match(line):
            if cue is not None and cue.lines:
                yield cue
            cue, aside = _Cue(_seconds(timing, 1) or 0.0, _seconds(timing, 5), []), False
        elif not line.strip():
            aside = False
        elif _ASIDE.match(line) and (i == 0 or not lines[i - 1].strip()):
            aside = True
        elif not aside and not arrow and (words := _plain(line)):
            cue = cue or _Cue(0.0, None, [])
            cue.lines.append(words)
    if cue is not None and cue.lines:
        yield cue


def _plain(line: str) -> str:
    """A cue's line without its tags; `<v Name>` becomes `Name: `."""
    name = _SPEAKER.match(line)
    words = " ".join(_TAG.sub("", line).split())
    return f"{name[1].strip()}: {words}" if name and words else words


def _seconds(timing: re.Match[str], first: int) -> float | None:
    hours, minutes, seconds, thousandths = timing.groups()[first - 1 : first + 3]
    if minutes is None:
        return None
    return (
        3600 * int(hours or 0)
        + 60 * int(minutes)
        + int(seconds)
        + int((thousandths or "0").ljust(3, "0")) / 1000
    )


def _clock(seconds: float) -> str:
    """`1:05`, `1:02:03`."""
    minutes, second = divmod(int(seconds), 60)
    hour, minute = divmod(minutes, 60)
    return f"{hour}:{minute:02}:{second:02}" if hour else f"{minute}:{second:02}"
