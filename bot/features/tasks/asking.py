"""Which sentences of a note ask for something to be done: among the highlights, and among what was left out. Pure.

Of what was left out, in a text to study only what is dated or calls itself a to-do; in a mail, a chat or minutes all
that asks, but for courtesies. What a mail quotes of older ones asks for nothing: that was somebody else's to do, or is
done; notes to study quote books, which is nobody's mail.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable
from datetime import datetime
from itertools import accumulate

from bot.features.note import Note, Sentence
from bot.texts.dates import attended
from bot.texts.dates.said.stamps import is_chat
from model import Action, answers_form, mail_line, older_lines, subject_line, tells_who_wrote

LOOKED_AT_CHARS = 20_000  # for what kind of text it is
GREETED_IN_LINES = 12
LONGEST_LINE_CHARS = 300

_GREETING = re.compile(
    r"\W{0,3}(?!(?:hello|hallo|hola|bonjour),? (?:world|welt|mundo|le monde)\b)"
    r"(?:(?:hi|hello|hey|dear|good (?:morning|afternoon|evening)|hallo|guten (?:tag|morgen)|liebe[rs]?"
    r"|sehr geehrte[rs]?|hola|estimad[oa]s?|querid[oa]s?|bonjour|chère?s?|ciao|buongiorno"
    r"|gentil[ei]|car[aoie] (?:tutt[ie]|collegh[ie]|amic[ih]e?|student[ie])|olá|prezad[oa]s?|bo[ma] (?:dia|tarde))\b"
    r"(?:[^.?\n]{0,60}[,:!]|[^.?\n]{0,20})$"
    r"|(?:尊敬的|亲爱的|各位)[^，。\n]{1,20}[：:，,！!]|大家好|[^，。\n]{1,12}[，,]?[您你]好)",
    re.IGNORECASE,
)
_ON_A_DAY = (
    r"\W{1,5}(?:(?:for|from|on|vom|[a-zé]{2,8}(?:day|tag)|(?:mon|tue|wed|thu|fri|jan|feb|m[aä]r|apr|ma[iy]|ju[nl]|aug"
    r"|sep|o[ck]t|nov|de[cz])[a-z]{0,6})\W{1,3}){0,4}\d"
)
_NAME = r"(?-i:(?!I\b)[A-Z][\w.'’-]{0,20}(?: [A-Z][\w.'’-]{0,20}){0,3}(?: \([^()\n]{1,30}\))?)"
_MINUTES = re.compile(
    rf"\W{{0,6}}(?:(?:meeting )?minutes(?:\W*$| of\b|{_ON_A_DAY})|meeting notes\b"
    rf"|present\s?:\s?{_NAME}(?:\W*$|[,;]| and )"
    r"|(?:attendees|apologies|absent|participants)\s?:"
    rf"|protokoll(?:\W*$| (?:de[rs]|zu[rm]|über)\b|{_ON_A_DAY})|(?:anwesend|teilnehmer)\w*\s?:"
    r"|acta de (?:la |una )?(?:reuni[oó]n|sesi[oó]n|junta|asamblea)\b|asistentes\s?:|compte[- ]rendu\b|présents\s?:"
    r"|会议(?:纪要|记录)|(?:出席|参会|与会)(?:人员|人)?[：:])",
    re.IGNORECASE,
)
_CALLED = re.compile(
    r"\W{0,6}(?:(?:TODO|TO-DO)\b|(?i:actions?(?: items?| points?)?|to-?dos?|待办)\s?[:：–—-])|\[ ?\]\s"
    r"|\s*(?:[-*+•]\s+)?[☐🔲⬜]"
)
_OPEN_MARK = re.compile(r"\[ ?\]|[☐🔲⬜]")
_DONE_MARK = re.compile(r"\s*(?:[-*+•]\s+)?(?:\[[xX✓✔]\]|[☑☒✅✔✓🗹]|~~)")
BOXED_CHARS = 6  # of what is to be done, at least
MARK_CHARS = 12  # before an item's words
_COURTESY = re.compile(
    r"\blet (?:me|us) know (?:if|should|whether)\b|\bfeel free\b|\b(?:do not|don['’]t) hesitate\b|\bplease find\b"
    r"|\bplease (?:see|note)\b|\bquestions?\b.{0,40}\bplease\b|如有(?:任何)?(?:疑问|问题|变动)|请(?:知悉|见谅|查收)",
    re.IGNORECASE,
)


def is_action(sentence: Sentence) -> bool:
    """Whether there is something to do about it: a decision alone is no task, nor is a date that limits nothing and is
    no exam's."""
    return _has_day(sentence) or (sentence.kind == "action" and sentence.action is not Action.DECISION)


def _has_day(sentence: Sentence) -> bool:
    """Whether a date in it is the last one allowed, or one on which somebody has to be there."""
    start = sentence.start
    dates = [(each.start - start, each.end - start) for each in sentence.deadlines]
    return any(each.is_last for each in sentence.deadlines) or bool(attended(sentence.text, dates))


def asking(note: Note) -> tuple[Sentence, ...]:
    """What the note has to offer for the list of tasks: highlights, then what was left out, each in its order."""
    chosen = {highlight.index for highlight in note.highlights}
    found = _without_leads(
        [
            each
            for each in note.sentences
            if (is_action(each) or _is_open(note.text, each)) and not _is_done(note.text, each)
        ]
    )
    if not found:
        return ()
    is_to_somebody = _is_to_somebody(note.text, note.created_at)
    if is_to_somebody:
        is_old = _quoted_in(note.text)
        found = [each for each in found if not (is_old(each.start) or _is_bare_subject(each))]
    others = (
        each
        for each in found
        if each.index not in chosen and (_is_meant(each, is_to_somebody) or _is_open(note.text, each))
    )
    return (*(each for each in found if each.index in chosen), *others)


def _without_leads(found: list[Sentence]) -> list[Sentence]:
    """Without those that only lead in what stands below, which asks by itself: “Could you please:”."""
    asked = {sentence.index for sentence in found}
    return [
        each
        for each in found
        if each.deadlines or each.index + 1 not in asked or not each.text.rstrip().endswith((":", "："))
    ]


def _mark(text: str, sentence: Sentence) -> str:
    """What stands before a sentence in its line, where that is no more than a mark."""
    before = text[max(0, sentence.start - MARK_CHARS) : sentence.start]
    return before.rpartition("\n")[2] if "\n" in before or sentence.start <= MARK_CHARS else ""


def _is_open(text: str, sentence: Sentence) -> bool:
    """Whether it is an item behind an empty box, and no answer of a form (☐ Yes)."""
    is_boxed = len(sentence.text) >= BOXED_CHARS and _OPEN_MARK.search(_mark(text, sentence)) is not None
    return is_boxed and not answers_form(sentence.text)


def _is_done(text: str, sentence: Sentence) -> bool:
    """Whether it is an item that is ticked, or struck out."""
    return _DONE_MARK.match(_mark(text, sentence) + sentence.text[:MARK_CHARS]) is not None


def _is_bare_subject(sentence: Sentence) -> bool:
    """Whether it is a mail's subject without a date, of which the mail says more."""
    return not sentence.deadlines and subject_line(sentence.text) is not None


def _is_meant(sentence: Sentence, is_to_somebody: bool) -> bool:
    if _has_day(sentence) or _CALLED.match(sentence.text):
        return True
    if sentence.kind == "action" and sentence.deadlines:
        return True
    return is_to_somebody and _COURTESY.search(sentence.text) is None


def _is_to_somebody(text: str, now: datetime) -> bool:
    """Whether it is a mail, minutes or a chat of before `now`."""
    lines = [line[:LONGEST_LINE_CHARS] for line in text[:LOOKED_AT_CHARS].splitlines() if line.strip()]
    first = lines[:GREETED_IN_LINES]
    headers = [line for line in lines if mail_line(line)]
    return (
        (len(headers) > 1 and any(mail_line(line) == "of" or "@" in line for line in headers))
        or any(map(tells_who_wrote, lines))
        or any(_GREETING.match(line) or _MINUTES.match(line) for line in first)
        or is_chat(text[:LOOKED_AT_CHARS], now)
    )


def _quoted_in(text: str) -> Callable[[int], bool]:
    """Whether at a place of the text older mail is quoted, below or among what the sender says themselves."""
    lines = text.splitlines(keepends=True)
    olds = older_lines(lines, is_mail=True)
    starts = [0, *accumulate(map(len, lines))]
    return lambda start: bool(olds) and olds[min(bisect_right(starts, start) - 1, len(olds) - 1)]
