"""Making, changing and removing messages: one way for people and for the app, with the gateway event each causes."""

from __future__ import annotations

import copy
import hashlib
import mimetypes
import re
from collections.abc import Sequence
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from tests.fakes.discord.gateway import DIRECT_MESSAGES, GUILD_MESSAGES
from tests.fakes.discord.message_rules import refuse_empty
from tests.fakes.discord.things import DM, EPHEMERAL, LOADING, Account, Channel, File, Message

if TYPE_CHECKING:
    from tests.fakes.discord.interactions import Interaction
    from tests.fakes.discord.server import DiscordServer

MENTION = re.compile(r"<@!?(\d+)>")
LINKS_LAST = timedelta(hours=24)
Json = dict[str, Any]
Uploads = dict[int, tuple[str, bytes, str | None]]


def upload(server: DiscordServer, place: Channel, name: str, data: bytes, *, ephemeral: bool = False) -> File:
    """Keep a file and give it its signed address; the name is cleaned as Discord cleans it."""
    file_id = server.ids.next()
    clean = re.sub(r"[^A-Za-z0-9._-]", "", name.replace(" ", "_"))
    stem, _, ending = clean.rpartition(".")
    clean = clean if stem else f"unknown.{ending}" if ending and "." in clean else clean or "unknown"
    kind = mimetypes.guess_type(name)[0]
    if kind and kind.startswith("text/"):
        kind += "; charset=utf-8"
    folder = "ephemeral-attachments" if ephemeral else "attachments"
    path = f"/{folder}/{place.id}/{file_id}/{clean}"
    made = File(file_id, clean, data, kind, path, lambda path: signed(server, path), ephemeral=ephemeral)
    if clean != name.replace(" ", "_"):
        made.title = name.rpartition(".")[0] or name
    server.files[path] = made
    return made


def signed(server: DiscordServer, path: str) -> str:
    """A CDN path's address, with its expiry, issue time and signature, each as Discord's links carry them."""
    now = server.clock.now()
    until = f"{int((now + LINKS_LAST).timestamp()):x}"
    return f"{server.cdn_url}{path}?ex={until}&is={int(now.timestamp()):x}&hm={signature(path, until)}&"


def signature(path: str, until: str) -> str:
    return hashlib.sha256(f"{path} {until}".encode()).hexdigest()


def post(
    server: DiscordServer,
    channel: Channel,
    author: Account,
    body: Json,
    uploads: Uploads | None = None,
    *,
    reply_to: Message | None = None,
    forwards: Message | None = None,
    interaction: Interaction | None = None,
    flags: int = 0,
) -> Message:
    """Put a new message into a channel and tell whoever may see it."""
    message = Message(server.ids.next(), channel, author, server.clock.now())
    message.flags, message.reply_to, message.interaction = flags, reply_to, interaction
    message.nonce, message.forwards = body.get("nonce"), forwards
    if flags & EPHEMERAL and interaction is not None:
        message.only_for = interaction.user
    fill(server, message, body, uploads or {})
    if not flags & LOADING:
        more = forwards or body.get("poll")
        refuse_empty(message.content, message.embeds, message.files, message.components, more)
    channel.kept[message.id] = message
    if message.nonce is not None:
        server.nonces[author.id, str(message.nonce)] = message
    server.gateway.about_message("MESSAGE_CREATE", message)
    return message


def revise(server: DiscordServer, message: Message, body: Json, uploads: Uploads | None = None) -> Message:
    """Change the named parts of a message; an edit that leaves nothing is refused and changes nothing."""
    before = copy.copy(message)
    fill(server, message, body, uploads or {})
    try:
        refuse_empty(message.content, message.embeds, message.files, message.components, None)
    except Exception:
        vars(message).update(vars(before))
        raise
    message.versions = [*before.versions, before.content]
    if not message.loading:
        message.edited_at = server.clock.now()
    message.flags &= ~LOADING
    server.gateway.about_message("MESSAGE_UPDATE", message)
    return message


def remove_all(server: DiscordServer, channel: Channel, ids: Sequence[int]) -> None:
    """Messages of a server's channel at once, as a moderator's program does."""
    assert channel.guild
    for each in ids:
        if each in channel.kept:
            channel.kept[each].deleted = True
    data = {
        "ids": [str(each) for each in ids],
        "channel_id": str(channel.id),
        "guild_id": str(channel.guild.id),
    }
    server.gateway.dispatch("MESSAGE_DELETE_BULK", data, intent=GUILD_MESSAGES, guild_id=channel.guild.id)


def remove(server: DiscordServer, message: Message) -> None:
    message.deleted = True
    if message.only_for is not None or not server.app_sees(message.channel):
        server.ring()
        return
    guild = message.channel.guild
    data = {"id": str(message.id), "channel_id": str(message.channel.id)}
    if guild is not None:
        data["guild_id"] = str(guild.id)
    intent = DIRECT_MESSAGES if guild is None else GUILD_MESSAGES
    server.gateway.dispatch("MESSAGE_DELETE", data, intent=intent, guild_id=guild.id if guild else None)


def fill(server: DiscordServer, message: Message, body: Json, uploads: Uploads) -> None:
    """Lay a form's parts onto a message: what the form leaves out stays."""
    if "content" in body:
        message.content = (body["content"] or "").strip()  # Discord trims both ends
    message.mentions = _mentioned(server, message, body.get("allowed_mentions"))
    _keep_files(server, message, body, uploads)
    if "embeds" in body:
        for file in message.files:
            file.in_embed = False
        message.embeds = [_shown(message, embed, server) for embed in body["embeds"] or []]
    if "components" in body:
        message.components = numbered(body["components"] or [])
    if body.get("flags") is not None:
        kept = message.flags & (EPHEMERAL | LOADING)
        message.flags = kept | body["flags"] & ~(EPHEMERAL | LOADING)


def _mentioned(server: DiscordServer, message: Message, allowed: Json | None) -> list[Account]:
    ids = dict.fromkeys(int(found) for found in MENTION.findall(message.content))
    if allowed is not None and "users" not in allowed.get("parse", ["users"]):
        named = {int(one) for one in allowed.get("users", [])}
        ids = {one: None for one in ids if one in named}
    people = [server.accounts[one] for one in ids if one in server.accounts]
    pinged = message.reply_to is not None and (allowed is None or allowed.get("replied_user", False))
    if pinged and message.reply_to is not None and message.reply_to.author not in people:
        people.append(message.reply_to.author)
    return people


def _keep_files(server: DiscordServer, message: Message, body: Json, uploads: Uploads) -> None:
    listed = body.get("attachments")
    if listed is not None:
        ids = {int(one["id"]) for one in listed if "id" in one}
        message.files = [file for file in message.files if file.id in ids]
    described = {int(one["id"]): one for one in listed or [] if "id" in one}
    for index, (name, data, _) in sorted(uploads.items()):
        about = described.get(index, {})
        made = upload(
            server, message.channel, about.get("filename") or name, data, ephemeral=message.ephemeral
        )
        made.description = about.get("description")
        message.files = [*message.files, made]


def _shown(message: Message, embed: Json, server: DiscordServer) -> Json:
    """An embed as it comes back: of type rich, its attachment:// addresses resolved."""
    made: Json = {**copy.deepcopy(embed), "type": "rich"}
    for key in ("image", "thumbnail"):
        address = made.get(key, {}).get("url", "")
        if address.startswith("attachment://"):
            name = address.removeprefix("attachment://")
            file = next((one for one in message.files if one.name == name), None)
            if file is None:
                server.violations.append(
                    f"an embed points at {address}, which is not among the message's files"
                )
                made.pop(key)
            else:
                file.in_embed = True
                made[key] = {"url": file.url, "proxy_url": file.url, "width": 0, "height": 0}
    return made


def numbered(components: Sequence[Json]) -> list[Json]:
    """A copy of components, each with the integer id Discord gives it."""
    count = 0

    def number(one: Json) -> Json:
        nonlocal count
        count += 1
        made: Json = {"id": count} | one
        if one.get("components"):
            made["components"] = [number(each) for each in one["components"]]
        for key in ("accessory", "component"):
            if one.get(key):
                made[key] = number(one[key])
        return made

    return [number(one) for one in components]


def direct(server: DiscordServer, account: Account) -> Channel:
    """The one DM channel between the app and a person."""
    channel = server.directs.get(account.id)
    if channel is None:
        channel = Channel(server.ids.next(), DM, recipients=[account, server.app])
        server.channels[channel.id] = server.directs[account.id] = channel
    return channel
