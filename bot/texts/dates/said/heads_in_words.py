"""When notes were taken or something was recorded, as a line at the head of the text says it in words. Pure.

24 November 2026 · Date: Tue, Nov 24, 2026 · Lecture notes, 24 Nov 2026 · Transcript (recorded 24 November 2026)
Mon, Nov 23, 2026 2:04PM • 31:12, which a program writes below the title
A day without its year is none, nor one that is in a line about what is due, is examined or happened then.
"""

from __future__ import annotations

import re
from datetime import datetime, time

from model import sent_at

LONGEST_CHARS = 90
_WEEKDAY = (
    r"(?:(?:mon|tue|tues|wed|thu|thur|thurs|fri|sat|sun|mo|di|mi|do|fr|sa|so)\b\.?"
    r"|(?:mon|tues|wednes|thurs|fri|satur|sun)day|(?:mon|diens|donners|frei|sams|sonn)tag|mittwoch|sonnabend"
    r"|(?:lun|mar|mercre|jeu|vendre|same)di|dimanche|lunes|martes|mi[ée]rcoles|jueves|viernes|s[áa]bado|domingo"
    r"|(?:lune|marte|mercole|giove|vener)dì|sabato|domenica|(?:segunda|terça|quarta|quinta|sexta)-feira)"
)
_CLOCK = r"\d{1,2}[:.h]\d\d(?:[ ]?[ap]\.?m\b\.?|[ ]Uhr\b)?"
_DAY = (
    rf"(?:{_WEEKDAY},?[ ](?:(?:de[nmr]?|the|le|el|il|dia)[ ])?)?"
    r"(?:\d{1,2}(?:\.|er|st|nd|rd|th|º|°)?[ ](?:de[ ]|of[ ])?[^\W\d_]{3,10}\.?,?[ ](?:del?[ ])?20\d\d"
    r"|[^\W\d_]{3,10}\.?[ ]\d{1,2}(?:st|nd|rd|th)?,?[ ]20\d\d"
    r"|20\d\d[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}[-/.]\d{1,2}[-/.]20\d\d)"
    rf"(?:,?[ ]\(?{_WEEKDAY}\)?)?(?:,?[ ](?:(?:at|um|à|a las|alle|às)[ ])?{_CLOCK})?"
)
_LABEL = r"(?:(?:date|datum|fecha|data)[*_]{0,2}[ ]?[:：][*_]{0,2}[ ]{1,2}|(?:le|el)[ ])"
_LENGTH = r"[ ]{1,2}[•·|–—-][ ]{1,2}(?:\d{1,2}:)?\d{1,3}(?::\d\d|[ ]?min\b\.?)"
_BARE = re.compile(rf"\W{{0,6}}{_LABEL}?{_DAY}\W{{0,6}}", re.IGNORECASE)
_RECORDED = re.compile(
    rf"\W{{0,6}}{_DAY}{_LENGTH}\W{{0,6}}"
    r"|(?:.{0,50}?[\W_])?(?:recorded|recording|aufgenommen|aufnahme|enregistrée?|grabad[oa]|registrat[oa]|gravad[oa])"
    rf"(?:[ ](?:on|am|vom|le|el|il|em)|[ ]?[:,(–—-])?[ ]{_DAY}\W{{0,6}}",
    re.IGNORECASE,
)
_NOTED = re.compile(
    r"(?:.{0,40}?[\W_])?(?:notes?|transcript(?:ion)?|lecture|class|seminar|\w{0,12}(?:mitschrift|notizen|vorlesung|transkript)"
    r"|cours|apuntes|transcripción|clase|appunti|trascrizione|lezione|anotações|apontamentos|transcrição|aula)\b"
    rf"[^.,(–—|]{{0,30}}?(?:[ ]?[,(–—|:-]{{1,2}}|[ ]vom|[ ]du)[ ]?{_DAY}\W{{0,6}}",
    re.IGNORECASE,
)
_OTHERWISE = re.compile(
    r"\b(?:due|deadline|exams?|quiz(?:zes)?|tests?|midterms?|finals?|hand(?:ed)? in|submi\w+|until|before|regist\w+"
    r"|born|died|battle|war|attacks?|election|next|guest|abgabe|frist|\w{0,14}klausur|\w{0,14}prüfung|bis|fällig|rendre|limite"
    r"|examens?|avant|entrega|plazo|esame|scadenza|entro|prazo|prova|exame|até|nächste\w*|prochaine?|próxim[ao]"
    r"|prossim[ao])\b",
    re.IGNORECASE,
)
_YEAR = re.compile(r"20\d\d")
_OF = re.compile(r"\bof\b ?", re.IGNORECASE)
_HAS_CLOCK = re.compile(r"\d[:h]\d\d|\d\.\d\d[ ](?:Uhr|[ap])", re.IGNORECASE)


def noted_at(line: str, now: datetime, *, is_first: bool, month_first: bool) -> datetime | None:
    """When that was, on the clock of `now` (aware), as a line says; where it is not the first, only of a recording."""
    said = line.strip()
    if len(said) > LONGEST_CHARS or not _YEAR.search(said) or _OTHERWISE.search(said):
        return None
    forms = (_BARE, _NOTED, _RECORDED) if is_first else (_RECORDED,)
    at = (
        sent_at(_OF.sub("", said), month_first=month_first)
        if any(form.fullmatch(said) for form in forms)
        else None
    )
    if at is None:
        return None
    return datetime.combine(at.date(), at.time() if _HAS_CLOCK.search(said) else time(), now.tzinfo)
