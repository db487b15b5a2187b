"""Messages to Pith: a DM, or a mention in a server. Answers them, and keeps the answers true when they are edited.

Each person has one conversation in a channel. It waits until they are quiet for a moment, so that what was
pasted in parts is one note, and takes one burst after the other. A message heard twice (from the gateway and
from catching up), edited, or left unanswered by a crash goes the same way: its notes are brought up to date.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Sequence
from contextlib import AsyncExitStack
from datetime import datetime
from typing import TYPE_CHECKING

import discord

from bot.discord_ui.answering.replies import UNREACHABLE
from bot.discord_ui.hearing.burst import answer_burst
from bot.discord_ui.hearing.deletions import follow
from bot.discord_ui.hearing.heard import Heard
from bot.discord_ui.hearing.pieces import is_meant
from bot.discord_ui.hearing.unasked import was_meant

if TYPE_CHECKING:
    from bot.discord_ui.client import PithClient

log = logging.getLogger(__name__)


class Conversations:
    """Everyone who is being answered now."""

    def __init__(self, client: PithClient, quiet_s: float) -> None:
        self._client = client
        self._quiet_s = quiet_s
        self._open: dict[tuple[int, int], Conversation] = {}
        self.heard = Heard()
        self._unanswered: dict[tuple[int, int], list[discord.Message]] = {}
        self._broke: set[int] = set()

    def hear(self, message: discord.Message) -> None:
        """Takes up a message that is meant for Pith."""
        self.heard.saw(message)
        if self._client.closing or not (_is_said(message) and is_meant(message, self._client.own_id)):
            return
        if self.heard.is_new(message):
            self._take_up(message)

    async def hear_edited(self, message: discord.Message) -> None:
        """Takes up an edit, once for each state that the message was in: also one that takes the mention away."""
        if self._client.closing or not _is_said(message):
            return
        if is_meant(message, self._client.own_id):
            is_new = self.heard.is_newly_edited(message)
        else:
            is_new = await was_meant(self._client, message) and self.heard.is_newly_unmeant(message)
        if is_new:
            self._take_up(message)

    def _take_up(self, message: discord.Message) -> None:
        self._open = {key: each for key, each in self._open.items() if not each.is_over}
        key = (message.channel.id, message.author.id)
        conversation = self._open.get(key)
        if conversation is None:
            conversation = self._open[key] = Conversation(self._client, self._quiet_s)
        for each in (*self._unanswered.pop(key, ()), message):
            conversation.add(each)
        conversation.begin()

    def unhear(self, messages: list[discord.Message]) -> None:
        """These could not be answered: found again they count as new, and they go along with the next message."""
        self.heard.not_answered(messages)
        self._unanswered[messages[0].channel.id, messages[0].author.id] = messages

    def unhear_once(self, messages: list[discord.Message]) -> None:
        """Something broke over these. One over which it breaks again is left: it would break what comes with it."""
        fresh = [message for message in messages if message.id not in self._broke]
        self._broke ^= {message.id for message in messages}
        if fresh:
            self.unhear(fresh)

    def forget(self, payloads: Sequence[discord.RawMessageDeleteEvent]) -> None:
        """Messages were deleted together: they are not answered any more, and their notes follow."""
        if self._client.closing:
            return
        left = [payload for payload in payloads if not self._is_in_hand(payload)]
        if left:
            self._client.take_on(follow(self._client, left))

    def _is_in_hand(self, deleted: discord.RawMessageDeleteEvent) -> bool:
        """Whether it is being answered just now: then its notes follow after that."""
        return any(
            conversation.drop(deleted)
            for (channel_id, _), conversation in self._open.items()
            if channel_id == deleted.channel_id
        )

    def close(self) -> None:
        """Those who only wait for quiet stop; they are answered after the next start."""
        for conversation in self._open.values():
            conversation.close()


def _is_said(message: discord.Message) -> bool:
    """Whether a person wrote it."""
    return not (message.author.bot or message.webhook_id or message.is_system())


def _edited(message: discord.Message) -> datetime:
    return message.edited_at or message.created_at


class Conversation:
    """One person in one channel: messages wait here while they type and while earlier ones are answered."""

    def __init__(self, client: PithClient, quiet_s: float) -> None:
        self._client = client
        self._quiet_s = quiet_s
        self._waiting: dict[int, discord.Message] = {}
        self._in_hand: set[int] = set()
        self._deleted: list[discord.RawMessageDeleteEvent] = []
        self._said_more = asyncio.Event()
        self._task: asyncio.Task[None] | None = None

    @property
    def is_over(self) -> bool:
        return self._task is not None and self._task.done()

    def begin(self) -> None:
        """Starts answering, unless it goes on already."""
        self._task = self._task or self._client.take_on(self._answer_all())

    def add(self, message: discord.Message) -> None:
        """An edited message takes the place of what it was before."""
        waiting = self._waiting.get(message.id)
        if waiting is not None and _edited(waiting) > _edited(message):
            return
        self._waiting[message.id] = message
        self._said_more.set()

    def drop(self, payload: discord.RawMessageDeleteEvent) -> bool:
        """The deleted message waits here no longer. Whether it is in hand: then its notes follow after that."""
        self._waiting.pop(payload.message_id, None)
        if payload.message_id not in self._in_hand:
            return False
        self._deleted.append(payload)
        return True

    def close(self) -> None:
        if not self._in_hand and self._task:
            self._task.cancel()

    async def _answer_all(self) -> None:
        """Answers burst after burst until nothing waits."""
        while self._waiting and not self._client.closing:
            async with AsyncExitStack() as stack:
                await self._show_typing(stack)
                await self._until_quiet()
                burst = [self._waiting[i] for i in sorted(self._waiting)]
                self._waiting.clear()
                self._in_hand = {message.id for message in burst}
                if burst:
                    await answer_burst(self._client, burst)
                self._in_hand = set()
            deleted, self._deleted = self._deleted, []
            if deleted:  # what breaks in it is logged and ends nothing here
                await asyncio.wait([self._client.take_on(follow(self._client, deleted))])

    async def _show_typing(self, stack: AsyncExitStack) -> None:
        message = next(iter(self._waiting.values()))
        if message.guild is None:
            try:
                await stack.enter_async_context(message.channel.typing())
            except (discord.HTTPException, *UNREACHABLE):
                log.info("could not show that Pith is typing")

    async def _until_quiet(self) -> None:
        while True:
            self._said_more.clear()
            try:
                async with asyncio.timeout(self._quiet_s):
                    await self._said_more.wait()
            except TimeoutError:
                return
