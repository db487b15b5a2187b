"""Dates in mails: “tomorrow” counts from when the mail was sent, of a file and of what is pasted; and dates in figures,
which are ordered as others of their text.

Today is Monday, 2 March 2026, nine in the morning in London.
"""

from __future__ import annotations

import pytest

from bot.app import App
from bot.features import condense, deadlines, people
from bot.features.condense import Pasted, Request, Upload
from bot.features.people import Person
from model import Budget

ALL = Request(Budget(ratio=1.0))
ASKED = "Please send the report by tomorrow."
HEAD = "From: Ann\nSent: {}\nTo: Tom\nSubject: Report\n\n"


async def dates(app: App, person: Person, source: Pasted | Upload) -> list[str]:
    await condense.condense(app, person, source, ALL)
    return [each["date"] for each in await deadlines.export(app, person)]


@pytest.mark.parametrize(
    ("text", "date"),
    [
        (HEAD.format("Thursday, February 26, 2026 2:05 PM") + ASKED, "2026-02-27"),
        (HEAD.format("Thu, 26 Feb 2026 23:30:00 -0500") + ASKED, "2026-02-27"),  # there, not here
        (HEAD.format("Thu, 26 Feb 2026 23:30:00 +0000") + ASKED, "2026-02-27"),
        (HEAD.format("26/02/2026 14:05") + ASKED, "2026-02-27"),
        (f"Yes.\n\nOn Thu, Feb 26, 2026 at 2:05 PM Ann <a@example.org>\nwrote:\n\n{ASKED}", "2026-02-27"),
        (HEAD.format("26 February 2027 14:05") + ASKED, "2026-03-03"),  # not yet
        (HEAD.format("Thursday") + ASKED, "2026-03-03"),
        (f"From: Paris\nTo: London\nDate: 26 February 2026\n\n{ASKED}", "2026-03-03"),
        (f"{ASKED}\n\n{HEAD.format('26 February 2026 14:05')}Thank you.", "2026-03-03"),
        (
            "Von: Ann\nGesendet: Donnerstag, 26. Februar 2026 14:05\nBetreff: x\n\nBitte bis morgen abgeben.",
            "2026-02-27",
        ),
        ("发件人: 王\n发送时间: 2026年2月26日 14:05\n主题: 报告\n\n请在明天前把报告发给我。", "2026-02-27"),
    ],
)
async def test_days_in_a_pasted_mail_count_from_its_own(app: App, ada: Person, text: str, date: str) -> None:
    assert await dates(app, ada, Pasted(text)) == [date]


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("Please send the report by 4/6.", "2026-06-04"),  # in London
        ("Please send the report by 4/6. The essay was due 2/20.", "2026-04-06"),
        ("Please send the report by 4/6. He has read 2/20 of it.", "2026-06-04"),
        ("Please send the report by 4/6. The essay was due 2/20 and the talk on 20/2.", "2026-06-04"),
    ],
)
async def test_dates_in_figures_are_ordered_as_others_of_the_text(
    app: App, ada: Person, text: str, date: str
) -> None:
    ada = await people.change_settings(app, ada, time_zone="Europe/London")
    assert date in await dates(app, ada, Pasted(text))


async def test_days_in_a_mail_file_count_from_its_own(app: App, ada: Person) -> None:
    head = b"From: ann@example.org\r\nTo: bo@example.org\r\nSubject: Report\r\nMIME-Version: 1.0\r\n"
    dated = head + b"Date: Thu, 26 Feb 2026 14:05:00 +0000\r\n"
    body = b"Content-Type: text/plain; charset=utf-8\r\n\r\n" + ASKED.encode()
    assert await dates(app, ada, Upload("letter.eml", dated + body)) == ["2026-02-27"]
    assert await dates(app, ada, Upload("other.eml", head + body)) == ["2026-02-27", "2026-03-03"]
