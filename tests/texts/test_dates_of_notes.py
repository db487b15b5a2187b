"""Dates in notes and in what was recorded: “Friday” counts from the day that a line at their head says.

Today is Monday, 30 November 2026, noon in London.
"""

from __future__ import annotations

import time
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from bot.texts.dates import in_note
from bot.texts.dates.said.heads import heads_in
from model import ScoredSentence

NOW = datetime(2026, 11, 30, 12, tzinfo=UTC)
LONDON = ZoneInfo("Europe/London")
ASKED = {
    "en": "Please hand in the problem set by Friday.",
    "de": "Bitte bis Freitag abgeben.",
    "fr": "Merci de rendre le devoir avant vendredi.",
    "es": "Entrega el trabajo antes del viernes.",
    "it": "Consegnate entro venerdì.",
    "pt": "Entreguem até sexta-feira.",
}
FROM_THEN, FROM_NOW = "2026-11-27", "2026-12-04"


def due(language: str, head: str) -> str:
    """When what the text's last line asks for is due."""
    text = f"{head}\n\n{ASKED[language]}"
    start = text.rindex("\n") + 1
    said = [ScoredSentence(start, len(text), 0.0, 0, 1, "action", ())]
    (found,) = in_note(text, said, language, NOW, LONDON)[0]
    return f"{found.due_on}"


@pytest.mark.parametrize(
    ("language", "head"),
    [
        ("en", "24 November 2026"),
        ("en", "24th of November 2026, 10:05"),
        ("en", "Tuesday, November 24, 2026"),
        ("en", "**Date:** 24 November 2026"),
        ("en", "24/11/2026"),
        ("en", "Lecture notes, 24 Nov 2026"),
        ("en", "Class 5: Enzymes (24 November 2026)"),
        ("en", "Transcript – HIST 210 (recorded 24 November 2026)"),
        ("en", "Causes of the war\nTue, Nov 24, 2026 2:04PM • 31:12"),
        ("en", "HIST 210\nProf. Ames\nRecorded on 24 November 2026"),
        ("de", "24. November 2026"),
        ("de", "Montag, 23.11.2026"),
        ("de", "Vorlesung vom 24.11.2026"),
        ("fr", "Mardi 24 novembre 2026"),
        ("fr", "Cours du 24 novembre 2026"),
        ("es", "24 de noviembre de 2026"),
        ("it", "24 novembre 2026"),
        ("pt", "24 de novembro de 2026"),
    ],
)
def test_days_in_notes_count_from_the_day_at_their_head(language: str, head: str) -> None:
    assert due(language, head) == FROM_THEN


@pytest.mark.parametrize(
    ("language", "head"),
    [
        ("en", "Essay due 24 November 2026"),
        ("en", "Exam: 24 November 2026"),
        ("en", "24 November 2026: Quiz"),
        ("en", "Lecture notes for the exam, 24 November 2026"),
        ("en", "Notes on the events of 24 November 2026"),
        ("en", "Winter concert, 24 November 2026"),
        ("en", "Assignment 3, 24 November 2026"),
        ("en", "On 24 November 2026 the court ruled."),
        ("en", "24 November 1963"),
        ("en", "24 November"),
        ("en", "24 December 2026"),
        ("en", "HIST 210\n24 November 2026"),
        ("de", "Abgabe: 24.11.2026"),
        ("de", "Am 24. November 2026 tagte das Gericht."),
        ("fr", "Examen du 24 novembre 2026"),
    ],
)
def test_a_day_at_the_head_of_which_something_else_is_said_counts_for_nothing(
    language: str, head: str
) -> None:
    assert due(language, head) == FROM_NOW


def test_notes_of_several_days_have_several_heads() -> None:
    assert due("en", "17 November 2026\nIntroduction.\n24 November 2026\nEnzymes.") == FROM_THEN


@pytest.mark.parametrize(
    "line", ["1 May 2026", "Lecture notes, a ", "recorded ", "Mon, ", "notes - a ", "1/1/2026 ", " "]
)
def test_it_costs_little_on_any_text(line: str) -> None:
    began = time.process_time()
    heads_in(f"24 November 2026\n{line * 8}\n" * 2_000, NOW)
    heads_in(f"24 November 2026\n{line}\n" * 5_000, NOW)
    heads_in(line * 20_000, NOW)
    assert time.process_time() - began < 2
