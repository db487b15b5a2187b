"""What a posted digest may go on saying: names as long as their people let it, lines of a channel as long as the
message is there and its writer does not mind. What changed is found here, and `groups.messages` shows the digest anew.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, delete, exists, func, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.app import App
from bot.features.catchup import Point
from bot.features.groups.group import membership
from bot.features.people import Person, discord_id
from bot.store.tables import (
    DigestNameRow,
    DigestQuoteRow,
    DigestRow,
    FocusNamingRow,
    GroupMessageRow,
    IdentityRow,
    UncondensedRow,
)

LATELY = timedelta(days=31)  # digests from before are read no more


@dataclass(frozen=True, slots=True)
class Quote:
    """A message that a digest tells of as it was before `read_at`."""

    said_id: int
    read_at: datetime


async def let_name(app: App, person: Person, group_id: int, *, may: bool) -> None:
    """Whether the group's digests may say that this person had focus sessions. Raises NotFound."""
    async with app.write() as s:
        await membership(s, person, group_id, also_away=not may)
        mine = (FocusNamingRow.group_id == group_id) & (FocusNamingRow.person_id == person.id)
        if not may:
            await s.execute(delete(FocusNamingRow).where(mine))
        elif await s.scalar(select(FocusNamingRow.id).where(mine)) is None:
            s.add(FocusNamingRow(group_id=group_id, person_id=person.id))


async def may_name(app: App, person: Person, group_id: int) -> bool:
    async with app.read() as s:
        mine = (FocusNamingRow.group_id == group_id) & (FocusNamingRow.person_id == person.id)
        return await s.scalar(select(FocusNamingRow.id).where(mine)) is not None


async def put_quotes(
    app: App, message_id: int, server_id: int, channel_id: int, points: Iterable[Point]
) -> None:
    """To be called before a digest shows these."""
    wanted = {str(point.message_id): str(point.speaker_id) for point in points}
    async with app.write() as s:
        known = set(
            await s.scalars(select(DigestQuoteRow.said_id).where(DigestQuoteRow.message_id == message_id))
        )
        s.add_all(
            DigestQuoteRow(
                message_id=message_id,
                said_id=said,
                account_id=who,
                server_id=str(server_id),
                channel_id=str(channel_id),
            )
            for said, who in wanted.items()
            if said not in known
        )


async def quotable(app: App, message_id: int) -> frozenset[int]:
    """The messages that the digest may go on telling of."""
    async with app.read() as s:
        found = await s.scalars(select(DigestQuoteRow.said_id).where(DigestQuoteRow.message_id == message_id))
        return frozenset(int(each) for each in found)


async def quoted_lately(app: App, server_id: int) -> dict[int, tuple[Quote, ...]]:
    """What digests of the last weeks tell of in a server, by channel."""
    wanted = (
        select(DigestQuoteRow.channel_id, DigestQuoteRow.said_id, func.min(DigestRow.until_at))
        .join(DigestRow, DigestRow.message_id == DigestQuoteRow.message_id)
        .where(DigestQuoteRow.server_id == str(server_id), DigestQuoteRow.channel_id.is_not(None))
        .where(DigestRow.until_at > app.clock() - LATELY)
        .group_by(DigestQuoteRow.channel_id, DigestQuoteRow.said_id)
    )
    found: dict[int, list[Quote]] = {}
    async with app.read() as s:
        for channel_id, said_id, read_at in await s.execute(wanted):
            found.setdefault(int(channel_id or 0), []).append(Quote(int(said_id), read_at))
    return {channel_id: tuple(quotes) for channel_id, quotes in found.items()}


async def channel_closed(app: App, channel_id: int) -> None:
    """Not everybody in the server can read the channel any more, or it is gone: no digest tells of it."""
    await _unquote_where(app, DigestQuoteRow.channel_id == str(channel_id))


async def said_no_more(app: App, said_ids: Collection[int]) -> None:
    """Somebody deleted what they wrote, or wrote it anew: no digest tells of it as it was."""
    await _unquote_where(app, DigestQuoteRow.said_id.in_([str(each) for each in said_ids]))


async def _unquote_where(app: App, wanted: ColumnElement[bool]) -> None:
    async with app.read() as s:
        if await s.scalar(select(DigestQuoteRow.said_id).where(wanted).limit(1)) is None:
            return
    async with app.write() as s:
        await _unquote(s, wanted)


async def _unquote(s: AsyncSession, which: ColumnElement[bool]) -> None:
    gone = await s.scalars(delete(DigestQuoteRow).where(which).returning(DigestQuoteRow.message_id))
    await _touch(s, set(gone))


async def _touch(s: AsyncSession, message_ids: Collection[int]) -> None:
    await s.execute(
        update(GroupMessageRow)
        .where(GroupMessageRow.id.in_(message_ids))
        .values(changes=GroupMessageRow.changes + 1)
    )


async def look_after(app: App) -> None:
    """Digests that name somebody who no longer lets them, or tell of somebody who does not want it any more."""
    unnamed = ~exists().where(FocusNamingRow.id == DigestNameRow.naming_id)
    silent = exists().where(
        UncondensedRow.server_id == DigestQuoteRow.server_id,
        UncondensedRow.person_id == IdentityRow.person_id,
        IdentityRow.face == "discord",
        IdentityRow.external_id == DigestQuoteRow.account_id,
    )
    async with app.read() as s:
        is_named = await s.scalar(select(DigestNameRow.naming_id).where(unnamed).limit(1)) is not None
        is_quoted = await s.scalar(select(DigestQuoteRow.said_id).where(silent).limit(1)) is not None
    if not (is_named or is_quoted):
        return
    async with app.write() as s:
        gone = await s.scalars(delete(DigestNameRow).where(unnamed).returning(DigestNameRow.message_id))
        await _touch(s, set(gone))
        await _unquote(s, silent)


async def export(app: App, person: Person) -> dict[str, Any]:
    """In which groups' digests they may be named, and which messages of theirs digests tell of."""
    account = await discord_id(app, person)
    async with app.read() as s:
        groups = await s.scalars(select(FocusNamingRow.group_id).where(FocusNamingRow.person_id == person.id))
        quotes = await s.scalars(
            select(DigestQuoteRow.said_id).where(DigestQuoteRow.account_id == str(account))
        )
        return {"named_in_groups": sorted(groups), "told_of_messages": sorted(set(quotes))}


async def erase(app: App, person: Person) -> None:
    """Before the person goes: their name and their lines leave the digests that are posted."""
    account = await discord_id(app, person)
    async with app.write() as s:
        await s.execute(delete(FocusNamingRow).where(FocusNamingRow.person_id == person.id))
        if account is not None:
            await _unquote(s, DigestQuoteRow.account_id == str(account))
