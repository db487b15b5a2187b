"""Speech that was copied with the time before the words of each line: `0:03 text`, `[00:03] text`. Pure.

Reached by `subtitles`. Chapters, timetables, logs, chats and results have such lines too. But speech begins near 0:00
and goes on every few seconds, and its lines are cut where there was no room for more, in the middle of a sentence.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from statistics import mean, median

FEWEST_LINES = 4
BEGINS_BEFORE_S = 60
USUAL_STEP_S = 12
FEWEST_WORDS = 4  # in a usual line
FEWEST_LETTERS = 6  # in Chinese and Japanese, which write no spaces
LINES_TO_A_CUT = 4  # at most, where lines begin in the middle of a sentence,
LINES_TO_A_LEANING = 20  # and end there at a word that nothing ends with,
UNSPACED_TO_A_LEANING = 3  # in Japanese, where a list's item may end at a particle
FEWEST_LEANING = 2  # with those that end at what little ends with
LINES_TO_A_REMARK = 5  # in Chinese, where a line is a clause
FEWEST_REMARKS = 2
PLANNED_S = 5  # all times are multiples of it: somebody planned them

_CLOCK = r"(?:(\d{1,2}):)?([0-5]?\d):([0-5]\d)"
_SPOKEN = re.compile(
    rf"\s*(?P<time>{_CLOCK}|\[{_CLOCK}\]|\({_CLOCK}\))(?:\s+|(?<=[\])])|(?=[\u3040-\u30ff\u3400-\u9fff]))(?P<said>\S.*)"
)
_ARROWED = re.compile(  # [00:00:01.000 --> 00:00:04.000] text, as speech recognition writes it
    r"\s*\[?((?:\d{1,2}:)?\d{1,2}:\d{2}[.,]\d{1,3}\s*-->\s*(?:\d{1,2}:)?\d{1,2}:\d{2}[.,]\d{1,3})\]?[ \t]+(\S.*)"
)
_NAMED = re.compile(r"[^\W\d_][\w .'’-]{0,30}[:：]|<")
_MARKUP = re.compile(r"#{1,6}\s|[-*•]\s|```|\d{1,3}[.)]\s")
_ENDED = re.compile(r"[.!?。！？…:：][\"'”’)\]]*$")
_UNSPACED = re.compile("[\u3040-\u30ff\u3400-\u9fff]")
_LEANS = re.compile(  # in small letters, for A may be a chord
    r"\b(?:the|an?|and|or|but|which|because|if|our|your|their|its|my|der|die|den|dem|des|eine?[mnrs]?|und|oder|dass|wenn"
    r"|weil|zum|zur|le|la|les|une?|du|et|ou|que|qui|aux?|el|los|las|una|del|y|su|il|lo|gli|e|che|della|nel|uma?|da|na)$"
    r"|[はがをにのでと]$|[가-힣](?:은|는|을|를|에|의|고)$"
)
_MAY_LEAN = re.compile(  # or end a question or a relative clause: who is he with
    r"\b(?:of|to|is|are|was|were|that|where|when|with|from|for|by|at|as|das|ist|sind|von|mit|für|de|est|sont|à|dans|pour"
    r"|par|sur|avec|es|son|en|para|por|con|di|per|do|no|com)$"
)
_REMARKS = re.compile(
    r"大家|[我你咱][们們]|所[谓謂以]|[这這那][个個里裡样樣种種]|什[么麼]|因[为為]|[好嗯][,，]|[的之][话話]|[吧呢吗嘛嗎]$"
)
_MAY_REMARK = re.compile(r"今天|就是|那[么麼]|然[后後]|如果|注意")  # or instruct


def parted(lines: Sequence[str]) -> list[str] | None:
    """`lines` with each time in a line of its own above its words; None where they are no speech."""
    said = [line for line in lines if line.strip()]
    arrowed = sum(_ARROWED.match(line) is not None for line in said)
    if arrowed >= max(3, len(said) / 2):
        return [part for line in lines for part in _parts(_ARROWED.match(line), line)]
    spoken = [found for line in said if (found := _SPOKEN.match(line))]
    if len(spoken) < max(FEWEST_LINES, 2 * len(said) / 3) or _SPOKEN.match(said[0]) is None:
        return None
    if not (
        _passes_as_speech([_seconds(found) for found in spoken]) and _is_cut([f["said"] for f in spoken])
    ):
        return None
    return [part for line in lines for part in _parts(_SPOKEN.match(line), line)]


def _parts(found: re.Match[str] | None, line: str) -> tuple[str, ...]:
    if found is None:
        return (line,)
    return (found[1], found["said"] if "said" in found.re.groupindex else found[2])


def _seconds(found: re.Match[str]) -> int:
    hours, minutes, seconds = next(
        found.groups()[at : at + 3] for at in (1, 4, 7) if found.groups()[at + 1] is not None
    )
    return 3600 * int(hours or 0) + 60 * int(minutes) + int(seconds)


def _passes_as_speech(times: Sequence[int]) -> bool:
    steps = [other - one for one, other in pairwise(times)]
    return (
        times[0] < BEGINS_BEFORE_S
        and min(steps) >= 0
        and 0 < median(steps) <= USUAL_STEP_S
        and any(time % PLANNED_S for time in times)
    )


def _is_cut(said: Sequence[str]) -> bool:
    """Whether they are long enough to be spoken, are neither somebody's messages nor a list's items, and are cut in
    the middle of sentences."""
    if any(map(_MARKUP.match, said)) or 3 * sum(map(bool, map(_NAMED.match, said))) >= len(said):
        return False
    unspaced = [len(_UNSPACED.findall(line)) for line in said]
    is_unspaced = 2 * sum(map(bool, unspaced)) > len(said)
    if (
        (mean(unspaced) < FEWEST_LETTERS)
        if is_unspaced
        else mean(len(s.split()) for s in said) < FEWEST_WORDS
    ):
        return False
    if is_unspaced and _is_remarked(said):
        return True
    cut = sum(_goes_on(one, other) for one, other in pairwise(said))
    leaning, may_lean = (sum(map(bool, map(words.search, said))) for words in (_LEANS, _MAY_LEAN))
    lines_to_one = UNSPACED_TO_A_LEANING if is_unspaced else LINES_TO_A_LEANING
    leans = lines_to_one * leaning >= len(said) and leaning + may_lean >= FEWEST_LEANING
    return LINES_TO_A_CUT * cut >= len(said) and leans


def _is_remarked(said: Sequence[str]) -> bool:
    """Whether lines of Chinese speak to somebody, and do not only instruct."""
    remarks, may_remark = (sum(map(bool, map(words.search, said))) for words in (_REMARKS, _MAY_REMARK))
    total = remarks + may_remark
    return remarks > 0 and total >= FEWEST_REMARKS and LINES_TO_A_REMARK * total >= len(said)


def _goes_on(line: str, following: str) -> bool:
    return not (_ENDED.search(line) or following[0].isupper() or following[0].isdigit())
