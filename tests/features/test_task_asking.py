"""What a note offers for the list of tasks: of what was left out what is dated or asked of somebody, no old mail."""

from __future__ import annotations

import time
from datetime import UTC, datetime

import pytest

from bot.app import App
from bot.features import condense, tasks
from bot.features.condense import Pasted, Request
from bot.features.people import Person
from bot.features.tasks.asking import _is_to_somebody, _quoted_in
from model import Budget

ONE = Request(Budget(sentences=1))
RAIN = "The rain that fell on the hills all night filled the two rivers and the great lake behind the dam."
ASKED = f"{RAIN} Please water the plants in the hall. Please send the report to Anna by 20 March."
CHAPTER = f"# Rivers\n\n{ASKED}\n"
MAIL = f"""From: Priya
To: Daniel
Subject: RE: Rivers

Hi Daniel,

{ASKED} Let me know if anything is unclear. {RAIN}

From: Daniel
Sent: Wednesday
To: Priya

Please tell me the code of the dam. Could you call me by 12 March?

> On Tue, Priya wrote:
> Please send me the map by 9 March.
"""

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


async def offers(app: App, person: Person, text: str, request: Request = ONE) -> list[tuple[str, bool]]:
    note = await condense.condense(app, person, Pasted(text), request)
    found = await tasks.offered(app, person, note.id or 0)
    assert tasks.has_offers(note) is bool(found)
    for each in found:
        assert note.text[each.sentence.start : each.sentence.end] == each.sentence.text
    return [(" ".join(each.sentence.text.split()[:2]), each.is_highlight) for each in found]


async def test_of_a_chapter_what_is_left_out_is_offered_where_it_has_a_date(app: App, ada: Person) -> None:
    assert [words for words, is_highlight in await offers(app, ada, CHAPTER) if not is_highlight] == [
        "Please send"
    ]
    everything = Request(Budget(ratio=1))
    assert await offers(app, ada, CHAPTER, everything) == [("Please water", True), ("Please send", True)]
    assert await offers(app, ada, f"{RAIN} Leaves are green in spring.") == []


LIST = """Hi Tom,

Could you please:
1. confirm the slot with Anna,
2. send me a signed copy of the form.

Please bring the following:
- two pens
- some paper
"""


async def test_what_only_leads_in_what_is_asked_is_no_task(app: App, ada: Person) -> None:
    assert sorted(words for words, _ in await offers(app, ada, LIST)) == [
        "Please bring",
        "confirm the",
        "send me",
    ]
    dated = LIST.replace("please:", "please by 20 March:")
    assert "Could you" in [words for words, _ in await offers(app, ada, dated)]


async def test_a_subject_without_a_date_is_no_task(app: App, ada: Person) -> None:
    mail = (
        f"From: Priya\nTo: Daniel\nSubject: Please send the map\n\nHi Daniel,\n\n{RAIN} Please send the map."
    )
    assert await offers(app, ada, mail, Request(Budget(ratio=1))) == [("Please send", True)]
    dated = mail.replace("map\n", "map by 20 March\n")
    assert ("Subject: Please", True) in await offers(app, ada, dated, Request(Budget(ratio=1)))


TWICE = f"""From: Priya
To: Daniel

Hi Daniel,

please send the report to Anna by 20 March. {RAIN}
As I said, please send the report to Anna by 20 March. Please send the draft report to Anna by 20 March.
Please send the report to Anna by 21 March. Reminder: please send the report to Anna by 20 March!

{RAIN} 请在3月6日前提交报告。再提醒一下：请在3月6日前提交报告！
"""


async def test_what_is_asked_twice_is_offered_once(app: App, ada: Person) -> None:
    note = await condense.condense(app, ada, Pasted(TWICE), ONE)
    found = await tasks.offered(app, ada, note.id or 0)
    assert sorted(each.sentence.text for each in found) == [
        "Please send the draft report to Anna by 20 March.",
        "Please send the report to Anna by 21 March.",
        "please send the report to Anna by 20 March.",
        "请在3月6日前提交报告。",
    ]
    (again,) = (each.index for each in note.sentences if each.text.startswith("As I said"))
    (made,) = await tasks.confirm(app, ada, note.id or 0, [again])
    offered = {each.sentence.text: each.task_id for each in await tasks.offered(app, ada, note.id or 0)}
    assert offered["please send the report to Anna by 20 March."] == made.id, "it is a task in other words"
    assert sum(each is not None for each in offered.values()) == 1


async def test_what_is_called_a_task_needs_neither_a_date_nor_somebody_it_is_said_to(
    app: App, ada: Person
) -> None:
    for line in ("TODO: draw the map of all rivers.", "Action item: Tom to draw the map of all rivers."):
        found = await offers(app, ada, f"{CHAPTER}\n\n{line}")
        assert (" ".join(line.split()[:2]), False) in found
    undated = await offers(app, ada, f"{CHAPTER}\n\nPlease draw the map of all rivers.")
    assert ("Please draw", False) not in undated


async def test_what_is_ticked_is_not_offered_and_an_open_box_is(app: App, ada: Person) -> None:
    for done in (
        "[x] Email Dr. Patel by 20 March.",
        "- [x] Call Eve by 20 March.",
        "☑ Send it by 20 March.",
        "✅ Pay by 9 March.",
        "☐ I have read all of the terms.",
        "- [ ] I agree to the terms of use.",
    ):
        assert await offers(app, ada, f"{CHAPTER}\n\n{done}") == await offers(app, ada, CHAPTER), done
    for box in (
        "☐ Draw the map of all rivers.",
        "- [ ] Draw the map of all rivers.",
        "[ ] Draw the map of all rivers.",
    ):
        found = await offers(app, ada, f"{CHAPTER}\n\n{box}")
        assert len(found) == 1 + len(await offers(app, ada, CHAPTER)), box


ESSAY = "The essay on Darwin is due on Friday."
STUDIED = f"# Species\n\n{RAIN} {RAIN}\n\n"


@pytest.mark.parametrize(
    "text",
    [
        f"{STUDIED}On the origin of new species Darwin wrote:\n\n{ESSAY}\n",
        f"{STUDIED}> {ESSAY}\n",
        f"Hello World!\n\n{STUDIED}> {ESSAY}\n",
    ],
)
async def test_study_notes_quote_no_older_mail(app: App, ada: Person, text: str) -> None:
    assert len(await offers(app, ada, text)) == 1


async def test_of_a_mail_all_that_it_asks_and_nothing_it_quotes(app: App, ada: Person) -> None:
    found = await offers(app, ada, MAIL)
    assert sorted(words for words, _ in found) == ["Please send", "Please water"]
    assert [is_highlight for _, is_highlight in found] == sorted((each for _, each in found), reverse=True)
    everything = await offers(app, ada, MAIL, Request(Budget(ratio=1)))
    assert ("Please send", True) in everything
    assert ("Could you", True) not in everything
    assert ("Please tell", True) not in everything


OWN = "Dear all, " + "here are some words of mine about the rivers and the dams. " * 3
OWN_HAN = (
    "各位同学好，本周三下午的小组会改到周四上午十点，地点不变，请带上你们已经读完的两篇文章和笔记来讨论。"
)


@pytest.mark.parametrize(
    ("text", "is_old"),
    [
        (f"{OWN}\n-----Original Message-----\nFrom: Eve\nASK", True),
        (f"{OWN}\nOn Tue, Mar 10, 2026 at 18:03, Eve Adams <e@example.org> wrote:\nASK", True),
        (f"{OWN}\nAm Di., 10. März 2026 schrieb Eve Adams:\nASK", True),
        (f"{OWN}\n在 2026年3月10日，Eve 写道：\nASK", True),
        (f"{OWN}\n> ASK", True),
        (f"From: Ann\nTo: Bo\n\n{OWN}\n\nFrom: Bo\nTo: Ann\nASK", True),
        (f"{OWN}\n\nFrom: Bo\nSent: Monday\nASK", True),
        (f"From: Ann\nTo: Bo\nSubject: x\n\n{OWN}\nASK", False),
        (f"{OWN}\nFrom: the start\nASK", False),
        (f"{OWN}\nDate: 3 March\nASK", False),  # minutes
        ("FYI\n-----Original Message-----\nFrom: Eve\nASK", False),  # sent on because of what it asks
        ("> ASK\n> and more", False),
        (f"{OWN}\nOn the day she wrote a song.\nASK", False),
        (f"{OWN}\nOn Tuesday evening Eve wrote:\n\n> ASK", True),
        (f"{OWN}\nLe mar. 10 mars 2026 à 18:03, Eve a écrit :\nASK", True),
        (f"{OWN}\nOn the origin of new species Darwin wrote:\nASK", False),
        (f"{OWN}\nOn liberty Mill once wrote:\nASK", False),
        (f"{OWN}\nEl filósofo Ortega escribió:\nASK", False),
        (f"{OWN}\nLe philosophe Descartes a écrit :\nASK", False),
        (f"{OWN}\nAm Ende seines Lebens schrieb Goethe:\nASK", False),
        (f"{OWN}\n1859年达尔文写道：\nASK", False),
        (f"{OWN_HAN}\n\nFrom: Bo\nSent: Monday\nASK", True),
    ],
)
def test_older_mail(text: str, is_old: bool) -> None:
    assert _quoted_in(text)(text.index("ASK")) is is_old


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        ("From: Ann\nSubject: rivers\n\nSend it.", True),
        ("Hi Daniel,\nsend it.", True),
        ("Sehr geehrte Frau Berg,\nbitte", True),
        ("各位同学：\n请交作业。", True),
        ("王老师您好，请看附件。", True),
        ("[14/02/2026, 20:11:03] Lena: hey\n[14/02/2026, 20:12:03] Tom: yes", True),
        ("MINUTES\nPresent: A, B\nAction: A to go", True),
        ("会议纪要\n出席：甲、乙", True),
        ("Minutes\n\nThe pump is broken.", True),
        ("Minutes of the meeting of 3 March\n\nThe pump is broken.", True),
        ("Meeting minutes – Mon, March 3\n\nThe pump is broken.", True),
        ("Protokoll der Sitzung vom 3. März\n\nDie Pumpe ist kaputt.", True),
        ("Protokoll vom 3.3.\n\nDie Pumpe ist kaputt.", True),
        ("Acta de la reunión\n\nLa bomba no funciona.", True),
        ("Present: Ann Berg (chair), T. Lee and Bo\n\nThe pump is broken.", True),
        ("De: Ana\nPara: Luis\nAsunto: ríos\n\nEnvíalo.", True),
        ("From: ann@example.org\nTo: bo@example.org\n\nSend it.", True),
        ("Yes.\n\nOn Tue, Mar 10, 2026 at 18:03, Eve Adams <e@example.org> wrote:\n> Come.", True),
        ("Ciao a tutti,\n\nvenite.", True),
        ("Care of the elderly:\n\nIt matters.", False),
        ("Hello World!\n\nPrint it.", False),
        ("Minutes matter.\n\nPrint it.", False),
        ("Protokoll TCP: sicher\n\nEs sendet.", False),
        ("Acta de independencia: 1810\n\nHay que leerla.", False),
        ("Present: the tense of now\n\nLearn it.", False),
        ("Present: I walk, you walk\n\nLearn it.", False),
        ("De: Alemania\nPara: México\n\nEl comercio crece.", False),
        ("De: Alemania / Para: México\n\nEl comercio crece.", False),
        ("Dear readers of this book have asked me why. It is long.", False),
        ("# Rivers\n\nThe ten minutes of rain were long.", False),
        ("Subject: verbs\n\nA verb has a subject.", False),
        ("各种河流都流向大海。", False),
        ("Hello world is the first of all programs\n\nPrint it.", False),
        ("", False),
    ],
)
def test_who_is_written_to(text: str, is_one: bool) -> None:
    assert _is_to_somebody(text, NOW) is is_one


@pytest.mark.parametrize(
    "piece",
    [
        "From: ",
        "\n> ",
        "On a",
        "- -",
        "\nOn 3 x",
        "Present: A",
        "Minutes on ",
        "\nOn 3/20 wrote:",
        "Hi ",
        "你好",
        "写道",
    ],
)
def test_it_costs_little_on_any_text(piece: str) -> None:
    began = time.process_time()
    _quoted_in(piece * 20_000)(5)
    _is_to_somebody(piece * 20_000, NOW)
    assert time.process_time() - began < 1


@pytest.mark.parametrize(
    ("said", "due_on"),
    [("Read chapter 5 by Friday.", "2026-03-06"), ("下周一之前读完第五章。", "2026-03-09")],
)
async def test_reading_for_a_day_is_offered_with_its_date(
    app: App, ada: Person, said: str, due_on: str
) -> None:
    rain = RAIN if said.isascii() else "昨夜山上下了一整夜的雨，两条河和大坝后面的大湖都满了。"
    note = await condense.condense(app, ada, Pasted(f"{rain}\n\n- {said}\n"), ONE)
    (found,) = await tasks.offered(app, ada, note.id or 0)
    assert found.sentence.text == said
    assert found.sentence.kind == "action"
    assert [str(each.due_on) for each in found.sentence.deadlines] == [due_on]
