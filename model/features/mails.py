"""What frames a mail: who sent it to whom, and the older mail that it answers. Pure.

Reached by `asides`, and by `bot.features` for tasks, titles and dates. A journey has a From and a To as well, and a
quotation its “wrote:”; so a mail is known by a subject or an address as well, and by an hour.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from enum import IntEnum
from itertools import accumulate, groupby
from typing import Literal

from model.features.mail_times import sent_at
from model.language import HAN

SENDER = (
    "from|von|de|expéditeur|da|mittente|remetente|van|från|fra|od|nadawca|от(?: кого)?|kimden|gönderen"
    r"|від(?: кого)?|відправник|từ|người gửi|من|المرسل|प्रेषक"
    r"|发件人|寄件人|寄件者|差出人|보낸\s?(?:사람|이)|발신(?:자|인)?"
)
SUBJECT = (
    r"subject|betreff|objet|asunto|oggetto|assunto|onderwerp|ämne|emne|temat|тема|konu"
    r"|chủ đề|tiêu đề|الموضوع|विषय|主题|主旨|件名|제목"
)
SENT = (
    r"sent|gesendet|envoyé|enviado(?: el| em)?|inviato|verzonden|skickat|sendt|wysłano|отправлено|надіслано|gönderildi"
    r"|gönderilme(?: tarihi)?|đã gửi|تاريخ الإرسال|भेजा गया"
    r"|发送时间|发送日期|寄件日期|送信日時|보낸\s?(?:날짜|시간)"
)
DATE = "date|datum|fecha|data|dato|дата|tarih|ngày|التاريخ|दिनांक|日期|日時|날짜"
OTHERS = r"cc|bcc|reply[- ]to|抄送|副本|참조"
BESIDE = (
    "to|an|à|para|a|aan|till|til|do|кому|đến|إلى|प्रति|kime|alıcı|attachments?|importance|收件人|收件者|附件|宛先"
    r"|받는\s?사람|수신(?:자|인)?|첨부(?:\s?파일)?"
)
OWN_WORDS = 20  # above older mail; with fewer it was sent on because of what it says

_LINE = re.compile(
    rf"[>\s*_]*(?:(?P<sender>{SENDER})|(?P<of>{SUBJECT}|{SENT}|{OTHERS})|(?:{BESIDE}|{DATE}))\s?[:：][*_]{{0,2}}\s?[^\s*_]",
    re.IGNORECASE,
)
_TIME = re.compile(rf"[>\s*_]*(?:{DATE}|{SENT})\s?[:：]", re.IGNORECASE)
_SUBJECT = re.compile(rf"[>\s*_]*(?:{SUBJECT})\s?[:：][*_]{{0,2}}\s?(.*)", re.IGNORECASE)
_ANSWERS = re.compile(r"(?:(?:re|aw|antw|sv|回复|答复|回覆)\s?[:：]\s*)+", re.IGNORECASE)
_SENT_ON = re.compile(r"(?:fwd?|wg|tr|rv|转发|轉寄)\s?[:：]", re.IGNORECASE)
_ADDRESS = re.compile(r"[\w.]@\w")
_WROTE = re.compile(
    r"(?:wrote|schrieb[^:\n]{0,60}|a écrit|escribió|ha scritto|escreveu|schreef[^:\n]{0,60}|skrev[^:\n]{0,60}"
    r"|napisał(?:\(a\)|a)?|пишет|написала?|пише|написав|şunu yazdı|yazdı|写道|寫道|작성)\s?[:：]\s*$",
    re.MULTILINE,
)
_THEN = re.compile(
    r"[>\s]*(?:(?:on|am|le|el|em|at|il|op|den|w dniu|dnia|在|于|於)\s?[^\n]{0,30}\d|20\d\d\s?[年년]"
    r"|\d{1,2}[./]\d{1,2}[./](?:20)?\d\d,?\s|(?:[^\W\d_]{2,3}, )?\d{1,2}\s[^\W\d_]{3,8}\.?\s20\d\d)",
    re.IGNORECASE,
)
_HOUR = re.compile(r"\d{1,2}[:：h]\d\d|\w@\w")
_ORIGINAL = re.compile(
    r"\s*-{2,}\s?(?:Original[ -](?:Message|Nachricht)|Ursprüngliche Nachricht|Mensaje original|Message d['’]origine"
    r"|(?:回复的?)?原(?:始)?邮件)",
    re.IGNORECASE,
)
_FORWARDED = re.compile(
    r"\s*-{2,}\s?(?:Forwarded message|Weitergeleitete Nachricht|Mensaje reenviado|Message transféré|转发的?邮件)"
    r"|\s*Begin forwarded message",
    re.IGNORECASE,
)
_POINTS_BELOW = re.compile(
    r"\bfyi\b|\bforward(?:ed|ing)\b|\b(?:see|read|check|look at)\b(?! (?:my|our))[^.!?\n]{0,40}\bbelow\b"
    r"|\bweiter(?:ge)?leite|\bunten(?:stehend)?\b|\bci-dessous\b|\bmás abajo\b|\breenv[ií]o\b|见下|如下|转发",
    re.IGNORECASE,
)
_MARKED = re.compile(r"^\s*>", re.MULTILINE)
_GREETED = re.compile(r"\s*\S.{0,60}[,，!！:：]\s*$")  # Hi Tom,
_HAN = re.compile(f"[{HAN}]")
MailLine = Literal["sender", "of", "beside"]
"""The line of who sent it; one that no journey has; any other."""
LONGEST_LINE_CHARS = (
    300  # as much of a line is looked at, and the line that says who wrote what stands below has
)
HEADER_LINES = 12
FIRST_LINES = 3
ZONES_DIFFER = timedelta(hours=14)


class Frame(IntEnum):
    """What a sentence is of a mail."""

    NONE = 0
    OLDER = (
        1  # marked with > below a line that says when who wrote it, or below what the sender says themselves
    )
    LINE = 2  # one of its first lines, or that line itself


def framed(sentences: Sequence[str]) -> Iterator[Frame]:
    """For each sentence whether it frames a mail, or is of an older one."""
    lines = [sentence.splitlines() or [""] for sentence in sentences]
    older = older_lines([line for said in lines for line in said])
    is_older = (older[first] for first in accumulate(map(len, lines[:-1]), initial=0))
    quoted, at = False, 0
    for is_named, run in groupby(sentences, lambda sentence: bool(_lines(sentence))):
        said = list(run)
        is_header = is_named and (
            _is_header([line for sentence in said for line in _lines(sentence)])
            or _heads_letter(sentences, at, len(said))
        )
        at += len(said)
        for sentence in said:
            tells = tells_who_wrote(sentence)
            quoted = tells or (quoted and _MARKED.search(sentence) is not None)
            below = next(is_older)
            yield Frame.LINE if is_header or tells else Frame.OLDER if below or quoted else Frame.NONE


def mail_line(line: str) -> MailLine | None:
    """What the line is among a mail's first ones, if it begins as they do."""
    found = _LINE.match(line)
    if found is None:
        return None
    return "sender" if found["sender"] else "of" if found["of"] else "beside"


def subject_line(line: str) -> str | None:
    """What a line that tells a mail's subject says of it."""
    found = _SUBJECT.match(line)
    return found[1].strip() if found else None


def tells_who_wrote(said: str) -> bool:
    """On Tue, Mar 10, 2026 at 18:03, Somebody wrote: · but not: In 1848 he wrote:"""
    return _wrote(said) and (_HOUR.search(said) is not None)


def older_lines(lines: Sequence[str], *, is_mail: bool = False) -> list[bool]:
    """For each line whether it is of older mail: below what the sender says themselves, or marked with > among it.

    With fewer than OWN_WORDS above, or where they point at it, it was sent on for what it says; so was what has a
    subject of its own, or is newer. `is_mail`: somebody is written to; else some line must say that it is a mail.
    """
    said = [line[:LONGEST_LINE_CHARS] for line in lines]
    heads = dict(_heads(said))
    if not (is_mail or _is_mail(said, heads)):
        return [False] * len(said)
    found: list[bool] = []
    own_words, below, points, first = 0, False, False, -1
    marked = [_MARKED.match(line) is not None for line in said]
    for i, line in enumerate(said):
        if i in heads:
            first = i if first < 0 else first
            below = own_words >= OWN_WORDS and not points and _is_answered(said, heads, first, i)
        elif own_words >= OWN_WORDS and not points and not below:
            below = _stands_above_older(said, i)
        found.append(below)
        if not (below or marked[i] or mail_line(line)):
            own_words += len(line.split()) + len(_HAN.findall(line)) // 2
            points = points or _POINTS_BELOW.search(line) is not None
    return [
        each or (is_marked and own_words >= OWN_WORDS) for each, is_marked in zip(found, marked, strict=True)
    ]


def mail_times(lines: Sequence[str], *, month_first: bool = False) -> Iterator[tuple[int, str]]:
    """Which lines begin a mail, by its first lines or by what says who wrote it, each with the line that tells when."""
    said = [line[:LONGEST_LINE_CHARS] for line in lines]
    for start, end in _heads(said):
        head = said[start:end]
        if _is_header([found for line in head if (found := _LINE.match(line))]):
            yield from ((start, line) for line in head if _TIME.match(line) and sent_at(line))
    for i in range(len(said)):
        if (line := _wrote_above(said, i)) and tells_who_wrote(line) and sent_at(line):
            yield i, line


def _heads(said: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Where a mail's first lines begin and end: one after another, who sent it among them."""
    kinds = [mail_line(line) for line in said]
    start = 0
    for named, run in groupby(kinds, bool):
        end = start + len(list(run))
        if named and end - start > 1 and "sender" in kinds[start : start + HEADER_LINES]:
            yield start, end
        start = end


def _is_mail(said: Sequence[str], heads: Mapping[int, int]) -> bool:
    """Whether a mail's first lines begin the text, or stand in one that begins with a greeting, or a line says by its
    hour that somebody wrote what is below."""
    wrote = (_wrote_above(said, i) for i in range(len(said)))
    if any(line and tells_who_wrote(line) for line in wrote) or any(map(_ORIGINAL.match, said)):
        return True
    first = [i for i in range(min(len(said), HEADER_LINES)) if said[i].strip()][:FIRST_LINES]
    greeted = any(_GREETED.match(said[i]) for i in first)
    return any(
        (greeted or start in first[:1])
        and _is_header([found for line in said[start:end] if (found := _LINE.match(line))])
        for start, end in heads.items()
    )


def _is_answered(said: Sequence[str], heads: Mapping[int, int], first: int, start: int) -> bool:
    """Whether the mail that begins at `start` is what the text answers, and neither sent on nor another mail beside the
    first, whose first lines begin at `first`."""
    above = next(
        (said[i] for i in range(start - 1, max(-1, start - HEADER_LINES), -1) if said[i].strip()), ""
    )
    if _FORWARDED.match(above):
        return False
    if _ORIGINAL.match(above):
        return True
    own, other = (_subject(said[begin : heads[begin]]) for begin in (first, start))
    if first == start:
        return True
    if _SENT_ON.match(own) or (own and other and own != other):
        return False
    at, other_at = (_time(said[begin : heads[begin]]) for begin in (first, start))
    return at is None or other_at is None or other_at <= at + ZONES_DIFFER


def _subject(head: Sequence[str]) -> str:
    found = next(filter(None, map(subject_line, head)), "")
    return _ANSWERS.sub("", " ".join(found.split()), count=1).casefold()


def _time(head: Sequence[str]) -> datetime | None:
    times = (sent_at(line) for line in head if _TIME.match(line))
    return next((at.replace(tzinfo=None) for at in times if at), None)


def _stands_above_older(said: Sequence[str], i: int) -> bool:
    """Whether older mail follows the line without a mark: not behind "On liberty Mill once wrote:"."""
    if _ORIGINAL.match(said[i]):
        return True
    line = _wrote_above(said, i)
    if line is None or any(_MARKED.match(each) for each in said[i + 1 : i + FIRST_LINES]):
        return False
    return _HOUR.search(line) is not None or sent_at(line) is not None


def _wrote_above(said: Sequence[str], i: int) -> str | None:
    """The line that says when who wrote what stands below, whole where it was wrapped."""
    if _THEN.match(said[i]) is None:
        return None
    whole = said[i] if _WROTE.search(said[i]) else " ".join(each.strip() for each in said[i : i + 2])
    return whole if _wrote(whole) else None


def _lines(sentence: str) -> list[re.Match[str]]:
    """Its lines, if each begins as a mail's first ones do."""
    found = [_LINE.match(line) for line in sentence.splitlines()]
    return [line for line in found if line] if all(found) else []


def _heads_letter(sentences: Sequence[str], start: int, count: int) -> bool:
    """Whether the one sentence at `start` is a letter's subject, straight above whom it greets."""
    if count > 1 or subject_line(sentences[start]) is None:
        return False
    return start + 1 < len(sentences) and _GREETED.match(sentences[start + 1]) is not None


def _is_header(lines: Sequence[re.Match[str]]) -> bool:
    return (
        len(lines) > 1
        and any(line["sender"] for line in lines)
        and any(line["of"] or _ADDRESS.search(line.string) for line in lines)
    )


def _wrote(said: str) -> bool:
    return (
        len(said) <= LONGEST_LINE_CHARS and _WROTE.search(said) is not None and _THEN.match(said) is not None
    )
