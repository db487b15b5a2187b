"""What kind of sentence it is by the language's own cues: a definition, or an action item and which sort of one. Pure.

Reached by `engine`, where in English what was learnt has the first word (`Ranker.kinds`), and by
`bot.features.note` for the sort of an action. A cue is a turn of phrase that hardly means anything else; where none
stands the sentence is "key". It must never grow greedy: what is missed costs less than a to-do that is none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from enum import StrEnum
from functools import cache

from model.features.asides import is_aside
from model.kinds.bare import bare, is_called_definition, unlabelled
from model.kinds.cues import AMONG_HAN, ANYWHERE, CUES
from model.kinds.doubts import defines_nothing, is_nobodys, is_told
from model.language import HAN, HAN_WEIGHT, HANGUL, KANA, main_code
from model.traditional import read_as_simplified

LOOKED_AT_CHARS = 600  # a cue stands near the beginning, and patterns must stay cheap on any text
QUESTION_MARKS = ("?", "？", "؟", "፧")  # a question defines nothing


class Action(StrEnum):
    """What sort of action item a sentence is."""

    REQUEST = "request"
    COMMITMENT = "commitment"
    DECISION = "decision"
    DEADLINE = "deadline"


NEVER = r"(?!)"
OTHER = ""  # a language without cues of its own

EAST_ASIAN = ("zh", "ja", "ko")
_CJK, _HAN, _KANA, _HANGUL = (
    re.compile(f"[{letters}]") for letters in (HAN + KANA + HANGUL, HAN, KANA, HANGUL)
)
_LATIN = re.compile("[A-Za-z]")


@cache
def _compiled(language: str) -> tuple[re.Pattern[str], dict[Action, re.Pattern[str]]]:
    sources = [CUES[language]] if language in CUES else []
    sources += [ANYWHERE, AMONG_HAN] if language in EAST_ASIAN else [ANYWHERE]
    definition, *actions = (
        "|".join(f"(?:{cue})" for cues in same for cue in cues) or NEVER
        for same in zip(*sources, strict=True)
    )
    return re.compile(definition), {
        action: re.compile(group) for action, group in zip(Action, actions, strict=True)
    }


def _looked_at(sentence: str, language: str) -> Iterator[tuple[str, str]]:
    """The beginning of a sentence as its cues are looked for, and the language they are of: the note's, but Chinese
    or Korean where a sentence is mostly written in it, Chinese simplified; and English, too, where one in a Chinese,
    Japanese or Korean note has few of their letters or none."""
    said, code = sentence[:LOOKED_AT_CHARS], main_code(language)
    if 2 * len(_HANGUL.findall(said)) > sum(map(str.isalnum, said)):
        yield said, "ko"
    elif code in EAST_ASIAN:
        theirs = len(_CJK.findall(said))
        if theirs:
            yield (read_as_simplified(said) if code == "zh" else said), code
        if HAN_WEIGHT * theirs < len(_LATIN.findall(said)) or not theirs:
            yield said, "en"
    elif 2 * len(_HAN.findall(said)) > sum(map(str.isalnum, said)) and not _KANA.search(said):
        yield read_as_simplified(said), "zh"
    else:
        yield said, code if code in CUES else OTHER


def cue_kinds(sentences: Sequence[str], language: str) -> list[str]:
    """(S,) "key", "definition" or "action" by cues alone; in a language that has none here hardly ever but "key".

    On emailintent.dev, which was looked at while they were written, actions with precision 0.76 and recall 0.51; on
    fifty sections of openstax.test, of which one sentence was, definitions with 0.37 and 0.45, though its gold marks
    only what a glossary took up. Of openstax.dev's 14,372 sentences, without to-dos, 25 were taken for one.
    """
    return [_kind(sentence, language) for sentence in sentences]


def _kind(sentence: str, language: str) -> str:
    for said, code in _looked_at(sentence, language):
        definition, actions = _compiled(code)
        may_define = not (said.rstrip().endswith(QUESTION_MARKS) or defines_nothing(said))
        if may_define and (definition.search(unlabelled(said)) or is_called_definition(said)):
            return "definition"
        plain = bare(said)
        is_action = any(cue.search(plain) for cue in actions.values())
        if is_action and not (is_aside(said) or is_nobodys(said)):
            return "action"
    return "key"


def action_of(sentence: str, language: str) -> Action | None:
    """What sort of action item a sentence known to be one is; None where no cue says it."""
    found = (
        action
        for said, code in _looked_at(sentence, language)
        for action, cue in _compiled(code)[1].items()
        if cue.search(bare(said))
    )
    return next(found, None)


def mentions_deadline(sentence: str, language: str) -> bool:
    """Whether a sentence of whatever kind speaks of a last date ("due", "no later than"), with a date or not."""
    return any(
        _compiled(code)[1][Action.DEADLINE].search(bare(said)) is not None and not is_told(said)
        for said, code in _looked_at(sentence, language)
    )
