"""Mark first with a group: shown by a press alone, marked in private, told to all at once, gone with its note."""

from __future__ import annotations

import asyncio

import pytest

from bot.app import App
from bot.errors import Empty, Invalid, NotAllowed, NotFound
from bot.features import condense, groups, history, people, practice, showings
from bot.features.condense import Pasted
from bot.features.groups import Sharers
from bot.features.people import Person
from bot.features.practice.together import MOST_OPEN, OPEN_FOR
from bot.store.tables import GroupRow, RoundMessageRow
from tests.conftest import CHAPTER, Clock


async def circle_of(app: App, first: Person, *others: Person) -> int:
    group = await groups.make(app, first, "Biology", "Ada")
    _, link = await groups.invite(app, first, group.id, "http://localhost")
    for place, each in enumerate(others):
        await groups.accept(app, each, groups.secret_in(link), f"Member {place}")
    return group.id


async def note_of(app: App, person: Person, text: str = CHAPTER) -> int:
    return (await condense.condense(app, person, Pasted(text))).id or 0


async def test_a_round_from_its_proposal_to_its_results(
    app: App, ada: Person, bo: Person, clock: Clock
) -> None:
    cy = await people.from_discord(app, 77)
    group_id, note_id = await circle_of(app, ada, bo), await note_of(app, ada)
    with pytest.raises(NotFound):
        await practice.propose(app, bo, group_id, note_id)
    with pytest.raises(NotFound):
        await practice.propose(app, cy, group_id, await note_of(app, cy))
    with pytest.raises(Empty):
        await practice.propose(app, ada, group_id, await note_of(app, ada, "Too short to mark."))
    await practice.propose(app, ada, group_id, note_id)
    draft = await practice.propose(app, ada, group_id, note_id)
    assert draft.is_draft
    assert all(option in CHAPTER for option in draft.task.options)
    assert await practice.rounds_of_mine(app, ada) == (draft,), "another proposal takes the first one's place"
    for nobody in (practice.look, practice.show_to_group, practice.reveal, practice.withdraw):
        with pytest.raises(NotFound):
            await nobody(app, bo, draft.id)
    with pytest.raises(Invalid):
        await practice.choose(app, ada, draft.id, [0])
    await practice.show_to_group(app, ada, draft.id)
    models, others = (
        list(draft.task.answer),
        [at for at in range(draft.task.most + 1) if at not in draft.task.answer],
    )
    await practice.choose(app, bo, draft.id, models)
    one = await practice.choose(app, ada, draft.id, others[:1])
    one = await practice.choose(app, ada, draft.id, others[:1])
    assert (one.marked, one.counts, one.score, one.given) == (2, (), None, (others[0],)), (
        "nothing is told yet"
    )
    taken = [await practice.export(app, each) for each in (ada, bo)]
    assert [each["group_choices"][0]["score"] for each in taken] == [None, None], "nor in what one takes away"
    assert taken[0]["group_rounds"][0]["task"]["answer"] is None
    with pytest.raises(Invalid):
        await practice.choose(app, bo, draft.id, range(len(one.task.options)))
    with pytest.raises(NotAllowed):
        await practice.reveal(app, bo, draft.id)
    with pytest.raises(NotFound):
        await practice.look(app, cy, draft.id)
    told = await practice.reveal(app, ada, draft.id)
    assert told.counts == (), "of two who marked it, each would know what the other chose"
    assert (told.score, (await practice.look(app, bo, draft.id)).score) == (0.0, 1.0)
    taken = [await practice.export(app, each) for each in (ada, bo)]
    assert [each["group_choices"][0]["score"] for each in taken] == [0.0, 1.0]
    assert taken[0]["group_rounds"][0]["task"]["answer"] == models
    words = [line.to("en") for line in practice.together_words(told)]
    assert "only the model’s choice" in words[1]
    assert words[2].endswith("agreement 0 of 100.")
    with pytest.raises(Invalid):
        await practice.choose(app, bo, draft.id, models)
    await groups.leave(app, bo, group_id)
    assert (await practice.look(app, ada, draft.id)).marked == 1, "who leaves takes their choice along"
    await history.delete_note(app, ada, note_id)
    with pytest.raises(NotFound):
        await practice.look(app, ada, draft.id)


async def test_a_group_says_who_begins_and_rounds_end_by_themselves(
    app: App, ada: Person, bo: Person, clock: Clock
) -> None:
    group_id, note_id = await circle_of(app, ada, bo), await note_of(app, ada)
    for _ in range(MOST_OPEN):
        draft = await practice.propose(app, ada, group_id, note_id)
        await practice.show_to_group(app, ada, draft.id)
    with pytest.raises(Invalid):
        await practice.propose(app, ada, group_id, note_id)
    working = asyncio.create_task(practice.work(app, None))
    clock.now += OPEN_FOR
    while not all(one.is_revealed for one in await practice.rounds_of_mine(app, bo)):
        await asyncio.sleep(0)
    working.cancel()
    await groups.change_settings(app, ada, group_id, groups.Settings(sharers=Sharers.MANAGERS))
    with pytest.raises(NotAllowed):
        await practice.propose(app, bo, group_id, await note_of(app, bo))
    theirs = (await practice.rounds_of_mine(app, bo))[0]
    with pytest.raises(NotAllowed):
        await practice.withdraw(app, bo, theirs.id)
    await practice.withdraw(app, ada, theirs.id)
    assert len(await practice.rounds_of_mine(app, bo)) == MOST_OPEN - 1


async def test_its_message_follows_who_is_in_it_and_what_its_note_is_called(
    app: App, ada: Person, bo: Person
) -> None:
    group_id, note_id = (
        await circle_of(app, ada, bo, cy := await people.from_discord(app, 77)),
        await note_of(app, ada),
    )
    async with app.write() as s:
        (await s.get_one(GroupRow, group_id)).channel_id = "9"
    one = await practice.propose(app, ada, group_id, note_id)
    await practice.show_to_group(app, ada, one.id)
    for each in (ada, bo, cy):
        await practice.choose(app, each, one.id, [0])
    assert (await practice.reveal(app, ada, one.id)).counts[0] == 3

    async def is_due() -> bool:
        async with app.write() as s:
            row = await s.get_one(RoundMessageRow, one.id)
            was, row.shown = row.shown != row.changes, row.changes
        return was

    assert await is_due()
    await groups.leave(app, bo, group_id)
    assert await is_due()
    await practice.erase(app, cy)
    assert await is_due()
    await history.retitle(app, ada, note_id, "Another title")
    assert await is_due()
    async with app.write() as s:
        await showings.member_renamed(s, group_id, bo.id)
    assert not await is_due()
    async with app.write() as s:
        await showings.member_renamed(s, group_id, ada.id)
    assert await is_due()


async def test_a_passage_goes_with_what_the_note_says(app: App, ada: Person, bo: Person) -> None:
    group_id, origins = await circle_of(app, ada, bo), ("discord:9",)
    note = await condense.condense(app, ada, Pasted(CHAPTER), origins=origins)
    one = await practice.propose(app, ada, group_id, note.id or 0)
    await practice.show_to_group(app, ada, one.id)
    with pytest.raises(NotFound):
        await practice.withdraw_own(app, bo, one.id)
    await condense.condense(
        app, ada, Pasted(f"{CHAPTER}\nOne more sentence stands at the end."), origins=origins
    )
    assert [each.id for each in await practice.shown_by(app, ada)] == [one.id]
    await condense.condense(
        app, ada, Pasted("Something else is said here now, at some length."), origins=origins
    )
    assert await practice.shown_by(app, ada) == ()
