"""Anki: one's cards as a package that Anki imports, and grades given in Anki taken back in from a CSV.

A card keeps its GUID, so that importing a newer package updates it in Anki. Nothing is sent anywhere.
"""

from __future__ import annotations

import asyncio
import codecs
import csv
import html
import io
import re
import tempfile
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import fsrs
import genanki
from sqlalchemy import bindparam, insert, select, update

from bot.app import App
from bot.errors import Empty, Unreadable
from bot.features.cards import ROWS_AT_ONCE, Card, list_cards
from bot.features.export import Exported
from bot.features.people import Person
from bot.features.review.memory import COLUMNS, memory_of
from bot.features.review.rules import GRADE_WORDS, Grade, ReviewSettings, after
from bot.features.review.settings import get_settings
from bot.features.tags import tags_of
from bot.locales import LANGUAGES, N_, Message
from bot.store.tables import CardRow, ReviewRow, Table

DECK_ID, MODEL_ID = (
    1_893_210_447,
    1_893_210_448,
)  # any two numbers, for ever the same: Anki knows decks by them
COLUMN_NAMES = ("guid", "grade", "reviewed_at")
DELIMITERS = ",;\t"
UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
LATEST_S = 10**11  # what is more than so many seconds, the year 5138, are milliseconds
GRADES = {words.to(language).lower(): grade for grade, words in GRADE_WORDS.items() for language in LANGUAGES}
MEMORY = ("state", "step", "stability", "difficulty", "due_at", "last_review_at")
MODEL = genanki.Model(
    MODEL_ID,
    "Pith",
    fields=[{"name": name} for name in ("Front", "Back", "Sentence", "Note")],
    templates=[
        {
            "name": "Card",
            "qfmt": "{{Front}}",
            "afmt": '{{FrontSide}}<hr id="answer"><b>{{Back}}</b><p>{{Sentence}}</p><p><i>{{Note}}</i></p>',
        }
    ],
    css=".card { font: 20px/1.5 serif; text-align: center; }",
)


@dataclass(frozen=True, slots=True)
class Given:
    """A grade given in Anki."""

    guid: str
    grade: Grade
    at: datetime


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of a CSV: grades taken in, older than the card's last one here, of no card here, not understood or
    impossible."""

    taken: int
    older: int
    unknown: int
    unread: int


def taken_words(taken: Taken) -> Message:
    """What became of a CSV, in words."""
    return N_(
        "Grades taken in: {taken}. Older than the card's last grade here: {older}. Of no card here: {unknown}. "
        "Not understood: {unread}.",
        **asdict(taken),
    )


def guid_of(card_id: int, created_at: datetime) -> str:
    """The card's GUID in Anki: its own for ever, and no card's of another Pith."""
    return str(genanki.guid_for("pith", card_id, created_at.isoformat()))


def package(cards: Sequence[Card], tags: Mapping[int, Sequence[str]], now: datetime) -> bytes:
    """The cards as an .apkg; `tags` are those of each note."""
    deck = genanki.Deck(DECK_ID, "Pith")
    for card in cards:
        sides = (card.front, card.back, card.sentence, card.title)
        names = [re.sub(r"\s+", "-", tag) for tag in tags.get(card.note_id or 0, ())]
        deck.add_note(
            genanki.Note(
                MODEL,
                [html.escape(side).replace("\n", "<br>") for side in sides],
                tags=names,
                guid=guid_of(card.id, card.created_at),
            )
        )
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "cards.apkg")
        genanki.Package(deck).write_to_file(str(path), now.timestamp())
        return path.read_bytes()


async def export_cards(app: App, person: Person, tag: str | None = None) -> Exported:
    """Every card, or those of notes with `tag`, as a package. Raises Empty where there is none."""
    found: list[Card] = []
    cursor: int | None = None
    while True:
        page = await list_cards(app, person, tag=tag, limit=ROWS_AT_ONCE, cursor=cursor)
        found += page.cards
        if (cursor := page.next_cursor) is None:
            break
    if not found:
        raise Empty("There are no cards to export.")
    note_ids = sorted({card.note_id for card in found if card.note_id is not None})
    tags: dict[int, tuple[str, ...]] = {}
    async with app.read() as s:
        for start in range(0, len(note_ids), ROWS_AT_ONCE):
            tags |= await tags_of(s, note_ids[start : start + ROWS_AT_ONCE])
    data = await asyncio.to_thread(package, found[::-1], tags, app.clock())
    return Exported("pith.apkg", "application/octet-stream", data)


def read_grades(data: bytes, now: datetime) -> tuple[list[Given], int]:
    """The grades in a CSV, oldest first, and how many lines can't be understood or lie in the future.

    Its columns: `guid`, `grade` (1 to 4, or again, hard, good, easy, or these in Chinese), `reviewed_at` (ISO 8601, UTC
    where it names no zone; or seconds or, as in Anki's own table `revlog`, milliseconds since 1970). Between them stand
    commas, semicolons or tabs. Raises Unreadable for anything else.
    """
    try:
        text = data.decode("utf-16" if data.startswith(UTF_16) else "utf-8-sig")
        given = [_given(line) for line in _lines(text)]
    except (UnicodeDecodeError, csv.Error):
        raise Unreadable("This is not a CSV file in UTF-8.", about="grades") from None
    understood = [each for each in given if each is not None and each.at <= now]
    return sorted(understood, key=lambda each: each.at), len(given) - len(understood)


def _lines(text: str) -> Iterable[dict[str, str]]:
    """Each line's columns, by their names in small letters."""
    for delimiter in DELIMITERS:
        table = csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter)
        table.fieldnames = [name.strip().lower() for name in table.fieldnames or ()]
        if set(COLUMN_NAMES) <= set(table.fieldnames):
            return table
    raise Unreadable(
        "A CSV of grades has the columns {names}.", about="grades", names=", ".join(COLUMN_NAMES)
    )


def _given(line: Mapping[str, Any]) -> Given | None:
    guid, grade, moment = (str(line[name] or "").strip() for name in COLUMN_NAMES)
    try:
        known = Grade(int(grade)) if grade.isdecimal() else GRADES[grade.lower()]
        if moment.isdecimal():
            since_1970 = int(moment)
            at = datetime.fromtimestamp(since_1970 if since_1970 < LATEST_S else since_1970 / 1000, UTC)
        else:
            at = datetime.fromisoformat(moment)
            at = (at if at.tzinfo else at.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, KeyError, OverflowError, OSError):
        return None
    return Given(guid, known, at)


def replay(
    memories: dict[int, fsrs.Card],
    grades: Sequence[tuple[int, Given]],
    settings: ReviewSettings,
    zone_name: str | None,
) -> list[tuple[int, Given, dict[str, Any]]]:
    """Grades the cards in `memories` as given, oldest first; what was taken, with the memory before each.

    A grade that is not newer than the card's last one is passed over, so that a file taken twice counts once.
    """
    taken = []
    for card_id, given in grades:
        before = memories[card_id]
        if before.last_review is None or given.at > before.last_review:
            memories[card_id] = after(given.grade, before, given.at, settings, zone_name)
            taken.append((card_id, given, dict(before.to_dict())))
    return taken


@dataclass(frozen=True, slots=True)
class _Replayed:
    """What grades make of cards: the rows to write, those of the log and of the cards changed, and how many grades are
    of a card that is known, and not older than it."""

    log: list[dict[str, Any]]
    changes: list[dict[str, Any]]
    known: int
    possible: int


def _replayed(
    rows: Sequence[Any], given: Sequence[Given], person: Person, settings: ReviewSettings
) -> _Replayed:
    mine = {guid_of(row.id, row.created_at): row for row in rows}
    memories = {row.id: memory_of(row) for row in rows}
    known = [(mine[each.guid], each) for each in given if each.guid in mine]
    possible = [(row.id, each) for row, each in known if each.at >= row.created_at]
    taken = replay(memories, possible, settings, person.time_zone)
    log = [
        {"person_id": person.id, "card_id": card_id, "grade": each.grade.value, "before": before,
         "reviewed_at": each.at}
        for card_id, each, before in taken
    ]  # fmt: skip
    counts = Counter(card_id for card_id, _, _ in taken)
    changes = [_change(memories[card_id], count) for card_id, count in counts.items()]
    return _Replayed(log, changes, len(known), len(possible))


async def import_grades(app: App, person: Person, data: bytes) -> Taken:
    """Takes the grades of a CSV into the person's cards, all or none. Raises Unreadable as `read_grades` does."""
    given, unread = await asyncio.to_thread(read_grades, data, app.clock())
    settings = await get_settings(app, person)
    mine = select(*COLUMNS, CardRow.created_at).where(CardRow.person_id == person.id).order_by(CardRow.id)
    async with app.read() as s:
        rows = (await s.execute(mine)).all()
    found = await asyncio.to_thread(  # a second for years of grades: nobody waits to write meanwhile
        _replayed, rows, given, person, settings
    )
    async with app.write() as s:
        now = (await s.execute(mine.with_for_update())).all()
        if now != rows:
            found = await asyncio.to_thread(_replayed, now, given, person, settings)
        for start in range(0, len(found.log), ROWS_AT_ONCE):
            await s.execute(insert(ReviewRow), found.log[start : start + ROWS_AT_ONCE])
        table = Table.metadata.tables[CardRow.__tablename__]
        changed = update(table).where(table.c.id == bindparam("of_id")).values(
            grades=table.c.grades + bindparam("more"),
            **{name: bindparam(f"new_{name}") for name in MEMORY},
        )  # fmt: skip
        for start in range(0, len(found.changes), ROWS_AT_ONCE):
            await s.execute(changed, found.changes[start : start + ROWS_AT_ONCE])
    taken, known, possible = len(found.log), found.known, found.possible
    return Taken(taken, possible - taken, len(given) - known, unread + known - possible)


def _change(memory: fsrs.Card, count: int) -> dict[str, Any]:
    values = (
        memory.state.value, memory.step, memory.stability, memory.difficulty, memory.due, memory.last_review
    )  # fmt: skip
    return {"of_id": memory.card_id, "more": count} | {
        f"new_{name}": value for name, value in zip(MEMORY, values, strict=True)
    }
