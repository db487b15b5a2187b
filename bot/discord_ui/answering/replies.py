"""Where an answer goes: into an interaction, or under a message. Shows progress there until the answer is ready."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from contextlib import suppress
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

import aiohttp
import discord

from bot.discord_ui.answering.refusals import ARCHIVED
from bot.discord_ui.render import Answer, say, shorten

if TYPE_CHECKING:
    from bot.discord_ui.client import PithClient

DMS_CLOSED = 50007
DISMISSED = 10008  # unknown message: the person took the answer away before it came
NO_HISTORY = 160002  # a reply needs the right to read earlier messages
TOKEN_IS_OVER = (10015, 10062, 50027)  # unknown webhook, unknown interaction, invalid webhook token

HAS_THREAD = 160004
LONG_CHARACTERS, THREAD_UNITS = 1_000, 100

FILLED = "filled"
OPEN = "open"  # "in a moment" stands where others read it
PAUSES_S = (0.0, 1.0, 4.0)  # before Discord is asked again
UNREACHABLE = (aiohttp.ClientError, ConnectionError, discord.DiscordServerError)

T = TypeVar("T")

log = logging.getLogger(__name__)


class Reply(Protocol):
    """One place for one or several answers."""

    async def progress(self, words: str) -> None:
        """Shows how far the work is, in place of the answer."""

    async def answer(self, answer: Answer) -> discord.Message | None:
        """Sends the answer; None where the person can't be reached at all."""


def sending(answer: Answer) -> dict[str, Any]:
    """Arguments for a message of its own."""
    arguments: dict[str, Any] = {"content": answer.content or None, "embeds": list(answer.embeds)}
    if answer.attached:
        arguments["file"] = answer.attached.file()
    if answer.view:
        arguments["view"] = answer.view
    return arguments


def editing(answer: Answer) -> dict[str, Any]:
    """Arguments that make an existing message be this answer and nothing else."""
    return {
        "content": answer.content or None,
        "embeds": list(answer.embeds),
        "attachments": [answer.attached.file()] if answer.attached else [],
        "view": answer.view,
    }


async def again(ask: Callable[[], Awaitable[T]]) -> T:
    """Asks Discord, and again where the connection broke: for edits, and for what a nonce keeps from being doubled."""
    for pause_s in PAUSES_S:
        try:
            return await ask()
        except UNREACHABLE as error:
            log.info("asking Discord again: %r", error)
            await asyncio.sleep(pause_s)
    return await ask()


def is_long(answer: Answer) -> bool:
    """Whether it would push what people say out of sight."""
    said = len(answer.content) + sum(len(embed.description or "") for embed in answer.embeds)
    return said > LONG_CHARACTERS


class InteractionReply:
    """Answers a command, a button or a dialog. Its token lasts 15 minutes; after that the answer goes by DM."""

    def __init__(self, interaction: discord.Interaction[PithClient], *, private: bool) -> None:
        self._interaction = interaction
        self._private = private

    @property
    def _is_first(self) -> bool:
        """Whether "in a moment" still stands there to be filled. The interaction remembers, not this reply to it."""
        deferred = discord.InteractionResponseType.deferred_channel_message
        return self._interaction.response.type is deferred and not self._interaction.extras.get(FILLED)

    async def progress(self, words: str) -> None:
        if self._is_first and not self._interaction.is_expired():
            await self._interaction.edit_original_response(content=words)

    async def answer(self, answer: Answer) -> discord.Message | None:
        if self._interaction.is_expired():
            return await self._answer_late(answer)
        try:
            return await self._answer_here(answer)
        except discord.HTTPException as error:
            if error.code == DISMISSED:
                return None
            if error.code not in TOKEN_IS_OVER:
                raise
            return await self._answer_late(answer)

    async def _answer_late(self, answer: Answer) -> discord.Message | None:
        """A direct message stays."""
        return await send_dm(self._interaction.user, say(answer.instead) if answer.instead else answer)

    async def _answer_here(self, answer: Answer) -> discord.Message | None:
        response = self._interaction.response
        if answer.instead and not self._private:
            if self._is_first:
                await self._answer_here(say(answer.instead))
            self._private = True
        if not response.is_done():
            await response.send_message(**sending(answer), ephemeral=self._private)
            return None
        if self._is_first and self._private and self._interaction.extras.get(OPEN):
            self._interaction.extras[FILLED] = True
            with suppress(discord.NotFound):
                await self._interaction.delete_original_response()
        if self._is_first:
            self._interaction.extras[FILLED] = True
            return await again(lambda: self._interaction.edit_original_response(**editing(answer)))
        return await self._interaction.followup.send(**sending(answer), ephemeral=self._private, wait=True)


async def put(interaction: discord.Interaction[PithClient], answer: Answer) -> None:
    """The answer takes the place of the message whose button or menu was pressed, where it may stand there."""
    if answer.instead and interaction.message is not None and not interaction.message.flags.ephemeral:
        await interaction.edit_original_response(**editing(say(answer.instead)))
        await InteractionReply(interaction, private=True).answer(answer)
        return
    await interaction.edit_original_response(**editing(answer))


class MessageReply:
    """Answers a message under it. `nonce` keeps Discord from posting the same answer twice after a crash."""

    def __init__(
        self,
        message: discord.Message,
        nonce: str,
        asker: discord.abc.User | None,
        *,
        in_thread: bool = False,
    ) -> None:
        """`asker` has the answer as a DM where Pith may not write there; nobody, where nobody asked. `in_thread`: the
        channel wants a long answer in a thread of its own, at the message."""
        self._message = message
        self._asker = asker
        self._nonce = nonce
        self._in_thread = in_thread
        self._shown: discord.Message | None = None

    async def progress(self, words: str) -> None:
        if self._shown:
            await self._shown.edit(content=words)
        else:
            self._shown = await self._send(Answer(words), f"{self._nonce}p")

    async def answer(self, answer: Answer) -> discord.Message | None:
        if self._in_thread and is_long(answer) and (sent := await self._answer_in_thread(answer)):
            return sent
        if self._shown:
            shown, self._shown = self._shown, None
            with suppress(discord.NotFound):  # the person took it away meanwhile
                return await again(lambda: shown.edit(**editing(answer)))
        try:
            return await self._send(answer, self._nonce)
        except discord.Forbidden as error:
            log.info("may not answer in a channel: %s", error.code)
            if self._asker is None or error.code == DMS_CLOSED:
                return None
            return await send_dm(self._asker, answer)

    async def _answer_in_thread(self, answer: Answer) -> discord.Message | None:
        """None where there can't be a thread. One that is there already is gone on in: it has the message's id."""
        if not isinstance(self._message.channel, discord.TextChannel):
            return None
        name = (
            shorten(" ".join((answer.embeds[0].title or "").replace("\\", "").split()), THREAD_UNITS)
            or "Pith"
        )
        place = self._message.channel.get_partial_message(self._message.id)
        try:
            await place.create_thread(name=name)
        except discord.HTTPException as error:
            if error.code != HAS_THREAD:
                log.info("may not begin a thread: %s", error.code)
                return None
        await self.take_back()
        thread = self._message.channel.guild.get_thread(self._message.id) or discord.PartialMessageable(
            state=self._message._state, id=self._message.id, type=discord.ChannelType.public_thread
        )
        try:
            return await again(lambda: thread.send(**sending(answer), nonce=self._nonce))
        except discord.HTTPException as error:
            if not isinstance(error, discord.Forbidden) and error.code != ARCHIVED:
                raise
            log.info("may not write in a thread: %s", error.code)
            return None

    async def take_back(self) -> None:
        """Removes the progress it showed: the answer stands somewhere else."""
        if self._shown:
            shown, self._shown = self._shown, None
            with suppress(discord.HTTPException):
                await shown.delete()

    async def _send(self, answer: Answer, nonce: str) -> discord.Message:
        """A reply where Pith may read the channel's history, else a message of its own."""
        reference = self._message.to_reference(fail_if_not_exists=False)
        channel = self._message.channel
        try:
            return await again(lambda: channel.send(**sending(answer), nonce=nonce, reference=reference))
        except discord.Forbidden as error:
            if error.code != NO_HISTORY:
                raise
        return await again(lambda: channel.send(**sending(answer), nonce=nonce))


async def send_dm(user: discord.abc.User, answer: Answer) -> discord.Message | None:
    """A direct message; None where the person takes none from Pith."""
    assert isinstance(user, discord.abc.Messageable)
    try:
        return await user.send(**sending(answer))
    except discord.Forbidden as error:
        log.info("a direct message was refused: %s", error.code)
        return None
