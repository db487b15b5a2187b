"""A message in a server that was meant for Pith until an edit took the mention away: its person asks for nothing any
more, so that its notes go and their answers say so, as after an edit that leaves nothing.
"""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

import discord

from bot.discord_ui.answering.notes import bring_up_to_date
from bot.discord_ui.answering.replies import MessageReply
from bot.discord_ui.answering.speaker import Speaker
from bot.discord_ui.hearing.pieces import nonce_of, text_piece
from bot.discord_ui.origins import origin_of
from bot.errors import NotFound
from bot.features import answers, history, origins
from bot.features.origins import Made
from bot.locales import best_language, written_language

if TYPE_CHECKING:
    from bot.discord_ui.client import PithClient


async def was_meant(client: PithClient, message: discord.Message) -> bool:
    """Whether the message, which does not mention Pith now, did. Only a mention makes a note of a message's words that
    is found by the message; files are taken up without one too, where a channel wants that."""
    if client.conversations.heard.was_meant(message):
        return True
    return await origins.is_known(client.app, origin_of(message.id))


async def take_back(client: PithClient, speaker: Speaker, message: discord.Message) -> None:
    """Of several messages in one note only the part of this one goes. Raises what condensing the others anew raises."""
    app, person, heard = client.app, speaker.person, client.conversations.heard
    origin = origin_of(message.id)
    made = [each for each in await origins.made_from(app, origin) if each.person.id == person.id]
    if shown := heard.answer_to(message):
        await answers.take_away(app, person, [shown], speaker.language)
        heard.answers(message, None)
    of_words = await history.by_origin(app, person, origin)
    if heard.was_meant(message):  # otherwise its files may have been taken up without a mention
        for each in made:
            if each.note_id != of_words:
                await _delete(client, each)
    if of_words is not None:
        reply = MessageReply(message, nonce_of(message), message.author)
        await bring_up_to_date(client, speaker, text_piece([message], client.own_id), reply)


async def _delete(client: PithClient, made: Made) -> None:
    language = best_language(made.person.language, written_language(made.title))
    with suppress(NotFound):  # deleted elsewhere in this moment
        known = await history.origins(client.app, made.person, made.note_id)
        await history.delete_note(client.app, made.person, made.note_id, language)
        client.conversations.heard.took_back(each for each in known if not each.startswith(answers.ANSWER))
