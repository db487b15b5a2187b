"""The client: hears what Discord tells, hands it to who knows what to do about it, and closes in order.

What to do about a message stands in `hearing`, about a command in the file of its feature.
"""

from __future__ import annotations

import logging
from datetime import datetime
from typing import Any

import discord

from bot.app import App
from bot.discord_ui import channels, groups, inbox
from bot.discord_ui.answering.buttons import NoteButton
from bot.discord_ui.answering.forgotten import hear_form
from bot.discord_ui.answering.marking import MarkMenu
from bot.discord_ui.answering.to_cards import HighlightMenu
from bot.discord_ui.answering.to_tasks import OfferMenu
from bot.discord_ui.cards import CardButton, CardMenu, OlderCardsButton
from bot.discord_ui.catchup.meanwhile import Meanwhile
from bot.discord_ui.catchup.thread import ThreadButton
from bot.discord_ui.client.connection import Connection
from bot.discord_ui.digests.watching import channel_changed, look_again
from bot.discord_ui.focus import FocusButton, TogetherButton, show_room
from bot.discord_ui.hearing.conversations import Conversations
from bot.discord_ui.hearing.deletions import MadeButton, each_of
from bot.discord_ui.hearing.tree import CommandWords, Tree
from bot.discord_ui.history import NoteMenu, OlderButton
from bot.discord_ui.origins import mark_gone
from bot.discord_ui.practice import ITEMS as PRACTICE_ITEMS
from bot.discord_ui.practice import show_round
from bot.discord_ui.recommended import NextButton as RecommendedButton
from bot.discord_ui.reminders import sending
from bot.discord_ui.reminders.buttons import ReminderButton
from bot.discord_ui.reminders.commands import SaveButton
from bot.discord_ui.review import ReviewButton
from bot.discord_ui.tasks import TaskButton, TaskMenu
from bot.features import digests, quotes
from bot.features import groups as shared_groups
from bot.features.reminders import Delivery, Today

QUIET_S = 2.5  # parts of one paste follow each other faster than this
PROGRESS_EVERY_S = 2.0
RETRY_S = 5.0
GuildChannel = discord.abc.GuildChannel
COMMANDS_MARK = "discord-commands.sha256"

THROWN_OUT = (discord.AuditLogAction.kick, discord.AuditLogAction.ban)

log = logging.getLogger(__name__)


class PithClient(Connection):
    """One connection to Discord for one App. The times in seconds are other ones in tests."""

    def __init__(
        self,
        app: App,
        *,
        quiet_s: float = QUIET_S,
        progress_every_s: float = PROGRESS_EVERY_S,
        retry_s: float = RETRY_S,
    ) -> None:
        super().__init__(app, retry_s=retry_s)
        self.progress_every_s = progress_every_s
        self.tree = Tree(self)
        self.conversations = Conversations(self, quiet_s)
        self.for_groups = groups.on_discord(self)  # what `groups.work` is handed
        self.meanwhile = Meanwhile()
        self.taking_out: set[int] = set()  # groups' messages that Pith deletes itself
        self.nothing_lost_in: set[int] = set()  # channels in which none of those was lost track of
        self.held_back_until: datetime | None = None  # no reminders until then

    async def setup_hook(self) -> None:
        self.add_dynamic_items(NoteButton, MarkMenu, NoteMenu, OlderButton, ReminderButton, SaveButton)
        self.add_dynamic_items(*PRACTICE_ITEMS, FocusButton, TogetherButton)
        self.add_dynamic_items(HighlightMenu, CardMenu, CardButton, OlderCardsButton, ReviewButton)
        self.add_dynamic_items(OfferMenu, TaskMenu, TaskButton, RecommendedButton)
        self.add_dynamic_items(*groups.ITEMS, ThreadButton, MadeButton)
        await self.tree.set_translator(CommandWords())
        try:
            await self.tree.register(self.app.settings.data_dir / COMMANDS_MARK)
        except discord.HTTPException:
            log.exception("could not register the commands; Discord keeps those it knows")
        await self.use_its_gateway()

    async def remind(self, delivery: Delivery, focus: Today) -> str:
        """Sends a reminder; what `reminders.work` is handed."""
        return await sending.send(self, delivery, focus)

    async def mark_gone(self, channel_id: int, message_id: int, language: str) -> None:
        """Has an answer say that it is deleted; what `answers.work` is handed."""
        await mark_gone(self, channel_id, message_id, language)

    async def show_room(self, room_id: int) -> None:
        """Makes a shared session's message true; what `focus.work_together` is handed."""
        await show_room(self, room_id)

    async def show_round(self, round_id: int) -> None:
        """Makes the message of a group's round true; what `practice.work` is handed."""
        await show_round(self, round_id)

    async def close(self) -> None:
        """Takes in nothing more, lets work in hand finish, then disconnects. What was not begun is caught up later."""
        if not self.closing:
            self.closing = True
            self.conversations.close()
            await self.see_through()
        await super().close()

    async def on_shard_connect(self, shard_id: int) -> None:
        """A new session: what was said before it is not sent again, so direct messages are looked through."""
        await super().on_shard_connect(shard_id)
        self.meanwhile.lost()
        if shard_id == 0 and not self.closing:  # direct messages come to the first shard
            self.take_on(inbox.catch_up(self))

    async def on_message(self, message: discord.Message) -> None:
        self.conversations.hear(message)
        if message.attachments and not self.closing:
            self.take_on(channels.hear_files(self, message))

    async def on_interaction(self, interaction: discord.Interaction[Any]) -> None:
        if interaction.type is discord.InteractionType.modal_submit:
            await hear_form(interaction)

    async def on_raw_reaction_add(self, payload: discord.RawReactionActionEvent) -> None:
        if payload.user_id != self.own_id and not self.closing:
            self.take_on(channels.hear_reaction(self, payload))

    async def on_raw_message_edit(self, payload: discord.RawMessageUpdateEvent) -> None:
        if payload.message.edited_at is not None:  # otherwise Discord only added a preview of a link
            self.meanwhile.edited(payload.message_id, payload.message.edited_at)
            await self.conversations.hear_edited(payload.message)
            await digests.said_no_more(self.app, [payload.message_id])

    async def on_raw_message_delete(self, payload: discord.RawMessageDeleteEvent) -> None:
        await self._deleted([payload])

    async def on_raw_bulk_message_delete(self, payload: discord.RawBulkMessageDeleteEvent) -> None:
        await self._deleted(each_of(payload))

    async def _deleted(self, payloads: list[discord.RawMessageDeleteEvent]) -> None:
        self.meanwhile.deleted([payload.message_id for payload in payloads])
        self.conversations.forget(payloads)
        others = [each.message_id for each in payloads if each.message_id not in self.taking_out]
        self.taking_out.difference_update(payload.message_id for payload in payloads)
        if payloads[0].guild_id is None or not others:
            return
        for message_id in others:
            await shared_groups.message_deleted(self.app, message_id)
        await digests.said_no_more(self.app, others)
        await quotes.said_no_more(self.app, others)

    async def on_guild_channel_update(self, before: GuildChannel, after: GuildChannel) -> None:
        await channel_changed(self, after)
        if before.overwrites != after.overwrites:
            await shared_groups.rights_changed(self.app, after.guild.id, after.id)

    async def on_raw_thread_delete(self, payload: discord.RawThreadDeleteEvent) -> None:
        self.meanwhile.place_deleted(payload.thread_id)

    async def on_guild_channel_delete(self, channel: GuildChannel) -> None:
        self.meanwhile.place_deleted(channel.id)
        await digests.channel_closed(self.app, channel.id)
        await shared_groups.rights_changed(self.app, channel.guild.id, channel.id)

    async def on_guild_role_update(self, before: discord.Role, after: discord.Role) -> None:
        if before.permissions == after.permissions:
            return
        for channel in after.guild.text_channels:
            await channel_changed(self, channel)
        await shared_groups.rights_changed(self.app, after.guild.id)

    async def on_guild_role_delete(self, role: discord.Role) -> None:
        await shared_groups.rights_changed(self.app, role.guild.id)

    async def on_audit_log_entry_create(self, entry: discord.AuditLogEntry) -> None:
        """Who was kicked or banned, where Pith may view the audit log; others who are gone are found by asking."""
        if entry.action in THROWN_OUT and entry.target is not None:
            await shared_groups.member_left(self.app, entry.guild.id, int(entry.target.id))

    async def on_ready(self) -> None:
        """Every server is known now: what became of their groups while Pith was away."""
        await shared_groups.pith_is_only_in(self.app, {guild.id for guild in self.guilds})
        if not self.closing:
            self.take_on(look_again(self))
            self.take_on(groups.look_again(self))

    async def on_guild_join(self, guild: discord.Guild) -> None:
        await shared_groups.pith_is_in(self.app, guild.id)

    async def on_guild_remove(self, guild: discord.Guild) -> None:
        await shared_groups.pith_left(self.app, guild.id)

    async def on_error(self, event_method: str, /, *args: Any, **kwargs: Any) -> None:
        log.exception("%s broke", event_method)
