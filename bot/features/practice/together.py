"""Mark first, for a whole group: a passage of somebody's own note, marked by each for themselves, and then what
everybody chose, told to all at once.

Whoever begins it sees the passage first as the group will see it; nothing is shown but by `show_to_group`. How far
somebody agrees with the model is told to them alone. Goes with its note, and with the membership of who began it.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from datetime import timedelta

from sqlalchemy import delete, func, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.app import App
from bot.errors import Empty, Invalid, NotAllowed
from bot.features.groups.group import Role, Sharers, changed, membership
from bot.features.note import own
from bot.features.people import Person
from bot.features.practice.group_round import (
    GroupRound,
    no_such_round,
    round_to_change,
    round_to_end,
    seen_by,
    the_round,
)
from bot.features.practice.rounds import task_from
from bot.features.practice.task import Sort, Task
from bot.store.tables import GroupChoiceRow, GroupRoundRow, GroupRow, RoundMessageRow

OPEN_FOR = timedelta(days=3)  # then the results are told by themselves
MOST_OPEN = 5  # of a group


async def propose(app: App, person: Person, group_id: int, note_id: int) -> GroupRound:
    """A passage of the person's note as the group would see it; only they see it so far, and another proposal takes its
    place. Raises NotFound for a group or a note that is not theirs, NotAllowed, and Empty for a note that is too short.
    """
    async with app.read() as s:
        await _may_begin(s, person, group_id)
    rng = random.Random(f"{person.id} {note_id} {app.clock().timestamp()}")  # noqa: S311 — not a secret
    task = await task_from(app, person, note_id, [Sort.MARK], {}, rng)
    if task is None:
        raise Empty("This note has no passage of a few sentences to mark. Choose another.")
    async with app.write() as s:
        await _may_begin(s, person, group_id, to_change=True)
        await own(s, person, note_id)
        drafts = (GroupRoundRow.person_id == person.id) & GroupRoundRow.opened_at.is_(None)
        await s.execute(delete(GroupRoundRow).where(GroupRoundRow.group_id == group_id, drafts))
        row = GroupRoundRow(
            group_id=group_id, person_id=person.id, note_id=note_id, task=task.as_json(), made_at=app.clock()
        )
        s.add(row)
        await s.flush()
        return await seen_by(s, person, row)


async def _may_begin(s: AsyncSession, person: Person, group_id: int, *, to_change: bool = False) -> None:
    group, member = await membership(s, person, group_id, to_change=to_change)
    if group.sharers == Sharers.MANAGERS and member.role != Role.MANAGER:
        raise NotAllowed("In this group those who manage it share.")
    is_open = GroupRoundRow.opened_at.is_not(None) & GroupRoundRow.revealed_at.is_(None)
    counted = select(func.count()).select_from(GroupRoundRow).where(GroupRoundRow.group_id == group_id)
    if (await s.scalar(counted.where(is_open)) or 0) >= MOST_OPEN:
        raise Invalid("This group has {count} open rounds. Let one of them end first.", count=MOST_OPEN)


async def show_to_group(app: App, person: Person, round_id: int) -> GroupRound:
    """Everybody in the group sees the passage from now on, in the browser and in the group's channel. Raises as
    `propose`."""
    async with app.write() as s:
        row, _ = await round_to_change(s, person, round_id)
        if row.person_id != person.id:
            raise no_such_round()
        if row.opened_at is None:
            await _may_begin(s, person, row.group_id)
            group = await s.get_one(GroupRow, row.group_id)
            row.opened_at, row.ends_at = app.clock(), app.clock() + OPEN_FOR
            if group.channel_id is not None:
                s.add(RoundMessageRow(round_id=row.id, group_id=group.id, channel_id=group.channel_id))
            await changed(s, group.id)
            await s.flush()
        return await seen_by(s, person, row)


async def choose(app: App, person: Person, round_id: int, given: Sequence[int]) -> GroupRound:
    """What the person thinks carries the passage; until the results are told they may choose anew, and nobody sees it.

    Raises NotFound, and Invalid where it does not fit or the results are told already.
    """
    async with app.write() as s:
        row, _ = await round_to_change(s, person, round_id)
        if row.opened_at is None:
            raise Invalid("The group does not see this passage yet.")
        if row.revealed_at is not None:
            raise Invalid("The results of this round are told already.")
        task = Task.from_json(row.task)
        chosen = task.check(given)
        mine = await s.get(GroupChoiceRow, (round_id, person.id))
        if mine is None:
            mine = GroupChoiceRow(round_id=round_id, person_id=person.id, group_id=row.group_id)
            s.add(mine)
        mine.given, mine.score, mine.chosen_at = list(chosen), task.score(chosen), app.clock()
        await _touch(s, row)
        await s.flush()
        return await seen_by(s, person, row)


async def reveal(app: App, person: Person, round_id: int) -> GroupRound:
    """Tells everybody's choices to all, at once. Raises NotAllowed for who neither began it nor manages the group."""
    async with app.write() as s:
        row = await round_to_end(s, person, round_id)
        if row.opened_at is None:
            raise Invalid("The group does not see this passage yet.")
        if row.revealed_at is None:
            row.revealed_at = app.clock()
            await _touch(s, row)
            await s.flush()
        return await seen_by(s, person, row)


async def reveal_due(app: App) -> None:
    """Rounds whose time is over tell their results."""
    is_due = (GroupRoundRow.ends_at <= app.clock()) & GroupRoundRow.revealed_at.is_(None)
    async with app.read() as s:
        if await s.scalar(select(GroupRoundRow.id).where(is_due).limit(1)) is None:
            return
    async with app.write() as s:
        places = select(GroupRow).where(GroupRow.id.in_(select(GroupRoundRow.group_id).where(is_due)))
        await s.execute(
            places.order_by(GroupRow.id).with_for_update()
        )  # a group before its rounds, as always
        told = update(GroupRoundRow).where(is_due).values(revealed_at=app.clock()).returning(GroupRoundRow)
        for row in (await s.scalars(told)).all():
            await _touch(s, row)


async def withdraw(app: App, person: Person, round_id: int) -> None:
    """The passage is nowhere any more, nor what was chosen in it. Raises NotAllowed as `reveal`."""
    async with app.write() as s:
        row = await round_to_end(s, person, round_id)
        await changed(s, row.group_id)
        await s.delete(row)


async def withdraw_own(app: App, person: Person, round_id: int) -> None:
    """Takes back what is the person's, also where they don't see the group any more. Raises NotFound."""
    async with app.write() as s:
        row = await the_round(s, round_id)
        if row.person_id != person.id:
            raise no_such_round()
        await changed(s, row.group_id)
        await s.execute(delete(GroupRoundRow).where(GroupRoundRow.id == row.id))


async def _touch(s: AsyncSession, row: GroupRoundRow) -> None:
    """Its message, and the pages of its group, say another thing now."""
    await changed(s, row.group_id)
    await s.execute(
        update(RoundMessageRow)
        .where(RoundMessageRow.round_id == row.id)
        .values(changes=RoundMessageRow.changes + 1)
    )
