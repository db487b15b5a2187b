"""What was read of a channel in short, as it may be told once the model is done: it takes its time, in which people
change their minds and rights change."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

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
    """`said` by the names that its speakers have in the server, without those who don't want to be condensed. Where one
    of them says so while the model reads, all is condensed anew.

    An asker is told what they said themselves. Raises NotAllowed and NotFound where they can't read the place any more.
    """
    asker = frozenset() if asker_id is None else frozenset((asker_id,))
    speakers = {each.speaker_id for each in said}
    silent = await catchup.unwilling(client.app, place.guild.id) - asker
    while True:
        found = await catchup.catch_up(client.app, said, silent, zone, on_percent)
        found = await by_names_here(place.guild, found)
        if asker_id is not None:
            await check_still(place, asker_id)
        since = await catchup.unwilling(client.app, place.guild.id) - asker - silent
        if not since & speakers:
            return found
        silent |= since
