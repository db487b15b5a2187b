"""Circles: groups that people make themselves, joined by a link that ends and can be revoked. Leaving any group.

The secret of a link leaves this file once, when it is made; the store keeps its hash.
"""

from __future__ import annotations

import hashlib
import re
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.app import App
from bot.errors import Expired, Invalid, NotAllowed, NotFound
from bot.features import people
from bot.features.groups.audit import changed_by
from bot.features.groups.group import (
    USUAL_DAILY_SHARES,
    Group,
    Role,
    Sharers,
    changed,
    clean_name,
    group_of,
    managed,
    membership,
)
from bot.features.note import MAX_ID
from bot.features.people import Person
from bot.features.showings import choices_go, member_goes, rooms_are_left
from bot.locales import best_language
from bot.store.tables import GroupRow, InvitationRow, MemberRow
from bot.texts.folding import fold

USUAL_DAYS, MOST_DAYS = 7, 30
MOST_GROUPS = 50  # of one person
MOST_MEMBERS = 500  # of a circle
MOST_INVITATIONS = 20  # of a circle, at a time
MOST_USES = 100  # of an invitation; who leaves gives none back


@dataclass(frozen=True, slots=True)
class Invitation:
    """A link into a circle that can be used until `expires_at`, by MOST_USES people; its secret is not kept."""

    id: int
    uses: int
    created_at: datetime
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class Invited:
    """Where an invitation leads, as who holds its link sees it. `makes_newcomers`: it is a way into Pith, too."""

    group_id: int
    name: str
    members: int
    makes_newcomers: bool
    expires_at: datetime


def _hash(secret: str) -> str:
    """SHA-256 is enough: secrets are 256 random bits."""
    return hashlib.sha256(secret.encode()).hexdigest()


async def make(app: App, person: Person, name: str, own_name: str) -> Group:
    """A new circle that the person manages; `own_name` is what its members call them. Raises Invalid."""
    name, own_name, now = clean_name(name), clean_name(own_name, "own_name"), app.clock()
    async with app.write() as s:
        await check_room(s, person)
        group = GroupRow(
            name=name,
            language=best_language(person.language),
            sharers=Sharers.MEMBERS,
            daily_shares=USUAL_DAILY_SHARES,
            created_at=now,
        )
        s.add(group)
        await s.flush()
        member = MemberRow(
            group_id=group.id,
            person_id=person.id,
            name=own_name,
            role=Role.MANAGER,
            sees=True,
            joined_at=now,
            checked_at=now,
        )
        s.add(member)
        await s.flush()
        return await group_of(s, group, member)


async def check_room(s: AsyncSession, person: Person) -> None:
    counted = select(func.count()).select_from(MemberRow).where(MemberRow.person_id == person.id)
    if (await s.scalar(counted) or 0) >= MOST_GROUPS:
        raise Invalid("You are in {count} groups, the most there can be. Leave one first.", count=MOST_GROUPS)


async def rename_self(app: App, person: Person, group_id: int, own_name: str) -> None:
    """The name that the group's members see. Raises Invalid in a server's group, where it is the server's."""
    own_name = clean_name(own_name, "own_name")
    async with app.write() as s:
        group, member = await membership(s, person, group_id, to_change=True)
        if group.server_id is not None:
            raise Invalid("In a server’s group you have the name that you have in the server.")
        await _check_free(s, group_id, person, own_name)
        member.name = own_name
        group.changes += 1


async def _check_free(s: AsyncSession, group_id: int, person: Person, own_name: str) -> None:
    """Raises Invalid for a name by which the circle knows somebody else."""
    rows = await s.scalars(
        select(MemberRow.name).where(MemberRow.group_id == group_id, MemberRow.person_id != person.id)
    )
    if fold(own_name) in {fold(name) for name in rows}:
        raise Invalid("Somebody in this group has this name already. Choose another.", about="own_name")


async def leave(app: App, person: Person, group_id: int) -> None:
    """The person is out, and so is all they shared there. A circle that nobody is left in is gone,
    and so is a newcomer who kept nothing. Raises NotFound."""
    async with app.write() as s:
        group, member = await membership(s, person, group_id, to_change=True, also_away=True)
        await taken_out(s, app, group, member)
        await people.erase_if_empty(s, person.id)


async def remove(app: App, person: Person, group_id: int, member_id: int) -> None:
    """Takes somebody out of a circle, as if they had left. Its invitations are over: they may know one. Raises NotFound
    and NotAllowed."""
    async with app.write() as s:
        group, own = await managed(s, person, group_id)
        there = select(MemberRow).where(MemberRow.group_id == group_id, MemberRow.number == member_id)
        member = await s.scalar(there) if 0 < member_id <= MAX_ID else None
        if member is None:
            raise NotFound("There is no such member.")
        if group.server_id is not None:
            raise Invalid("Who is in a server’s group is decided in the server.")
        if member is own:
            raise Invalid("To go yourself, leave the group.")
        changed_by(s, app, person, group, "removed")
        await s.execute(delete(InvitationRow).where(InvitationRow.group_id == group_id))
        await taken_out(s, app, group, member)
        await people.erase_if_empty(s, member.person_id)


async def taken_out(s: AsyncSession, app: App, group: GroupRow, member: MemberRow) -> None:
    """Ends a membership, and with it all that hangs on it. A circle goes on with a manager, or not at all."""
    await member_goes(s, group.id, member.person_id)
    await choices_go(s, member.person_id, group.id)
    await rooms_are_left(s, group.id, member.person_id, app.clock())
    await s.delete(member)
    await s.flush()
    await changed(s, group.id)
    if group.server_id is not None:
        return
    left = select(MemberRow).where(MemberRow.group_id == group.id)
    if await s.scalar(left.where(MemberRow.role == Role.MANAGER).limit(1)) is not None:
        return
    heir = await s.scalar(left.order_by(MemberRow.joined_at, MemberRow.person_id).limit(1))
    if heir is None:
        await s.execute(delete(GroupRow).where(GroupRow.id == group.id))
    else:
        heir.role = Role.MANAGER


async def invite(
    app: App, person: Person, group_id: int, base_url: str, days: int = USUAL_DAYS
) -> tuple[Invitation, str]:
    """A link into the circle, good for `days`, shown this once. Raises NotFound, NotAllowed and Invalid."""
    if not 1 <= days <= MOST_DAYS:
        raise Invalid("An invitation lasts 1 to {limit} days.", limit=MOST_DAYS)
    secret, now = secrets.token_urlsafe(32), app.clock()
    async with app.write() as s:
        group, _ = await managed(s, person, group_id)
        if group.server_id is not None:
            raise Invalid("A server’s group is joined in the server, with /group join.")
        await s.execute(delete(InvitationRow).where(InvitationRow.expires_at <= now))
        there = select(func.count()).select_from(InvitationRow).where(InvitationRow.group_id == group_id)
        if (await s.scalar(there) or 0) >= MOST_INVITATIONS:
            raise Invalid("This group has {count} invitations. Revoke one first.", count=MOST_INVITATIONS)
        row = InvitationRow(
            group_id=group_id,
            person_id=person.id,
            secret_hash=_hash(secret),
            created_at=now,
            expires_at=now + timedelta(days=days),
        )
        s.add(row)
        await s.flush()
        group.changes += 1
        return _to_invitation(row), f"{base_url}/groups/join?key={secret}"


async def invitations(app: App, person: Person, group_id: int) -> tuple[Invitation, ...]:
    """Those that can be used now, the newest first. Raises NotFound and NotAllowed."""
    async with app.read() as s:
        await managed(s, person, group_id, to_change=False)
        rows = await s.scalars(
            select(InvitationRow)
            .where(InvitationRow.group_id == group_id, InvitationRow.expires_at > app.clock())
            .order_by(InvitationRow.id.desc())
        )
        return tuple(_to_invitation(row) for row in rows)


def _to_invitation(row: InvitationRow) -> Invitation:
    return Invitation(row.id, row.uses, row.created_at, row.expires_at)


async def revoke(app: App, person: Person, group_id: int, invitation_id: int) -> None:
    """Its link is of no use from now on. Raises NotFound and NotAllowed."""
    async with app.write() as s:
        group, _ = await managed(s, person, group_id)
        row = await s.get(InvitationRow, invitation_id) if 0 < invitation_id <= MAX_ID else None
        if row is None or row.group_id != group_id:
            raise NotFound("There is no such invitation.")
        await s.delete(row)
        group.changes += 1


def secret_in(link: str) -> str:
    """The secret of an invitation, from its whole link, whatever stands around it, or by itself."""
    found = re.search(r"\bkey=([\w-]+)", link, re.ASCII) or re.fullmatch(r"\s*([\w-]+)\W*", link, re.ASCII)
    return found[1][:200] if found else ""


async def _invitation(s: AsyncSession, app: App, secret: str) -> InvitationRow:
    row: InvitationRow | None = await s.scalar(
        select(InvitationRow).where(
            InvitationRow.secret_hash == _hash(secret),
            InvitationRow.expires_at > app.clock(),
            InvitationRow.uses < MOST_USES,
        )
    )
    if row is None:
        raise Expired("This invitation is over. Ask whoever manages the group for a new one.")
    return row


async def invited(app: App, secret: str) -> Invited:
    """Where an invitation leads. Raises Expired for one that is over, was revoked, or never was."""
    async with app.read() as s:
        row = await _invitation(s, app, secret)
        group = await s.get_one(GroupRow, row.group_id)
        counted = select(func.count()).select_from(MemberRow).where(MemberRow.group_id == group.id)
        makes = app.settings.newcomers and await people.has_way_in(s, row.person_id)
        return Invited(group.id, group.name, await s.scalar(counted) or 0, makes, row.expires_at)


async def accept(app: App, person: Person, secret: str, own_name: str) -> Group:
    """Joins the circle; who is in it stays in it, with the new name. Raises Expired and Invalid."""
    own_name, now = clean_name(own_name, "own_name"), app.clock()
    async with app.write() as s:
        row = await _invitation(s, app, secret)
        group = await s.get_one(GroupRow, row.group_id, with_for_update=True)
        await _invitation(s, app, secret)  # not revoked meanwhile
        await _check_free(s, group.id, person, own_name)
        member = await s.get(MemberRow, (group.id, person.id))
        if member is None:
            await check_room(s, person)
            counted = select(func.count()).select_from(MemberRow).where(MemberRow.group_id == group.id)
            if (await s.scalar(counted) or 0) >= MOST_MEMBERS:
                raise Invalid("This group is full: {count} are in it.", count=MOST_MEMBERS)
            member = MemberRow(
                group_id=group.id,
                person_id=person.id,
                role=Role.MEMBER,
                sees=True,
                joined_at=now,
                checked_at=now,
            )
            s.add(member)
            row.uses = InvitationRow.uses + 1
        member.name = own_name
        group.changes += 1
        await s.flush()
        return await group_of(s, group, member)


async def accept_as_newcomer(app: App, secret: str, own_name: str) -> tuple[Person, Group]:
    """Joins the circle as somebody new: the invitation is their way into Pith, where PITH_NEWCOMERS lets it be and who
    made it is no newcomer themselves. Raises NotAllowed and as `accept`, making nobody."""
    if not (await invited(app, secret)).makes_newcomers:
        raise NotAllowed("This invitation is for people who are in Pith already. Sign in, and open it again.")
    clean_name(own_name, "own_name")
    person = await people.newcomer(app)
    try:
        return person, await accept(app, person, secret, own_name)
    except BaseException:
        await people.erase(app, person)
        raise
