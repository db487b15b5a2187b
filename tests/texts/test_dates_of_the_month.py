"""The day of an exam of which only the day of the month is said: “the midterm is on the 11th”.

Today is Saturday, 28 November 2026, ten in the morning in London.
"""

from __future__ import annotations

import pytest

from tests.texts.test_dates_of_exams import dates


@pytest.mark.parametrize(
    ("language", "sentence", "day"),
    [
        ("en", "The midterm is on the 11th.", "2026-12-11"),
        ("en", "exam on the 14th, bring ID", "2026-12-14"),
        ("en", "You may bring notes, the midterm is on the 11th at 9 am.", "2026-12-11 09:00"),
        ("de", "Die Klausur schreiben wir am 15. in Raum 3.", "2026-12-15"),
        ("fr", "L'examen est le 11.", "2026-12-11"),
        ("es", "El examen es el 11.", "2026-12-11"),
        ("es", "El examen se aplazó: es el 11.", "2026-12-11"),
        ("it", "L'esame è il 11.", "2026-12-11"),
        ("pt", "A prova é só no dia 11.", "2026-12-11"),
        ("pt", "A prova é no dia 11.", "2026-12-11"),
        ("en", "quiz on mon", "2026-11-30"),
    ],
)
def test_an_exam_on_the_next_such_day(language: str, sentence: str, day: str) -> None:
    assert dates(language, sentence) == [day]


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("en", "We don't meet on the 10th."),
        ("en", "The midterm is on the 11th floor."),
        ("en", "The midterm was on the 11th."),
        ("en", "In January the midterm is on the 11th."),
        ("en", "The exam next month is on the 11th."),
        ("de", "Die Prüfung hat 20 Aufgaben, am 3. Platz sitzt Tom."),
        ("de", "Die mündliche Prüfung am 9. bestand er nicht."),
        ("de", "Die Klausur am 3. war schwer."),
        ("es", "El examen de conciencia, el 4, le quitó el sueño."),
        ("de", "Der Tag, an dem die Prüfung am 4. war, war schön."),
        ("es", "El examen está en el 3.º piso."),
    ],
)
def test_a_numeral_that_is_no_day_to_come(language: str, sentence: str) -> None:
    assert dates(language, sentence) == []
