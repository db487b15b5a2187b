"""What the stand-in keeps: accounts, guilds, roles, channels, messages and files. No wire format, no rules."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any

from tests.fakes.discord.permissions import USUAL, bits, may

if TYPE_CHECKING:
    from tests.fakes.discord.interactions import Interaction
    from tests.fakes.discord.server import DiscordServer

EPHEMERAL, LOADING, COMPONENTS_V2 = 1 << 6, 1 << 7, 1 << 15
TEXT, DM, VOICE, GROUP_DM, NEWS, NEWS_THREAD, PUBLIC_THREAD, PRIVATE_THREAD, STAGE, FORUM = (
    0, 1, 2, 3, 5, 10, 11, 12, 13, 15,
)  # fmt: skip


@dataclass(eq=False, repr=False)
class Account:
    """A person or the app's own bot user."""

    id: int
    name: str
    locale: str = "en-US"
    is_bot: bool = False
    dms_open: bool = True
    installed: bool = True  # whether they added the app to their own account

    def __repr__(self) -> str:
        return f"<{self.name}>"

    @property
    def mention(self) -> str:
        return f"<@{self.id}>"


@dataclass(eq=False)
class File:
    """An uploaded file, served by the CDN route until its signature expires."""

    id: int
    name: str
    data: bytes
    content_type: str | None
    path: str
    sign: Callable[[str], str]  # a CDN path -> its address, good from now on for a day
    description: str | None = None
    ephemeral: bool = False
    title: str | None = None  # the name as it was, where Discord had to clean it
    in_embed: bool = False  # shown by an embed, and so no longer listed as an attachment

    @property
    def url(self) -> str:
        return self.sign(self.path)


@dataclass(eq=False)
class Role:
    id: int
    name: str
    permissions: int


@dataclass(eq=False)
class Member:
    account: Account
    joined_at: datetime
    roles: list[Role] = field(default_factory=list)
    nick: str | None = None
    timed_out_until: datetime | None = None


@dataclass(eq=False, repr=False)
class Message:
    """A message as it stands now; `versions` are the contents it had before each edit."""

    id: int
    channel: Channel
    author: Account
    created_at: datetime
    content: str = ""
    embeds: list[dict[str, Any]] = field(default_factory=list)
    files: list[File] = field(default_factory=list)
    components: list[dict[str, Any]] = field(default_factory=list)
    mentions: list[Account] = field(default_factory=list)
    flags: int = 0
    nonce: str | int | None = None
    reply_to: Message | None = None
    forwards: Message | None = None
    begins_at: Message | None = None  # in a thread: what it was begun at
    interaction: Interaction | None = None
    only_for: Account | None = None
    thread: Channel | None = None
    edited_at: datetime | None = None
    deleted: bool = False
    reactions: dict[str, list[Account]] = field(default_factory=dict)
    versions: list[str] = field(default_factory=list)

    def __repr__(self) -> str:
        return f"<{self.id} by {self.author.name} in {self.channel}: {self.text[:80]!r}>"

    @property
    def loading(self) -> bool:
        return bool(self.flags & LOADING)

    @property
    def ephemeral(self) -> bool:
        return bool(self.flags & EPHEMERAL)

    def visible_to(self, account: Account) -> bool:
        return not self.deleted and self.only_for in (None, account)

    @property
    def text(self) -> str:
        """All that a reader sees: content, embeds' titles, descriptions, fields, footers, and text components."""
        parts: list[str | None] = [self.content]
        for embed in self.embeds:
            parts += [embed.get("author", {}).get("name"), embed.get("title"), embed.get("description")]
            parts += [part for one in embed.get("fields", []) for part in (one["name"], one["value"])]
            parts.append(embed.get("footer", {}).get("text"))
        parts += [one.get("content") for one in self.walk() if one["type"] == 10]
        return "\n".join(part for part in parts if part)

    def walk(self) -> list[dict[str, Any]]:
        """Every component at every depth, in order."""
        found: list[dict[str, Any]] = []

        def visit(components: list[dict[str, Any]]) -> None:
            for one in components:
                found.append(one)
                visit(one.get("components") or [])
                visit([one["accessory"]] if one.get("accessory") else [])

        visit(self.components)
        return found

    @property
    def buttons(self) -> list[str]:
        """The labels (or emoji) of the buttons that can be pressed."""
        return [
            one.get("label") or (one.get("emoji") or {}).get("name") or ""
            for one in self.walk()
            if one["type"] == 2 and not one.get("disabled")
        ]


@dataclass(eq=False, repr=False)
class Channel:
    """A guild's channel, a thread, a DM with the app, or a private channel between people."""

    id: int
    type: int
    name: str = ""
    guild: Guild | None = None
    parent: Channel | None = None
    recipients: list[Account] = field(default_factory=list)  # of a private thread: who was let in
    age_restricted: bool = False
    archived: bool = False  # a thread that nothing was said in for long
    locked: bool = False  # one that a moderator closed
    overwrites: dict[int, tuple[int, int]] = field(default_factory=dict)
    kept: dict[int, Message] = field(default_factory=dict)

    def __repr__(self) -> str:
        return f"#{self.name}" if self.name else f"direct messages of {self.recipients}"

    def messages(self, visible_to: Account | None = None) -> list[Message]:
        """What there is to read, oldest first; without a reader, what everyone in the channel sees."""
        if visible_to is None:
            return [one for one in self.kept.values() if not one.deleted and one.only_for is None]
        if not may(self, visible_to, "view_channel"):
            return []
        return [one for one in self.kept.values() if one.visible_to(visible_to)]

    def allow(self, who: Account | Role, names: str) -> None:
        allowed, denied = self.overwrites.get(who.id, (0, 0))
        self.overwrites[who.id] = (allowed | bits(names), denied & ~bits(names))
        self._tell()

    def deny(self, who: Account | Role, names: str) -> None:
        allowed, denied = self.overwrites.get(who.id, (0, 0))
        self.overwrites[who.id] = (allowed & ~bits(names), denied | bits(names))
        self._tell()

    def _tell(self) -> None:
        if self.guild is not None:
            self.guild.server.channel_changed(self)


@dataclass(eq=False, repr=False)
class Guild:
    """A server in Discord's sense; `has_app` is whether the app's bot is in it."""

    server: DiscordServer
    id: int
    name: str
    owner: Account
    has_app: bool
    everyone: Role
    members: dict[int, Member] = field(default_factory=dict)
    roles: dict[int, Role] = field(default_factory=dict)
    channels: dict[int, Channel] = field(default_factory=dict)

    def __repr__(self) -> str:
        return f"<{self.name}>"

    def channel(self, name: str = "general") -> Channel:
        """The text channel of this name, made where it is missing."""
        for one in self.channels.values():
            if one.name == name and one.type == TEXT:
                return one
        return self.server.open_channel(self, name)

    def remove(self, account: Account) -> None:
        """They leave: without the members intent nobody is told."""
        del self.members[account.id]

    def kick(self, account: Account, *, ban: bool = False) -> None:
        """They are thrown out; who moderates and may view the audit log is told of its entry."""
        del self.members[account.id]
        self.server.audited(self, 22 if ban else 20, account)

    def add(self, account: Account) -> None:
        """They join."""
        self.members[account.id] = Member(account, self.server.clock.now())

    def remove_app(self) -> None:
        """The app's bot is taken out of the server."""
        self.server.app_removed(self)

    def add_app(self) -> None:
        """The app's bot is added to the server."""
        self.server.app_added(self)

    def role(self, name: str, permissions: str = "", members: tuple[Account, ...] = ()) -> Role:
        """A new role held by these members."""
        role = Role(self.server.ids.next(), name, bits(permissions))
        self.roles[role.id] = role
        self.server.role_made(role, self)
        for account in members:
            self.give(account, role)
        return role

    def delete_role(self, role: Role) -> None:
        """Nobody has it any more."""
        for account in [one.account for one in self.members.values() if role in one.roles]:
            self.take(account, role)
        del self.roles[role.id]
        self.server.role_deleted(role, self)

    def give(self, account: Account, role: Role) -> None:
        with self.server.seen_anew(self):
            self.members[account.id].roles.append(role)
            self.server.member_changed(self, account)

    def take(self, account: Account, role: Role) -> None:
        with self.server.seen_anew(self):
            self.members[account.id].roles.remove(role)
            self.server.member_changed(self, account)

    def permit(self, role: Role, permissions: int) -> None:
        """A role may do something else from now on."""
        with self.server.seen_anew(self):
            role.permissions = permissions
            self.server.role_changed(role, self)


def make_guild(server: DiscordServer, guild_id: int, name: str, owner: Account, has_app: bool) -> Guild:
    everyone = Role(guild_id, "@everyone", USUAL)
    return Guild(server, guild_id, name, owner, has_app, everyone, roles={guild_id: everyone})
