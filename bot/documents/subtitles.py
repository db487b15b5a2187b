"""Subtitles (SRT, WebVTT) and speech as video pages copy it: what is said in whole sentences, and when.

The one pasted text that is rewritten: with the times left in, every highlight would be half a sentence and a clock.
A text that may be anything else, such as a chat or a timetable, stays as it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from statistics import median
from typing import NamedTuple

from bot.documents import spoken_chinese, spoken_lines
from bot.documents.document import Document, Draft, Location
from bot.locales import N_

FEWEST_CUES = 3
BEGINS_BEFORE_S = 300.0  # speech that is copied begins near 0:00, a timetable hardly does
USUAL_STEP_S = 20.0  # and goes on every few seconds, a log does not
PAUSE_S = 3.0  # after it what is said begins a new paragraph
TIME_EVERY_S = 10  # a time for each word would be longer than the words
CUES_TO_AN_END = 8  # where sentences end more seldom, nothing was punctuated

_TIME = r"(?:(\d{1,2}):)?(\d{1,2}):(\d{2})(?:[.,](\d{1,3}))?"
_SETTINGS = r"(?:\s+(?:align|position|line|size|region|vertical|[XY][12]):\S+)*"
_TIMING = re.compile(rf"\s*[\[(]?{_TIME}[\])]?\s*(?:-->\s*{_TIME}{_SETTINGS}\s*)?$")
_NAMED = re.compile(r"[^\W\d_][\w .'’-]{0,30}[:：]")
_TAG = re.compile(
    r"</?(?:[ibu]|c(?:\.[\w.]{1,60})?|ruby|rt)>|</?(?:v|lang|font)(?:[.\s][^<>]{0,80})?>|<\d[\d:.]{0,12}>|\{\\[^{}]{0,80}\}"
)
_SPEAKER = re.compile(r"\s*<v(?:\.[\w.]{1,40})?\s([^<>]{1,80})>")
_APART = re.compile(  # begins what somebody else says, or a sound
    r"-\s|>>|[\[(♪]|[A-ZÀ-Þ][\w .'’-]{0,30}:\s|[\u4e00-\u9fff]{1,8}："
)
_SOUND = re.compile(r"[\[(（♪].{0,40}[\])）♪]")
_HEADER = re.compile(r"WEBVTT(?:\s*$|\s+-\s)")  # not "WEBVTT is a format"
_ASIDE = re.compile(r"(?:NOTE|STYLE|REGION)(?:\s|$)")
_MARKUP = re.compile(r"(?:#{1,6}\s|[-*•]\s|```|\d{1,3}[.)]\s)")
_END = re.compile(r"[.!?。！？…][\"'”’)\]]*$", re.MULTILINE)
_HAN_SIDES = re.compile("[\u3000-\u30ff\u3400-\u9fff\uff00-\uffef]")


class _Cue(NamedTuple):
    begins: float  # in seconds
    ends: float | None  # where nothing says it
    lines: list[str]


def read(text: str) -> Document | None:
    """The document that `text` is, None for one that is no subtitles. Speech without full stops is parted every ten
    seconds; in Chinese it is told by its words where a sentence ends, and a cue stands behind a space."""
    lines = text.split("\n")
    if not _are_subtitles(lines):
        parted = spoken_lines.parted(lines)
        if parted is None:
            return None
        lines = parted
    cues = list(_cues(lines))
    punctuated = CUES_TO_AN_END * len(_END.findall(text)) >= len(cues)
    is_chinese = spoken_chinese.is_unstopped([line for cue in cues for line in cue.lines])
    draft = Draft()
    last: _Cue | None = None
    before, marked = "", -float(TIME_EVERY_S)
    said, begun = "", 0.0  # of a sentence in Chinese without full stops
    for cue in cues:
        paused = last is None or (last.ends is not None and cue.begins - last.ends > PAUSE_S)
        paused = paused or _SOUND.fullmatch(before) is not None
        rolled = len(cue.lines) > 1 and cue.lines[0] == before  # captions that roll say each line twice
        lines = cue.lines[rolled:]
        if is_chinese and not paused:
            paused = spoken_chinese.ends_sentence(said, before, lines[0], cue.begins - begun)
        if cue.begins - marked >= TIME_EVERY_S or (is_chinese and paused):
            marked = cue.begins
            paused = paused or not (punctuated or is_chinese)
        where = Location(time=_clock(marked))
        for line in lines:
            if paused or _APART.match(line):
                draft.add(line, where)
                said, begun = line, cue.begins
            else:
                joined = _HAN_SIDES.match(before[-1:]) and _HAN_SIDES.match(line)
                space = spoken_chinese.between(before) if is_chinese else "" if joined else " "
                draft.go_on(f"{space}{line}", where)
                said += line
            before, paused = line, False
        last = cue
    return draft.document(
        None, [N_("The times were taken out of the text; each highlight says when it was said.")]
    )


def _are_subtitles(lines: Sequence[str]) -> bool:
    """Three times or more: with arrows and fractions of a second, and as many as a fifth of the lines; or alone in a
    third of the lines, the first of them above all else and near the beginning of a recording, none earlier than the
    last and most of them a few seconds later, and no markup and no names. Below WebVTT's header any arrow will do."""
    said = [line for line in lines if line.strip()]
    timings = [timing for line in said if (timing := _TIMING.match(line))]
    arrows = sum("-->" in timing[0] and timing[4] is not None for timing in timings)
    if arrows >= max(FEWEST_CUES, len(said) / 5) or (arrows and lines[0].startswith("WEBVTT")):
        return True
    if len(said) == 1 and _HEADER.match(said[0]):
        return True
    if (
        any("-->" in timing[0] for timing in timings)
        or len(timings) < max(FEWEST_CUES, len(said) / 3)
        or len(timings) > 2 * len(said) / 3
    ):
        return False
    times = [_seconds(timing, 1) or 0.0 for timing in timings]
    steps = [other - one for one, other in pairwise(times)]
    follows = min(steps) >= 0 and median(steps) <= USUAL_STEP_S
    begins = _TIMING.match(said[0]) is not None and times[0] < BEGINS_BEFORE_S
    named = sum(_NAMED.match(line) is not None for line in said)
    return follows and begins and 3 * named < len(said) and not any(_MARKUP.match(line) for line in said)


def _cues(lines: Sequence[str]) -> Iterator[_Cue]:
    """What is said at each time, without the numbers and names of cues and without WebVTT's notes."""
    cue: _Cue | None = None
    is_vtt = lines[0].startswith("WEBVTT")
    aside = is_vtt
    below = _next_said(lines)
    for i, line in enumerate(lines):
        first = i == 0 or not lines[i - 1].strip()  # of its block
        if timing := _TIMING.match(line):
            if cue is not None and cue.lines:
                yield cue
            cue, aside = _Cue(_seconds(timing, 1) or 0.0, _seconds(timing, 5), []), False
        elif not line.strip():
            aside = False
        elif is_vtt and first and _ASIDE.match(line):
            aside = True
        elif not aside and not _counts(line, below[i]) and (words := _plain(line)):
            named = is_vtt and first and "-->" in "".join(lines[i + 1 : i + 2]) and (cue is None or cue.lines)
            if not named:
                cue = cue or _Cue(0.0, None, [])
                cue.lines.append(words)
    if cue is not None and cue.lines:
        yield cue


def _counts(line: str, below: str) -> bool:
    """Whether a line is the number of the cue below it."""
    return "-->" in below and line.strip().isdigit()


def _next_said(lines: Sequence[str]) -> list[str]:
    """For each line the next one that is not blank."""
    found, following = [""] * len(lines), ""
    for i in range(len(lines) - 1, -1, -1):
        found[i] = following
        following = lines[i] if lines[i].strip() else following
    return found


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
