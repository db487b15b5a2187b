"""What a sentence stands directly below: a heading, a question of a line of its own, or who says it. Pure.

What is said there may be an answer without the words that the line above it has.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from model.language import HAN
from model.sentences import Layout, Span

SPEAKER_CHARS = 80  # of a line that names who speaks
FENCES = ("```", "~~~")
REACH = 3  # sentences that stand directly below one

Head = int | str | None
"""What a sentence stands below: another one's index, or a line that is none."""

_NAME = r"[^\W\d_a-z][\w.'’-]{0,20}"
_ANSWERS = re.compile(
    rf"\s*(?:(?![{HAN}]){_NAME}(?: {_NAME}){{0,3}}[:：]\s|[{HAN}]{{1,8}}[:：])"
)  # Ann: Yes.
_QUESTION = re.compile(r"[?？吗嗎]\W*$")


def asks(sentence: str) -> bool:
    """Whether it ends as a question does: with its mark, or with 吗."""
    return bool(_QUESTION.search(sentence[-8:]))


def heads(text: str, spans: Sequence[Span]) -> list[Head]:
    """For each sentence what it stands directly below: a heading, a question that is a line of its own with a blank
    one above it or that somebody else answers on the next, or a line that names who speaks."""
    found: list[Head] = []
    head: Head = None
    left, end = 0, 0
    for i, (span, following) in enumerate(zip(spans, [*spans[1:], None], strict=True)):
        above, end = text[end : span.start], span.end
        below = text[span.end : following.start] if following else ""
        if (speaker := _left_out(above)) is not None:
            head, left = speaker, REACH
        is_apart = i == 0 or above.count("\n") > 1 or _ANSWERS.match(text, span.end)
        is_question = "\n" in below and is_apart and asks(text[span.start : span.end])
        if is_question or span.layout in (Layout.HEADING, Layout.TITLE):
            head, left = i, REACH
            found.append(None)
        else:
            found.append(head if left else None)
            left = max(0, left - 1)
    return found


def _left_out(above: str) -> str | None:
    """Of what stands between two sentences the last line that says something, such as who says what comes."""
    said = [line.strip() for line in above.split("\n")[:-1] if any(map(str.isalpha, line))]
    return said[-1][:SPEAKER_CHARS] if said and not said[-1].startswith(FENCES) else None
