"""Messages to Pith: a DM, or a mention in a server. Answers them, and keeps the answers true when they are edited.

Each person has one conversation in a channel. It waits until they are quiet for a moment, so that what was
pasted in parts is one note, and takes one burst after the other. A message heard twice (from the gateway and
from catching up), edited, or left unanswered by a crash goes the same way: its notes are brought up to date.
"""

from __future__ import annotations

import asyncio
import logging
from contextlib import AsyncExitStack
from typing import TYPE_CHECKING

import discord

from bot.discord_ui.answering.notes import bring_up_to_date
from bot.discord_ui.answering.replies import UNREACHABLE, MessageReply
from bot.discord_ui.answering.speaker import Speaker, sentence_for, speaker_of
from bot.discord_ui.catchup.rights import check_willing
from bot.discord_ui.catchup.thread import thread_offer
from bot.discord_ui.channels import preferences_in
from bot.discord_ui.hearing.asking import ask, asks_note, too_short_answer
from bot.discord_ui.hearing.deletions import offer_to_delete
from bot.discord_ui.hearing.heard import Heard
from bot.discord_ui.hearing.pieces import (
    Piece,
    file_pieces,
    names_thread,
    nonce_of,
    note_words,
    replied_to,
    target_pieces,
    text_piece,
)
from bot.discord_ui.help import help_answer
from bot.discord_ui.origins import origin_of
from bot.discord_ui.render import say
from bot.errors import NotAllowed
from bot.features import history, inbox, origins
from bot.locales import best_language, written_language

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
        if not self._client.closing and self._is_meant(message) and self.heard.is_new(message):
            self._take_up(message)

    def hear_edited(self, message: discord.Message) -> None:
        """Takes up an edit, once for each state that the message was in."""
        if not self._client.closing and self._is_meant(message) and self.heard.is_newly_edited(message):
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

    def forget(self, payload: discord.RawMessageDeleteEvent) -> None:
        """A message was deleted: it is not answered any more, or deleting its note is offered."""
        if self._client.closing:
            return
        for (channel_id, _), conversation in self._open.items():
            if channel_id == payload.channel_id and conversation.drop(payload):
                return
        self._client.take_on(offer_to_delete(self._client, payload))

    def close(self) -> None:
        """Those who only wait for quiet stop; they are answered after the next start."""
        for conversation in self._open.values():
            conversation.close()

    def _is_meant(self, message: discord.Message) -> bool:
        if message.author.bot or message.webhook_id or message.is_system():
            return False
        return message.guild is None or self._client.own_id in message.raw_mentions


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
        """An edited message takes the place of what it was."""
        self._waiting[message.id] = message
        self._said_more.set()

    def drop(self, payload: discord.RawMessageDeleteEvent) -> bool:
        """Whether the deleted message was here, waiting (then it is gone) or in hand (then its note follows)."""
        if payload.message_id in self._in_hand:
            self._deleted.append(payload)
            return True
        return self._waiting.pop(payload.message_id, None) is not None

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
            offers = [
                self._client.take_on(offer_to_delete(self._client, payload)) for payload in self._deleted
            ]
            self._deleted.clear()
            if offers:
                await asyncio.wait(offers)  # what breaks in one is logged and ends nothing here

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


async def answer_burst(client: PithClient, burst: list[discord.Message]) -> None:
    """Brings the notes of `burst` (one person's messages, oldest first) up to date, and marks it as answered."""
    language = written_language(
        " ".join(message.content for message in burst)
    )  # Discord tells no locale here
    try:
        await _take_care_of(client, burst, language)
    except UNREACHABLE as error:  # not marked, so it is taken up again after reconnecting
        log.warning("could not answer: %r", error)
        client.conversations.unhear(burst)
    except Exception as error:  # a store that fails for a moment, say
        client.conversations.unhear_once(burst)
        await _tell_it_broke(burst[-1], sentence_for(error, best_language(language)))


async def _take_care_of(client: PithClient, burst: list[discord.Message], language: str | None) -> None:
    """`language` is the one that the messages are written in, where it is known."""
    burst = [message for message in burst if await _is_taken_up(client, message)]
    if not burst:
        return
    speaker = await speaker_of(client.app, burst[0].author.id, language)
    await _mark(client, speaker, burst[0], burst[0].id - 1)  # so that a first message is found after a crash
    try:
        for message, pieces in await _wanted(client, speaker, await _willing(client, speaker, burst)):
            await _answer(client, speaker, message, pieces)
    except UNREACHABLE:
        raise
    except discord.HTTPException:  # what Discord refuses once it refuses again
        log.exception("Discord refused an answer")
    await _mark(client, speaker, burst[0], burst[-1].id)
    client.conversations.heard.answered(burst)


async def _is_taken_up(client: PithClient, message: discord.Message) -> bool:
    """What made notes lives on in these: where they are gone, an edit makes nothing anew, nor its person."""
    if client.conversations.heard.made_nothing(message):
        return True
    return bool(await origins.made_from(client.app, origin_of(message.id)))


async def _tell_it_broke(message: discord.Message, sentence: str) -> None:
    """Its nonce is another one than the answer's, which may still come."""
    try:
        await MessageReply(message, f"{nonce_of(message)}b", message.author).answer(say(sentence))
    except (discord.HTTPException, *UNREACHABLE) as error:
        log.warning("could not tell that something broke: %r", error)


async def _mark(client: PithClient, speaker: Speaker, message: discord.Message, up_to: int) -> None:
    if message.guild is None:
        await inbox.mark_answered(client.app, speaker.person, f"discord:{message.channel.id}", up_to)


async def _willing(
    client: PithClient, speaker: Speaker, burst: list[discord.Message]
) -> list[discord.Message]:
    """Those of `burst` that pass on nothing of who does not want that. Of the others it is told why not."""
    willing = []
    for message in burst:
        try:
            if message.message_snapshots:
                await check_willing(client, message, message.author.id)
            willing.append(message)
        except NotAllowed as error:
            reply = MessageReply(message, nonce_of(message), message.author)
            await reply.answer(say(sentence_for(error, speaker.language)))
    return willing


Wanted = list[tuple[discord.Message, list[Piece]]]


async def _wanted(client: PithClient, speaker: Speaker, burst: list[discord.Message]) -> Wanted:
    """The pieces of each message; those without any want something else: help, or to be told what went wrong.

    Texts that made no note yet are one new note together. One that did stays with the messages of its note, also
    where it says nothing any more: its part of the note goes.
    """
    own_id, heard = client.own_id, client.conversations.heard
    wanted: Wanted = []
    fresh: list[discord.Message] = []
    for message in burst:
        if replied_to(message, own_id) or await asks_note(client, message):
            wanted.append((message, []))
            continue
        pieces, words = file_pieces(message, own_id), note_words(message, own_id)
        origin = origin_of(message.id)
        if await history.by_origin(client.app, speaker.person, origin) is not None:
            pieces.append(text_piece([message], own_id))
        elif words and heard.may_make(origin):
            fresh.append(message)
        if pieces or not words:
            wanted.append((message, pieces))
    if fresh:
        text = text_piece(fresh, own_id)
        wanted.append((fresh[-1], [text] if text.says else []))
    return sorted(wanted, key=lambda each: each[0].id)


async def _answer(
    client: PithClient, speaker: Speaker, message: discord.Message, pieces: list[Piece]
) -> None:
    """One message's answers. What can't be condensed is answered with why, and what was deleted not at all."""
    heard = client.conversations.heard
    threads = message.guild is not None and (await preferences_in(client, message.channel)).threads
    reply = MessageReply(message, nonce_of(message), message.author, in_thread=threads)
    try:
        if names_thread(message, client.own_id):
            await reply.answer(thread_offer(client, message, speaker.language))
        elif (target := replied_to(message, client.own_id)) is not None:
            await check_willing(client, target, message.author.id)
            pieces = target_pieces(message, target, client.own_id)
        elif await asks_note(client, message):
            await ask(client, speaker, message, reply)
        elif not pieces and not heard.was_answered(message):
            is_remark = note_words(message, client.own_id)
            await reply.answer((too_short_answer if is_remark else help_answer)(speaker.language))
    except UNREACHABLE:
        raise
    except Exception as error:
        await reply.answer(say(sentence_for(error, speaker.language)))
    for piece in pieces:
        known = await history.by_origin(client.app, speaker.person, piece.origins[0]) is not None
        if not known and not heard.may_make(piece.origins[0]):
            continue
        reply = MessageReply(message, piece.nonce, message.author, in_thread=threads)
        try:
            await bring_up_to_date(client, speaker, piece, reply)
        except UNREACHABLE:
            raise
        except Exception as error:
            await reply.answer(say(sentence_for(error, speaker.language)))
