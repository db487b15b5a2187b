"""A shared sentence as a message: who shares it, where it stands, its votes; and the buttons under it.

What people wrote is inert: no Markdown, mention or address in it does anything.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import discord

from bot.discord_ui import render
from bot.discord_ui.answering.lasting import Lasting
from bot.discord_ui.answering.menus import OpenMenu
from bot.discord_ui.answering.replies import InteractionReply, editing
from bot.discord_ui.answering.speaker import Speaker, answering
from bot.discord_ui.groups import asking, here
from bot.discord_ui.render import Answer, say
from bot.features import groups
from bot.features.export import location_words
from bot.features.groups import Group, Post
from bot.locales import N_

if TYPE_CHECKING:
    from bot.discord_ui.client import PithClient

LABELS = {
    "up": N_("Useful"),
    "down": N_("Not for me"),
    "card": N_("To my cards"),
    "ask": N_("Ask the author"),
    "withdraw": N_("Withdraw"),
}
SENTENCE_UNITS = 2_600
TITLE_UNITS = 300
NAMES_UNITS = 600


def who_words(post: Post, language: str) -> str:
    """Who shares it."""
    names = ", ".join(render.unlinked(name) for name in post.names)
    if post.names and post.unnamed:
        words = N_("Shared by {names} and without a name: {count}", names=names, count=post.unnamed)
    elif post.names:
        words = N_("Shared by {names}", names=names)
    elif post.unnamed > 1:
        words = N_("Shared without a name: {count}", count=post.unnamed)
    else:
        words = N_("Shared without a name")
    return words.to(language)


def source_words(post: Post, language: str, limit: int = TITLE_UNITS) -> str:
    """The title and the place in it, in italics; empty where there is neither."""
    place = location_words(post.location, post.title)
    words = " · ".join(filter(None, (post.title, place.to(language) if place else "")))
    return f"*{render.unlinked(render.shorten(words, limit))}*" if words else ""


def about_words(post: Post, language: str, source_units: int, who_units: int) -> str:
    """Where it stands and who shares it, on one line."""
    who = render.shorten(who_words(post, language), who_units)
    return " · ".join(filter(None, (source_words(post, language, source_units), who)))


def post_embed(post: Post, language: str) -> discord.Embed:
    """The post as everybody sees it."""
    lines = [
        f"▪ {render.shorten(render.unlinked(post.sentence), SENTENCE_UNITS)}",
        source_words(post, language),
        render.shorten(who_words(post, language), NAMES_UNITS),
    ]
    if post.ups or post.downs:
        lines.append(f"▲ {post.ups}   ▼ {post.downs}")
    return discord.Embed(description="\n".join(filter(None, lines)), colour=render.COLOUR)


def post_answer(post: Post, language: str) -> Answer:
    """The post with its buttons."""
    view = discord.ui.View(timeout=None)
    for verb, label in LABELS.items():
        view.add_item(PostButton(verb, post.group_id, post.id, label.to(language)))
    return Answer(embeds=(post_embed(post, language),), view=view)


class PostButton(
    Lasting[discord.ui.Button[Any]],
    template=r"pith-post:(?P<verb>[a-z]+):(?P<group_id>[0-9]{1,10}):(?P<post_id>[0-9]{1,10})",
    group_id=int,
    post_id=int,
):
    """One thing to do with one post; a member of the server is in its group from the first press on."""

    def __init__(self, verb: str, group_id: int, post_id: int, label: str) -> None:
        self.verb, self.group_id, self.post_id = verb, group_id, post_id
        style = discord.ButtonStyle.primary if verb == "up" else discord.ButtonStyle.secondary
        custom_id = f"pith-post:{verb}:{group_id}:{post_id}"
        super().__init__(discord.ui.Button(label=label, custom_id=custom_id, style=style))

    async def act(self, interaction: discord.Interaction[Any]) -> None:
        if self.verb == "ask":
            async with answering(interaction, defer=False) as speaker:
                await self._enter(interaction, speaker)
                await asking.open_dialog(interaction, speaker, self.post_id)
            return
        async with answering(interaction, thinking=False) as speaker:
            is_new = self.verb != "withdraw" and await self._enter(interaction, speaker)
            words = await self._act(interaction, speaker)
            said = [words] if words else []
            if is_new:
                said.append(joined_words(speaker.language))
            if said:
                await InteractionReply(interaction, private=True).answer(say("\n".join(said)))

    async def _enter(self, interaction: discord.Interaction[Any], speaker: Speaker) -> bool:
        if not await here.is_of_server(interaction, self.group_id):
            return False
        return (await here.enter(interaction, speaker))[1]

    async def _act(self, interaction: discord.Interaction[Any], speaker: Speaker) -> str:
        """Does it; what to tell the person alone, where there is something."""
        app, person, language = interaction.client.app, speaker.person, speaker.language
        if self.verb in ("up", "down"):
            is_up = self.verb == "up"
            post = await groups.get_post(app, person, self.post_id)
            again = post.own_vote is is_up
            post = await groups.vote(app, person, self.post_id, None if again else is_up)
            message = interaction.message
            if message is not None and message.flags.ephemeral:
                await interaction.edit_original_response(**editing(post_answer(post, language)))
            await self._show(interaction)
            return N_("Your vote is taken back.").to(language) if again else ""
        if self.verb == "card":
            card = await groups.keep_card(app, person, self.post_id)
            return N_("It is a card of yours: {front}", front=render.unlinked(card.front)).to(language)
        await groups.withdraw_post(app, person, self.post_id)
        message_id = await self._show(interaction)
        if message_id is not None and not await groups.is_true(app, message_id):
            return N_(
                "Taken back: it is gone from the group. Its message here follows as soon as Pith may change it."
            ).to(language)
        return N_("Taken back: you don’t share it in the group any more.").to(language)

    async def _show(self, interaction: discord.Interaction[Any]) -> int | None:
        """The post's message says what is true now. In its turn: an edit that came late would say again what was taken
        back meanwhile."""
        client = interaction.client
        message_id = await groups.of_post(client.app, self.post_id)
        if message_id is not None:
            await groups.show_one(client.app, client.for_groups.show, message_id)
        return message_id


def joined_words(language: str) -> str:
    return N_(
        "You are in this server’s study group now, under the name you have here. `/group leave` takes you out."
    ).to(language)


async def enter_and_tell(interaction: discord.Interaction[PithClient], speaker: Speaker) -> Group:
    """As `here.enter`. Who is in it only from now on is told, whatever comes of what they asked for."""
    group, is_new = await here.enter(interaction, speaker)
    if is_new:
        await InteractionReply(interaction, private=True).answer(say(joined_words(speaker.language)))
    return group


class PostMenu(OpenMenu, template=r"pith:post"):
    """Chooses one post of a list to look at."""

    ID, ASKS = "pith:post", N_("Look at a sentence")

    async def open(self, interaction: discord.Interaction[Any], chosen: int) -> None:
        async with answering(interaction) as speaker:
            post = await groups.get_post(interaction.client.app, speaker.person, chosen)
            await InteractionReply(interaction, private=True).answer(post_answer(post, speaker.language))


def posts_answer(title: str, posts: Sequence[Post], language: str) -> Answer:
    """A list of posts, with a menu to look at one."""
    lines = [
        f"**{place}.** ▲ {post.ups} ▼ {post.downs} · {about_words(post, language, 60, 80)}\n"
        f"> {render.shorten(render.unlinked(post.sentence), 300)}"
        for place, post in enumerate(posts, 1)
    ]
    view = discord.ui.View(timeout=None)
    view.add_item(PostMenu([(post.sentence, post.id) for post in posts], language))
    return replace(render.list_answer(title, lines), view=view)


async def show_post(client: PithClient, message: groups.GroupMessage) -> Answer | None:
    """What a post's message says now; None where nobody shares it any more."""
    posts = await groups.as_shown(client.app, [message.post_id or 0])
    post = posts.get(message.post_id or 0)
    return post_answer(post, message.language) if post and message.shares else None
