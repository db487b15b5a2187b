"""What stands for the channels and threads that messages mention: Pith views more places than most who ask it, and
Discord's own apps name none to whom it is closed. So a name is told to who may view the place, and else none.
"""

from __future__ import annotations

import asyncio
import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

import discord

from bot.discord_ui.catchup.rights import HIDDEN, Place, is_open_to_all, may_see
from bot.features.catchup import Said

BREATH = 20  # places after which others get their turn
MOST_ASKED = 10  # private threads of which Discord is asked whether the reader is in them

_MENTION = re.compile(r"<#(\d{15,20})>")


def mentioned_in(said: Sequence[Said]) -> set[int]:
    """The ids of all places that are mentioned. Pure."""
    return {int(each) for one in said if "<#" in one.text for each in _MENTION.findall(one.text)}


def with_names(said: Sequence[Said], names: Mapping[int, str]) -> list[Said]:
    """The same with names for what is mentioned; what has none is “#…”. Pure."""

    def name(mention: re.Match[str]) -> str:
        return f"#{names.get(int(mention[1]), '…')}"

    return [replace(one, text=_MENTION.sub(name, one.text)) if "<#" in one.text else one for one in said]


async def names_for(reader: discord.Member | None, place: Place, ids: Collection[int]) -> dict[int, str]:
    """Of the places with these ids those that `reader` may see, or without one those that are open to everybody in the
    server. What is told is of `place`, whose name they know."""
    names: dict[int, str] = {}
    threads = 0
    for count, each in enumerate(sorted(ids)):
        if count % BREATH == 0:
            await asyncio.sleep(0)
        found = place if each == place.id else place.guild.get_channel_or_thread(each)
        if found is None or found.name == HIDDEN:
            continue
        if isinstance(found, discord.Thread) and found.is_private() and each != place.id:
            threads += 1
            if threads > MOST_ASKED:
                continue
        if each == place.id or (is_open_to_all(found) if reader is None else await may_see(reader, found)):
            names[each] = found.name
    return names
