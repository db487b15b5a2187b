"""One thing a person did with the app (a command, a press, a form), and how the app answered it in time."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from tests.fakes.discord import wire
from tests.fakes.discord.permissions import bits, permissions_in
from tests.fakes.discord.things import DM, Account, Channel, Message

if TYPE_CHECKING:
    from tests.fakes.discord.server import DiscordServer

ANSWER_WITHIN = timedelta(seconds=3)
TOKEN_LASTS = timedelta(minutes=15)
WHERE_ABSENT = (
    "view_channel send_messages embed_links attach_files"  # what an app may do through an interaction
)
COMMAND, COMPONENT, AUTOCOMPLETE, MODAL_SUBMIT = 2, 3, 4, 5
REPLY, THINK, LATER, UPDATE, CHOICES, MODAL = 4, 5, 6, 7, 8, 9
ALLOWED = {
    COMMAND: (REPLY, THINK, MODAL),
    COMPONENT: (REPLY, THINK, LATER, UPDATE, MODAL),
    AUTOCOMPLETE: (CHOICES,),
    MODAL_SUBMIT: (REPLY, THINK, LATER, UPDATE),
}
Json = dict[str, Any]


@dataclass(eq=False)
class Modal:
    """The form an app answered with; people fill it with `user.submit(modal, {label_or_custom_id: value})`."""

    interaction: Interaction
    title: str
    custom_id: str
    components: list[Json]

    @property
    def fields(self) -> dict[str, Json]:
        """The inputs by their custom id; each has its `label` and, if any, its `value` to start from."""
        found = {}
        for one in self.components:
            if one["type"] == 18:
                found[one["component"]["custom_id"]] = one["component"] | {"label": one["label"]}
            for inner in one.get("components", []):
                found[inner["custom_id"]] = inner
        return found


@dataclass(eq=False)
class Interaction:
    """What was asked, and every answer so far."""

    server: DiscordServer
    id: int
    type: int
    user: Account
    channel: Channel
    data: Json
    owners: dict[str, str]
    asked_at: datetime
    message: Message | None = None  # the message a component or its modal sits on
    opened_by: Interaction | None = None  # for a form: what it was the answer to
    token: str = field(default_factory=lambda: secrets.token_urlsafe(48))
    answer: int | None = None  # the type of the first callback
    original: Message | None = None
    modal: Modal | None = None
    choices: list[Json] | None = None
    followups: list[Message] = field(default_factory=list)
    edits_before: int = 0  # of the message a deferred update is about

    @property
    def expired(self) -> bool:
        return self.server.clock.now() > self.asked_at + TOKEN_LASTS

    @property
    def late(self) -> bool:
        return self.server.clock.now() > self.asked_at + ANSWER_WITHIN

    async def answered(self, timeout_s: float = 30) -> Message | Modal | None:
        """Wait for the first callback; the message it made or will change, or the form it opened."""
        await self.server.until(lambda: self.answer is not None, timeout_s, f"an answer to {self}")
        return self.modal or self.original

    async def final(self, timeout_s: float = 60) -> Message:
        """Wait for the answer itself: the reply, the deferred one once it is filled in, or the first follow-up."""

        def there() -> Message | None:
            if self.answer in (REPLY, UPDATE):
                return self.original
            if (
                self.answer == THINK
                and self.original
                and not self.original.loading
                and not self.original.deleted
            ):
                return self.original
            if self.answer == LATER and self.original and len(self.original.versions) > self.edits_before:
                return self.original
            return self.followups[0] if self.followups else None

        await self.server.until(there, timeout_s, f"the final answer to {self}")
        message = there()
        assert message is not None
        return message

    async def form(self, timeout_s: float = 30) -> Modal:
        """Wait for the first callback, which must open a form."""
        await self.answered(timeout_s)
        assert self.modal is not None, f"{self} was answered with type {self.answer}, not with a form"
        return self.modal

    def __repr__(self) -> str:
        what = self.data.get("name") or self.data.get("custom_id")
        return f"<{what} by {self.user.name}, answered with {self.answer}>"

    def payload(self) -> Json:
        """INTERACTION_CREATE."""
        server, guild = self.server, self.channel.guild
        in_own_dm = self.channel.type == DM and server.app in self.channel.recipients
        there = in_own_dm or (guild is not None and guild.has_app)
        app_permissions = permissions_in(self.channel, server.app) if there else bits(WHERE_ABSENT)
        place = wire.channel(self.channel, server.app) | {
            "permissions": str(permissions_in(self.channel, self.user))
        }
        made: Json = {
            "id": str(self.id), "application_id": str(server.app.id), "type": self.type, "token": self.token,
            "version": 1, "data": self.data, "channel": place, "channel_id": str(self.channel.id),
            "locale": self.user.locale, "app_permissions": str(app_permissions), "entitlements": [],
            "entitlement_sku_ids": [], "authorizing_integration_owners": self.owners,
            "context": 0 if guild else 1 if in_own_dm else 2, "attachment_size_limit": 10 * 1024 * 1024,
        }  # fmt: skip
        if guild is None:
            made["user"] = wire.user(self.user)
        else:
            made |= {
                "guild_id": str(guild.id),
                "guild": wire.partial_guild(guild),
                "guild_locale": "en-US",
                "member": wire.member(guild.members[self.user.id], self.channel),
            }
        if self.message is not None:
            made["message"] = wire.message(self.message, server.app, True, blank=False)
        return made


def dispatch(interaction: Interaction) -> Interaction:
    """Hand an interaction to the app; interactions need no intent."""
    server, guild = interaction.server, interaction.channel.guild
    server.interactions[interaction.id] = interaction
    guild_id = guild.id if guild is not None and guild.has_app else None
    server.gateway.dispatch("INTERACTION_CREATE", interaction.payload(), guild_id=guild_id)
    return interaction
