"""A strict stand-in for Discord on loopback, which the real discord.py client talks to.

    async with DiscordServer() as server:
        ada = server.user("Ada")
        ...                                  # start the app with server.api_url, server.gateway_url, server.token
        await server.connected()
        asked = ada.command("condense", text="…")
        answer = await asked.final()
        assert "Photosynthesis" in answer.text

`python -m tests.fakes.discord_server --port 9999` runs one by hand, for demonstrations.
"""

from __future__ import annotations

import argparse
import asyncio

from tests.fakes.discord.clock import Clock
from tests.fakes.discord.gateway import MEMBERS, MESSAGE_CONTENT, PRESENCES
from tests.fakes.discord.interactions import Interaction, Modal
from tests.fakes.discord.people import User
from tests.fakes.discord.rate_limits import Limit
from tests.fakes.discord.server import DiscordServer
from tests.fakes.discord.things import Channel, File, Guild, Message, Role

__all__ = [
    "MEMBERS", "MESSAGE_CONTENT", "PRESENCES", "Channel", "Clock", "DiscordServer", "File", "Guild", "Interaction",
    "Limit", "Message", "Modal", "Role", "User",
]  # fmt: skip


async def run(port: int) -> None:
    """One server with a person who writes a first message as soon as an app connects."""
    async with DiscordServer(port=port) as server:
        ada = server.user("Ada")
        server.guild("Study group", members=[ada])
        print(f"PITH_DISCORD_API_URL={server.api_url}")
        print(f"PITH_DISCORD_GATEWAY_URL={server.gateway_url}")
        print(f"DISCORD_TOKEN={server.token}")
        await server.until(lambda: server.gateway.connected, 1e9)
        ada.dm("Cells are the units of life. My cat is grey. Every cell is enclosed by a membrane.")
        told = 0
        while True:
            await server.until(lambda: len(server.requests) > told, 1e9)  # noqa: B023 - read while it waits
            for one in server.requests[told:]:
                print(one, one.body if one.method != "GET" else "")
            told = len(server.requests)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--port", type=int, default=9999)
    asyncio.run(run(parser.parse_args().port))
