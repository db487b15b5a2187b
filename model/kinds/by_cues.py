"""What kind of sentence it is by the language's own cues: a definition, or an action item and which sort of one. Pure.

Reached by `engine`, where in English what was learnt has the first word (`Ranker.kinds`), and by
`bot.features.note` for the sort of an action. A cue is a turn of phrase that hardly means anything else; where none
stands the sentence is "key". It must never grow greedy: what is missed costs less than a to-do that is none.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import StrEnum
from functools import cache

from model.features.asides import is_aside
from model.kinds.cues import AMONG_HAN, ANYWHERE, CUES
from model.kinds.doubts import is_told
from model.language import HAN, KANA, main_code
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

_CJK, _HAN, _KANA = (re.compile(f"[{letters}]") for letters in (HAN + KANA, HAN, KANA))


@cache
def _compiled(language: str) -> tuple[re.Pattern[str], dict[Action, re.Pattern[str]]]:
    sources = [CUES[language]] if language in CUES else []
    sources += [ANYWHERE, AMONG_HAN] if language in ("zh", "ja") else [ANYWHERE]
    definition, *actions = (
        "|".join(f"(?:{cue})" for cues in same for cue in cues) or NEVER
        for same in zip(*sources, strict=True)
    )
    return re.compile(definition), {
        action: re.compile(group) for action, group in zip(Action, actions, strict=True)
    }


def _looked_at(sentence: str, language: str) -> tuple[str, str]:
    """The beginning of a sentence as its cues are looked for, and the language they are of: the note's, but Chinese
    where a sentence is mostly written in it, simplified, and English where one in a Chinese or Japanese note has none
    of their letters."""
    said, code = sentence[:LOOKED_AT_CHARS], main_code(language)
    if code in ("zh", "ja"):
        code = code if _CJK.search(said) else "en"
    elif 2 * len(_HAN.findall(said)) > sum(map(str.isalnum, said)) and not _KANA.search(said):
        code = "zh"
    return (read_as_simplified(said) if code == "zh" else said), code if code in CUES else OTHER


def cue_kinds(sentences: Sequence[str], language: str) -> list[str]:
    """(S,) "key", "definition" or "action" by cues alone; in a language that has none here hardly ever but "key".

    On emailintent.dev, which was looked at while they were written, actions with precision 0.76 and recall 0.51; on
    fifty sections of openstax.test, which was not, definitions with 0.37 and 0.45 (on all of it 0.33 and 0.31), though
    its gold marks only what a glossary took up. Of openstax.dev's 14,372 sentences, without to-dos, 25 were taken for
    one.
    """
    return [_kind(*_looked_at(sentence, language)) for sentence in sentences]


def _kind(said: str, language: str) -> str:
    definition, actions = _compiled(language)
    if not said.rstrip().endswith(QUESTION_MARKS) and definition.search(said):
        return "definition"
    is_action = any(cue.search(said) for cue in actions.values())
    return "action" if is_action and not (is_aside(said) or is_told(said)) else "key"


def action_of(sentence: str, language: str) -> Action | None:
    """What sort of action item a sentence known to be one is; None where no cue says it."""
    said, code = _looked_at(sentence, language)
    _, actions = _compiled(code)
    return next((action for action, cue in actions.items() if cue.search(said)), None)


def mentions_deadline(sentence: str, language: str) -> bool:
    """Whether a sentence of whatever kind speaks of a last date ("due", "no later than"), with a date or not."""
    said, code = _looked_at(sentence, language)
    _, actions = _compiled(code)
    return actions[Action.DEADLINE].search(said) is not None and not is_told(said)
