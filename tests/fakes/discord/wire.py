"""Things as Discord writes them in JSON, and the one place where message content is blanked."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tests.fakes.discord.clock import stamp
from tests.fakes.discord.permissions import THREADS, VOICES, permissions_in, sees
from tests.fakes.discord.things import DM, GROUP_DM, Account, Channel, File, Guild, Member, Message, Role

if TYPE_CHECKING:
    from tests.fakes.discord.interactions import Interaction

Json = dict[str, Any]
HIDDEN, OBFUSCATED, VIEW_CHANNEL = "___hidden___", 1 << 17, 1 << 10


def user(account: Account) -> Json:
    return {
        "id": str(account.id),
        "username": account.name,
        "global_name": None if account.is_bot else account.name,
        "discriminator": "0000" if account.is_bot else "0",
        "avatar": None,
        "bot": account.is_bot,
        "flags": 0,
        "primary_guild": None,
        "public_flags": 0,
    }


def member(one: Member, channel: Channel | None = None) -> Json:
    """A member with its user; with the permissions in a channel where an interaction carries it."""
    made = {
        "user": user(one.account),
        "nick": one.nick,
        "avatar": None,
        "roles": [str(role.id) for role in one.roles],
        "joined_at": stamp(one.joined_at),
        "premium_since": None,
        "deaf": False,
        "mute": False,
        "flags": 0,
        "pending": False,
        "communication_disabled_until": stamp(one.timed_out_until),
    }
    return made if channel is None else made | {"permissions": str(permissions_in(channel, one.account))}


def role(one: Role, position: int = 0) -> Json:
    return {
        "id": str(one.id), "name": one.name, "permissions": str(one.permissions), "position": position, "color": 0,
        "colors": {"primary_color": 0, "secondary_color": None, "tertiary_color": None}, "hoist": False,
        "managed": False, "mentionable": False, "flags": 0, "icon": None, "unicode_emoji": None,
    }  # fmt: skip


def channel(one: Channel, app: Account) -> Json:
    """A channel for the app: recipients leave the app itself out."""
    made: Json = {"id": str(one.id), "type": one.type, "last_message_id": None, "flags": 0}
    if one.kept:
        made["last_message_id"] = str(max(one.kept))
    if one.type in (DM, GROUP_DM):
        return made | {"recipients": [user(each) for each in one.recipients if each is not app]}
    assert one.guild is not None
    made |= {"guild_id": str(one.guild.id), "name": one.name, "rate_limit_per_user": 0}
    if one.type in THREADS:
        return made | thread_parts(one, app)
    overwrites = [
        {"id": str(key), "type": 0 if key in one.guild.roles else 1, "allow": str(allow), "deny": str(deny)}
        for key, (allow, deny) in one.overwrites.items()
    ]
    made |= {
        "position": 0, "nsfw": one.age_restricted, "topic": None, "parent_id": None,
        "permission_overwrites": overwrites,
    }  # fmt: skip
    if one.type in VOICES:
        made |= {"bitrate": 64_000, "user_limit": 0, "rtc_region": None}
    return made


def seen_channel(one: Channel, app: Account) -> Json:
    """A channel over the gateway: one that the app may not view is told of without its name and its overwrites.

    https://discord.com/developers/docs/resources/channel#channel-object-obfuscated-channels: since 16 November 2026.
    """
    made = channel(one, app)
    if one.guild is None or sees(one, app):
        return made
    shut = {"id": str(one.guild.id), "type": 0, "allow": "0", "deny": str(VIEW_CHANNEL)}
    hidden = {"name": HIDDEN, "flags": OBFUSCATED, "permission_overwrites": [shut]}
    return made | hidden | {"topic": None, "nsfw": False, "last_message_id": None}


def thread_parts(one: Channel, app: Account) -> Json:
    assert one.parent is not None
    return {
        "parent_id": str(one.parent.id),
        "owner_id": str(app.id),
        "message_count": len(one.kept),
        "total_message_sent": len(one.kept),
        "member_count": 1,
        "thread_metadata": {
            "archived": one.archived,
            "auto_archive_duration": 1440,
            "archive_timestamp": "2026-01-01T00:00:00.000000+00:00",
            "locked": one.locked,
        },
    }


def guild(one: Guild, app: Account) -> Json:
    """GUILD_CREATE for a bot without the members intent: of the members, only itself is listed."""
    plain = [each for each in one.channels.values() if each.type not in THREADS]
    threads = [
        each
        for each in one.channels.values()
        if each.type in THREADS and not each.archived and sees(each, app)
    ]  # only those that the app may see
    return partial_guild(one) | {
        "name": one.name, "owner_id": str(one.owner.id), "icon": None, "splash": None, "discovery_splash": None,
        "banner": None, "description": None, "afk_channel_id": None, "afk_timeout": 300, "verification_level": 0,
        "default_message_notifications": 0, "explicit_content_filter": 0, "emojis": [], "stickers": [],
        "mfa_level": 0, "application_id": None, "system_channel_id": None, "system_channel_flags": 0,
        "rules_channel_id": None, "public_updates_channel_id": None, "safety_alerts_channel_id": None,
        "vanity_url_code": None, "premium_tier": 0, "premium_subscription_count": 0, "nsfw_level": 0,
        "premium_progress_bar_enabled": False, "large": False, "unavailable": False,
        "joined_at": stamp(one.members[app.id].joined_at) if app.id in one.members else None,
        "member_count": len(one.members), "voice_states": [], "presences": [], "stage_instances": [],
        "guild_scheduled_events": [], "soundboard_sounds": [],
        "roles": [role(each, position) for position, each in enumerate(one.roles.values())],
        "members": [member(each) for each in one.members.values() if each.account is app],
        "channels": [seen_channel(each, app) for each in plain],
        "threads": [channel(each, app) for each in threads],
    }  # fmt: skip


def partial_guild(one: Guild) -> Json:
    return {"id": str(one.id), "preferred_locale": "en-US", "locale": "en-US", "features": []}


def attachment(file: File) -> Json:
    made: Json = {
        "id": str(file.id),
        "filename": file.name,
        "size": len(file.data),
        "url": file.url,
        "proxy_url": file.url,
    }
    if file.content_type:
        made["content_type"] = file.content_type
    if file.description is not None:
        made["description"] = file.description
    if file.title is not None:
        made["title"] = file.title
    return made | ({"ephemeral": True} if file.ephemeral else {})


def readable(one: Message, app: Account, content_intent: bool) -> bool:
    """Whether Discord shows the app what a message says.

    https://discord.com/developers/docs/events/gateway#message-content-intent: with the intent; in DMs with the
    app; in its own messages; in messages that mention it. (Context-menu targets are written with blank=False.)
    """
    in_own_dm = one.channel.type == DM and app in one.channel.recipients
    return content_intent or in_own_dm or one.author is app or app in one.mentions


def message(
    one: Message, app: Account, content_intent: bool, *, blank: bool = True, nested: bool = False
) -> Json:
    """A message for the app; `blank=False` for what is never blanked."""
    made: Json = {
        "id": str(one.id), "channel_id": str(one.channel.id), "author": user(one.author), "type": 0,
        "content": one.content, "timestamp": stamp(one.created_at), "edited_timestamp": stamp(one.edited_at),
        "tts": False, "mention_everyone": False, "mentions": [user(each) for each in one.mentions],
        "mention_roles": [], "pinned": False, "flags": one.flags, "embeds": one.embeds,
        "attachments": [attachment(file) for file in one.files if not file.in_embed],
        "components": one.components,
    }  # fmt: skip
    if blank and not readable(one, app, content_intent):
        made |= {"content": "", "embeds": [], "attachments": [], "components": []}
    if one.nonce is not None:
        made["nonce"] = one.nonce
    if one.reactions:
        made["reactions"] = [reaction(emoji, who, app) for emoji, who in one.reactions.items()]
    if one.thread is not None:
        made["thread"] = channel(one.thread, app)
    if one.interaction is not None:
        made |= {
            "webhook_id": str(app.id),
            "application_id": str(app.id),
            "interaction_metadata": asked_by(one.interaction),
        }
        if one.interaction.type == 2 and one.interaction.original is one:
            made["type"] = 20 if one.interaction.data["type"] == 1 else 23
    if one.reply_to is not None and not nested:
        made |= reply_parts(one, one.reply_to, app, content_intent)
    if one.forwards is not None:
        made |= forward_parts(one.forwards, app)
    if one.begins_at is not None:
        made |= reply_parts(one, one.begins_at, app, content_intent) | {"type": 21}
    return made


def reply_parts(one: Message, to: Message, app: Account, content_intent: bool) -> Json:
    reference = {"type": 0, "message_id": str(to.id), "channel_id": str(to.channel.id)}
    if to.channel.guild is not None:
        reference["guild_id"] = str(to.channel.guild.id)
    shown = None if to.deleted else message(to, app, content_intent, nested=True)
    return {"type": 19, "message_reference": reference, "referenced_message": shown}


def forward_parts(of: Message, app: Account) -> Json:
    """A forward holds a copy of what was said, and not who said it."""
    said = message(of, app, True, blank=False, nested=True)
    kept = (
        "type",
        "content",
        "embeds",
        "attachments",
        "timestamp",
        "edited_timestamp",
        "flags",
        "mentions",
        "components",
    )
    reference = {"type": 1, "message_id": str(of.id), "channel_id": str(of.channel.id)}
    if of.channel.guild is not None:
        reference["guild_id"] = str(of.channel.guild.id)
    return {
        "message_reference": reference,
        "message_snapshots": [{"message": {key: said[key] for key in kept}}],
    }


def asked_by(asked: Interaction) -> Json:
    """What a message says of the interaction it answers; for a form, also of what opened the form."""
    made: Json = {
        "id": str(asked.id),
        "type": asked.type,
        "user": user(asked.user),
        "authorizing_integration_owners": asked.owners,
    }
    if asked.type == 3 and asked.message is not None:
        made["interacted_message_id"] = str(asked.message.id)
    if asked.opened_by is not None:
        made["triggering_interaction_metadata"] = asked_by(asked.opened_by)
    return made


def reaction(emoji: str, who: list[Account], app: Account) -> Json:
    return {
        "emoji": {"id": None, "name": emoji},
        "count": len(who),
        "count_details": {"burst": 0, "normal": len(who)},
        "burst_colors": [],
        "me_burst": False,
        "burst_me": False,
        "me": app in who,
        "burst_count": 0,
    }


def gateway_message(one: Message, app: Account, content_intent: bool) -> Json:
    """As MESSAGE_CREATE and MESSAGE_UPDATE carry it: with guild_id and the author's member."""
    made = message(one, app, content_intent)
    place = one.channel.guild
    if place is None:
        return made
    made["guild_id"] = str(place.id)
    author = place.members.get(one.author.id)
    if author is not None:
        made["member"] = {key: value for key, value in member(author).items() if key != "user"}
    return made
