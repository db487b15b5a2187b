"""The time of what lasts from one hour to another: the first of the two.

Today is Monday, 30 November 2026, noon in London.
"""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from bot.texts.dates import find
from tests.texts.dates import day_and_time

NOW = datetime(2026, 11, 30, 12, tzinfo=UTC)


def told(language: str, sentence: str) -> list[tuple[str, str]]:
    found = find(sentence, language, NOW, ZoneInfo("Europe/London"))
    assert all(sentence[each.start : each.end] == each.words for each in found)
    return [(each.words, day_and_time(each)) for each in found]


@pytest.mark.parametrize(
    ("language", "sentence", "words", "due"),
    [
        ("en", "Exam: Dec. 10, 7–9 p.m., Wean 7500.", "Dec. 10, 7–9 p.m.", "2026-12-10 19:00"),
        ("en", "It is on 10 December from 9 to 11 am.", "on 10 December from 9 to 11 am", "2026-12-10 09:00"),
        ("en", "It is on 10 December, 9-11am, in the gym.", "on 10 December, 9-11am", "2026-12-10 09:00"),
        ("en", "It is on 10 December between 10 and 11 am.", "on 10 December between 10 and 11 am",
            "2026-12-10 10:00"),
        ("en", "It is on 3 December from 10:30 to 11:45.", "on 3 December from 10:30 to 11:45", "2026-12-03 10:30"),
        ("en", "It is on 10 December, 9:00 am - 11:00 am.", "on 10 December, 9:00 am - 11:00 am",
            "2026-12-10 09:00"),
        ("en", "It is on Friday, 7:00–9:00 pm.", "on Friday, 7:00–9:00 pm", "2026-12-04 19:00"),
        ("en", "It is on Friday, 11–1 pm.", "on Friday, 11–1 pm", "2026-12-04 11:00"),
        ("en", "It is on Friday, 9 to 5 pm.", "on Friday, 9 to 5 pm", "2026-12-04 09:00"),
        ("en", "It is from 9 to 11 am on 10 December.", "from 9 to 11 am on 10 December", "2026-12-10 09:00"),
        ("en", "The room is free on Friday from 9 am.", "on Friday from 9 am", "2026-12-04 09:00"),
        ("de", "Das ist am 15.02.2027 von 10 bis 12 Uhr.", "am 15.02.2027 von 10 bis 12 Uhr", "2027-02-15 10:00"),
        ("de", "Das ist am Freitag zwischen 8 und 9:30 Uhr.", "am Freitag zwischen 8 und 9:30 Uhr",
            "2026-12-04 08:00"),
        ("de", "Am Freitag, 10:00–12:00 Uhr.", "Am Freitag, 10:00–12:00 Uhr", "2026-12-04 10:00"),
        ("fr", "C'est le 14 janvier de 9h à 11h.", "le 14 janvier de 9h à 11h", "2027-01-14 09:00"),
        ("fr", "C'est le 14 janvier de 9 à 11h30.", "le 14 janvier de 9 à 11h30", "2027-01-14 09:00"),
        ("fr", "C'est vendredi 4 décembre, 14h30-16h.", "vendredi 4 décembre, 14h30-16h", "2026-12-04 14:30"),
        ("es", "Es el 14 de enero de 9:00 a 11:00.", "el 14 de enero de 9:00 a 11:00", "2027-01-14 09:00"),
        ("es", "Es el viernes de las 4 a las 6 de la tarde.", "el viernes de las 4 a las 6 de la tarde",
            "2026-12-04 16:00"),
        # no hours
        ("en", "Read pages 3-5 by Friday.", "by Friday", "2026-12-04"),
        ("en", "It is due Friday, 3-5 pages.", "due Friday", "2026-12-04"),
        ("en", "It is on Friday between 10 and 12 people.", "on Friday", "2026-12-04"),
        ("en", "It is on Friday from 25:00 to 26:00.", "on Friday", "2026-12-04"),
        ("de", "Bitte bis Freitag 12 bis 15 Seiten lesen.", "bis Freitag", "2026-12-04"),
        ("es", "Es el 14 de enero de 2027.", "el 14 de enero de 2027", "2027-01-14"),
        ("fr", "C'est le 14 janvier de 2 h.", "le 14 janvier", "2027-01-14"),
        ("es", "Es el viernes de 2 horas.", "el viernes", "2026-12-04"),
        ("de", "Das ist am Freitag 10 h.", "am Freitag 10 h", "2026-12-04 10:00"),
        ("de", "Das ist am Freitag 12 h Schicht.", "am Freitag", "2026-12-04"),
        ("en", "Please stay close on Friday.", "on Friday", "2026-12-04"),
        ("en", "The applications close on Friday.", "close on Friday", "2026-12-04"),
    ],
)  # fmt: skip
def test_of_two_hours_it_is_the_first(language: str, sentence: str, words: str, due: str) -> None:
    assert told(language, sentence) == [(words, due)]


def test_what_begins_on_a_day_is_not_due_then() -> None:
    assert told("en", "You may register from 9 am on Friday.") == []
    assert told("en", "Open Monday to Friday, 9–5 pm.") == []
