"""Anki: the package's own SQLite, GUIDs that stay, and grades taken in once."""

import io
import sqlite3
import zipfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import fsrs
import pytest
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.app import App
from bot.errors import Empty, Unreadable
from bot.features import anki, cards, condense, review, tags
from bot.features.condense import Pasted
from bot.features.people import Person
from bot.features.review import GRADE_WORDS, Grade
from bot.features.review.memory import COLUMNS, memory_of
from bot.store.tables import CardRow
from tests.conftest import CHAPTER, Clock


def opened(package: bytes, folder: Path) -> dict[str, tuple[str, str]]:
    """The fields and tags in a package, by GUID."""
    with zipfile.ZipFile(io.BytesIO(package)) as archive:
        path = archive.extract("collection.anki2", folder)
    db = sqlite3.connect(path)
    try:
        assert (
            db.execute("select count(*) from cards").fetchone()
            == db.execute("select count(*) from notes").fetchone()
        )
        return {
            guid: (fields, names) for guid, fields, names in db.execute("select guid, flds, tags from notes")
        }
    finally:
        db.close()


@pytest.fixture
async def card(app: App, ada: Person) -> cards.Card:
    note = await condense.condense(app, ada, Pasted(CHAPTER))
    await tags.set_tags(app, ada, note.id or 0, ["plant life"])
    await cards.add(app, ada, note.id or 0, 1)
    return await cards.add(app, ada, note.id or 0, 0)


async def test_a_second_export_has_the_same_guids_and_the_new_words(
    app: App, ada: Person, bo: Person, card: cards.Card, clock: Clock, tmp_path: Path
) -> None:
    first = opened((await anki.export_cards(app, ada)).data, tmp_path)
    clock.advance(days=1)
    await cards.edit(app, ada, card.id, front="1 < 2 & so on?\nYes")
    await review.grade(app, ada, card.id, Grade.GOOD)
    second = opened((await anki.export_cards(app, ada, tag="plant life")).data, tmp_path)
    assert set(first) == set(second)
    assert len(first) == 2
    guid = anki.guid_of(card.id, card.created_at)
    assert first[guid] != second[guid]
    assert second[guid][0].startswith("1 &lt; 2 &amp; so on?<br>Yes\x1f")
    assert second[guid][1].strip() == "plant-life"
    for nobody in (anki.export_cards(app, bo), anki.export_cards(app, ada, tag="stones")):
        with pytest.raises(Empty):
            await nobody


async def test_grades_come_back_once_and_as_fsrs_would_have_it(
    app: App, ada: Person, bo: Person, card: cards.Card, clock: Clock
) -> None:
    guid = anki.guid_of(card.id, card.created_at)
    at = [clock.now + timedelta(hours=1), clock.now + timedelta(days=2), clock.now + timedelta(days=9)]
    clock.advance(days=10)
    expected = fsrs.Card(card_id=card.id, due=card.due_at)
    for rating, moment in zip((3, 3, 1), at, strict=True):
        expected, _ = fsrs.Scheduler(enable_fuzzing=False).review_card(expected, fsrs.Rating(rating), moment)
    data = "\n".join(
        [
            "\ufeffgrade,guid,reviewed_at,ivl",
            f"again,{guid},{at[2].isoformat()},5",
            f"3,{guid},{round(at[0].timestamp() * 1000)},5",
            f"good,{guid},{at[1].replace(tzinfo=None).isoformat()},5",
            f"3,nobody,{at[0].isoformat()},5",
            f"0,{guid},{at[0].isoformat()},5",
            f"3,{guid},2099-01-01,5",
            f"3,{guid},99999999999999999999,5",
            f"3,{guid},soon,5",
            f"3,{guid},{(card.created_at - timedelta(days=1)).isoformat()},5",
            "3",
        ]
    ).encode()
    assert await anki.import_grades(app, bo, data) == anki.Taken(0, 0, 5, 5)
    assert await anki.import_grades(app, ada, data) == anki.Taken(3, 0, 1, 6)
    assert await anki.import_grades(app, ada, data) == anki.Taken(0, 3, 1, 6)
    async with app.read() as s:
        assert memory_of((await s.execute(select(*COLUMNS).where(CardRow.id == card.id))).one()) == expected
    assert (await cards.get(app, ada, card.id)).grades == 3
    for _ in range(3):
        await review.undo(app, ada)
    assert await cards.get(app, ada, card.id) == card


async def test_grades_are_reckoned_with_before_anybody_has_to_wait_to_write(
    app: App, ada: Person, card: cards.Card, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    guid = anki.guid_of(card.id, card.created_at)
    given_at = clock.now + timedelta(hours=1)
    clock.advance(days=1)
    data = f"guid,grade,reviewed_at\n{guid},3,{given_at.isoformat()}\n".encode()
    reckon, is_writing, reckoned = fsrs.Scheduler.review_card, False, []

    def watched(*arguments: Any, **more: Any) -> Any:
        reckoned.append(is_writing)
        return reckon(*arguments, **more)

    @asynccontextmanager
    async def write() -> AsyncIterator[AsyncSession]:
        nonlocal is_writing
        async with app.write() as s:
            is_writing = True
            yield s
        is_writing = False

    monkeypatch.setattr(fsrs.Scheduler, "review_card", watched)
    assert (await anki.import_grades(replace(app, write=write), ada, data)).taken == 1
    assert reckoned == [False]


async def test_a_card_graded_while_a_file_is_read_keeps_its_grade(
    app: App, ada: Person, card: cards.Card, clock: Clock
) -> None:
    guid = anki.guid_of(card.id, card.created_at)
    given_at = clock.now + timedelta(hours=1)
    clock.advance(days=1)

    @asynccontextmanager
    async def late_write() -> AsyncIterator[AsyncSession]:
        await review.grade(app, ada, card.id, Grade.GOOD)
        async with app.write() as s:
            yield s

    data = f"guid,grade,reviewed_at\n{guid},1,{given_at.isoformat()}\n".encode()
    assert await anki.import_grades(replace(app, write=late_write), ada, data) == anki.Taken(0, 1, 0, 0)
    assert (await cards.get(app, ada, card.id)).grades == 1


@pytest.mark.parametrize(
    ("header", "line", "encoding"),
    [
        ("guid,grade,reviewed_at", "{guid},3,2026-03-02T10:00", "utf-8-sig"),
        ("GUID; Grade ;Reviewed_At", "{guid};Good;2026-03-02T10:00", "utf-8"),
        ("grade\treviewed_at\tguid", "{good}\t1772445600\t{guid}", "utf-16"),
        ("guid,grade,reviewed_at", "{guid},3,1772445600000", "utf-8"),
    ],
)
def test_a_table_as_other_programs_write_it(header: str, line: str, encoding: str) -> None:
    good = GRADE_WORDS[Grade.GOOD].to("zh_CN")
    data = "\r\n".join([header, line.format(guid="a!b", good=good)] * 2).encode(encoding)
    given, unread = anki.read_grades(data, datetime(2026, 3, 3, tzinfo=UTC))
    assert given == [anki.Given("a!b", Grade.GOOD, datetime(2026, 3, 2, 10, tzinfo=UTC))] * 2
    assert unread == 1  # the second header


@pytest.mark.parametrize("data", [b"", b"guid,grade\na,1", b"\xff\xfe\x00", b"PK\x03\x04\x00\x00"])
def test_what_is_no_csv_of_grades_is_said(data: bytes) -> None:
    with pytest.raises(Unreadable):
        anki.read_grades(data, datetime(2026, 3, 2, tzinfo=UTC))


async def test_undo_takes_back_the_grade_given_last_not_one_taken_in_later(
    app: App, ada: Person, card: cards.Card, clock: Clock
) -> None:
    (other,) = [each for each in (await cards.list_cards(app, ada)).cards if each.id != card.id]
    in_anki = clock.now
    clock.advance(hours=1)
    await review.grade(app, ada, card.id, Grade.EASY)
    clock.advance(hours=1)
    guid = anki.guid_of(other.id, other.created_at)
    await anki.import_grades(app, ada, f"guid,grade,reviewed_at\n{guid},3,{in_anki.isoformat()}\n".encode())
    last = (await review.due(app, ada)).last_review_id
    assert (await review.undo(app, ada, last)).id == card.id
    assert (await cards.get(app, ada, other.id)).grades == 1
