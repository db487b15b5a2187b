"""Export: what is taken away reads well, opens anywhere and runs nothing."""

import csv
import gc
import io
import json
from collections.abc import Awaitable, Callable
from contextlib import AbstractAsyncContextManager
from dataclasses import replace

import pytest
from sqlalchemy.ext.asyncio import AsyncSession

from bot.app import App
from bot.documents import Location
from bot.features import condense, history, privacy
from bot.features.condense import Pasted, Request
from bot.features.export import Format, export_each, export_note, location_words
from bot.features.note import Note, to_json
from bot.features.people import Person
from model import Budget
from tests.conftest import CHAPTER, CHINESE

HOSTILE = "=HYPERLINK(1) is how a formula would begin in a cell. *Stars* and [links](x) are not ours to draw."


@pytest.fixture
async def note(app: App, ada: Person) -> Note:
    return await condense.condense(app, ada, Pasted(CHAPTER), Request(Budget(sentences=3)))


async def test_markdown_names_the_places(note: Note) -> None:
    file = export_note(note, Format.MARKDOWN, "en")
    assert file.name == "Photosynthesis.md"
    text = file.data.decode()
    assert text.startswith("# Photosynthesis\n")
    assert text.count("\n- ") == 3


async def test_json_is_the_terminals_object(app: App, ada: Person, bo: Person, note: Note) -> None:
    assert json.loads(export_note(note, Format.JSON, "en").data) == to_json(note, "en")
    newer = await condense.condense(app, ada, Pasted("Cells divide."))
    for person, notes in ((ada, [newer, note]), (bo, [])):
        exported, count = await export_each(history.each_note(app, person), Format.JSON, "en")
        kept = [await history.open_note(app, person, each.id or 0) for each in notes]
        assert (json.loads(exported.data), count) == ([to_json(each, "en") for each in kept], len(notes))


async def test_csv_has_a_row_for_each_highlight(app: App, ada: Person, note: Note) -> None:
    chinese = await condense.condense(app, ada, Pasted(CHINESE), Request(Budget(sentences=2)))
    file, _ = await export_each(history.each_note(app, ada), Format.CSV, "zh_CN")
    rows = list(csv.DictReader(io.StringIO(file.data.decode("utf-8-sig"))))
    assert [row["highlight"] for row in rows] == [h.text for n in (chinese, note) for h in n.highlights]


async def test_nothing_in_it_is_run(app: App, ada: Person) -> None:
    note = await condense.condense(app, ada, Pasted(HOSTILE), Request(Budget(ratio=1)))
    rows = list(csv.DictReader(io.StringIO(export_note(note, Format.CSV, "en").data.decode("utf-8-sig"))))
    assert rows[0]["highlight"].startswith("'=")
    assert r"\*Stars\* and \[links\](x)" in export_note(note, Format.MARKDOWN, "en").data.decode()


def of_all_notes(app: App, person: Person) -> Awaitable[object]:
    return export_each(history.each_note(app, person), Format.JSON, "en")


@pytest.mark.parametrize("export", [of_all_notes, privacy.export_all])
async def test_no_two_notes_are_held_at_once(
    app: App, ada: Person, export: Callable[[App, Person], Awaitable[object]]
) -> None:
    """With all its sentences a note is many times its text."""
    for number in range(6):
        await condense.condense(app, ada, Pasted(f"Note {number} says something."))
    held = []

    def read() -> AbstractAsyncContextManager[AsyncSession]:
        held.append(sum(isinstance(each, Note) for each in gc.get_objects()))
        return app.read()

    await export(replace(app, read=read), ada)
    assert max(held) - held[0] <= 1


@pytest.mark.parametrize(
    ("location", "words"),
    [
        (Location(heading="The  Rivers"), "None"),
        (Location(page=3, heading="the rivers"), "page 3"),
        (Location(heading="Lakes"), "Lakes"),
    ],
)
def test_a_heading_that_only_says_the_title_again_is_left_out_beside_it(
    location: Location, words: str
) -> None:
    assert str(location_words(location, "The Rivers")) == words
    assert str(location_words(Location(heading="The Rivers"))) == "The Rivers"
