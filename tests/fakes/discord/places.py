"""Who and what there is: people, guilds, channels, and the app's bot among them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import TYPE_CHECKING, Any, cast

from tests.fakes.discord import wire
from tests.fakes.discord.clock import Clock, Snowflakes, snowflake_at
from tests.fakes.discord.gateway import GUILDS, MODERATION, Gateway
from tests.fakes.discord.people import User
from tests.fakes.discord.permissions import BITS, THREADS, permissions_of, sees
from tests.fakes.discord.things import (
    DM,
    GROUP_DM,
    NEWS,
    NEWS_THREAD,
    PRIVATE_THREAD,
    PUBLIC_THREAD,
    TEXT,
    Account,
    Channel,
    File,
    Guild,
    Member,
    Message,
    Role,
    make_guild,
)

if TYPE_CHECKING:
    from tests.fakes.discord.server import DiscordServer


class Places:
    """The stand-in's state; DiscordServer adds the wire to it."""

    def __init__(self) -> None:
        self.clock = Clock()
        self.ids = Snowflakes(self.clock)
        self.accounts: dict[int, Account] = {}
        self.guilds: dict[int, Guild] = {}
        self.channels: dict[int, Channel] = {}
        self.directs: dict[int, Channel] = {}  # the DM with the app, by the person's id
        self.nonces: dict[tuple[int, str], Message] = {}  # the newest message under it, by its author's id
        self.files: dict[str, File] = {}
        self.commands: dict[int | None, dict[int, dict[str, Any]]] = {}  # by guild, None: global; then by id
        self.gateway = Gateway(self._whole)
        self.app = Account(self.ids.next(), "Pith", is_bot=True)
        self.accounts[self.app.id] = self.app
        self.owner = self.user("owner")

    @property
    def _whole(self) -> DiscordServer:
        return cast("DiscordServer", self)

    def user(self, name: str, *, locale: str = "en-US", installed: bool = True) -> User:
        """A person; `installed` is whether they added the app to their own account."""
        made = User(self._whole, self.ids.next(), name, locale, installed)
        self.accounts[made.id] = made
        return made

    def guild(self, name: str, members: Iterable[Account] = (), *, has_app: bool = True) -> Guild:
        """A server with a #general, these members and (unless has_app is False) the app's bot."""
        made = make_guild(self._whole, self.ids.next(), name, self.owner, has_app)
        for one in (self.owner, *members, *((self.app,) if has_app else ())):
            made.members[one.id] = Member(one, self.clock.now())
        self.guilds[made.id] = made
        self.open_channel(made, "general", tell=False)
        if has_app:
            self.gateway.dispatch("GUILD_CREATE", wire.guild(made, self.app), intent=GUILDS, guild_id=made.id)
        return made

    def app_removed(self, guild: Guild) -> None:
        """GUILD_DELETE without `unavailable`: an outage would have it."""
        guild.has_app = False
        del guild.members[self.app.id]
        self.gateway.dispatch("GUILD_DELETE", {"id": str(guild.id)}, intent=GUILDS, guild_id=guild.id)

    def app_added(self, guild: Guild) -> None:
        """GUILD_CREATE without `unavailable`: one that is back after an outage has it."""
        guild.has_app = True
        guild.members[self.app.id] = Member(self.app, self.clock.now())
        data = wire.guild(guild, self.app)
        del data["unavailable"]
        self.gateway.dispatch("GUILD_CREATE", data, intent=GUILDS, guild_id=guild.id)

    def private_channel(self, *people: Account) -> Channel:
        """Direct messages between people, without the app's bot: only user-installed commands reach it."""
        made = Channel(self.ids.next(), DM if len(people) == 2 else GROUP_DM, recipients=list(people))
        self.channels[made.id] = made
        return made

    def open_channel(self, guild: Guild, name: str, kind: int = TEXT, *, tell: bool = True) -> Channel:
        made = Channel(self.ids.next(), kind, name, guild)
        guild.channels[made.id] = self.channels[made.id] = made
        if tell and guild.has_app:
            data = wire.seen_channel(made, self.app)
            self.gateway.dispatch("CHANNEL_CREATE", data, intent=GUILDS, guild_id=guild.id)
        return made

    def private_thread(self, parent: Channel, name: str, *members: Account) -> Channel:
        """A private thread with these in it; who else manages threads sees it too."""
        return self._thread(parent, name, PRIVATE_THREAD, list(members))

    def public_thread(self, parent: Channel, name: str, *, archived: bool = False) -> Channel:
        """A thread that begins at no message, or a forum's post. The gateway tells of no archived one."""
        kind = NEWS_THREAD if parent.type == NEWS else PUBLIC_THREAD
        return self._thread(parent, name, kind, [], archived=archived)

    def _thread(
        self, parent: Channel, name: str, kind: int, members: list[Account], *, archived: bool = False
    ) -> Channel:
        guild = parent.guild
        assert guild is not None
        made = Channel(self.ids.next(), kind, name, guild, parent, members, archived=archived)
        guild.channels[made.id] = self.channels[made.id] = made
        if sees(made, self.app) and not archived:
            data = wire.channel(made, self.app)
            self.gateway.dispatch("THREAD_CREATE", data, intent=GUILDS, guild_id=guild.id)
        return made

    def past(
        self, channel: Channel, said: Iterable[tuple[Account, str]], *, ago: timedelta, every: timedelta
    ) -> list[Message]:
        """Messages of the past, oldest first: the first was written `ago`, the others `every` so often after it."""
        made = []
        for place, (author, text) in enumerate(said):
            at = self.clock.now() - ago + place * every
            message = Message(snowflake_at(at), channel, author, at, text)
            message.mentions = [one for one in self.accounts.values() if one.mention in text]
            channel.kept[message.id] = message
            made.append(message)
        return made

    def channel_changed(self, channel: Channel) -> None:
        if channel.guild is not None and channel.guild.has_app:
            data = wire.seen_channel(channel, self.app)
            self.gateway.dispatch("CHANNEL_UPDATE", data, intent=GUILDS, guild_id=channel.guild.id)

    @contextmanager
    def seen_anew(self, guild: Guild) -> Iterator[None]:
        """A change after which the app may see channels that it did not: the gateway then tells of them in full."""
        hidden = [
            one for one in guild.channels.values() if one.type not in THREADS and not sees(one, self.app)
        ]
        yield
        for one in hidden:
            if sees(one, self.app):
                self.channel_changed(one)

    def delete_channel(self, channel: Channel) -> None:
        """Or a thread: with all that stands in it, of which the gateway does not tell."""
        assert channel.guild
        data, event, told = wire.seen_channel(channel, self.app), "CHANNEL_DELETE", channel.guild.has_app
        if channel.type in THREADS:
            data = {key: data[key] for key in ("id", "guild_id", "parent_id", "type")}
            event, told = "THREAD_DELETE", sees(channel, self.app)
        del channel.guild.channels[channel.id], self.channels[channel.id]
        if told:
            self.gateway.dispatch(event, data, intent=GUILDS, guild_id=channel.guild.id)

    def member_changed(self, guild: Guild, account: Account) -> None:
        """Without the members intent the app hears of itself alone."""
        if account is self.app and guild.has_app:
            data = wire.member(guild.members[account.id]) | {"guild_id": str(guild.id)}
            self.gateway.dispatch("GUILD_MEMBER_UPDATE", data, guild_id=guild.id)

    def role_changed(self, role: Role, guild: Guild) -> None:
        if guild.has_app:
            data = {"guild_id": str(guild.id), "role": wire.role(role)}
            self.gateway.dispatch("GUILD_ROLE_UPDATE", data, intent=GUILDS, guild_id=guild.id)

    def audited(self, guild: Guild, action: int, target: Account) -> None:
        """An entry of the guild's audit log, told to who has the moderation intent and may view that log."""
        if guild.has_app and permissions_of(guild, self.app) & BITS["view_audit_log"]:
            data = {
                "id": str(self.ids.next()), "guild_id": str(guild.id), "user_id": str(guild.owner.id),
                "target_id": str(target.id), "action_type": action,
            }  # fmt: skip
            self.gateway.dispatch("GUILD_AUDIT_LOG_ENTRY_CREATE", data, intent=MODERATION, guild_id=guild.id)

    def role_made(self, role: Role, guild: Guild) -> None:
        if guild.has_app:
            data = {"guild_id": str(guild.id), "role": wire.role(role)}
            self.gateway.dispatch("GUILD_ROLE_CREATE", data, intent=GUILDS, guild_id=guild.id)

    def role_deleted(self, role: Role, guild: Guild) -> None:
        if guild.has_app:
            data = {"guild_id": str(guild.id), "role_id": str(role.id)}
            self.gateway.dispatch("GUILD_ROLE_DELETE", data, intent=GUILDS, guild_id=guild.id)

    def app_sees(self, channel: Channel) -> bool:
        """Whether the app's bot is in a channel at all, so that its events reach it."""
        if channel.guild is None:
            return self.app in channel.recipients
        return channel.guild.has_app and sees(channel, self.app)

    def close_dms(self, user: Account) -> None:
        """From now on the app cannot write to this person (50007)."""
        user.dms_open = False
