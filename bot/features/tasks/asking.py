"""Which sentences of a note ask for something to be done: among the highlights, and among what was left out. Pure.

Of what was left out, in a text to study only what is dated or calls itself a to-do; in a mail, a chat or minutes all
that asks, but for courtesies. What a mail quotes of older ones asks for nothing: that was somebody else's to do, or is
done.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable

from bot.features.deadlines.stamps import is_chat
from bot.features.note import Note, Sentence
from model import Action

LOOKED_AT_CHARS = 20_000  # for what kind of text it is
GREETED_IN_LINES = 12
OWN_WORDS = 20  # above older mail; with fewer it was sent on because of what it asks
LONGEST_LINE_CHARS = 300

_HEADER = re.compile(
    r"[>\s*]{0,8}(?:From|To|Cc|Sent|Date|Subject|Von|An|Gesendet|Datum|Betreff|De|Para|À|Enviado|Fecha|Asunto|Envoyé"
    r"|Objet|发件人|收件人|抄送|发送时间|日期|主题)\*?\s?[:：]"
)
_SENDER = re.compile(r"[>\s*]{0,8}(?:From|Von|De|发件人)\*?\s?[:：]")
_GREETING = re.compile(
    r"\W{0,3}(?:(?:hi|hello|hey|dear|good (?:morning|afternoon|evening)|hallo|guten (?:tag|morgen)|liebe[rs]?"
    r"|sehr geehrte[rs]?|hola|estimad[oa]s?|querid[oa]s?|bonjour|chère?s?)\b"
    r"(?:[^.?\n]{0,60}[,:!]|[^.?\n]{0,20})$"
    r"|(?:尊敬的|亲爱的|各位)[^，。\n]{1,20}[：:，,！!]|大家好|[^，。\n]{1,12}[，,]?[您你]好)",
    re.IGNORECASE,
)
_MINUTES = re.compile(
    r"\W{0,6}(?:(?:meeting )?minutes\b|meeting notes\b|(?:present|attendees|apologies|absent|participants)\s?:"
    r"|protokoll\b|(?:anwesend|teilnehmer)\w*\s?:|acta de\b|asistentes\s?:|compte[- ]rendu\b|présents\s?:"
    r"|会议(?:纪要|记录)|(?:出席|参会|与会)(?:人员|人)?[：:])",
    re.IGNORECASE,
)
_QUOTES_BELOW = re.compile(
    r"\s*(?:-{2,}\s?(?:Original[ -](?:Message|Nachricht)|Ursprüngliche Nachricht|Mensaje original|Message d['’]origine"
    r"|原始邮件)|(?:On|Am|El|Le)\b.{6,120}(?:wrote|schrieb[^:\n]{0,60}|escribió|a écrit)\s?:\s*$"
    r"|.{0,80}\d.{0,60}写道[：:]\s*$)",
    re.IGNORECASE,
)
_HAN = re.compile(r"[\u4e00-\u9fff]")
_QUOTED = re.compile(r"\s{0,3}>")
_CALLED = re.compile(
    r"\W{0,6}(?:(?:TODO|TO-DO)\b|(?i:actions?(?: items?| points?)?|to-?dos?|待办)\s?[:：–—-])|\[ ?\]\s"
)
_COURTESY = re.compile(
    r"\blet (?:me|us) know (?:if|should|whether)\b|\bfeel free\b|\b(?:do not|don['’]t) hesitate\b|\bplease find\b"
    r"|\bplease (?:see|note)\b|\bquestions?\b.{0,40}\bplease\b|如有(?:任何)?(?:疑问|问题|变动)|请(?:知悉|见谅|查收)",
    re.IGNORECASE,
)


def is_action(sentence: Sentence) -> bool:
    """Whether there is something to do about it: a decision alone is no task, nor is a date that limits nothing."""
    has_limit = any(deadline.is_last for deadline in sentence.deadlines)
    return has_limit or (sentence.kind == "action" and sentence.action is not Action.DECISION)


def asking(note: Note) -> tuple[Sentence, ...]:
    """What the note has to offer for the list of tasks: highlights, then what was left out, each in its order."""
    chosen = {highlight.index for highlight in note.highlights}
    found = [sentence for sentence in note.sentences if is_action(sentence)]
    if not found:
        return ()
    is_old = _quoted_in(note.text)
    found = [sentence for sentence in found if not is_old(sentence.start)]
    is_to_somebody = _is_to_somebody(note.text)
    others = (each for each in found if each.index not in chosen and _is_meant(each, is_to_somebody))
    return (*(each for each in found if each.index in chosen), *others)


def _is_meant(sentence: Sentence, is_to_somebody: bool) -> bool:
    if any(deadline.is_last for deadline in sentence.deadlines) or _CALLED.match(sentence.text):
        return True
    if sentence.kind == "action" and sentence.deadlines:
        return True
    return is_to_somebody and _COURTESY.search(sentence.text) is None


def _is_to_somebody(text: str) -> bool:
    """Whether it is a mail, a chat or minutes."""
    lines = [line[:LONGEST_LINE_CHARS] for line in text[:LOOKED_AT_CHARS].splitlines() if line.strip()]
    first = lines[:GREETED_IN_LINES]
    return (
        sum(_HEADER.match(line) is not None for line in lines) > 1
        or any(_GREETING.match(line) or _MINUTES.match(line) for line in first)
        or is_chat(text[:LOOKED_AT_CHARS])
    )


def _quoted_in(text: str) -> Callable[[int], bool]:
    """Whether at a place of the text older mail is quoted, below or among what the sender says themselves."""
    starts: list[int] = []
    olds: list[bool] = []
    own_words, is_below, at = 0, False, 0
    for line in text.splitlines(keepends=True):
        said, next_at = line[:LONGEST_LINE_CHARS], at + len(line)
        if own_words >= OWN_WORDS:
            following = text[next_at : next_at + LONGEST_LINE_CHARS]
            sent_before = _SENDER.match(said) and _HEADER.match(following)
            is_below = is_below or bool(sent_before or _QUOTES_BELOW.match(said))
        is_quoted = is_below or (own_words >= OWN_WORDS and _QUOTED.match(said) is not None)
        starts.append(at)
        olds.append(is_quoted)
        if not is_quoted and not _HEADER.match(said):
            own_words += len(line.split()) + len(_HAN.findall(line)) // 2
        at = next_at
    return lambda start: bool(olds) and olds[bisect_right(starts, start) - 1]
