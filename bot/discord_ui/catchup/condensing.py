"""What was read of a channel in short, as it may be told once the model is done: it takes its time, in which people
change their minds and rights change."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from bot.discord_ui.catchup.naming import mentioned_in, names_for, with_names
from bot.discord_ui.catchup.reading import by_names_here
from bot.discord_ui.catchup.rights import Place, check_still
from bot.features import catchup
from bot.features.catchup import CatchUp, Said

if TYPE_CHECKING:
    from bot.discord_ui.client import PithClient


async def in_short(
    client: PithClient,
    place: Place,
    said: Sequence[Said],
    zone: ZoneInfo,
    *,
    asker_id: int | None = None,
    on_percent: Callable[[int], None] | None = None,
) -> CatchUp:
    """`said` by the names that its speakers have in the server, without those who don't want to be condensed, and
    without names of places that its reader may not know: whoever asks, or else everybody in the server. Where somebody
    says so, or a place is closed, while the model reads, all is condensed anew.

    An asker is told what they said themselves. Raises NotAllowed and NotFound where they can't read the place any more.
    """
    asker = frozenset() if asker_id is None else frozenset((asker_id,))
    reader = None if asker_id is None else await check_still(place, asker_id)
    speakers = {each.speaker_id for each in said}
    silent = await catchup.unwilling(client.app, place.guild.id) - asker
    ids = await asyncio.to_thread(mentioned_in, said)
    names = await names_for(reader, place, ids)
    while True:
        told = await asyncio.to_thread(with_names, said, names)
        found = await catchup.catch_up(client.app, told, silent, zone, on_percent)
        found = await by_names_here(place.guild, found)
        if asker_id is not None:
            reader = await check_still(place, asker_id)
        known = await names_for(reader, place, ids)
        since = await catchup.unwilling(client.app, place.guild.id) - asker - silent
        if not since & speakers and names.items() <= known.items():
            return found
        silent |= since
        names = {each: name for each, name in names.items() if known.get(each) == name}
