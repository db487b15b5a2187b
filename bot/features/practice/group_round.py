"""A group's round: what one person sees of it, the gate to it, and the lists of them."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.app import App
from bot.errors import NotAllowed, NotFound
from bot.features.groups.group import Role, membership
from bot.features.note import MAX_ID
from bot.features.people import Person
from bot.features.practice.task import Task
from bot.store.tables import GroupChoiceRow, GroupRoundRow, GroupRow, MemberRow, NoteRow

LISTED_FOR = timedelta(days=14)
MOST_LISTED = 20
FEWEST_COUNTED = 3  # with fewer who marked it, the counts would tell who chose what


@dataclass(frozen=True, slots=True)
class GroupRound:
    """A round as one person sees it. `counts` say how many chose each sentence, once the results are told and where
    three or more have marked it; `given` and `score` are the person's own. `began` is the name, in the group, of who
    began it; `marked` counts who has chosen; `title` is empty where the note has none of its own."""

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

    @property
    def called(self) -> str:
        """What stands for it in a list."""
        return self.title or self.task.options[0]


async def look(app: App, person: Person, round_id: int) -> GroupRound:
    """Raises NotFound for who is not in its group, and for others' proposals."""
    async with app.read() as s:
        return await seen_by(s, person, await the_round(s, round_id))


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
        return tuple([await seen_by(s, person, row) for row in await s.scalars(wanted)])


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
        return tuple([await seen_by(s, person, row) for row in await s.scalars(wanted)])


async def shown_by(app: App, person: Person) -> tuple[GroupRound, ...]:
    """Every round that shows a passage of the person's to others, the newest first."""
    wanted = (
        select(GroupRoundRow)
        .where(GroupRoundRow.person_id == person.id, GroupRoundRow.opened_at.is_not(None))
        .order_by(GroupRoundRow.id.desc())
    )
    async with app.read() as s:
        return tuple([await _seen(s, row, person, None) for row in await s.scalars(wanted)])


async def as_all_see_it(app: App, round_id: int) -> GroupRound | None:
    """The round as its message shows it; None where it was taken back."""
    async with app.read() as s:
        row = await s.get(GroupRoundRow, round_id)
        return await _seen(s, row, None, None) if row else None


async def the_round(s: AsyncSession, round_id: int) -> GroupRoundRow:
    row = await s.get(GroupRoundRow, round_id) if 0 < round_id <= MAX_ID else None
    if row is None:
        raise no_such_round()
    return row


def no_such_round() -> NotFound:
    return NotFound("This round is not there any more.")


async def _check_sees(
    s: AsyncSession, person: Person, row: GroupRoundRow, *, to_change: bool = False
) -> MemberRow:
    try:
        _, member = await membership(s, person, row.group_id, to_change=to_change)
    except NotFound:
        raise no_such_round() from None
    if row.opened_at is None and row.person_id != person.id:
        raise no_such_round()
    return member


async def round_to_change(s: AsyncSession, person: Person, round_id: int) -> tuple[GroupRoundRow, MemberRow]:
    """Holds the group first, then the round: as leaving the group does, which takes both along."""
    row = await the_round(s, round_id)
    member = await _check_sees(s, person, row, to_change=True)
    held = await s.get(GroupRoundRow, round_id, with_for_update=True, populate_existing=True)
    if held is None:
        raise no_such_round()
    return held, member


async def round_to_end(s: AsyncSession, person: Person, round_id: int) -> GroupRoundRow:
    row, member = await round_to_change(s, person, round_id)
    if row.person_id != person.id and member.role != Role.MANAGER:
        raise NotAllowed("Whoever began this round, or manages the group, can do this.")
    return row


async def seen_by(s: AsyncSession, person: Person, row: GroupRoundRow) -> GroupRound:
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
        title=note.title if note.is_titled else "",
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
