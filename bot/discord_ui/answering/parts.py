"""Notes that several messages are one of, as Discord cuts what is pasted: put together again once one changes."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

import discord

from bot.discord_ui.answering.buttons import answer_for
from bot.discord_ui.catchup.rights import HISTORY, lacks, place_name
from bot.discord_ui.hearing.pieces import Piece, text_piece
from bot.discord_ui.origins import edit_answers, look_again, message_ids, origin_of
from bot.errors import NotFound
from bot.features import answers, condense, history
from bot.features.answers import ANSWER
from bot.features.condense import Pasted, Request
from bot.features.origins import Made
from bot.locales import best_language

if TYPE_CHECKING:
    from bot.discord_ui.client import PithClient


async def whole(client: PithClient, piece: Piece, known: tuple[str, ...]) -> Piece:
    """The piece with every other message that its note was made of, as they are now. Raises NotAllowed where Pith may
    not read them again."""
    ids = message_ids(known)
    if not isinstance(piece.source, Pasted) or len(ids) < 2:
        return piece
    others = await _as_they_are(piece.message.channel, [each for each in ids if each != piece.message.id])
    messages = sorted([*others, piece.message], key=lambda each: each.id)
    return Piece(piece.message, text_piece(messages, client.own_id).source, piece.origins)


async def make_without(
    client: PithClient, made: Made, message_id: int, place: discord.abc.MessageableChannel
) -> bool:
    """Whether the note, after a message of it was deleted in `place`, is of the others now, and its answers show that:
    not where it has no others, or they are too little for a note. Raises what condensing raises, and NotAllowed where
    Pith may not read them again."""
    app, person, origin = client.app, made.person, origin_of(message_id)
    async with client.turn(made.note_id):
        try:
            known = await history.origins(app, person, made.note_id)
            note = await history.open_note(app, person, made.note_id)
        except NotFound:  # deleted elsewhere in this moment
            return True
        others = [each for each in message_ids(known) if each != message_id]
        if origin not in known or not others:
            return False
        left = await _as_they_are(place, others)
        said = text_piece(left, client.own_id).source if left else None
        if not isinstance(said, Pasted) or not said.text:
            return False
        kept = tuple(each for each in known if each != origin)
        note = await condense.condense(
            app, person, said, Request(length=note.length), face="discord", origins=kept
        )
        language = best_language(person.language, note.language)
        answer = await answer_for(note, language)
        shown = [each for each in known if each.startswith(ANSWER)]
        stuck = [each for each in shown if not await edit_answers(client, [each], answer)]
        if stuck:
            await answers.take_away(app, person, stuck, language)
        await look_again(client, person, made.note_id, shown, language)
    return True


async def _as_they_are(
    place: discord.abc.MessageableChannel, message_ids: Iterable[int]
) -> list[discord.Message]:
    """The messages that are still there. Raises NotAllowed where Pith may not read them again."""
    messages = []
    for message_id in message_ids:
        try:
            messages.append(await place.fetch_message(message_id))
        except discord.NotFound:
            continue
        except discord.Forbidden:
            raise lacks(place_name(place), HISTORY, own=True) from None
    return messages
