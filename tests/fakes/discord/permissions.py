"""Permission bits and how roles and overwrites add up to them for one member in one channel."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.fakes.discord.things import Account, Channel

BITS = {
    "add_reactions": 1 << 6, "administrator": 1 << 3, "attach_files": 1 << 15, "create_public_threads": 1 << 35,
    "embed_links": 1 << 14, "manage_channels": 1 << 4, "manage_guild": 1 << 5,
    "manage_messages": 1 << 13, "manage_threads": 1 << 34,
    "mention_everyone": 1 << 17, "read_message_history": 1 << 16, "send_messages": 1 << 11,
    "send_messages_in_threads": 1 << 38, "use_application_commands": 1 << 31, "use_external_apps": 1 << 50,
    "view_channel": 1 << 10,
}  # fmt: skip
ALL = (1 << 53) - 1
USUAL = sum(BITS.values()) & ~(
    BITS["administrator"]
    | BITS["manage_channels"]
    | BITS["manage_guild"]
    | BITS["manage_messages"]
    | BITS["manage_threads"]
    | BITS["mention_everyone"]
)
THREADS = (10, 11, 12)
PRIVATE_THREAD = 12


def bits(names: str) -> int:
    """The bits of several permissions, named with spaces between: `"view_channel send_messages"`."""
    return sum(BITS[name] for name in names.split())


def permissions_in(channel: Channel, account: Account) -> int:
    """What an account may do in a channel, by Discord's documented order: everyone, roles, member; 0 for strangers."""
    if channel.guild is None:
        return USUAL if account in channel.recipients else 0
    member = channel.guild.members.get(account.id)
    if member is None:
        return 0
    roles = [channel.guild.everyone, *member.roles]
    held = 0
    for role in roles:
        held |= role.permissions
    if channel.guild.owner is account or held & BITS["administrator"]:
        return ALL
    overwrites = (channel.parent if channel.type in THREADS and channel.parent else channel).overwrites
    for group in ([channel.guild.everyone.id], [role.id for role in member.roles], [account.id]):
        allow = deny = 0
        for key in group:
            more = overwrites.get(key, (0, 0))
            allow, deny = allow | more[0], deny | more[1]
        held = held & ~deny | allow
    if (
        channel.type == PRIVATE_THREAD
        and account not in channel.recipients
        and not held & BITS["manage_threads"]
    ):
        return 0
    return held if held & BITS["view_channel"] else 0


def may(channel: Channel, account: Account, names: str) -> bool:
    wanted = bits(names)
    return permissions_in(channel, account) & wanted == wanted
