"""Mails: which lines are of an older one, and when each was sent."""

from __future__ import annotations

import time
from datetime import datetime

import pytest

from model.features.mail_times import sent_at
from model.features.mails import framed, mail_times, older_lines

OWN = (
    "I checked the second table and the totals are right, so we can send the report to the board on Thursday. "
    "Could you add the page about travel?"
)
HEAD = "From: Ann Berg <ann@example.org>\nSent: Tuesday, November 3, 2026 2:05 PM\nTo: Tom\nSubject: Report\n"
ON = "On Tue, Nov 3, 2026 at 2:05 PM Ann Berg <ann@example.org>"


@pytest.mark.parametrize(
    ("text", "is_old"),
    [
        (f"Hi Ann,\n\n{OWN}\n\n{HEAD}\nOLD", True),
        (f"Hi Ann,\n\n{OWN}\n\n-----Original Message-----\n{HEAD}\nOLD", True),
        (f"{OWN}\n\n-----Original Message-----\n{HEAD}\nOLD", True),
        (f"{OWN}\n\n{ON} wrote:\n\nOLD", True),
        (f"{OWN}\n\n{ON}\nwrote:\n\nOLD", True),  # wrapped
        (
            f"Liebe Ann,\n\n{OWN}\n\nVon: Ann\nGesendet: Dienstag, 3. November 2026 14:02\nAn: Tom\nBetreff: x\n\nOLD",
            True,
        ),
        (f"王老师您好，\n\n{OWN}\n\n---- 回复的原邮件 ----\n发件人: 王\n主题: 论文\n\nOLD", True),
        (
            f"Ann님,\n\n{OWN}\n\n보낸 사람: 김민수\n날짜: 2026년 11월 3일\n받는 사람: Ann\n제목: 보고서\n\nOLD",
            True,
        ),
        (
            f"Ciao Ann,\n\n{OWN}\n\nDa: Ann\nInviato: martedì 3 novembre 2026 14:02\nA: Tom\nOggetto: x\n\nOLD",
            True,
        ),
        (f"Здравствуйте!\n\n{OWN}\n\nОт: Анна\nКому: Том\nТема: отчёт\n\nOLD", True),
        (f"{OWN}\n\nIl giorno mar 3 nov 2026 alle ore 14:05 Ann <ann@example.org> ha scritto:\n\nOLD", True),
        (f"{OWN}\n\nОп. 3 нояб. 2026\n\nOLD", False),
        (f"{ON} wrote:\n> OLD\n\n{OWN}", True),  # answered below
        (f"{ON} wrote:\n> Why?\n\n{OWN}\n\nOLD", False),
        (f"Thanks!\n\n{ON} wrote:\n\nOLD", False),
        (f"Hi Ann,\n\n{OWN} See the mail of the dean below.\n\n{HEAD}\nOLD", False),
        (f"Hi Ann,\n\n{OWN}\n\n---------- Forwarded message ---------\n{HEAD}\nOLD", False),
        (f"From: Tom\nSubject: Picnic\n\n{OWN}\n\n{HEAD}\nOLD", False),  # another mail
        (f"From: Tom\nSubject: RE: Report\n\n{OWN}\n\n{HEAD}\nOLD", True),
        (f"From: Tom\nSubject: FW: Report\n\n{OWN}\n\n{HEAD}\nOLD", False),
        (f"From: Tom\nSent: 2 November 2026 9:00\nSubject: Report\n\n{OWN}\n\n{HEAD}\nOLD", False),  # newer
        (f"Mails tell what is true. {OWN}\n\n{HEAD}\nOLD", False),  # an example
        (f"{OWN}\n\nIn 1848 he wrote:\n\nOLD", False),
        (f"{OWN}\n\nOn 3 May 1848 he wrote:\n\nOLD", False),
    ],
)
def test_older_mail_stands_below_ones_own(text: str, is_old: bool) -> None:
    lines = text.splitlines()
    place = next(i for i, line in enumerate(lines) if "OLD" in line)
    assert older_lines(lines)[place] is is_old
    sentences = [line for line in lines if line]
    last = next(i for i, line in enumerate(sentences) if "OLD" in line)
    assert bool(list(framed(sentences))[last]) is is_old


@pytest.mark.parametrize(
    ("line", "at"),
    [
        ("Date: Tue, 3 Nov 2026 14:02:11 +0100", "2026-11-03T14:02:00+01:00"),
        ("Date: 2026-11-03T14:02:11Z", "2026-11-03T14:02:00+00:00"),
        ("Sent: Tuesday, November 3, 2026 2:05 PM", "2026-11-03T14:05:00"),
        ("Gesendet: Dienstag, 3. November 2026 14:02", "2026-11-03T14:02:00"),
        ("Envoyé : mardi 3 novembre 2026 à 14h02", "2026-11-03T14:02:00"),
        ("Enviado: martes, 3 de noviembre de 2026 14:02", "2026-11-03T14:02:00"),
        ("发送时间: 2026年11月3日(星期二) 下午2:05", "2026-11-03T14:05:00"),
        ("Inviato: martedì 3 giugno 2026 14:02", "2026-06-03T14:02:00"),
        ("Enviado em: 3 de outubro de 2026 14:02", "2026-10-03T14:02:00"),
        ("Verzonden: dinsdag 3 mei 2026 14:02", "2026-05-03T14:02:00"),
        ("Wysłano: 3 października 2026 14:02", "2026-10-03T14:02:00"),
        ("Отправлено: 3 мая 2026 г. 14:02", "2026-05-03T14:02:00"),
        ("Tarih: 3 Kasım 2026 Salı 14:02", "2026-11-03T14:02:00"),
        ("보낸 날짜: 2026년 11월 3일 화요일 오후 2:05", "2026-11-03T14:05:00"),
        ("Am 12.03.2026 um 10:22 schrieb Ann", "2026-03-12T10:22:00"),
        ("Sent: 11/3/2026 12:05 AM", "2026-03-11T00:05:00"),
        ("Sent: 11/13/2026 12:05 AM", "2026-11-13T00:05:00"),
        ("Date: 14:05, 3 juin 2026", "2026-06-03T14:05:00"),
        ("Date: 3 Nov 2026", "2026-11-03T12:00:00"),
        ("Sent: Wednesday", None),
        ("Date: 31 Feb 2026 3:00", None),
    ],
)
def test_when_a_mail_was_sent(line: str, at: str | None) -> None:
    assert sent_at(line) == (datetime.fromisoformat(at) if at else None)


def test_each_mail_of_a_text_has_its_time() -> None:
    lines = f"From: Tom\nDate: 4 Nov 2026 9:00\nSubject: Re\n\n{OWN}\n\n{ON}\nwrote:\n\nHi.".splitlines()
    assert [(i, sent_at(line)) for i, line in mail_times(lines)] == [
        (0, datetime(2026, 11, 4, 9)),
        (6, datetime(2026, 11, 3, 14, 5)),
    ]
    assert list(mail_times(["From: Paris", "To: London", "Date: 3 Nov 2026"])) == []  # a journey


@pytest.mark.parametrize(
    "piece", ["From: a", "On 3", "> ", "Date: 3 Nov 2026", "", "x wrote:", "3.3.", "-- "]
)
def test_it_costs_little_on_any_text(piece: str) -> None:
    began = time.process_time()
    for lines in ([piece] * 20_000, [piece, "To: b@c", ""] * 7_000, [piece * 5_000]):
        older_lines(lines)
        list(mail_times(lines))
    assert time.process_time() - began < 3
