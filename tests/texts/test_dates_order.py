"""The order of day and month in figures, as the text itself tells it.

Today is Monday, 30 November 2026.
"""

from __future__ import annotations

import time
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from bot.texts.dates import in_note
from bot.texts.dates.order import order_told
from model import ScoredSentence

NOW = datetime(2026, 11, 30, 12, tzinfo=UTC)
ZONES = {"": "UTC", "GB": "Europe/London", "US": "America/New_York"}


def due(text: str, country: str) -> str:
    """When its last sentence is due."""
    start = text.rindex("\n") + 1
    said = [ScoredSentence(start, len(text), 0.0, 0, 1, "action", ())]
    (found,) = in_note(text, said, "en", NOW, ZoneInfo(ZONES[country]))[0]
    return f"{found.due_on}"


@pytest.mark.parametrize(
    ("country", "above", "line", "day"),
    [
        ("", "27th November 2026", "Return it by 2/12.", "2026-12-02"),
        ("US", "27 November 2026\n\nDear Parents,", "Return it by 2/12.", "2026-12-02"),
        ("US", "The trip is on the 16th of December.", "It is due by 4/12.", "2026-12-04"),
        ("GB", "November 27, 2026", "It is due by 12/4.", "2026-12-04"),
        ("GB", "The exam is on December 15th.", "It is due by 05/02/2027.", "2027-02-05"),
        ("GB", "The exam is on December 15th.", "It is due by 3/6.", "2027-06-03"),
        ("US", "27 November 2026 and 30/11/2026", "It is due by 2/12.", "2026-12-02"),
        # what tells it otherwise or tells nothing
        ("US", "27 November 2026 and 11/30/2026", "It is due by 2/12.", "2027-02-12"),
        ("US", "27 November and November 30", "It is due by 2/12.", "2027-02-12"),
        ("GB", "The exam is on December 15th.", "It is due by 2/12.", "2026-12-02"),
        ("US", "(Smith, 12 March 2019)", "It is due by 12/4.", "2026-12-04"),
        ("US", "Date: Fri, 27 Nov 2026 10:05:00 +0000", "It is due by 12/4.", "2026-12-04"),
        ("US", "Read section 3.5 May be short.", "It is due by 12/4.", "2026-12-04"),
        # where the country is not known, the near one
        ("", "Hello!", "It is due by 2/12.", "2026-12-02"),
        ("", "Hello!", "It is due by 12/4.", "2026-12-04"),
        ("", "Hello! The first part is due 4/2.", "It is due by 2/12.", "2027-02-12"),
        ("", "Exam 1 is on February 5.", "It is due by 2/12.", "2027-02-12"),
        ("US", "Hello!", "It is due by 2/12.", "2027-02-12"),
    ],
)
def test_the_text_tells_the_order_of_day_and_month(country: str, above: str, line: str, day: str) -> None:
    assert due(f"{above}\n{line}", country) == day


@pytest.mark.parametrize("piece", ["1 May ", "May 1 ", "by 1/2 ", "27th ", "1 May 2026", "May "])
def test_it_costs_little_on_any_text(piece: str) -> None:
    began = time.process_time()
    order_told(piece * 20_000, "en", ZoneInfo("UTC"), date(2026, 11, 30))
    assert time.process_time() - began < 1
