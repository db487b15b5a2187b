"""What a server says of the members of its group: whether they are in it still, what they are called there, and what
they may see. Without a privileged intent Discord does not tell, so they are asked about one by one.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import select, tuple_, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.app import App
from bot.features.groups.circles import taken_out
from bot.features.groups.group import Role, shown_name
from bot.features.lasting import NotNow
from bot.features.showings import member_renamed, rooms_change
from bot.store.tables import GroupRow, IdentityRow, MemberRow

CHECK_AFTER = timedelta(minutes=10)
CHECKED_AT_ONCE = 5
AGAIN_AFTER = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Standing:
    """What a server says of somebody who is in it."""

    name: str
    manages: bool
    sees: bool = True  # what was said in the group's channel


@dataclass(frozen=True, slots=True)
class ToCheck:
    """Somebody whose standing in a server is to be asked for."""

    group_id: int
    server_id: int
    channel_id: int | None
    person_id: int
    account_id: int


Ask = Callable[[ToCheck], Awaitable[Standing | None]]
"""Asks Discord; None for who is not in the server any more. Raises NotNow where it can't be asked."""


async def put_standing(
    s: AsyncSession, app: App, group: GroupRow, member: MemberRow, standing: Standing
) -> None:
    """The member as the server has them now."""
    role = Role.MANAGER if standing.manages else Role.MEMBER
    name = shown_name(standing.name)
    if (member.name, member.role, member.sees) != (name, role, standing.sees):
        if member.name != name:
            await member_renamed(s, group.id, member.person_id)
        member.name, member.role, member.sees = name, role, standing.sees
        group.changes += 1
        await rooms_change(s, group.id, member.person_id, app.clock())
    member.checked_at = app.clock()


async def rights_changed(app: App, server_id: int, channel_id: int | None = None) -> None:
    """Who may see the server's channels, or this one, is another question now: if it is that of the group, its members
    are asked about next."""
    which = select(GroupRow.id).where(GroupRow.server_id == str(server_id), GroupRow.left_at.is_(None))
    if channel_id is not None:
        which = which.where(GroupRow.channel_id == str(channel_id))
    async with app.read() as s:
        group_id = await s.scalar(which)
    if group_id is not None:
        async with app.write() as s:
            await s.execute(
                update(MemberRow)
                .where(MemberRow.group_id == group_id)
                .values(checked_at=app.clock() - CHECK_AFTER)
            )


async def check_due(app: App, ask: Ask) -> None:
    """Asks the servers about those members of their groups that were not asked about for ten minutes, a few at a time:
    without a privileged intent Discord does not tell who left.
    """
    wanted = (
        select(MemberRow, GroupRow.server_id, GroupRow.channel_id, IdentityRow.external_id)
        .join(GroupRow, GroupRow.id == MemberRow.group_id)
        .join(IdentityRow, (IdentityRow.person_id == MemberRow.person_id) & (IdentityRow.face == "discord"))
        .where(
            GroupRow.server_id.is_not(None),
            GroupRow.left_at.is_(None),
            MemberRow.checked_at <= app.clock() - CHECK_AFTER,
        )
        .order_by(MemberRow.checked_at)
        .limit(CHECKED_AT_ONCE)
    )
    async with app.read() as s:
        due = [
            ToCheck(row.group_id, int(server), int(channel) if channel else None, row.person_id, int(account))
            for row, server, channel, account in await s.execute(wanted)
            if server is not None
        ]
    later = []
    for each in due:
        try:
            await _check(app, each, await ask(each))
        except NotNow:  # of this server; the others are asked all the same
            later.append((each.group_id, each.person_id))
    if later:
        async with app.write() as s:
            await s.execute(
                update(MemberRow)
                .where(tuple_(MemberRow.group_id, MemberRow.person_id).in_(later))
                .values(checked_at=app.clock() - CHECK_AFTER + AGAIN_AFTER)
            )


async def _check(app: App, due: ToCheck, standing: Standing | None) -> None:
    async with app.write() as s:
        group = await s.get(GroupRow, due.group_id, with_for_update=True)
        member = await s.get(MemberRow, (due.group_id, due.person_id))
        if group is None or member is None:
            return
        if standing is None:
            await taken_out(s, app, group, member)
        else:
            await put_standing(s, app, group, member, standing)
