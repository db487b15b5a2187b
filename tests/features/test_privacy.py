"""Privacy: everything kept can be taken away, and everything goes when the person does."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import timedelta

import pytest
from fsrs.scheduler import DEFAULT_PARAMETERS
from pydantic import SecretStr
from sqlalchemy import func, insert, select, update

from bot.app import App
from bot.errors import NotFound
from bot.features import (
    cards,
    catchup,
    condense,
    digests,
    focus,
    groups,
    history,
    inbox,
    jobs,
    looks,
    people,
    personalise,
    practice,
    privacy,
    recommended,
    reminders,
    review,
    tags,
    tasks,
)
from bot.features.condense import Pasted, Request
from bot.features.people import Person
from bot.features.reminders import EVERY_DAY, Schedule, deliver_due
from bot.features.review import fit
from bot.features.review.fitting import Found
from bot.store import wiping
from bot.store.tables import CardRow, PersonRow, ReviewRow, Table
from tests.conftest import CHAPTER, Clock
from tests.fakes.push_service import SUBJECT, VAPID_KEY, PushService
from tests.features.test_recommended import long_note

PERSONAL = [table for table in Table.metadata.tables.values() if "person_id" in table.c]


async def leave_traces(app: App, person: Person) -> None:
    long = await condense.condense(app, person, Pasted(long_note()))
    todo = await condense.condense(app, person, Pasted("Please hand in the essay by 20 March."))
    await tasks.set_hook(app, person, "https://8.8.8.8/hook")
    await tasks.confirm(app, person, todo.id or 0, [0])
    note = await condense.condense(app, person, Pasted(CHAPTER), origins=(f"discord:{person.id}",))
    await tags.set_tags(app, person, note.id or 0, ["biology"])
    await personalise.mark(app, person, note.id or 0, 0, personalise.Verdict.STAR)
    await looks.look(app, person, long, 0, 3)
    await recommended.keep_apart(app, person, note.id or 0, long.id or 0)
    begun = await practice.begin(app, person, note_id=note.id)
    await practice.answer(app, person, begun.id, begun.task.answer)
    card = await cards.add(app, person, note.id or 0, 0)
    await review.grade(app, person, card.id, review.Grade.GOOD)
    await review.change_settings(app, person, daily_cap=20)
    await fit.keep(app, person, Found(DEFAULT_PARAMETERS, usual=0.4, own=0.3))
    room = await focus.start_together(app, person, 5, "en", 25)
    await focus.join(app, person, room.id)
    await focus.change_settings(app, person, goal_minutes=60, day_begins_hour=3)
    circle = await groups.make(app, person, "Biology", "Ada")
    await groups.invite(app, person, circle.id, "http://127.0.0.1:1")
    await groups.change_settings(app, person, circle.id, groups.Settings(daily_shares=5))
    await digests.let_name(app, person, circle.id, may=True)
    shown = await practice.propose(app, person, circle.id, note.id or 0)
    await practice.show_to_group(app, person, shown.id)
    await practice.choose(app, person, shown.id, [0])
    await catchup.leave_me_out(app, person, 7, "Study group")
    await share_traces(app, person, circle.id, note.id or 0)
    await jobs.submit(app, person, Pasted(CHAPTER), Request())
    await people.make_token(app, person, "laptop")
    await people.make_sign_in_link(app, person, "http://127.0.0.1:1")
    await inbox.mark_answered(app, person, f"discord:{person.id}", 5)
    soon = (app.clock() + timedelta(minutes=1)).time()
    await reminders.turn_on(app, person, Schedule(soon, EVERY_DAY, "UTC"), "en")
    keys = {"vapid_private_key": SecretStr(VAPID_KEY), "vapid_subject": SUBJECT}
    later = replace(
        app,
        settings=app.settings.model_copy(update=keys),
        clock=lambda: app.clock() + timedelta(minutes=1),
    )
    sealed_for = PushService(app.clock).subscription["keys"]
    await reminders.push.add(later, person, f"https://8.8.8.8/{person.id}", **sealed_for)
    await deliver_due(later, taken)


async def share_traces(app: App, person: Person, circle_id: int, note_id: int) -> None:
    """Shares one sentence, votes on another's and asks about it."""
    other = await people.from_discord(app, 50_000 + person.id)
    _, link = await groups.invite(app, person, circle_id, "")
    await groups.accept(app, other, groups.secret_in(link), "Other")
    theirs = await condense.condense(app, other, Pasted("A leaf is an organ of a plant. It is green."))
    (first, *_) = await groups.shareable(app, other, theirs.id or 0)
    (post,) = await groups.share(app, other, circle_id, [first.highlight_id], groups.Wish())
    await groups.vote(app, person, post.id, True)
    await groups.ask(app, person, post.id, "Which one?")
    (first, *_) = await groups.shareable(app, person, note_id)
    await groups.share(app, person, circle_id, [first.highlight_id], groups.Wish())


async def taken(*_: object) -> str:
    return "1"


async def rows(app: App, person: Person) -> dict[str, int]:
    async with app.read() as s:
        return {
            table.name: await s.scalar(
                select(func.count()).select_from(table).where(table.c.person_id == person.id)
            )
            or 0
            for table in PERSONAL
        }


async def test_erase_leaves_no_row_of_the_person_and_every_row_of_others(
    app: App, ada: Person, bo: Person
) -> None:
    for person in (ada, bo):
        await leave_traces(app, person)
    before = await rows(app, bo)
    assert all((await rows(app, ada)).values()), "a personal table this test leaves empty would prove nothing"
    await privacy.erase_all(app, ada)
    assert not any((await rows(app, ada)).values())
    assert await rows(app, bo) == before
    with pytest.raises(NotFound):
        await people.get(app, ada.id)
    assert (await people.from_discord(app, 1001)).id not in (ada.id, bo.id)


async def test_the_export_holds_what_was_kept(app: App, ada: Person) -> None:
    await leave_traces(app, ada)
    everything = json.loads((await privacy.export_all(app, ada)).data)
    assert set(everything) == set(privacy.KEEPERS)
    assert everything["notes"][0]["text"].strip() == CHAPTER.strip()
    assert everything["person"]["identities"] == [{"face": "discord", "id": "1001"}]
    assert everything["person"]["tokens"][0]["name"] == "laptop"


async def test_the_export_of_a_card_says_all_of_it(app: App, ada: Person, clock: Clock) -> None:
    note = await condense.condense(app, ada, Pasted(CHAPTER))
    card = await cards.add(app, ada, note.id or 0, 0)
    await review.bury(app, ada, card.id)
    async with app.write() as s:  # as one made from somebody else's sentence
        await s.execute(update(CardRow).values(note_id=None, title="Plants", language="fr"))
    (kept,) = json.loads((await privacy.export_all(app, ada)).data)["review"]["cards"]
    assert (kept["title"], kept["language"], kept["sentence"]) == ("Plants", "fr", card.sentence)
    assert (kept["buried_until_at"], kept["created_at"]) == (
        "2026-03-03T04:00:00+00:00",
        clock.now.isoformat(),
    )


async def test_an_export_of_years_lets_others_go_on(app: App, ada: Person, clock: Clock) -> None:
    note = await condense.condense(app, ada, Pasted(CHAPTER))
    card = await cards.add(app, ada, note.id or 0, 0)
    row = {"person_id": ada.id, "card_id": card.id, "grade": 3, "before": {}, "reviewed_at": clock.now}
    async with app.write() as s:
        for _ in range(300):
            await s.execute(insert(ReviewRow), [row] * 80)
    everything = await privacy.export_all(app, ada)  # else the guard of the loop complains
    assert everything.data.count(b'"reviewed_at"') == 24_000


async def test_a_note_deleted_meanwhile_is_left_out_of_the_export(app: App, ada: Person) -> None:
    notes = [await condense.condense(app, ada, Pasted(f"Note {n} says something.")) for n in range(12)]
    oldest = notes[0].id or 0  # comes last
    exported, _ = await asyncio.gather(history.export(app, ada), history.delete_note(app, ada, oldest))
    assert len(exported) == 11


async def on_disk(app: App, words: str) -> list[str]:
    """Which files of the store hold `words`."""
    found = await asyncio.to_thread(
        lambda: [(f.name, f.read_bytes()) for f in app.settings.data_dir.iterdir()]
    )
    return [name for name, data in found if words.encode() in data]


async def person_is_there(app: App, person: Person) -> bool:
    async with app.read() as s:
        return await s.get(PersonRow, person.id) is not None


async def test_nothing_of_an_erased_person_stays_on_the_disk(app: App, ada: Person, bo: Person) -> None:
    await condense.condense(app, bo, Pasted("Osmosis moves water through a membrane."))
    await condense.condense(app, ada, Pasted("My marmalade secret is that I study at night."))
    assert await on_disk(app, "marmalade")

    async with app.read() as s:  # while somebody reads what was there before, the log can't be emptied
        await s.execute(select(PersonRow.id))
        erasing = asyncio.create_task(privacy.erase_all(app, ada))
        while await person_is_there(app, ada):
            await asyncio.sleep(0)
    await erasing
    assert await on_disk(app, "marmalade") == []
    assert await on_disk(app, "Osmosis")


async def test_a_deleted_note_is_gone_from_the_disk(app: App, ada: Person) -> None:
    note = await condense.condense(app, ada, Pasted("My marmalade secret is that I study at night."))
    await history.delete_note(app, ada, note.id or 0)
    assert await on_disk(app, "marmalade") == []


@asynccontextmanager
async def kept_wiped(app: App, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[None]:
    monkeypatch.setattr(wiping, "LOOK_EVERY_S", 0.01)
    wipes = asyncio.create_task(app.keep_wiped())
    yield
    wipes.cancel()
    await asyncio.wait({wipes})


async def leaves_the_disk(app: App, words: str) -> None:
    async with asyncio.timeout(30):
        while await on_disk(app, words):
            await asyncio.sleep(0.02)


async def test_a_card_a_tag_and_a_stopped_job_leave_the_disk_by_themselves(
    app: App, ada: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    note = await condense.condense(app, ada, Pasted(CHAPTER))
    card = await cards.add(app, ada, note.id or 0, 0, front="Which marmalade?", back="Orange")
    await tags.set_tags(app, ada, note.id or 0, ["marmalade"])
    job = await jobs.submit(app, ada, Pasted(f"{CHAPTER}\n\nI like marmalade."), Request())
    assert await on_disk(app, "marmalade")
    await cards.delete(app, ada, card.id)
    await tags.set_tags(app, ada, note.id or 0, [])
    await jobs.cancel(app, ada, job.id)
    async with kept_wiped(app, monkeypatch):
        await leaves_the_disk(app, "marmalade")


async def test_what_a_long_reader_holds_on_the_disk_goes_once_they_are_done(
    app: App, ada: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(wiping, "EMPTYING_TRIES", 2)
    note = await condense.condense(app, ada, Pasted("My marmalade secret is that I study at night."))
    async with kept_wiped(app, monkeypatch):
        async with app.read() as s:
            await s.execute(select(PersonRow.id))
            await history.delete_note(app, ada, note.id or 0)
            assert await on_disk(app, "marmalade")
        await leaves_the_disk(app, "marmalade")
