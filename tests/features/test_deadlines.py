"""Deadlines: kept with their note on a real store, counted on its person's clock, gone with it.

Today is Wednesday, 4 March 2026, nine in the morning in London.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest

from bot.app import App
from bot.features import condense, deadlines, history, people, privacy
from bot.features.condense import Pasted, Request
from bot.features.export import Format, export_note
from bot.features.note import to_json
from bot.features.people import Person
from bot.texts.dates import Deadline, phrases, search
from bot.texts.dates.said.stamps import is_chat
from model import Action, Budget
from tests.conftest import Clock

MINUTES = """Osmosis is the process by which water crosses a membrane. The walls of the room are green.
Please send the report by Friday at 3 pm. We agreed to meet again in the small hall.
The application form is due by 20 March. I'll send the minutes to everybody tonight.
"""
ALL = Request(Budget(ratio=1))


def kinds_of(note: object) -> dict[str, tuple[str, str | None, list[dict[str, str | None]]]]:
    highlights = to_json(note, "en")["highlights"]  # type: ignore[arg-type]
    return {h["text"].split(maxsplit=1)[0]: (h["kind"], h["action"], h["deadlines"]) for h in highlights}


async def test_a_notes_kinds_and_deadlines_are_kept_with_it(app: App, ada: Person) -> None:
    note = await condense.condense(app, ada, Pasted(MINUTES), ALL)
    friday = {"words": "by Friday at 3 pm", "date": "2026-03-06", "time": "15:00"}
    assert kinds_of(note) == {
        "Osmosis": ("definition", None, []),
        "The": ("action", Action.DEADLINE, [{"words": "due by 20 March", "date": "2026-03-20", "time": None}]),
        "Please": ("action", Action.REQUEST, [friday]),
        "We": ("action", Action.DECISION, []),
        "I'll": ("action", Action.COMMITMENT, [{"words": "tonight", "date": "2026-03-02", "time": None}]),
    }  # fmt: skip
    opened = await history.open_note(app, ada, note.id or 0)
    assert opened == note
    assert await history.recut(app, ada, note.id or 0, Budget(ratio=1)) == note
    for highlight in opened.highlights:
        assert all(note.text[d.start : d.end] == d.words for d in highlight.deadlines)


async def test_a_line_that_asks_for_nothing_keeps_a_date_that_is_the_last(app: App, ada: Person) -> None:
    text = "Osmosis moves water through a membrane.\n\nHW 6 due Mon 16 March\n\nThe lab met on 14 March."
    await condense.condense(app, ada, Pasted(text), ALL)
    assert [each["words"] for each in await deadlines.export(app, ada)] == ["due Mon 16 March"]


async def test_a_sentence_whose_date_cannot_be_read_costs_the_note_nothing(
    app: App, ada: Person, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(text: str, *_: Any, **__: Any) -> Iterator[Deadline]:
        if "Friday" in text:
            raise KeyError(text)
        return whole(text, *_, **__)

    whole = phrases.find
    monkeypatch.setattr(phrases, "find", broken)
    await condense.condense(app, ada, Pasted(MINUTES), ALL)
    assert [each["words"] for each in await deadlines.export(app, ada)] == ["tonight", "due by 20 March"]
    assert "could not be read" in caplog.text
    assert "Friday" not in caplog.text


async def test_a_weekday_whose_hour_is_over_today_is_the_next(app: App, ada: Person) -> None:
    await condense.condense(app, ada, Pasted("Everybody has to join by Monday at 8 am."), ALL)
    (kept,) = await deadlines.export(app, ada)
    assert kept["date"] == f"{app.clock():%Y-%m-%d}"


async def test_a_message_may_stand_below_its_stamp(app: App, ada: Person) -> None:
    text = (
        "小王 2026-02-03 20:11:03\n请大家在周日前把报告发给老师。\n\n"
        "小李 2026-02-14 20:12:00\n请大家明天前把作业交给老师。\n\n请大家在周日前打印论文。\n"
    )
    assert is_chat(text, app.clock())
    await condense.condense(app, ada, Pasted(text), ALL)
    found = [(each["words"], each["date"]) for each in await deadlines.export(app, ada)]
    assert found == [("周日前", "2026-02-08"), ("明天前", "2026-02-15"), ("周日前", "2026-03-08")]


ASKED = ("请大家明天前把作业交给老师。", "好的，我后天前把PPT发给大家。", "请大家明天前打印论文。")
WECHAT = (
    "微信聊天记录如下：\n\n—————  2026-02-14  —————\n\n\n"
    f"张小雨  21:03\n\n大家好！\n\n{ASKED[0]}\n\n\n李明  21:05\n\n{ASKED[1]}\n\n\n"
    f"—————  2026-02-20  —————\n\n\n王芳  9:06\n\n{ASKED[2]}\n"
)
QQ = (
    "消息记录（此消息记录为文本格式，不支持重新导入）\n\n消息对象:学习小组\n\n"
    f"2026-02-14 21:03:12 张小雨(12345678)\n大家好！\n{ASKED[0]}\n\n"
    f"2026-02-14 21:05:33 李明(23456789)\n{ASKED[1]}\n\n2026-02-20 9:06:00 王芳(34567890)\n{ASKED[2]}\n"
)
DINGTALK = f"张小雨 2月14日 21:03\n大家好！\n{ASKED[0]}\n李明 2月14日 21:05\n{ASKED[1]}\n王芳 2月20日 9:06\n{ASKED[2]}"


@pytest.mark.parametrize("chat", [WECHAT, QQ, DINGTALK])
async def test_a_chat_counts_from_the_lines_that_say_who_spoke_when(app: App, ada: Person, chat: str) -> None:
    assert is_chat(chat, app.clock())
    note = await condense.condense(app, ada, Pasted(chat), ALL)
    found = [(each["words"], each["date"]) for each in await deadlines.export(app, ada)]
    assert found == [("明天前", "2026-02-15"), ("后天前", "2026-02-16"), ("明天前", "2026-02-21")]
    assert note.title == ASKED[0]  # behind the greeting
    assert [each.text for each in note.highlights] == ["大家好！", *ASKED]


async def test_every_sentence_of_a_message_counts_from_its_stamp(app: App, ada: Person) -> None:
    text = (
        "[03/02/2026, 20:11:03] Lena: Hello all. Please send me the report by sunday.\n"
        "[14/02/2026, 20:12:00] Tom: Fine. I'll send it tomorrow.\nPlease print it by sunday.\n\n"
        "Please hand in the essay by Sunday.\n"
    )
    await condense.condense(app, ada, Pasted(text), ALL)
    found = [(each["words"], each["date"]) for each in await deadlines.export(app, ada)]
    assert found == [("by sunday", "2026-02-08"), ("tomorrow", "2026-02-15"), ("by sunday", "2026-02-15"),
                     ("by Sunday", "2026-03-08")]  # fmt: skip


async def test_days_are_counted_on_the_persons_clock_when_it_was_condensed(
    app: App, ada: Person, clock: Clock
) -> None:
    ada = await people.change_settings(app, ada, time_zone="Pacific/Auckland")  # ten in the evening there
    clock.advance(hours=3)  # past midnight
    text = Pasted("Please send the report by tomorrow.")
    note = await condense.condense(app, ada, text, origins=("discord:1",))
    assert note.sentences[0].deadlines[0].due_on == date(2026, 3, 4)
    clock.advance(days=7)
    assert (await history.open_note(app, ada, note.id or 0)).sentences == note.sentences
    again = await condense.condense(app, ada, text, origins=("discord:1",))
    assert again.id == note.id
    (kept,) = await deadlines.export(app, ada)
    assert kept == {"note": note.id, "sentence": 0, "zone": "Pacific/Auckland", "words": "by tomorrow",
                    "date": "2026-03-11", "time": None}  # fmt: skip


async def test_they_go_with_the_note_and_are_the_persons_own(app: App, ada: Person, bo: Person) -> None:
    hers, his = [await condense.condense(app, person, Pasted(MINUTES)) for person in (ada, bo)]
    everything = json.loads((await privacy.export_all(app, ada)).data)
    assert [kept["date"] for kept in everything["deadlines"]] == ["2026-03-02", "2026-03-06", "2026-03-20"]
    await history.delete_note(app, ada, hers.id or 0)
    assert await deadlines.export(app, ada) == []
    assert len(await deadlines.export(app, bo)) == 3
    assert his.sentences == (await history.open_note(app, bo, his.id or 0)).sentences


async def test_a_note_full_of_dates_does_not_stop_the_loop(
    app: App, ada: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The guard of tests/conftest.py fails this if it does; of fewer than are looked at, which are enough for that."""
    monkeypatch.setattr(search, "MOST_SENTENCES", 60)
    text = "\n".join(
        f"Please send part {i} by {1 + i % 28} May {2026 + i % 3} at {i % 24}:00." for i in range(80)
    )
    note = await condense.condense(app, ada, Pasted(text), ALL)
    kept = await deadlines.export(app, ada)
    assert len(kept) == 60
    assert (await history.open_note(app, ada, note.id or 0)) == note


async def test_exports_say_kind_and_due_date(app: App, ada: Person) -> None:
    note = await condense.condense(app, ada, Pasted(MINUTES), ALL)
    markdown = export_note(note, Format.MARKDOWN, "en").data.decode()
    assert "by Friday at 3 pm. *(Request · due Fri 6 Mar 2026, 15:00 — “by Friday at 3 pm”)*" in markdown
    assert "membrane. *(Definition)*" in markdown
    rows = export_note(note, Format.CSV, "en").data.decode("utf-8-sig").splitlines()
    assert rows[0].startswith("note,title,highlight,score,kind,action,due,")
    assert any(",action,deadline,2026-03-20," in row for row in rows)
