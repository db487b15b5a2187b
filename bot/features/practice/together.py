"""Mark first, for a whole group: a passage of somebody's own note, marked by each for themselves, and then what
everybody chose, told to all at once.

Whoever begins it sees the passage first as the group will see it; nothing is shown but by `show_to_group`. How far
somebody agrees with the model is told to them alone. Goes with its note, and with the membership of who began it.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import delete, func, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.app import App
from bot.errors import Empty, Invalid, NotAllowed, NotFound
from bot.features.groups.group import Role, Sharers, changed, membership
from bot.features.note import MAX_ID, own
from bot.features.people import Person
from bot.features.practice.rounds import task_from
from bot.features.practice.tasks import Sort, Task
from bot.store.tables import GroupChoiceRow, GroupRoundRow, GroupRow, MemberRow, NoteRow, RoundMessageRow

OPEN_FOR = timedelta(days=3)  # then the results are told by themselves
MOST_OPEN = 5  # of a group
LISTED_FOR = timedelta(days=14)
MOST_LISTED = 20
FEWEST_COUNTED = 3  # with fewer who marked it, the counts would tell who chose what


@dataclass(frozen=True, slots=True)
class GroupRound:
    """A round as one person sees it. `counts` say how many chose each sentence, once the results are told and where
    three or more have marked it; `given` and `score` are the person's own. `began` is the name, in the group, of who
    began it; `marked` counts who has chosen."""

    id: int
    group_id: int
    group: str
    began: str
    title: str
    language: str
    task: Task
    is_own: bool
    may_end: bool
    is_draft: bool
    is_revealed: bool
    ends_at: datetime | None
    marked: int
    counts: tuple[int, ...]
    given: tuple[int, ...] | None
    score: float | None


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
        return await _seen_by(s, person, row)


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
        row = await _row(s, round_id)
        if row.person_id != person.id:
            raise _gone()
        if row.opened_at is None:
            await _may_begin(s, person, row.group_id, to_change=True)
            group = await s.get_one(GroupRow, row.group_id)
            row.opened_at, row.ends_at = app.clock(), app.clock() + OPEN_FOR
            if group.channel_id is not None:
                s.add(RoundMessageRow(round_id=row.id, group_id=group.id, channel_id=group.channel_id))
            await changed(s, group.id)
            await s.flush()
        return await _seen_by(s, person, row)


async def look(app: App, person: Person, round_id: int) -> GroupRound:
    """Raises NotFound for who is not in its group, and for others' proposals."""
    async with app.read() as s:
        return await _seen_by(s, person, await _row(s, round_id))


async def rounds_of_mine(app: App, person: Person) -> tuple[GroupRound, ...]:
    """Rounds of the person's groups of the last two weeks, the newest first; and their own proposals."""
    wanted = (
        select(GroupRoundRow)
        .join(MemberRow, MemberRow.group_id == GroupRoundRow.group_id)
        .join(GroupRow, GroupRow.id == GroupRoundRow.group_id)
        .where(MemberRow.person_id == person.id, MemberRow.sees, GroupRow.left_at.is_(None))
        .where(GroupRoundRow.opened_at.is_not(None) | (GroupRoundRow.person_id == person.id))
        .where(GroupRoundRow.made_at > app.clock() - LISTED_FOR)
        .order_by(GroupRoundRow.id.desc())
        .limit(MOST_LISTED)
    )
    async with app.read() as s:
        return tuple([await _seen_by(s, person, row) for row in await s.scalars(wanted)])


async def open_in(app: App, person: Person, group_id: int) -> tuple[GroupRound, ...]:
    """What a group marks just now, the newest first. Raises NotFound for who is not in it."""
    wanted = (
        select(GroupRoundRow)
        .where(GroupRoundRow.group_id == group_id, GroupRoundRow.opened_at.is_not(None))
        .where(GroupRoundRow.revealed_at.is_(None))
        .order_by(GroupRoundRow.id.desc())
    )
    async with app.read() as s:
        await membership(s, person, group_id)
        return tuple([await _seen_by(s, person, row) for row in await s.scalars(wanted)])


async def shown_by(app: App, person: Person) -> tuple[GroupRound, ...]:
    """Every round that shows a passage of the person's to others, the newest first."""
    wanted = (
        select(GroupRoundRow)
        .where(GroupRoundRow.person_id == person.id, GroupRoundRow.opened_at.is_not(None))
        .order_by(GroupRoundRow.id.desc())
    )
    async with app.read() as s:
        return tuple([await _seen(s, row, person, None) for row in await s.scalars(wanted)])


async def choose(app: App, person: Person, round_id: int, given: Sequence[int]) -> GroupRound:
    """What the person thinks carries the passage; until the results are told they may choose anew, and nobody sees it.

    Raises NotFound, and Invalid where it does not fit or the results are told already.
    """
    async with app.write() as s:
        row, _ = await _row_to_change(s, person, round_id)
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
        return await _seen_by(s, person, row)


async def reveal(app: App, person: Person, round_id: int) -> GroupRound:
    """Tells everybody's choices to all, at once. Raises NotAllowed for who neither began it nor manages the group."""
    async with app.write() as s:
        row = await _row_to_end(s, person, round_id)
        if row.opened_at is None:
            raise Invalid("The group does not see this passage yet.")
        if row.revealed_at is None:
            row.revealed_at = app.clock()
            await _touch(s, row)
            await s.flush()
        return await _seen_by(s, person, row)


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
        row = await _row_to_end(s, person, round_id)
        await changed(s, row.group_id)
        await s.delete(row)


async def as_all_see_it(app: App, round_id: int) -> GroupRound | None:
    """The round as its message shows it; None where it was taken back."""
    async with app.read() as s:
        row = await s.get(GroupRoundRow, round_id)
        return await _seen(s, row, None, None) if row else None


async def withdraw_own(app: App, person: Person, round_id: int) -> None:
    """Takes back what is the person's, also where they don't see the group any more. Raises NotFound."""
    async with app.write() as s:
        row = await _row(s, round_id)
        if row.person_id != person.id:
            raise _gone()
        await changed(s, row.group_id)
        await s.delete(row)


async def _row(s: AsyncSession, round_id: int) -> GroupRoundRow:
    row = await s.get(GroupRoundRow, round_id) if 0 < round_id <= MAX_ID else None
    if row is None:
        raise _gone()
    return row


def _gone() -> NotFound:
    return NotFound("This round is not there any more.")


async def _check_sees(
    s: AsyncSession, person: Person, row: GroupRoundRow, *, to_change: bool = False
) -> MemberRow:
    try:
        _, member = await membership(s, person, row.group_id, to_change=to_change)
    except NotFound:
        raise _gone() from None
    if row.opened_at is None and row.person_id != person.id:
        raise _gone()
    return member


async def _row_to_change(s: AsyncSession, person: Person, round_id: int) -> tuple[GroupRoundRow, MemberRow]:
    """Holds the group first, then the round: as leaving the group does, which takes both along."""
    row = await _row(s, round_id)
    member = await _check_sees(s, person, row, to_change=True)
    held = await s.get(GroupRoundRow, round_id, with_for_update=True, populate_existing=True)
    if held is None:
        raise _gone()
    return held, member


async def _row_to_end(s: AsyncSession, person: Person, round_id: int) -> GroupRoundRow:
    row, member = await _row_to_change(s, person, round_id)
    if row.person_id != person.id and member.role != Role.MANAGER:
        raise NotAllowed("Whoever began this round, or manages the group, can do this.")
    return row


async def _touch(s: AsyncSession, row: GroupRoundRow) -> None:
    """Its message, and the pages of its group, say another thing now."""
    await changed(s, row.group_id)
    await s.execute(
        update(RoundMessageRow)
        .where(RoundMessageRow.round_id == row.id)
        .values(changes=RoundMessageRow.changes + 1)
    )


async def _seen_by(s: AsyncSession, person: Person, row: GroupRoundRow) -> GroupRound:
    member = await _check_sees(s, person, row)
    mine = await s.get(GroupChoiceRow, (row.id, person.id))
    return await _seen(s, row, person, mine, manages=member.role == Role.MANAGER)


async def _seen(
    s: AsyncSession,
    row: GroupRoundRow,
    person: Person | None,
    mine: GroupChoiceRow | None,
    *,
    manages: bool = False,
) -> GroupRound:
    group, note = await s.get_one(GroupRow, row.group_id), await s.get_one(NoteRow, row.note_id)
    began = await s.get_one(MemberRow, (row.group_id, row.person_id))
    task = Task.from_json(row.task)
    choices = (await s.scalars(select(GroupChoiceRow.given).where(GroupChoiceRow.round_id == row.id))).all()
    chosen = Counter(at for given in choices for at in given)
    is_counted = row.revealed_at is not None and len(choices) >= FEWEST_COUNTED
    is_revealed, is_own = row.revealed_at is not None, person is not None and person.id == row.person_id
    return GroupRound(
        id=row.id,
        group_id=row.group_id,
        group=group.name,
        began=began.name,
        title=note.title,
        language=note.language,
        task=task,
        is_own=is_own,
        may_end=is_own or manages,
        is_draft=row.opened_at is None,
        is_revealed=is_revealed,
        ends_at=row.ends_at,
        marked=len(choices),
        counts=tuple(chosen[at] for at in range(len(task.options))) if is_counted else (),
        given=tuple(mine.given) if mine else None,
        score=mine.score if mine and is_revealed else None,
    )


async def export_together(s: AsyncSession, person: Person) -> dict[str, Any]:
    """What the person began in groups, and what they chose there. Like the rounds themselves it tells what the model
    chose, and how far they agreed, only once the results are told."""
    begun = await s.scalars(
        select(GroupRoundRow).where(GroupRoundRow.person_id == person.id).order_by(GroupRoundRow.id)
    )
    chosen = await s.execute(
        select(GroupChoiceRow, GroupRoundRow.revealed_at.is_not(None))
        .join(GroupRoundRow, GroupRoundRow.id == GroupChoiceRow.round_id)
        .where(GroupChoiceRow.person_id == person.id)
        .order_by(GroupChoiceRow.round_id)
    )
    return {
        "group_rounds": [
            {
                "id": row.id,
                "group": row.group_id,
                "note_id": row.note_id,
                "task": row.task if row.revealed_at else row.task | {"answer": None},
                "shown_at": row.opened_at.isoformat() if row.opened_at else None,
            }
            for row in begun
        ],
        "group_choices": [
            {
                "round": row.round_id,
                "given": row.given,
                "score": row.score if is_revealed else None,
                "chosen_at": row.chosen_at.isoformat(),
            }
            for row, is_revealed in chosen
        ],
    }
