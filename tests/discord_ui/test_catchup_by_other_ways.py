"""Who may read what, by rights of the server itself, from another server, in a time-out, and with a thread's button."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

import pytest

from bot.app import App
from tests.conftest import Clock
from tests.discord_ui.conftest import connected
from tests.discord_ui.test_catchup_rights import BOTH, HISTORY, SAID, VIEW, World, asked
from tests.fakes.discord.things import Account
from tests.fakes.discord_server import MESSAGE_CONTENT, Channel, DiscordServer, Message, Role, User


@pytest.fixture
def privileged_intents() -> int:
    return MESSAGE_CONTENT


@dataclass(frozen=True, slots=True)
class Closed:
    """A server whose members may use commands and nothing else. Its door is open to all, its vault to who has roles;
    another server is open."""

    world: World
    plain: User
    cy: User
    reader: Role
    bots: Role
    door: Channel
    begin: Message  # in the door
    vault: Channel
    elsewhere: Channel

    async def look(self, name: str) -> str:
        """Into the vault, from the door."""
        who = self.world.people[name]
        return self.world.check(who, self.vault, await asked(who, self.vault, hall=self.door), here=False)

    async def tell_me(self, offer: Message) -> str:
        return (await self.plain.press(offer, "Tell me").final()).text.replace("\\", "")


def closed(server: DiscordServer) -> Closed:
    hour = timedelta(hours=1)
    plain, reader, cy = (server.user(name) for name in ("plain", "reader", "cy"))
    people: dict[str, Account] = {"plain": plain, "reader": reader, "cy": cy}
    world = World(server, server.guild("Closed"), people | {"owner": server.owner, "Pith": server.app}, {})
    guild = world.guild
    for one in world.people.values():
        guild.add(one)
    guild.everyone.permissions = 1 << 31  # commands may be used, and nothing else
    readers = guild.role("Reader", "view_channel", (reader,))
    bots = guild.role("Bots", "view_channel read_message_history", (server.app,))
    door, vault = guild.channel("door"), world.place("plain", {})
    door.overwrites = {guild.id: (BOTH | 1 << 11 | 1 << 35, 0)}
    (begin,) = server.past(door, [(cy, SAID[1])], ago=hour, every=hour)
    elsewhere = server.guild("Elsewhere", members=[plain, reader, cy]).channel()
    server.past(elsewhere, [(cy, SAID[0])], ago=hour, every=hour)
    return Closed(world, plain, cy, readers, bots, door, begin, vault, elsewhere)


async def rights_of_the_server_itself_count(place: Closed) -> None:
    guild, pith = place.world.guild, place.world.server.app
    staff = guild.role("Staff", "administrator")
    assert "View Channel" in await place.look("plain")
    assert "Read Message History" in await place.look("reader")
    guild.permit(place.reader, BOTH)
    assert await place.look("reader") == "told"
    for right in (VIEW, 0):
        guild.permit(place.bots, right)
        assert "Pith lacks" in await place.look("reader")
    guild.give(pith, staff)
    assert await place.look("reader") == "told", "an administrator lacks nothing, and hears of it at once"
    guild.take(pith, staff)
    assert "Pith lacks" in await place.look("reader")
    guild.permit(place.bots, BOTH)


async def a_thread_is_offered(place: Closed) -> Message:
    server, cy = place.world.server, place.cy
    thread = cy.start_thread(place.begin, "thread")
    server.past(thread, [(cy, SAID[0])], ago=timedelta(minutes=9), every=timedelta(minutes=1))
    cy.send(place.door, "this thread", mention_bot=True, reply_to=place.begin)
    return await server.message(place.door, "whole thread")


async def its_button_tells_who_may_read_it(place: Closed, offer: Message) -> None:
    plain, door = place.plain, place.door
    for right in (0, HISTORY):
        door.deny(plain, "read_message_history") if right else None
        text = await place.tell_me(offer)
        assert ("you need the right “Read Message History” in #door" in text) == bool(right)
        assert ("mitosis" in text) != bool(right)
    door.allow(plain, "read_message_history")


async def its_button_tells_who_is_timed_out(place: Closed, offer: Message) -> None:
    server = place.world.server
    member = place.world.guild.members[place.plain.id]
    member.timed_out_until = server.clock.now() + timedelta(hours=1)
    assert "mitosis" in await place.tell_me(offer), "who is timed out may read on"
    for right in ("read_message_history", "view_channel"):
        place.door.deny(server.app, right)
        text = await place.tell_me(offer)
        assert "Pith lacks the right" in text
        assert "mitosis" not in text


async def test_in_other_places_and_by_other_ways(app: App, server: DiscordServer, clock: Clock) -> None:
    """Rights of the server itself, a time-out, a channel of another server, and a thread's button."""
    clock.now = server.clock.now()
    place = closed(server)
    async with connected(app, server):
        await rights_of_the_server_itself_count(place)
        assert "no such channel" in await asked(place.plain, place.elsewhere, hall=place.door)
        offer = await a_thread_is_offered(place)
        await its_button_tells_who_may_read_it(place, offer)
        await its_button_tells_who_is_timed_out(place, offer)
