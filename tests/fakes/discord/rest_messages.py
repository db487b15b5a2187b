"""REST: channels and messages, with the permissions each needs."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from tests.fakes.discord import wire
from tests.fakes.discord.front import Call, route
from tests.fakes.discord.message_rules import check_message
from tests.fakes.discord.permissions import THREADS, VOICES, may
from tests.fakes.discord.posting import post, remove, remove_all, revise
from tests.fakes.discord.refusals import (
    Problems,
    Refusal,
    archived,
    closed_dms,
    missing_access,
    missing_permissions,
    no_mutual_guilds,
    unknown,
)
from tests.fakes.discord.things import DM, FORUM, Account, Channel, Message

Json = dict[str, Any]
NONCE_LASTS = timedelta(minutes=5)


def reachable(call: Call, permissions: str = "") -> Channel:
    """The path's channel: 10003 if there is none, 50001 if it is closed to the app, 50013 if a permission lacks."""
    channel = call.server.channels.get(call.id("channel_id"))
    if channel is None:
        raise unknown("Channel")
    if not may(channel, call.app, "view_channel"):
        raise missing_access()
    if permissions and not may(channel, call.app, permissions):
        raise missing_permissions()
    return channel


def present(call: Call, channel: Channel) -> Message:
    """The path's message, if the app may read it: ephemeral ones are not to be had this way."""
    message = channel.kept.get(call.id("message_id"))
    if message is None or message.deleted or message.only_for is not None:
        raise unknown("Message")
    if not may(channel, call.app, "read_message_history"):
        raise missing_access()
    return message


def written(call: Call, message: Message) -> Json:
    return wire.message(message, call.app, call.server.reads_content)


@route("GET", "/channels/{channel_id}")
def channel(call: Call) -> Json:
    return wire.channel(reachable(call), call.app)


@route("GET", "/channels/{channel_id}/messages")
def messages(call: Call) -> list[Json]:
    """Newest first; without Read Message History, none. A voice channel's take Connect as well."""
    place = reachable(call)
    if place.type == FORUM:
        raise Refusal(400, 50024, "Cannot execute action on this channel type")
    if place.type in VOICES and not may(place, call.app, "connect"):
        raise missing_access()
    limit = int(call.query.get("limit", 50))
    if not 1 <= limit <= 100:
        problems = Problems()
        problems.add(("limit",), "NUMBER_TYPE_MAX", "int value should be between 1 and 100.")
        problems.raise_any()
    if not may(place, call.app, "read_message_history"):
        return []
    all_kept = sorted(place.messages(), key=lambda one: one.id)
    if "before" in call.query:
        found = [one for one in all_kept if one.id < int(call.query["before"])][-limit:]
    elif "after" in call.query:
        found = [one for one in all_kept if one.id > int(call.query["after"])][:limit]
    elif "around" in call.query:
        middle = int(call.query["around"])
        earlier = [one for one in all_kept if one.id < middle][-(limit // 2) :]
        found = (earlier + [one for one in all_kept if one.id >= middle])[:limit]
    else:
        found = all_kept[-limit:]
    return [written(call, one) for one in reversed(found)]


@route("GET", "/channels/{channel_id}/messages/{message_id}")
def message(call: Call) -> Json:
    return written(call, present(call, reachable(call)))


@route("POST", "/channels/{channel_id}/messages")
def create_message(call: Call) -> Json:
    needed = "send_messages"
    if call.server.channels.get(call.id("channel_id"), Channel(0, 0)).type in THREADS:
        needed = "send_messages_in_threads"
    place, body = reachable(call, needed), call.body or {}
    if place.type == DM:
        _admit_dm(call, place.recipients[0])
    if place.archived and place.locked:
        raise archived()
    place.archived = False
    if call.files and not may(place, call.app, "attach_files"):
        raise missing_permissions()
    if body.get("message_reference") and not may(place, call.app, "read_message_history"):
        raise Refusal(403, 160002, "Cannot reply without permission to read message history")
    check_message(body, _plain(call), flags=body.get("flags") or 0)
    if (body.get("flags") or 0) & (1 << 6):
        raise Refusal(400, 50035, "Invalid Form Body", _wrong_flag())
    earlier = _same_nonce(call, body)
    if earlier is not None:
        return written(call, earlier)
    made = post(
        call.server,
        place,
        call.app,
        body,
        call.files,
        reply_to=_replied(call, place),
        flags=body.get("flags") or 0,
    )
    return written(call, made)


def _admit_dm(call: Call, person: Account) -> None:
    if not person.dms_open:
        raise closed_dms()
    shared = any(person.id in one.members for one in call.server.guilds.values() if one.has_app)
    if not shared and not person.installed:
        raise no_mutual_guilds()


def _plain(call: Call) -> dict[int, tuple[str, bytes]]:
    return {index: (name, data) for index, (name, data, _) in call.files.items()}


def _wrong_flag() -> Json:
    said = "Only interaction answers can be ephemeral."
    return {"flags": {"_errors": [{"code": "BASE_TYPE_CHOICES", "message": said}]}}


def _same_nonce(call: Call, body: Json) -> Message | None:
    """The message this app sent under the same nonce in the last minutes, where it asks for that check."""
    nonce = body.get("nonce")
    if nonce is None or not body.get("enforce_nonce"):
        return None
    earlier = call.server.nonces.get((call.app.id, str(nonce)))
    since = call.server.clock.now() - NONCE_LASTS
    return earlier if earlier is not None and earlier.created_at > since else None


def _replied(call: Call, place: Channel) -> Message | None:
    reference = (call.body or {}).get("message_reference")
    if not reference:
        return None
    found = place.kept.get(int(reference["message_id"]))
    if found is None or found.deleted or found.only_for is not None:
        if reference.get("fail_if_not_exists", True):
            problems = Problems()
            problems.add(("message_reference",), "REPLIES_UNKNOWN_MESSAGE", "Unknown message")
            problems.raise_any()
        return None
    return found


@route("PATCH", "/channels/{channel_id}/messages/{message_id}")
def edit_message(call: Call) -> Json:
    one = present(call, reachable(call))
    if one.channel.archived:
        raise archived()
    if one.author is not call.app:
        raise Refusal(403, 50005, "Cannot edit a message authored by another user")
    body = call.body or {}
    check_message(body, _plain(call), flags=one.flags | (body.get("flags") or 0))
    return written(call, revise(call.server, one, body, call.files))


@route("DELETE", "/channels/{channel_id}/messages/{message_id}")
def delete_message(call: Call) -> None:
    place = reachable(call)
    one = present(call, place)
    if one.author is not call.app:
        if place.guild is None:
            raise Refusal(403, 50003, "Cannot execute action on a DM channel")
        if not may(place, call.app, "manage_messages"):
            raise missing_permissions()
    remove(call.server, one)


@route("POST", "/channels/{channel_id}/messages/bulk-delete")
def delete_messages(call: Call) -> None:
    place = reachable(call)
    if place.guild is None:
        raise Refusal(403, 50003, "Cannot execute action on a DM channel")
    reachable(call, "manage_messages")
    ids = [int(one) for one in call.body["messages"]]
    if not 2 <= len(ids) <= 100:
        raise Refusal(
            400, 50016, "Provided too few or too many messages to delete. Must provide at least 2 and fewer."
        )
    found = [place.kept[one] for one in ids if one in place.kept]
    if any(one.created_at < call.server.clock.now() - timedelta(days=14) for one in found):
        raise Refusal(400, 50034, "You can only bulk delete messages that are under 14 days old.")
    remove_all(call.server, place, ids)
