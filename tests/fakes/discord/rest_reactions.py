"""REST: what stands around messages: reactions, typing, threads."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tests.fakes.discord import wire
from tests.fakes.discord.clock import stamp
from tests.fakes.discord.front import Call, route
from tests.fakes.discord.gateway import DIRECT_REACTIONS, GUILD_REACTIONS, GUILDS
from tests.fakes.discord.permissions import THREADS, may
from tests.fakes.discord.refusals import Problems, Refusal, missing_permissions, unknown
from tests.fakes.discord.rest_messages import present, reachable
from tests.fakes.discord.things import PUBLIC_THREAD, Account, Channel, Message

if TYPE_CHECKING:
    from tests.fakes.discord.server import DiscordServer

Json = dict[str, Any]


@route("POST", "/channels/{channel_id}/typing")
def typing(call: Call) -> None:
    call.server.typing.append(reachable(call, "send_messages"))


def react(call: Call, account: Account, *, add: bool) -> None:
    """Add or take back a reaction, and tell of it."""
    place = reachable(call)
    one, emoji = present(call, place), call.params["emoji_name"]
    if emoji.isascii() and ":" not in emoji:
        raise unknown("Emoji")
    who = one.reactions.setdefault(emoji, [])
    if add and not who and not may(place, call.app, "add_reactions"):
        raise missing_permissions()
    if add == (account in who):
        return
    who.append(account) if add else who.remove(account)
    if not who:
        del one.reactions[emoji]
    tell_reaction(call.server, one, account, emoji, add=add)


def tell_reaction(server: DiscordServer, one: Message, account: Account, emoji: str, *, add: bool) -> None:
    guild = one.channel.guild
    data: Json = {
        "user_id": str(account.id), "channel_id": str(one.channel.id), "message_id": str(one.id),
        "emoji": {"id": None, "name": emoji}, "type": 0, "burst": False,
    }  # fmt: skip
    if add:
        data["message_author_id"] = str(one.author.id)
    if guild is not None:
        data["guild_id"] = str(guild.id)
        if add and account.id in guild.members:
            data["member"] = wire.member(guild.members[account.id])
    name = f"MESSAGE_REACTION_{'ADD' if add else 'REMOVE'}"
    intent = DIRECT_REACTIONS if guild is None else GUILD_REACTIONS
    server.gateway.dispatch(name, data, intent=intent, guild_id=guild.id if guild else None)


@route("PUT", "/channels/{channel_id}/messages/{message_id}/reactions/{emoji_name}/@me")
def add_reaction(call: Call) -> None:
    react(call, call.app, add=True)


@route("DELETE", "/channels/{channel_id}/messages/{message_id}/reactions/{emoji_name}/@me")
def take_reaction(call: Call) -> None:
    react(call, call.app, add=False)


@route("POST", "/channels/{channel_id}/messages/{message_id}/threads")
def thread_from_message(call: Call) -> Json:
    place = reachable(call, "create_public_threads")
    one = present(call, place)
    if place.guild is None or place.type in THREADS:
        raise Refusal(400, 50024, "Cannot execute action on this channel type")
    if one.thread is not None:
        raise Refusal(400, 160004, "A thread has already been created for this message")
    name = (call.body or {}).get("name") or ""
    problems = Problems()
    problems.too_long(("name",), name, 100, 1)
    problems.raise_any()
    call.status = 201
    return wire.channel(open_thread(call.server, one, name), call.app)


def open_thread(server: DiscordServer, one: Message, name: str) -> Channel:
    """A public thread that begins at a message, told of to the app."""
    guild = one.channel.guild
    assert guild is not None
    thread = Channel(one.id, PUBLIC_THREAD, name, guild, one.channel)
    one.thread = server.channels[thread.id] = guild.channels[thread.id] = thread
    starter = Message(server.ids.next(), thread, one.author, server.clock.now(), begins_at=one)
    thread.kept[starter.id] = starter
    tell = {**wire.channel(thread, server.app), "newly_created": True}
    server.gateway.dispatch("THREAD_CREATE", tell, intent=GUILDS, guild_id=guild.id)
    return thread


@route("PATCH", "/channels/{channel_id}")
def take_out_of_the_archive(call: Call) -> Json:
    """All that is changed of a channel here."""
    place = reachable(call, "send_messages_in_threads")
    if place.type not in THREADS or call.body != {"archived": False} or place.locked:
        raise missing_permissions()
    place.archived = False
    return wire.channel(place, call.app)


@route("GET", "/channels/{channel_id}/thread-members/{user_id}")
def thread_member(call: Call) -> Json:
    """Who was let into a thread: of a public one the stand-in keeps nobody."""
    place = reachable(call)
    account = call.server.accounts.get(call.id("user_id"))
    if place.type not in THREADS or account not in place.recipients:
        raise unknown("Member")
    return {
        "id": str(place.id),
        "user_id": str(account.id),
        "join_timestamp": stamp(call.server.clock.now()),
        "flags": 0,
    }
