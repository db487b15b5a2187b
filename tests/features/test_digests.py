"""Digests: made once for each date, by whichever process; late, for both days; telling just who may be told of."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime

from sqlalchemy import update

from bot.app import App
from bot.features import condense, digests, focus, groups, people, privacy, reminders
from bot.features.condense import Pasted
from bot.features.groups import Group
from bot.features.people import Person
from bot.store.tables import DigestPlanRow
from tests.conftest import Clock


def schedule(clock: str) -> reminders.Schedule:
    at, days = reminders.understand(f"every day at {clock}")
    return reminders.Schedule(at, days, "UTC")


async def study_group(app: App, boss: Person, server_id: int) -> Group:
    manages, posted_in = groups.Standing("Boss", manages=True), groups.Settings(channel_id=server_id + 100)
    return await groups.set_up(
        app, boss, server_id, manages, posted_in, name=f"Lab {server_id}", language="en"
    )


async def every_change_is_told(app: App, boss: Person, group_id: int) -> None:
    """In words, from what to what."""
    changes = await groups.changes(app, boss, group_id)
    assert (changes[0].setting, changes[0].before) == ("digest", "–")
    first = "Every day at 18:00 in UTC, with the next dates"
    assert changes[0].after == first
    await digests.set_plan(app, boss, group_id, schedule("18:00"), [1], with_deadlines=True)
    await digests.set_plan(app, boss, group_id, schedule("18:00"), [2], with_deadlines=False)
    second, third = f"{first}, <#1>", "Every day at 18:00 in UTC, without the next dates, <#2>"
    told = [(each.before, each.after) for each in (await groups.changes(app, boss, group_id))[:2]]
    assert told == [(second, third), (first, second)]


async def test_one_that_is_too_late_is_let_go_and_the_next_tells_of_both_days(app: App, clock: Clock) -> None:
    boss = await people.from_discord(app, 5)
    clock.now = datetime(2026, 3, 2, 9, tzinfo=UTC)
    lab, broken = await study_group(app, boss, 77), await study_group(app, boss, 76)
    await digests.set_plan(app, boss, broken.id, schedule("17:00"), [], with_deadlines=True)
    async with app.write() as s:
        await s.execute(
            update(DigestPlanRow).where(DigestPlanRow.group_id == broken.id).values(zone="Gone/Zone")
        )
    plan = await digests.set_plan(app, boss, lab.id, schedule("18:00"), [], with_deadlines=True)
    assert plan.next_at == datetime(2026, 3, 2, 18, tzinfo=UTC)
    text = "Please hand in the essay by 20 March. Cells are the units of life."
    note = await condense.condense(app, boss, Pasted(text))
    found = await groups.shareable(app, boss, note.id or 0)
    await groups.share(app, boss, lab.id, [each.highlight_id for each in found], groups.Wish())
    shown: list[int] = []

    async def show(message_id: int) -> None:
        shown.append(message_id)

    clock.now = datetime(2026, 3, 3, 0, 30, tzinfo=UTC)
    await digests.work_once(app, show)
    assert shown == []
    clock.now = datetime(2026, 3, 3, 18, 5, tzinfo=UTC)
    await asyncio.gather(digests.work_once(app, show), digests.work_once(app, show))
    assert len(shown) == 1
    digest = await digests.get_digest(app, shown[0])
    assert digest.since_at < datetime(2026, 3, 2, 9, 1, tzinfo=UTC)
    assert len(digest.posts) == len(found)
    assert [(deadline.due_on.day, post.sentence[:6]) for deadline, post in digest.coming] == [(20, "Please")]
    await every_change_is_told(app, boss, lab.id)


async def test_a_digest_names_just_those_whose_shares_are_written_down(app: App, clock: Clock) -> None:
    clock.now = datetime(2026, 3, 2, 9, tzinfo=UTC)
    boss, ann, ben = [await people.from_discord(app, number) for number in (5, 6, 7)]
    lab = await study_group(app, boss, 77)
    await digests.set_plan(app, boss, lab.id, schedule("18:00"), [], with_deadlines=True)

    async def share(person: Person, name: str, *, unnamed: bool = False) -> None:
        await groups.enter(app, person, lab.id, groups.Standing(name, manages=False))
        note = await condense.condense(app, person, Pasted("Cells are the units of life."))
        (found,) = await groups.shareable(app, person, note.id or 0)
        await groups.share(app, person, lab.id, [found.highlight_id], groups.Wish(is_anonymous=unnamed))

    names: list[tuple[str, ...]] = []

    async def show(message_id: int) -> None:
        message = await groups.to_show(app, message_id)
        assert message
        if message.kind != digests.DIGEST:
            return await groups.shown(app, message)
        if not names:
            await share(ben, "Ben")  # after its shares were written down, before it says them
        names.append(next(iter((await digests.get_digest(app, message_id)).posts)).names)
        return await groups.shown(app, message)

    await share(ann, "Ann")
    clock.now = datetime(2026, 3, 2, 18, 1, tzinfo=UTC)
    await digests.work_once(app, show)
    await groups.show_due(app, show)
    await share(ann, "Ann", unnamed=True)
    await groups.show_due(app, show)
    await privacy.erase_all(app, ben)
    await groups.show_due(app, show)
    assert names == [("Ann",), ("Ann", "Ben"), ("Ben",), ()]
    await groups.show_due(app, show)
    assert len(names) == 4


async def test_who_is_named_for_focus_alone_is_called_by_their_new_name(app: App, clock: Clock) -> None:
    clock.now = datetime(2026, 3, 2, 9, tzinfo=UTC)
    boss, ann = [await people.from_discord(app, number) for number in (5, 6)]
    lab = await study_group(app, boss, 77)
    await digests.set_plan(app, boss, lab.id, schedule("18:00"), [], with_deadlines=True)
    await groups.enter(app, ann, lab.id, groups.Standing("Ann", manages=False))
    await digests.let_name(app, ann, lab.id, may=True)
    await focus.start(app, ann, 25)
    names: list[tuple[str, ...]] = []

    async def show(message_id: int) -> None:
        message = await groups.to_show(app, message_id)
        assert message
        names.append((await digests.get_digest(app, message_id)).focused)
        await groups.shown(app, message)

    clock.now = datetime(2026, 3, 2, 18, 1, tzinfo=UTC)
    await digests.work_once(app, show)
    await groups.enter(app, ann, lab.id, groups.Standing("Anna", manages=False))
    await groups.show_due(app, show)
    await groups.show_due(app, show)
    assert names == [("Ann",), ("Anna",)]
