"""What is said to Pith about a note, in a reply to an answer that shows it: a question, which that note answers. It is
no note itself, and neither is a text of few words, of which Pith says what can be done instead.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import discord

from bot.discord_ui.answering import progress
from bot.discord_ui.answering.buttons import answer_for
from bot.discord_ui.answering.replies import MessageReply
from bot.discord_ui.answering.speaker import Speaker
from bot.discord_ui.hearing.pieces import FOCUS_CHARACTERS, files_of, note_words, words_of
from bot.discord_ui.origins import (
    answer_origin,
    answer_origin_at,
    edit_answers,
    gone_answer,
    note_shown,
    origin_of,
    remember_answer,
)
from bot.discord_ui.render import Answer, say
from bot.features import condense, history, origins
from bot.locales import N_

if TYPE_CHECKING:
    from bot.discord_ui.client import PithClient

TOO_SHORT = N_(
    "That is too short for a note of its own. To ask a note something, reply to my answer with your question; “Less” "
    "under it makes it shorter, “Delete” takes it away. `/condense` takes short texts as well, and `/help` tells the "
    "rest."
)


def too_short_answer(language: str) -> Answer:
    return say(TOO_SHORT.to(language))


async def asks_note(client: PithClient, message: discord.Message) -> bool:
    """Whether the message is a question, as short as one beside a file, in reply to an answer that shows a note."""
    if not (origin := _replied_to(message)) or files_of(message):
        return False
    if not client.conversations.heard.answer_to(message) and not note_words(message, client.own_id):
        return False
    if len(words_of(message, client.own_id)) > FOCUS_CHARACTERS:
        return False
    app = client.app
    return bool(await origins.made_from(app, origin)) and not await origins.made_from(
        app, origin_of(message.id)
    )


def _replied_to(message: discord.Message) -> str | None:
    """The message that is replied to, as the origin that it is where Pith's answer stands there."""
    meant = message.reference
    if meant is None or meant.message_id is None or message.message_snapshots:
        return None
    return answer_origin_at(meant.channel_id, meant.message_id)


async def ask(client: PithClient, speaker: Speaker, message: discord.Message, reply: MessageReply) -> None:
    """Answers the question from the note; an edited one in the same place. Raises NotAllowed where the note is somebody
    else's, and what condensing raises."""
    app, person, heard = client.app, speaker.person, client.conversations.heard
    note_id = await note_shown(app, person, _replied_to(message) or "")
    note = await history.open_note(app, person, note_id or 0)
    answer = gone_answer(speaker.language)
    if question := note_words(message, client.own_id):
        async with progress.shown(reply, "", speaker.language, client.progress_every_s) as on_progress:
            asked = await condense.ask(app, person, note, question, on_progress)
        answer = await answer_for(asked, speaker.language)
    shown = heard.answer_to(message)
    if shown and await edit_answers(client, [shown], answer):
        await reply.take_back()
        return
    sent = await reply.answer(answer)
    if sent is not None and note.id is not None:
        heard.answers(message, answer_origin(sent))
        await remember_answer(client, person, note.id, sent, speaker.language)
