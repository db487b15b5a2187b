"""Somebody deletes a message that notes were made of: a note of several messages is made again from those that are
left. Of others Pith asks once, by DM, whether they should go too; what shows them in a server says “Deleted.” at once.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import discord

from bot.discord_ui.answering.buttons import LABELS, STYLES, row_of
from bot.discord_ui.answering.lasting import Lasting
from bot.discord_ui.answering.parts import make_without
from bot.discord_ui.answering.replies import editing, sending
from bot.discord_ui.answering.speaker import answering
from bot.discord_ui.origins import answer_origin_at, gone_answer, origin_of
from bot.discord_ui.render import Answer, inert, say
from bot.errors import NotFound
from bot.features import answers, history, origins, people
from bot.features.answers import ANSWER
from bot.features.origins import Made
from bot.features.people import Person
from bot.locales import N_, best_language, written_language

if TYPE_CHECKING:
    from discord.types.gateway import MessageDeleteEvent

    from bot.discord_ui.client import PithClient

Private = discord.DMChannel | discord.PartialMessageable

log = logging.getLogger(__name__)


def each_of(purge: discord.RawBulkMessageDeleteEvent) -> list[discord.RawMessageDeleteEvent]:
    """What was deleted at once, as if each message had been deleted by itself."""
    data: MessageDeleteEvent = {"id": 0, "channel_id": purge.channel_id}
    if purge.guild_id is not None:
        data["guild_id"] = purge.guild_id
    return [discord.RawMessageDeleteEvent({**data, "id": each}) for each in sorted(purge.message_ids)]


class MadeButton(
    Lasting[discord.ui.Button[Any]],
    template=r"pith-made:(?P<verb>drop|stay):(?P<message_id>[0-9]{1,20})",
    message_id=int,
):
    """Deletes or keeps all notes that a deleted message made for whoever presses it."""

    def __init__(self, verb: str, message_id: int, label: str) -> None:
        self.verb, self.message_id = verb, message_id
        style = STYLES.get(verb, discord.ButtonStyle.secondary)
        custom_id = f"pith-made:{verb}:{message_id}"
        super().__init__(discord.ui.Button(label=label, custom_id=custom_id, style=style))

    async def act(self, interaction: discord.Interaction[Any]) -> None:
        app = interaction.client.app
        async with answering(interaction, thinking=False) as speaker:
            answer = say(N_("They stay in your history.").to(speaker.language))
            if self.verb == "drop":
                answer = gone_answer(speaker.language)
                for made in await origins.made_from(app, origin_of(self.message_id)):
                    if made.person.id == speaker.person.id:
                        with suppress(NotFound):  # deleted elsewhere in this moment
                            await history.delete_note(app, speaker.person, made.note_id, speaker.language)
            await interaction.edit_original_response(**editing(answer))


async def follow(client: PithClient, payloads: Sequence[discord.RawMessageDeleteEvent]) -> None:
    """What becomes of the notes that these messages, deleted together, had made. Of each is asked once at most."""
    asked: set[int] = set()
    for payload in payloads:
        by_person: dict[int, list[Made]] = {}
        for made in await origins.made_from(client.app, origin_of(payload.message_id)):
            if made.note_id not in asked and not await _made_again(client, made, payload):
                asked.add(made.note_id)
                by_person.setdefault(made.person.id, []).append(made)
        for notes in by_person.values():
            await _offer_to_delete(client, notes, payload)


async def _made_again(client: PithClient, made: Made, payload: discord.RawMessageDeleteEvent) -> bool:
    """Whether the note is one of several messages, and is of those now that are left."""
    place = client.get_partial_messageable(payload.channel_id, guild_id=payload.guild_id)
    try:
        return await make_without(client, made, payload.message_id, place)
    except Exception as error:  # then it is as a note of that message alone
        log.warning("a note could not be made again: %r", error)
        return False


async def _offer_to_delete(
    client: PithClient, notes: list[Made], payload: discord.RawMessageDeleteEvent
) -> None:
    """One question to a person. In a server, what shows the notes to others does so no longer."""
    private = None
    try:
        private = await _private_channel(client, payload, notes[0].person)
    except discord.HTTPException as error:
        log.info("could not offer to delete a note: %s", error.code)
    if payload.guild_id is not None:
        for each in notes:
            await _hide(client, each, private)
    try:
        if private is not None:
            await private.send(**sending(_question(notes, payload)))
    except discord.HTTPException as error:
        log.info("could not offer to delete a note: %s", error.code)


async def _hide(client: PithClient, made: Made, private: Private | None) -> None:
    """The answers with the note, except those in its person's DM."""
    theirs = None if private is None else answer_origin_at(private.id, "")
    with suppress(NotFound):  # deleted elsewhere in this moment
        known = await history.origins(client.app, made.person, made.note_id)
        shown = [
            each for each in known if each.startswith(ANSWER) and not (theirs and each.startswith(theirs))
        ]
        await answers.take_away(client.app, made.person, shown, _language(made))


async def _private_channel(
    client: PithClient, payload: discord.RawMessageDeleteEvent, person: Person
) -> Private | None:
    """Where only the notes' owner reads: the DM itself, or their DM when the message stood in a server."""
    if payload.guild_id is None:
        return client.get_partial_messageable(payload.channel_id, type=discord.ChannelType.private)
    user_id = await people.discord_id(client.app, person)
    return None if user_id is None else await client.create_dm(discord.Object(user_id))


def _language(made: Made) -> str:
    return best_language(made.person.language, written_language(made.title))


def _question(notes: list[Made], payload: discord.RawMessageDeleteEvent) -> Answer:
    """In a server the message may have been another's, or a moderator has deleted it."""
    was_theirs = payload.guild_id is None
    language = _language(notes[0])
    if len(notes) > 1:
        return _question_of_many(len(notes), payload.message_id, language, was_theirs=was_theirs)
    title = inert(notes[0].title)
    words = (
        N_("You deleted the message that “{title}” was made from. Delete the note too?", title=title)
        if was_theirs
        else N_("The message that “{title}” was made from was deleted. Delete the note too?", title=title)
    )
    return replace(say(words.to(language)), view=row_of(("drop", "stay"), notes[0].note_id, language))


def _question_of_many(count: int, message_id: int, language: str, *, was_theirs: bool) -> Answer:
    words = (
        N_("You deleted the message that {count} notes were made from. Delete them all too?", count=count)
        if was_theirs
        else N_(
            "The message that {count} notes were made from was deleted. Delete them all too?", count=count
        )
    )
    view = discord.ui.View(timeout=None)
    for verb, label in (("drop", LABELS["drop"]), ("stay", N_("Keep them"))):
        view.add_item(MadeButton(verb, message_id, label.to(language)))
    return replace(say(words.to(language)), view=view)
