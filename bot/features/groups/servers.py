"""A Discord server's group: set up by whoever may manage the server, joined by a press in it, and in step with it.

What Discord says of a person there (their name, their rights, whether they are still in it) comes from the face.
"""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import Select, delete, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from bot.app import App
from bot.errors import Invalid, NotAllowed, NotFound
from bot.features import channels
from bot.features.groups.circles import check_room, taken_out
from bot.features.groups.group import (
    KEPT_AFTER_LEAVING,
    USUAL_DAILY_SHARES,
    Group,
    Role,
    Sharers,
    group_of,
    shown_name,
)
from bot.features.groups.moving import moved
from bot.features.groups.settings import Settings, apply, checked
from bot.features.groups.standing import Standing, put_standing
from bot.features.people import Person
from bot.store.tables import GroupRow, IdentityRow, MemberRow


async def in_server(app: App, server_id: int) -> tuple[int, int | None]:
    """The id of the server's group, and of its channel. Raises NotFound where nobody has begun one."""
    wanted = select(GroupRow.id, GroupRow.channel_id).where(GroupRow.server_id == str(server_id))
    async with app.read() as s:
        row = (await s.execute(wanted)).one_or_none()
    if row is None:
        raise NotFound(
            "This server has no study group yet. Whoever has the right Manage Server begins it with `/group setup`."
        )
    return row.id, int(row.channel_id) if row.channel_id else None


async def set_up(
    app: App,
    person: Person,
    server_id: int,
    standing: Standing,
    wish: Settings,
    *,
    name: str,
    language: str,
    readers_are_of: int | None = None,
) -> Group:
    """Begins the server's group, or changes its settings; both are written down. Raises NotAllowed and Invalid.

    `name` and `language` are those of a new one unless the wish says otherwise. `readers_are_of` is a channel: all who
    read the wished one can read that. If the group moves there from another, what is shared in it is taken out.
    """
    if not standing.manages:
        raise NotAllowed("This takes the right Manage Server in this server.")
    values = checked(wish)
    try:
        return await _put_up(app, person, server_id, standing, values, name, language, readers_are_of)
    except IntegrityError:  # somebody else began it in the same moment
        return await _put_up(app, person, server_id, standing, values, name, language, readers_are_of)


async def _put_up(
    app: App,
    person: Person,
    server_id: int,
    standing: Standing,
    values: dict[str, str | int],
    name: str,
    language: str,
    readers_are_of: int | None,
) -> Group:
    async with app.write() as s:
        group = await s.scalar(_of(server_id).with_for_update())
        if group is None:
            if "channel_id" not in values:
                raise Invalid("Say which channel the group’s posts go to: `/group setup` with `post_in`.")
            group = GroupRow(
                name=shown_name(name),
                server_id=str(server_id),
                language=language,
                sharers=Sharers.MEMBERS,
                daily_shares=USUAL_DAILY_SHARES,
                changes=0,
                created_at=app.clock(),
            )
            s.add(group)
            await s.flush()
        group.left_at, before = None, group.channel_id
        apply(s, app, person, group, values)
        member, _ = await _let_in(s, app, person, group, standing)
        if before is not None and before != group.channel_id:
            await moved(s, app, person, group, to_others=before != str(readers_are_of))
        return await group_of(s, group, member)


def _of(server_id: int) -> Select[GroupRow]:
    return select(GroupRow).where(GroupRow.server_id == str(server_id))


async def _let_in(
    s: AsyncSession, app: App, person: Person, group: GroupRow, standing: Standing
) -> tuple[MemberRow, bool]:
    """The person's place in the group, as the server has it now, and whether it is new."""
    member, now = await s.get(MemberRow, (group.id, person.id)), app.clock()
    is_new = member is None
    if member is None:
        await check_room(s, person)
        member = MemberRow(
            group_id=group.id,
            person_id=person.id,
            name=shown_name(standing.name),
            role=Role.MEMBER,
            sees=True,
            joined_at=now,
            checked_at=now,
        )
        s.add(member)
    await put_standing(s, app, group, member, standing)
    await s.flush()
    return member, is_new


async def enter(
    app: App, person: Person, group_id: int, standing: Standing, *, joins: bool = True
) -> tuple[Group, bool]:
    """Somebody in the server has pressed something of its group: they are in it from now on, under the name they have
    there. Also whether that is new. Raises NotFound for whom the group's channel is closed to, and where who only
    looks (not `joins`) is not in it.
    """
    if not standing.sees:
        raise NotFound(
            "There is no study group here that you can see. It takes the rights “View Channel” and “Read Message "
            "History” in its channel."
        )
    async with app.write() as s:
        group = await s.get(GroupRow, group_id, with_for_update=True)
        if group is None:
            raise NotFound("There is no such group.")
        if not joins and await s.get(MemberRow, (group_id, person.id)) is None:
            raise NotFound("You are not in this server’s study group. `/group join` takes you in.")
        group.left_at = None
        member, is_new = await _let_in(s, app, person, group, standing)
        return await group_of(s, group, member), is_new


async def member_left(app: App, server_id: int, account_id: int) -> None:
    """Somebody is not in the server any more, by their own will or not: they are out of its group."""
    place = (
        select(GroupRow, MemberRow)
        .join(MemberRow, MemberRow.group_id == GroupRow.id)
        .join(IdentityRow, IdentityRow.person_id == MemberRow.person_id)
        .where(GroupRow.server_id == str(server_id))
        .where(IdentityRow.face == "discord", IdentityRow.external_id == str(account_id))
    )
    async with app.write() as s:
        found = (await s.execute(place.with_for_update())).one_or_none()
        if found is not None:
            await taken_out(s, app, *found)


async def pith_left(app: App, server_id: int) -> None:
    """Pith was taken out of the server: its group is closed, and erased unless Pith is back in thirty days."""
    await _set_left(app, server_id, is_there=False)


async def pith_is_in(app: App, server_id: int) -> None:
    """Pith is in the server, maybe again: its group is as it was."""
    await _set_left(app, server_id, is_there=True)


async def _set_left(app: App, server_id: int, *, is_there: bool) -> None:
    differs = GroupRow.left_at.is_not(None) if is_there else GroupRow.left_at.is_(None)
    async with app.read() as s:
        known = await s.scalar(
            select(GroupRow.id).where(GroupRow.server_id == str(server_id), differs).limit(1)
        )
    if known is not None:
        async with app.write() as s:
            await s.execute(
                update(GroupRow)
                .where(GroupRow.id == known)
                .values(left_at=None if is_there else app.clock(), changes=GroupRow.changes + 1)
            )
    await channels.set_left(app, server_id, is_there=is_there)


async def pith_is_only_in(app: App, server_ids: Collection[int]) -> None:
    """All the servers that Pith is in: what changed while it was away is caught up."""
    async with app.read() as s:
        found = await s.scalars(select(GroupRow.server_id).where(_is_servers))
        known = {int(each) for each in found if each is not None}
    for server_id in known | await channels.servers(app):
        await _set_left(app, server_id, is_there=server_id in server_ids)


_is_servers = GroupRow.server_id.is_not(None)


async def erase_left(app: App) -> None:
    """Groups of servers that Pith has not been in for thirty days are gone, with all that is in them, and so is what
    channels preferred there."""
    await channels.erase_left(app, KEPT_AFTER_LEAVING)
    long_ago = GroupRow.left_at < app.clock() - KEPT_AFTER_LEAVING
    async with app.read() as s:
        if await s.scalar(select(GroupRow.id).where(long_ago).limit(1)) is None:
            return
    async with app.write() as s:
        await s.execute(delete(GroupRow).where(long_ago))
