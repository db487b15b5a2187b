"""What a server's channel prefers: a thread for each long answer; files condensed as they come, or after a question.

Set by who manages the channel, as the face knows; nothing of it is anybody's own.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import delete

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


async def preferences(app: App, channel_id: int) -> Preferences:
    """The usual ones where nobody set any."""
    async with app.read() as s:
        row = await s.get(ChannelRow, str(channel_id))
        return Preferences(Files(row.files), row.threads) if row else Preferences()


async def prefer(
    app: App, server_id: int, channel_id: int, *, files: Files | None = None, threads: bool | None = None
) -> Preferences:
    """Changes what is given and leaves the rest."""
    async with app.write() as s:
        row = await s.get(ChannelRow, str(channel_id), with_for_update=True)
        if row is None:
            row = ChannelRow(channel_id=str(channel_id), server_id=str(server_id), files="off", threads=False)
            s.add(row)
        if files is not None:
            row.files = files.value
        if threads is not None:
            row.threads = threads
        return Preferences(Files(row.files), row.threads)


async def forget_server(app: App, server_id: int) -> None:
    """Pith is not in the server any more."""
    async with app.write() as s:
        await s.execute(delete(ChannelRow).where(ChannelRow.server_id == str(server_id)))
