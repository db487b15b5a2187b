"""One person's messages that are answered together: which notes they are, what each wants, and the answers.

`answer_burst` is reached once they are quiet. What was deleted it must not make anew.
"""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

import discord

from bot.discord_ui.answering.notes import bring_up_to_date
from bot.discord_ui.answering.replies import UNREACHABLE, MessageReply
from bot.discord_ui.answering.speaker import Speaker, sentence_for, speaker_of
from bot.discord_ui.catchup.rights import check_willing
from bot.discord_ui.catchup.thread import thread_offer
from bot.discord_ui.channels import preferences_in
from bot.discord_ui.hearing.asking import ask, asks_note, too_short_answer
from bot.discord_ui.hearing.pieces import (
    Piece,
    file_pieces,
    has_lost_target,
    is_meant,
    names_thread,
    nonce_of,
    note_words,
    replied_to,
    target_pieces,
    text_piece,
)
from bot.discord_ui.hearing.unasked import take_back
from bot.discord_ui.help import help_answer
from bot.discord_ui.origins import origin_of
from bot.discord_ui.render import say
from bot.errors import NotAllowed
from bot.features import history, inbox, origins
from bot.locales import best_language, written_language

if TYPE_CHECKING:
    from bot.discord_ui.client import PithClient

log = logging.getLogger(__name__)


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
    meant = [message for message in burst if is_meant(message, client.own_id)]
    try:
        for message in burst:
            if message not in meant:
                await _take_back(client, speaker, message)
        for message, pieces in await _wanted(client, speaker, await _willing(client, speaker, meant)):
            await _answer(client, speaker, message, pieces)
    except UNREACHABLE:
        raise
    except discord.HTTPException:  # what Discord refuses once it refuses again
        log.exception("Discord refused an answer")
    await _mark(client, speaker, burst[0], burst[-1].id)
    client.conversations.heard.answered(burst)


async def _is_taken_up(client: PithClient, message: discord.Message) -> bool:
    """What made notes lives on in these: where they are gone, an edit makes nothing anew, nor its person."""
    heard = client.conversations.heard
    if heard.made_nothing(message) and is_meant(message, client.own_id):
        return True
    if heard.answer_to(message):
        return True
    return bool(await origins.made_from(client.app, origin_of(message.id)))


async def _take_back(client: PithClient, speaker: Speaker, message: discord.Message) -> None:
    try:
        await take_back(client, speaker, message)
    except UNREACHABLE:
        raise
    except Exception as error:
        reply = MessageReply(message, nonce_of(message), message.author)
        await reply.answer(say(sentence_for(error, speaker.language)))


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
            if has_lost_target(message):  # the note is of that one's words, and stays
                continue
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
