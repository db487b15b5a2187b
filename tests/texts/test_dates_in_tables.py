"""Dates in the column of a table that says what is due when.

Today is Wednesday, 25 November 2026.
"""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from bot.texts.dates import in_note
from bot.texts.dates.tables import due_cells
from model import ScoredSentence
from tests.texts.dates import dates_of_lines, day_and_time

NOW = datetime(2026, 11, 25, 9, 0, tzinfo=UTC)
ZONES = {"en": "America/New_York", "zh": "Asia/Shanghai", "es": "Europe/Madrid", "de": "Europe/Berlin",
         "fr": "Europe/Paris"}  # fmt: skip


def dates(text: str, language: str) -> list[str]:
    """What each line names."""
    said = dates_of_lines(text, language, NOW, ZoneInfo(ZONES[language]))
    assert all(each.is_last for each in said)
    return [day_and_time(each) for each in said]


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        (
            "en",
            "| Task | Due | Weight |\n|---|---|---|\n| Essay | 2026-12-08 | 20% |\n| Lab | Dec 11, 5 pm | 10% |\n"
            "| Quiz | 12/4 | 5% |\n| Draft | 2026-12-01 | done |\n| Talk | TBA | 5% |\n\nIt began on 2026-12-01.",
            ["2026-12-08", "2026-12-11 17:00", "2026-12-04"],
        ),
        ("en", "Task\tDeadline\tPoints\nEssay\t2026-12-08 23:59\t20\nTalk\tFri 4 Dec\t10",
         ["2026-12-08 23:59", "2026-12-04"]),
        ("de", "Aufgabe       Abgabe      Punkte\nEssay         08.12.2026  20\nVortrag       11.12.      10",
         ["2026-12-08", "2026-12-11"]),
        ("zh", "| 任务 | 截止时间 |\n|---|---|\n| 报告 | 12月8日 |\n| PPT | 12/4 |", ["2026-12-08", "2026-12-04"]),
        *(
            ("zh", f"| 任务 | 负责人 | {due} |\n|---|---|---|\n| 报告 | 李明 | 12月8日 |\n| PPT | 王芳 | 12 月 4 日 |",
             ["2026-12-08", "2026-12-04"])
            for due in ("完成时限", "完成时间", "预计完成时间", "时限", "交付日期", "到期日", "完成時限", "截止時間")
        ),
        ("zh", "| 任务 | 开始时间 | 完成时间 |\n|---|---|---|\n| 报告 | 12月1日 | 12月8日 |", ["2026-12-08"]),
        ("zh", "| 任务 | 完成时间 | 截止日期 |\n|---|---|---|\n| 报告 | 12月1日 | 12月8日 |", ["2026-12-08"]),
        ("zh", "| 活动 | 时间 |\n|---|---|\n| 展览 | 12月8日 |", []),
        ("fr", "| Devoir | À rendre le |\n| --- | --- |\n| Exposé | 4/12 |", ["2026-12-04"]),
        ("es", "| Tarea | Fecha de entrega |\n| --- | --- |\n| Ensayo | viernes 11 de diciembre |", ["2026-12-11"]),
        ("en", "Week | Topic | Due\n14 | Cold War | Response paper Dec 3\n15 | Review | Final paper, Dec 11 by 5 p.m.",
         ["2026-12-03", "2026-12-11 17:00"]),
        ("es", "Entrega | Fecha límite\nProblemas 2 | 4 de diciembre", ["2026-12-04"]),
        ("en", "| Event | Date |\n|---|---|\n| Battle | 2026-12-08 |", []),
        ("en", "The rent is due  on Friday\nWe pay  it then", []),
        ("en", "| Task | Due | Due |\n| A | 2026-12-08 | 2026-12-09 |", []),
    ],
)  # fmt: skip
def test_what_stands_under_due_is_due(language: str, text: str, expected: list[str]) -> None:
    assert dates(text, language) == expected


DATED = "| Week | Date | Topic | Due |\n|---|---|---|---|\n"


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ("| 14 | Dec 3 | Memory | Response 1 |", "due 2026-12-03"),
        ("| 14 | Dec 3 | Memory | PS 2 |", "due 2026-12-03"),
        ("| 14 | Dec 3 | Memory | Final paper, 5 pm |", "due 2026-12-03 17:00"),
        ("| 14 | Dec 3 | Memory | Essay, Dec 5 |", "due 2026-12-05"),
        ("| 14 | Dec 3 | MIDTERM EXAM | – |", "2026-12-03"),
        ("| 14 | Dec 3 | Midterm exam (in class, 10:00–11:15) | none |", "2026-12-03 10:00"),
        ("| 14 | Dec 3 | Memory | Quiz 2 |", "2026-12-03"),
        ("| 14 | Dec 3 | Memory | – |", None),
        ("| 14 | Dec 3 | Memory | No homework |", None),
        ("| 14 | Dec 3 | Memory | next class |", None),
        ("| 14 | Dec 3 | Rent | $500 |", None),
        ("| 14 | Dec 3 | Rent | 120 EUR |", None),
        ("| 14 | Dec 3 | Rent | USD 45.00 |", None),
        ("| 14 | Dec 3 | Rent | overdue |", None),
        ("| 14 | Dec 3 | Rent | net 30 |", None),
        ("| 14 | Dec 3 | Rent | 30 days |", None),
        ("| 14 | Dec 3 | Rent | on receipt |", None),
        ("| 14 | Dec 3 | Ann | March |", None),
        ("| 14 | Dec 3 | Memory | Holiday |", None),
        ("| 14 | Dec 3 | Memory | March report |", "due 2026-12-03"),
        ("| 14 | Dec 3 | Memory | LAB 12, 3 pages |", "due 2026-12-03"),
        ("| 14 | Dec 3 | Memory | Novel |", "due 2026-12-03"),
        ("| 14 | Dec 3 | Memory | Open-book essay |", "due 2026-12-03"),
        ("| 14 | Dec 3 | Exam review | |", None),
        ("| 9 | Nov 3 | Memory | Response 1 |", None),  # over
        ("| 14 | Dec 3 | Memory | done |", None),
    ],
)
def test_words_under_due_are_due_on_the_rows_day(row: str, expected: str | None) -> None:
    text = f"{DATED}{row}"
    start = len(DATED)
    said = [ScoredSentence(start, len(text), 0.0, 0, 1, "key", ())]
    found = in_note(text, said, "en", NOW, ZoneInfo("America/New_York")).get(0, ())
    assert all(text[each.start : each.end] == each.words for each in found)
    told = [f"{'due ' * each.is_last}{day_and_time(each)}" for each in found]
    assert told == ([expected] if expected else [])


@pytest.mark.parametrize(
    ("language", "table", "expected"),
    [
        ("zh", "| 周 | 日期 | 主题 | 截止 |\n| 1 | 12月8日 | 梦 | 论文，17:00 |\n| 2 | 12月9日 | 梦 | 无 |",
         ["2026-12-08 17:00"]),
        ("de", "Woche | Datum | Thema | Abgabe\n1 | 08.12. | Schlaf | Essay 1\n2 | 09.12. | Traum | –", ["2026-12-08"]),
    ],
)  # fmt: skip
def test_a_rows_day_is_known_in_other_languages(language: str, table: str, expected: list[str]) -> None:
    assert dates(table, language) == expected


@pytest.mark.parametrize("piece", ["|", "\t", "  ", "| Due ", "| Due |\n", "due\t", "\n"])
def test_it_costs_little_on_any_text(piece: str) -> None:
    assert len(due_cells(piece * 20_000)) < 20_000
