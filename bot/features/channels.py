"""What a server's channel prefers: a thread for each long answer; files condensed as they come, or after a question.
Its threads go by it.

Set by who manages the channel, as the face knows; nothing of it is anybody's own.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from sqlalchemy import delete, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.app import App
from bot.locales import N_
from bot.store.tables import ChannelRow


class Files(StrEnum):
    OFF = "off"  # only where somebody mentions Pith
    ASK = "ask"  # whoever wants it presses a reaction
    ALWAYS = "always"


FILES_WORDS = {
    Files.OFF: N_("only where somebody asks me"),
    Files.ASK: N_("where somebody presses the reaction that I put under them"),
    Files.ALWAYS: N_("all of them, for whoever posts them"),
}


@dataclass(frozen=True, slots=True)
class Preferences:
    files: Files = Files.OFF
    threads: bool = False


async def preferences(app: App, channel_id: int, parent_id: int | None = None) -> Preferences:
    """The usual ones where nobody set any. `parent_id`: the channel of a thread, which holds where the thread says
    nothing."""
    async with app.read() as s:
        return _of(await _row(s, channel_id) or await _row(s, parent_id))


async def prefer(
    app: App,
    server_id: int,
    channel_id: int,
    parent_id: int | None = None,
    *,
    files: Files | None = None,
    threads: bool | None = None,
) -> Preferences:
    """Changes what is given and leaves the rest."""
    async with app.write() as s:
        row = await s.get(ChannelRow, str(channel_id), with_for_update=True)
        if row is None:
            now = _of(await _row(s, parent_id))
            if files is None and threads is None:
                return now
            row = ChannelRow(
                channel_id=str(channel_id),
                server_id=str(server_id),
                files=now.files.value,
                threads=now.threads,
            )
            s.add(row)
        if files is not None:
            row.files = files.value
        if threads is not None:
            row.threads = threads
        return _of(row)


async def _row(s: AsyncSession, channel_id: int | None) -> ChannelRow | None:
    return await s.get(ChannelRow, str(channel_id)) if channel_id is not None else None


def _of(row: ChannelRow | None) -> Preferences:
    return Preferences(Files(row.files), row.threads) if row else Preferences()


async def servers(app: App) -> set[int]:
    """Every server with a channel that prefers something."""
    async with app.read() as s:
        return {int(each) for each in await s.scalars(select(ChannelRow.server_id).distinct())}


async def set_left(app: App, server_id: int, *, is_there: bool) -> None:
    """Pith was taken out of the server, or is in it again: then all is as it was."""
    differs = ChannelRow.left_at.is_not(None) if is_there else ChannelRow.left_at.is_(None)
    wanted = (ChannelRow.server_id == str(server_id)) & differs
    async with app.read() as s:
        if await s.scalar(select(ChannelRow.channel_id).where(wanted).limit(1)) is None:
            return
    async with app.write() as s:
        await s.execute(update(ChannelRow).where(wanted).values(left_at=None if is_there else app.clock()))


async def erase_left(app: App, kept_for: timedelta) -> None:
    """What channels preferred in servers that Pith has not been in for so long is gone."""
    long_ago = ChannelRow.left_at < app.clock() - kept_for
    async with app.read() as s:
        if await s.scalar(select(ChannelRow.channel_id).where(long_ago).limit(1)) is None:
            return
    async with app.write() as s:
        await s.execute(delete(ChannelRow).where(long_ago))
