"""What a group and a member are to the faces, and the gates: who is not in a group finds nothing there."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import ColumnElement, func, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.app import App
from bot.errors import Invalid, NotAllowed, NotFound
from bot.features.note import MAX_ID
from bot.features.people import Person
from bot.store.tables import GroupRow, MemberRow
from bot.texts.collation import by_name
from bot.texts.visible import visible

NAME_CHARACTERS = 60
USUAL_DAILY_SHARES, MOST_DAILY_SHARES = 10, 100
KEPT_AFTER_LEAVING = timedelta(days=30)


class Role(StrEnum):
    MEMBER = "member"
    MANAGER = "manager"  # who made a circle; in a server whoever has Manage Server


class Sharers(StrEnum):
    """Who may share."""

    MEMBERS = "members"
    MANAGERS = "managers"


@dataclass(frozen=True, slots=True)
class Group:
    """A group as one of its members sees it. `server_id` is None for a circle; `gone_at`: Pith is not in the server
    any more, and the group is erased then. `is_hidden`: the server does not let them see its channel."""

    id: int
    name: str
    server_id: int | None
    channel_id: int | None
    language: str
    sharers: Sharers
    daily_shares: int
    members: int
    role: Role
    own_name: str
    gone_at: datetime | None
    is_hidden: bool
    created_at: datetime

    @property
    def manages(self) -> bool:
        return self.role is Role.MANAGER

    @property
    def may_share(self) -> bool:
        return self.manages or self.sharers is Sharers.MEMBERS


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody in a group, under the name they have there. `id` is the group's own for them."""

    id: int
    is_me: bool
    name: str
    role: Role
    joined_at: datetime


def clean_name(name: str, about: str = "name") -> str:
    """A name as it is kept. Raises Invalid for one of which nothing is seen, or a too long one."""
    seen = visible(name)
    if not 0 < len(seen) <= NAME_CHARACTERS:
        raise Invalid("A name has 1 to {limit} characters.", about=about, limit=NAME_CHARACTERS)
    return seen


def shown_name(name: str) -> str:
    """A name that was given elsewhere, made to fit."""
    try:
        return clean_name(name[: 4 * NAME_CHARACTERS][:NAME_CHARACTERS])
    except Invalid:
        return "–"


def unknown() -> NotFound:
    return NotFound("There is no such group.")


async def membership(
    s: AsyncSession, person: Person, group_id: int, *, to_change: bool = False, also_away: bool = False
) -> tuple[GroupRow, MemberRow]:
    """The gate: the group and the person's place in it, or NotFound, for others as for a group that is not there.

    A server's group is closed to whom its channel is closed to, and to all while Pith is not in the server;
    `also_away` lets these in too, to see and take away what is theirs. With `to_change` the group's row is locked:
    every change of something in a group takes it first, so that none waits for another in a ring.
    """
    if not 0 < group_id <= MAX_ID:
        raise unknown()
    group = await s.get(GroupRow, group_id, with_for_update=to_change, populate_existing=to_change)
    member = await s.get(MemberRow, (group_id, person.id), populate_existing=to_change)
    if group is None or member is None or not (also_away or (member.sees and group.left_at is None)):
        raise unknown()
    return group, member


async def managed(
    s: AsyncSession, person: Person, group_id: int, *, to_change: bool = True
) -> tuple[GroupRow, MemberRow]:
    """As `membership`. Raises NotAllowed for who does not manage the group."""
    group, member = await membership(s, person, group_id, to_change=to_change)
    if member.role != Role.MANAGER:
        raise NotAllowed("Only who manages the group can do this.")
    return group, member


async def changed(s: AsyncSession, group_id: int) -> None:
    """What the group's pages show is another thing now. Locks the group's row, as `membership` does."""
    await s.execute(update(GroupRow).where(GroupRow.id == group_id).values(changes=GroupRow.changes + 1))


def is_open() -> ColumnElement[bool]:
    """Of groups joined with their members: those that the member can look into."""
    return MemberRow.sees & GroupRow.left_at.is_(None)


def open_to(person: Person) -> ColumnElement[bool]:
    """As `is_open`, of the person's."""
    return (MemberRow.person_id == person.id) & is_open()


async def group_of(s: AsyncSession, group: GroupRow, member: MemberRow) -> Group:
    counted = select(func.count()).select_from(MemberRow).where(MemberRow.group_id == group.id)
    return to_group(group, member, await s.scalar(counted) or 0)


def to_group(group: GroupRow, member: MemberRow, members: int) -> Group:
    return Group(
        id=group.id,
        name=group.name,
        server_id=int(group.server_id) if group.server_id else None,
        channel_id=int(group.channel_id) if group.channel_id else None,
        language=group.language,
        sharers=Sharers(group.sharers),
        daily_shares=group.daily_shares,
        members=members,
        role=Role(member.role),
        own_name=member.name,
        gone_at=group.left_at + KEPT_AFTER_LEAVING if group.left_at else None,
        is_hidden=not member.sees,
        created_at=group.created_at,
    )


async def get(app: App, person: Person, group_id: int) -> Group:
    """Raises NotFound for who is not in it."""
    async with app.read() as s:
        return await group_of(s, *await membership(s, person, group_id))


async def mine(app: App, person: Person, *, also_hidden: bool = False) -> tuple[Group, ...]:
    """The groups the person is in, by name; also those that Pith is not in just now. `also_hidden`: those too whose
    channel the server does not let them see, to leave them."""
    counted = (
        select(func.count())
        .select_from(MemberRow)
        .where(MemberRow.group_id == GroupRow.id)
        .correlate(GroupRow)
        .scalar_subquery()
    )
    wanted = (
        select(GroupRow, MemberRow, counted)
        .join(MemberRow, MemberRow.group_id == GroupRow.id)
        .where(MemberRow.person_id == person.id, MemberRow.sees | also_hidden)
        .order_by(GroupRow.id)
    )
    async with app.read() as s:
        found = [to_group(*row) for row in await s.execute(wanted)]
    return tuple(await by_name(found, lambda group: group.name))


async def members(app: App, person: Person, group_id: int) -> tuple[Member, ...]:
    """Everybody in the group, who came first first."""
    async with app.read() as s:
        await membership(s, person, group_id)
        rows = await s.scalars(
            select(MemberRow)
            .where(MemberRow.group_id == group_id)
            .order_by(MemberRow.joined_at, MemberRow.number)
        )
        return tuple(
            Member(row.number, row.person_id == person.id, row.name, Role(row.role), row.joined_at)
            for row in rows
        )
