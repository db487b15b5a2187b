"""Permission bits and how roles and overwrites add up to them for one member in one channel.

https://discord.com/developers/docs/topics/permissions
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.fakes.discord.things import Account, Channel, Guild

BITS = {
    "add_reactions": 1 << 6, "administrator": 1 << 3, "attach_files": 1 << 15, "connect": 1 << 20,
    "create_public_threads": 1 << 35, "embed_links": 1 << 14, "manage_channels": 1 << 4, "manage_guild": 1 << 5,
    "manage_messages": 1 << 13, "manage_threads": 1 << 34,
    "mention_everyone": 1 << 17, "read_message_history": 1 << 16, "send_messages": 1 << 11,
    "send_messages_in_threads": 1 << 38, "use_application_commands": 1 << 31, "use_external_apps": 1 << 50,
    "view_audit_log": 1 << 7, "view_channel": 1 << 10,
}  # fmt: skip
ALL = (1 << 53) - 1
USUAL = sum(BITS.values()) & ~(
    BITS["administrator"]
    | BITS["manage_channels"]
    | BITS["manage_guild"]
    | BITS["manage_messages"]
    | BITS["manage_threads"]
    | BITS["mention_everyone"]
    | BITS["view_audit_log"]
)
TIMED_OUT = BITS["view_channel"] | BITS["read_message_history"]
VOICES = (2, 13)
THREADS = (10, 11, 12)
PRIVATE_THREAD = 12


def bits(names: str) -> int:
    """The bits of several permissions, named with spaces between: `"view_channel send_messages"`."""
    return sum(BITS[name] for name in names.split())


def permissions_of(guild: Guild, account: Account) -> int:
    """What an account may do in a guild where no channel says otherwise; 0 for strangers."""
    member = guild.members.get(account.id)
    if member is None:
        return 0
    held = guild.everyone.permissions
    for role in member.roles:
        held |= role.permissions
    return ALL if guild.owner is account or held & BITS["administrator"] else held


def permissions_in(channel: Channel, account: Account) -> int:
    """What an account may do in a channel, by Discord's documented order: everyone, roles, member; 0 for strangers.

    Threads inherit from their parent; that somebody was not let into a private one is no matter of permissions.
    """
    if channel.guild is None:
        return USUAL if account in channel.recipients else 0
    held, member = permissions_of(channel.guild, account), channel.guild.members.get(account.id)
    if member is None or held == ALL:
        return held
    overwrites = (channel.parent if channel.type in THREADS and channel.parent else channel).overwrites
    for group in ([channel.guild.everyone.id], [role.id for role in member.roles], [account.id]):
        allow = deny = 0
        for key in group:
            more = overwrites.get(key, (0, 0))
            allow, deny = allow | more[0], deny | more[1]
        held = held & ~deny | allow
    if member.timed_out_until is not None and member.timed_out_until > channel.guild.server.clock.now():
        held &= TIMED_OUT
    return held if held & BITS["view_channel"] else 0


def sees(channel: Channel, account: Account) -> bool:
    """Whether a channel is there for an account at all; a private thread for those let in, and who manages threads."""
    held = permissions_in(channel, account)
    if (
        channel.type == PRIVATE_THREAD
        and account not in channel.recipients
        and not held & BITS["manage_threads"]
    ):
        return False
    return bool(held & BITS["view_channel"])


def may(channel: Channel, account: Account, names: str) -> bool:
    wanted = bits(names)
    return sees(channel, account) and permissions_in(channel, account) & wanted == wanted
