"""REST: what stands around messages: reactions, typing, threads."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tests.fakes.discord import wire
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
    thread = Channel(one.id, PUBLIC_THREAD, name, place.guild, place)
    one.thread = call.server.channels[thread.id] = place.guild.channels[thread.id] = thread
    made = wire.channel(thread, call.app)
    tell = {**made, "newly_created": True}
    call.status = 201
    call.server.gateway.dispatch("THREAD_CREATE", tell, intent=GUILDS, guild_id=place.guild.id)
    return made
