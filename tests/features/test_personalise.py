"""Personalise: what a person says of sentences changes their next note, theirs alone, until they take it back."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace

import pytest
from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.app import App
from bot.errors import NotFound
from bot.features import condense, history, personalise, privacy
from bot.features.condense import Pasted, Request
from bot.features.note import REASONS, Note
from bot.features.people import Person
from bot.features.personalise import Verdict
from bot.store.tables import MarkRow
from model import Budget, Reason
from tests.conftest import CHAPTER, Clock

SUBJECTS = ("volcano", "glacier", "river", "forest", "desert", "island", "harbour", "valley")
THREE = Request(Budget(sentences=3))


def lesson(i: int) -> str:
    """A text about many things, one of which is a date and one a question, always in other places."""
    name = SUBJECTS[i % len(SUBJECTS)]
    lines = [
        f"The {name} shapes the land around it and the people who live there.",
        f"Travellers describe the {name} as wide, quiet and hard to cross.",
        f"Much of what grows near the {name} is found nowhere else.",
        f"In {1700 + 7 * i} the first map of the {name} was drawn.",
        f"Farmers near the {name} depend on the water it gives.",
        f"What would the region be without its {name}?",
        f"Wind and rain wear the {name} down over the ages.",
        f"The council met on 4 March {1801 + i} to protect the {name}.",
    ]
    return " ".join(lines[i % 5 :] + lines[: i % 5])


def is_dated(text: str) -> bool:
    return any(character.isdigit() for character in text)


async def made(app: App, person: Person, i: int) -> tuple[int, Note]:
    note = await condense.condense(app, person, Pasted(lesson(i)), THREE)
    assert note.id is not None
    return note.id, note


async def teach_dates(app: App, person: Person, notes: int = 5) -> None:
    """Keeps every sentence with a date, drops every other highlight."""
    for note_id, note in [await made(app, person, i) for i in range(notes)]:
        chosen = {h.index for h in note.highlights}
        for sentence in note.sentences:
            if is_dated(sentence.text):
                said = Verdict.KEEP if sentence.index in chosen else Verdict.MATTERS
                await personalise.mark(app, person, note_id, sentence.index, said)
            elif sentence.index in chosen:
                await personalise.mark(app, person, note_id, sentence.index, Verdict.DROP)


async def dated(app: App, person: Person, i: int = 12) -> int:
    """How many of a new note's highlights hold a date."""
    _, note = await made(app, person, i)
    return sum(is_dated(h.text) for h in note.highlights)


async def test_the_next_note_is_cut_to_their_taste_and_says_so(app: App, ada: Person, bo: Person) -> None:
    before = await dated(app, ada)
    await teach_dates(app, ada)
    assert before < 2
    assert await dated(app, ada) == 2
    _, note = await made(app, ada, 13)
    liked = [h for h in note.highlights if REASONS[Reason.TASTE] in h.reasons]
    assert liked
    assert all(is_dated(h.text) for h in liked)
    assert await history.open_note(app, ada, note.id or 0) == note
    assert await dated(app, bo) == before, "what one person said must not reach another"


async def test_what_was_learnt_is_said_in_words(app: App, ada: Person, bo: Person) -> None:
    await teach_dates(app, ada)
    found = await personalise.learnt(app, ada)
    assert found.applies
    assert "dates" in str(found.sentences("en")[0]) or "numbers" in str(found.sentences("en")[0])
    assert found.sentences("zh_CN")[0].startswith("你")
    nothing = await personalise.learnt(app, bo)
    assert (nothing.marks, nothing.applies) == (0, False)
    assert nothing.sentences("en")[0].startswith("Nothing yet")


async def test_one_mark_is_no_preference(app: App, ada: Person) -> None:
    note_id, note = await made(app, ada, 0)
    await personalise.mark(app, ada, note_id, note.highlights[0].index, Verdict.KEEP)
    found = await personalise.learnt(app, ada)
    assert (found.marks, found.applies) == (1, False)
    assert await personalise.taste_of(app, ada) is None


async def test_switched_off_it_is_kept_and_not_used(app: App, ada: Person) -> None:
    before = await dated(app, ada)
    await teach_dates(app, ada)
    await personalise.switch(app, ada, is_on=False)
    assert await dated(app, ada) == before
    off = await personalise.learnt(app, ada)
    assert (off.is_on, off.applies) == (False, False)
    assert off.favours
    await personalise.switch(app, ada, is_on=True)
    assert await dated(app, ada) == 2


async def test_reset_forgets_theirs_alone(app: App, ada: Person, bo: Person) -> None:
    before = await dated(app, ada)
    for person in (ada, bo):
        await teach_dates(app, person)
    note_id, note = await made(app, ada, 12)
    assert sum(is_dated(h.text) for h in note.highlights) == 2

    @asynccontextmanager
    async def late_write() -> AsyncIterator[AsyncSession]:
        await personalise.reset(app, ada)
        async with app.write() as s:
            yield s

    cut = await history.recut(replace(app, write=late_write), ada, note_id, Budget(sentences=3))
    assert sum(is_dated(h.text) for h in cut.highlights) == before, "also in a cut that is just being made"
    assert await dated(app, ada) == before
    assert (await personalise.learnt(app, ada)).marks == 0
    assert await dated(app, bo) == 2


async def test_changing_ones_mind_is_exact(app: App, ada: Person, clock: Clock) -> None:
    """However one got there, the same marks give the same taste: it is fitted anew."""
    await teach_dates(app, ada, 3)
    taste = await personalise.taste_of(app, ada)
    assert taste
    note_id, note = await made(app, ada, 4)
    index = note.highlights[0].index
    clock.advance(seconds=5)
    for said in (Verdict.KEEP, Verdict.DROP, Verdict.STAR, None):
        await personalise.mark(app, ada, note_id, index, said)
        assert await personalise.marks_of(app, ada, note_id) == ({index: said} if said else {})
    again = await personalise.taste_of(app, ada)
    assert again
    assert again.traits == pytest.approx(taste.traits, abs=1e-9)


async def test_marks_of_a_note_are_honoured_when_it_is_cut_again(app: App, ada: Person) -> None:
    note_id, note = await made(app, ada, 0)
    dropped = note.highlights[0].index
    last = max(note.sentences, key=lambda s: s.rank).index
    await personalise.mark(app, ada, note_id, dropped, Verdict.DROP)
    await personalise.mark(app, ada, note_id, last, Verdict.MATTERS)
    assert await history.open_note(app, ada, note_id) == note, "a mark alone moves nothing under one's eyes"
    cut = await history.recut(app, ada, note_id, Budget(sentences=3))
    chosen = {h.index for h in cut.highlights}
    assert last in chosen
    assert dropped not in chosen
    assert REASONS[Reason.MARKED] in cut.sentences[last].reasons
    assert [s.rank for s in (await history.next_cut(app, ada, note_id)).sentences] == [
        s.rank for s in cut.sentences
    ]
    for index in (dropped, last):
        await personalise.mark(app, ada, note_id, index, None)
    assert await history.recut(app, ada, note_id, Budget(sentences=3)) == note


async def test_only_ones_own_sentences_can_be_marked(app: App, ada: Person, bo: Person) -> None:
    note_id, note = await made(app, ada, 0)
    with pytest.raises(NotFound):
        await personalise.mark(app, bo, note_id, 0, Verdict.KEEP)
    with pytest.raises(NotFound):
        await personalise.marks_of(app, bo, note_id)
    for index in (-1, note.sentences_total):
        with pytest.raises(NotFound):
            await personalise.mark(app, ada, note_id, index, Verdict.KEEP)


async def test_a_notes_marks_go_with_it(app: App, ada: Person) -> None:
    note_id, _ = await made(app, ada, 0)
    await personalise.mark(app, ada, note_id, 0, Verdict.KEEP)
    await history.delete_note(app, ada, note_id)
    assert (await personalise.learnt(app, ada)).marks == 0


async def test_a_note_made_anew_keeps_the_marks_on_what_stayed(app: App, ada: Person) -> None:
    note = await condense.condense(app, ada, Pasted(CHAPTER), origins=("discord:1",))
    assert note.id
    for index in (0, 1):
        await personalise.mark(app, ada, note.id, index, Verdict.MATTERS)
    other = CHAPTER.replace(note.sentences[1].text, "This was written since.")
    await condense.condense(app, ada, Pasted(other), origins=("discord:1",))
    assert await personalise.marks_of(app, ada, note.id) == {0: Verdict.MATTERS}


async def test_marks_of_another_checkpoint_say_nothing_of_meaning_and_break_nothing(
    app: App, ada: Person
) -> None:
    await teach_dates(app, ada)
    async with app.write() as s:
        await s.execute(update(MarkRow).values(space="another-encoder:0"))
    taste = await personalise.taste_of(app, ada)
    assert taste
    assert set(taste.meaning) == {"another-encoder:0"}
    assert await dated(app, ada) == 2, "kinds of sentences need no vectors"


async def test_marks_are_exported_and_erased(app: App, ada: Person) -> None:
    note_id, note = await made(app, ada, 0)
    await personalise.mark(app, ada, note_id, 1, Verdict.STAR)
    marks = json.loads((await privacy.export_all(app, ada)).data)["marks"]
    assert marks["is_on"] is True
    assert [(m["text"], m["verdict"]) for m in marks["marks"]] == [(note.sentences[1].text, "star")]
    await privacy.erase_all(app, ada)
    async with app.read() as s:
        assert await s.scalar(select(MarkRow.index)) is None
