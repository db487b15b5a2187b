"""History: listed, opened, re-cut, retitled, deleted — by its owner and by nobody else."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace

import pytest
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.app import App
from bot.errors import Invalid, NotFound
from bot.features import condense, history, search, tags
from bot.features.condense import Pasted, Request, Upload
from bot.features.note import Note
from bot.features.people import Person
from bot.store.tables import HighlightRow, NoteRow, TagRow
from model import Budget
from tests.conftest import CHAPTER


@pytest.fixture
async def note(app: App, ada: Person) -> Note:
    return await condense.condense(app, ada, Pasted(CHAPTER), Request(Budget(sentences=2)))


async def test_the_newest_note_comes_first_and_pages_continue(app: App, ada: Person) -> None:
    ids = [(await condense.condense(app, ada, Pasted(f"Note {i}. {CHAPTER}"))).id for i in range(5)]
    first = await history.list_notes(app, ada, limit=3)
    rest = await history.list_notes(app, ada, limit=3, cursor=first.next_cursor)
    assert [n.id for n in first.notes + rest.notes] == ids[::-1]
    assert rest.next_cursor is None


async def test_a_recut_is_the_start_of_the_same_ranking(app: App, ada: Person, note: Note) -> None:
    assert note.id is not None
    longer = await history.recut(app, ada, note.id, Budget(sentences=5))
    assert len(longer.highlights) == 5
    assert {h.index for h in note.highlights} < {h.index for h in longer.highlights}
    assert await history.open_note(app, ada, note.id) == longer


async def test_what_was_left_out_can_be_seen(app: App, note: Note) -> None:
    chosen = {h.index for h in note.highlights}
    left_out = [s for s in note.sentences if s.index not in chosen]
    assert len(left_out) == note.sentences_total - 2
    assert min(s.rank for s in left_out) == 2


async def test_tags_and_title(app: App, ada: Person, note: Note) -> None:
    assert note.id is not None
    assert await tags.set_tags(app, ada, note.id, ["#Biology", "  exam   prep ", "biology"]) == (
        "biology",
        "exam prep",
    )
    await history.retitle(app, ada, note.id, "  Leaves ")
    kept = await history.open_note(app, ada, note.id)
    assert (kept.title, kept.tags) == ("Leaves", ("biology", "exam prep"))
    assert await tags.list_tags(app, ada) == {"biology": 1, "exam prep": 1}
    assert [n.id for n in (await history.list_notes(app, ada, tag="Biology")).notes] == [note.id]
    assert [n.id for n in (await history.list_notes(app, ada, tag=", #Biology，exam")).notes] == [note.id]
    assert (await history.list_notes(app, ada, tag="physics")).notes == ()
    for unseen in ("  ", "\u200b\u200d", "\u3164"):
        with pytest.raises(Invalid):
            await history.retitle(app, ada, note.id, unseen)
        assert await tags.change_tags(app, ada, note.id, add=[unseen]) == ("biology", "exam prep")
    await history.retitle(app, ada, note.id, "gnp.\u202eyrtemoeg")  # would be read from its end
    assert (await history.open_note(app, ada, note.id)).title == "gnp.yrtemoeg"
    off = ["biology, exam prep"]
    apart = await tags.change_tags(app, ada, note.id, add=["light, #Water，叶、光"], remove=off)
    assert apart == ("light", "water", "光", "叶")
    assert await tags.set_tags(app, ada, note.id, ["#\u200bexam\u00ad prep", "می\u200cخواهم"]) == (
        "exam prep",
        "می\u200cخواهم",
    )
    with pytest.raises(Invalid):
        await tags.set_tags(app, ada, note.id, ["x" * 41])


async def test_a_note_with_more_tags_than_may_be_keeps_them_and_takes_no_more(
    app: App, ada: Person, note: Note
) -> None:
    """As notes have them whose tags had commas."""
    assert note.id is not None
    had = tuple(f"tag {i:02}" for i in range(tags.TAGS_PER_NOTE + 3))
    async with app.write() as s:
        s.add_all(TagRow(note_id=note.id, name=name, person_id=ada.id) for name in had)
    assert await tags.set_tags(app, ada, note.id, had) == had
    with pytest.raises(Invalid):
        await tags.change_tags(app, ada, note.id, add=["one more"])
    with pytest.raises(Invalid):
        await tags.change_tags(app, ada, note.id, add=["one more"], remove=had[:1])
    assert await tags.change_tags(app, ada, note.id, remove=had[:1]) == had[1:]
    assert await tags.change_tags(app, ada, note.id, add=["one more"], remove=had[:4]) == (
        "one more",
        *had[4:],
    )


async def test_deleted_is_gone(app: App, ada: Person, note: Note) -> None:
    assert note.id is not None
    await history.delete_note(app, ada, note.id)
    with pytest.raises(NotFound):
        await history.open_note(app, ada, note.id)


async def test_somebody_elses_note_is_not_found(app: App, bo: Person, note: Note) -> None:
    assert note.id is not None
    for attempt in (
        history.open_note(app, bo, note.id),
        history.recut(app, bo, note.id, Budget(sentences=1)),
        history.retitle(app, bo, note.id, "mine"),
        history.delete_note(app, bo, note.id),
        history.origins(app, bo, note.id),
        tags.set_tags(app, bo, note.id, ["mine"]),
        history.open_note(app, bo, -1),
        history.open_note(app, bo, 2**70),
    ):
        with pytest.raises(NotFound):
            await attempt
    assert (await history.list_notes(app, bo)).notes == ()


async def test_a_long_note_is_cut_to_any_length_without_a_pause(app: App, ada: Person) -> None:
    text = "".join(f"第{i}种植物把阳光变成糖。" for i in range(2000))
    note = await condense.condense(app, ada, Pasted(text))
    assert note.id is not None
    whole = await history.recut(app, ada, note.id, Budget(ratio=1))
    assert len(whole.highlights) == note.sentences_total
    await history.recut(app, ada, note.id, Budget(sentences=1))


async def test_a_cut_of_a_text_that_was_replaced_meanwhile_is_of_the_new_one(app: App, ada: Person) -> None:
    note = await condense.condense(app, ada, Pasted(CHAPTER), origins=("discord:1",))
    assert note.id is not None

    @asynccontextmanager
    async def late_write() -> AsyncIterator[AsyncSession]:
        await condense.condense(app, ada, Pasted("Only this is left."), origins=("discord:1",))
        async with app.write() as s:
            yield s

    cut = await history.recut(replace(app, write=late_write), ada, note.id, Budget(ratio=1))
    assert cut == await history.open_note(app, ada, note.id)
    async with app.read() as s:
        rows = await s.scalars(select(HighlightRow.text).where(HighlightRow.note_id == note.id))
        assert set(rows) <= {"Only this is left."}


async def test_a_title_that_was_made_otherwise_once_is_made_anew(app: App, ada: Person) -> None:
    note = await condense.condense(app, ada, Pasted("Leaves are green. So is moss."), origins=("discord:1",))
    async with app.write() as s:
        (await s.get_one(NoteRow, note.id)).title = "So is moss."  # as another version may have called it
    edited = await condense.condense(
        app, ada, Pasted("Leaves turn red. So does moss."), origins=("discord:1",)
    )
    assert edited.title == "Leaves turn red."


@pytest.mark.parametrize(
    ("before", "after", "title"),
    [
        (
            Pasted("Leaves are green. So is moss."),
            Pasted("Leaves turn red. So does moss."),
            "Leaves turn red.",
        ),
        (Pasted("# Leaves\n\nLeaves are green."), Pasted("# Moss\n\nMoss is green."), "Moss"),
        (Pasted("Hello all,\n\nLeaves are green."), Pasted("Leaves turn red."), "Leaves turn red."),
        (Upload("leaves.txt", b"Leaves are green."), Upload("leaves.txt", b"Leaves are green."), "leaves"),
    ],
)
async def test_a_title_that_the_person_gave_outlives_an_edit_of_the_message(
    app: App, ada: Person, before: Pasted | Upload, after: Pasted | Upload, title: str
) -> None:
    note = await condense.condense(app, ada, before, origins=("discord:1",))
    assert note.id
    edited = await condense.condense(app, ada, after, origins=("discord:1",))
    assert (edited.id, edited.title) == (note.id, title)
    await history.retitle(app, ada, note.id, "What I call it")
    for source in (before, after):
        edited = await condense.condense(app, ada, source, origins=("discord:1",))
        assert (edited.id, edited.title) == (note.id, "What I call it")
        assert (await history.open_note(app, ada, note.id)).title == "What I call it"
        (found,) = await search.search(app, ada, "What I call it")
        assert found.note.id == note.id
