"""What frames a mail: who sent it to whom, and the lines of the mail that it answers. Pure.

Reached by `asides`, and by `bot.features.tasks` for its first lines. A journey has a From and a To as well, and a
quotation its “wrote:”; so a mail is known by a subject or an address as well, and by an hour.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Literal

SENDER = "from|von|de|expéditeur|发件人|寄件人|寄件者|差出人"
OF_MAILS = (
    "subject|sent|cc|bcc|reply[- ]to|betreff|gesendet|objet|envoyé|asunto|enviado(?: el)?",
    "主题|主旨|抄送|发送时间|发送日期|副本|寄件日期|件名|送信日時",
)
BESIDE = "to|an|à|para|date|datum|fecha|attachments?|importance|收件人|收件者|日期|附件|宛先|日時"

_LINE = re.compile(
    rf"[>\s]*(?:(?P<sender>{SENDER})|(?P<of>{'|'.join(OF_MAILS)})|(?:{BESIDE}))\s?[:：]\s?\S", re.IGNORECASE
)
_ADDRESS = re.compile(r"[\w.]@\w")
_WROTE = re.compile(r"(?:wrote|schrieb [^:\n]{1,60}|a écrit|escribió|写道|寫道)\s?[:：]\s*$", re.MULTILINE)
_THEN = re.compile(r"[>\s]*(?:on|am|le|el|em|在|于|於)\s?[^\n]{0,30}\d", re.IGNORECASE)
_HOUR = re.compile(r"\d{1,2}[:：]\d\d|\w@\w")
_MARKED = re.compile(r"^\s*>", re.MULTILINE)
MailLine = Literal["sender", "of", "beside"]
"""The line of who sent it; one that no journey has; any other."""
_MOST_CHARS = 300  # of the line that says who wrote what stands below


def framed(sentences: Sequence[str]) -> Iterator[bool]:
    """For each sentence whether it is one of a mail's first lines, or says when who wrote what stands below, or is a
    line below that, marked with >."""
    quoted = False
    for is_named, run in groupby(sentences, lambda sentence: bool(_lines(sentence))):
        said = list(run)
        is_header = is_named and _is_header([line for sentence in said for line in _lines(sentence)])
        for sentence in said:
            quoted = _tells_who_wrote(sentence) or (quoted and _MARKED.search(sentence) is not None)
            yield is_header or quoted


def mail_line(line: str) -> MailLine | None:
    """What the line is among a mail's first ones, if it begins as they do."""
    found = _LINE.match(line)
    if found is None:
        return None
    return "sender" if found["sender"] else "of" if found["of"] else "beside"


def _lines(sentence: str) -> list[re.Match[str]]:
    """Its lines, if each begins as a mail's first ones do."""
    found = [_LINE.match(line) for line in sentence.splitlines()]
    return [line for line in found if line] if all(found) else []


def _is_header(lines: Sequence[re.Match[str]]) -> bool:
    return (
        len(lines) > 1
        and any(line["sender"] for line in lines)
        and any(line["of"] or _ADDRESS.search(line.string) for line in lines)
    )


def _tells_who_wrote(sentence: str) -> bool:
    """On Tue, Mar 10, 2026 at 18:03, Somebody wrote: · but not: In 1848 he wrote:"""
    return (
        len(sentence) <= _MOST_CHARS
        and _WROTE.search(sentence) is not None
        and _THEN.match(sentence) is not None
        and _HOUR.search(sentence) is not None
    )
