"""Export: what is taken away reads well, opens anywhere and runs nothing."""

import csv
import io
import json

import pytest

from bot.app import App
from bot.features import condense
from bot.features.condense import Pasted, Request
from bot.features.export import Format, export_note, export_notes
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


async def test_json_is_the_terminals_object(note: Note) -> None:
    assert json.loads(export_note(note, Format.JSON, "en").data) == to_json(note, "en")
    for notes in ([], [note], [note, note]):
        assert json.loads(export_notes(notes, Format.JSON, "en").data) == [to_json(n, "en") for n in notes]


async def test_csv_has_a_row_for_each_highlight(app: App, ada: Person, note: Note) -> None:
    chinese = await condense.condense(app, ada, Pasted(CHINESE), Request(Budget(sentences=2)))
    file = export_notes([note, chinese], Format.CSV, "zh_CN")
    rows = list(csv.DictReader(io.StringIO(file.data.decode("utf-8-sig"))))
    assert [row["highlight"] for row in rows] == [h.text for n in (note, chinese) for h in n.highlights]


async def test_nothing_in_it_is_run(app: App, ada: Person) -> None:
    note = await condense.condense(app, ada, Pasted(HOSTILE), Request(Budget(ratio=1)))
    rows = list(csv.DictReader(io.StringIO(export_note(note, Format.CSV, "en").data.decode("utf-8-sig"))))
    assert rows[0]["highlight"].startswith("'=")
    assert r"\*Stars\* and \[links\](x)" in export_note(note, Format.MARKDOWN, "en").data.decode()
