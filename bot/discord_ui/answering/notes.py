"""From what was sent on Discord to a note and its answer: fetched, condensed with progress shown, sent, found again."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import nullcontext
from typing import TYPE_CHECKING

import discord

from bot.discord_ui.answering import progress, quoting
from bot.discord_ui.answering.buttons import answer_for
from bot.discord_ui.answering.parts import whole
from bot.discord_ui.answering.quoting import Quoted
from bot.discord_ui.answering.replies import MessageReply, Reply
from bot.discord_ui.answering.speaker import Speaker
from bot.discord_ui.hearing.attachments import fetch, name_of
from bot.discord_ui.hearing.pieces import Piece, words_of
from bot.discord_ui.origins import edit_answers, look_again, remember_answer
from bot.errors import Empty
from bot.features import condense, history
from bot.features.answers import ANSWER
from bot.features.condense import Pasted, Request, Step
from bot.features.note import Note
from bot.locales import best_language

if TYPE_CHECKING:
    from bot.discord_ui.client import PithClient

Source = Pasted | discord.Attachment


async def make_note(
    client: PithClient,
    speaker: Speaker,
    source: Source,
    request: Request,
    reply: Reply,
    from_messages: tuple[str, ...] = (),
    quoted: Sequence[Quoted] = (),
) -> Note:
    """A kept note of `source`, with progress shown in `reply` when it takes a while. `quoted` is what
    `quoting.while_it_stands` gives. Raises what condensing raises."""
    name = name_of(source) if isinstance(source, discord.Attachment) else ""
    async with progress.shown(reply, name, speaker.language, client.progress_every_s) as on_progress:
        on_progress(Step.READING, 0, 0)
        sent = source if isinstance(source, Pasted) else await fetch(client.app.settings, source)
        note = await condense.condense(
            client.app,
            speaker.person,
            sent,
            request,
            face="discord",
            origins=from_messages,
            on_progress=on_progress,
        )
    if note.id is not None:
        await quoting.keep(client.app, note.id, quoted)
    return note


async def bring_up_to_date(client: PithClient, speaker: Speaker, piece: Piece, reply: MessageReply) -> None:
    """Makes the piece's note and answer be what its messages say now.

    New: condensed and answered. Edited: condensed anew, and the answer changed in place; where nothing is left to
    condense the note is deleted, which its answer says. Kept but never answered, because Pith stopped in between:
    answered. Anything else was taken care of already.
    """
    note_id = await history.by_origin(client.app, speaker.person, piece.origins[0])
    turn = nullcontext() if note_id is None else client.turn(note_id)
    async with quoting.while_it_stands(client, piece.quoted) as quoted, turn:
        await _bring_up_to_date(client, speaker, piece, reply, quoted)


async def _bring_up_to_date(
    client: PithClient, speaker: Speaker, piece: Piece, reply: MessageReply, quoted: Sequence[Quoted]
) -> None:
    app, person, heard = client.app, speaker.person, client.conversations.heard
    note_id = await history.by_origin(app, person, piece.origins[0])
    known: tuple[str, ...] = ()
    if note_id is None:
        note = await make_note(
            client, speaker, piece.source, Request(focus=piece.focus), reply, piece.origins, quoted
        )
        heard.made(piece.origins)
    else:
        known = await history.origins(app, person, note_id)
        made_by = [origin for origin in known if not origin.startswith(ANSWER)]
        heard.made(made_by)
        note = await history.open_note(app, person, note_id)
        piece = await whole(client, piece, known)
        if piece.message.edited_at is not None and _differs(note, piece):
            request = Request(length=note.length, focus=piece.focus)
            try:
                note = await make_note(client, speaker, piece.source, request, reply, known)
            except Empty:
                await history.delete_note(app, person, note_id, _language(client, speaker, piece, note))
                heard.took_back(made_by)
                await reply.take_back()
                return
        elif any(origin.startswith(ANSWER) for origin in known):
            return
    answer = await answer_for(note, _language(client, speaker, piece, note))
    if await edit_answers(client, known, answer):
        await reply.take_back()
        if note.id is not None:
            await look_again(client, person, note.id, known, speaker.language)
        return
    sent = await reply.answer(answer)
    if sent is not None and note.id is not None:
        await remember_answer(client, person, note.id, sent, speaker.language)


def _language(client: PithClient, speaker: Speaker, piece: Piece, note: Note) -> str:
    """The speaker's; of somebody who set none and sent a file without a word, only the file's is known."""
    if speaker.person.language or words_of(piece.message, client.own_id):
        return speaker.language
    return best_language(note.language)


def _differs(note: Note, piece: Piece) -> bool:
    """Whether the edit changed what the note is made of."""
    text_differs = isinstance(piece.source, Pasted) and note.text.split() != piece.source.text.split()
    return text_differs or note.focus != condense.clean_focus(piece.focus)
