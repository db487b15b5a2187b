"""Sharing from a note's answer: which group, which sentences, how it will look, and only then the press that shares.

Everything stands in the ids of menus and buttons, so it works after a restart; sentences are named by their highlights'
ids, which never name other words.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import discord

from bot.discord_ui import render
from bot.discord_ui.answering.lasting import Lasting
from bot.discord_ui.answering.menus import options_of
from bot.discord_ui.answering.replies import InteractionReply, editing
from bot.discord_ui.answering.speaker import Speaker, answering
from bot.discord_ui.groups.posts import post_embed
from bot.discord_ui.render import Answer, say
from bot.errors import Invalid
from bot.features import groups
from bot.features.groups import Group, Post, Shareable, Wish
from bot.locales import N_

if TYPE_CHECKING:
    from bot.app import App
    from bot.discord_ui.client import PithClient

MOST = 5  # a button's id holds so many
NAMED, UNNAMED = N_("Share with my name"), N_("Share without my name")
KEPT, TAKEN = N_("Cards others make: they keep them"), N_("Cards others make: I take them back")


class GroupMenu(
    Lasting[discord.ui.Select[Any]], template=r"pith:share-in:(?P<note_id>[0-9]{1,10})", note_id=int
):
    """Chooses the group."""

    def __init__(self, note_id: int, found: Sequence[Group], language: str) -> None:
        self.note_id = note_id
        options = options_of((group.name, group.id) for group in found[: render.CHOICES])
        placeholder = N_("Which group?").to(language)
        super().__init__(
            discord.ui.Select(custom_id=f"pith:share-in:{note_id}", placeholder=placeholder, options=options)
        )

    async def act(self, interaction: discord.Interaction[Any]) -> None:
        async with answering(interaction, thinking=False) as speaker:
            app = interaction.client.app
            group = await groups.get(app, speaker.person, int(self.item.values[0]))
            answer = await _sentences(app, speaker, group, self.note_id)
            await interaction.edit_original_response(**editing(answer))


class SentenceMenu(
    Lasting[discord.ui.Select[Any]], template=r"pith:share-what:(?P<group_id>[0-9]{1,10})", group_id=int
):
    """Chooses the sentences."""

    def __init__(self, group_id: int, found: Sequence[Shareable], language: str) -> None:
        self.group_id = group_id
        there = N_("shared already").to(language)
        options = options_of(
            ((each.sentence.text, each.highlight_id) for each in found),
            [there if group_id in each.group_ids else None for each in found],
        )
        super().__init__(
            discord.ui.Select(
                custom_id=f"pith:share-what:{group_id}",
                placeholder=N_("Which sentences?").to(language),
                options=options,
                max_values=min(MOST, len(options)),
            )
        )

    async def act(self, interaction: discord.Interaction[Any]) -> None:
        async with answering(interaction, thinking=False) as speaker:
            chosen = [int(each) for each in self.item.values]
            answer = await _preview(interaction.client.app, speaker, self.group_id, chosen, Wish())
            await interaction.edit_original_response(**editing(answer))


class ShareButton(
    Lasting[discord.ui.Button[Any]],
    template=r"pith-share:(?P<verb>[nukg]):(?P<wish>[01]{2}):(?P<group_id>[0-9]{1,10}):(?P<ids>[0-9.]{1,60})",
    wish=lambda flags: Wish(*(flag == "1" for flag in flags)),
    group_id=int,
    ids=lambda ids: [int(each) for each in ids.split(".") if each],
):
    """Under a preview: changes how to share, or shares. `wish`: without the name, and takes cards back."""

    def __init__(self, verb: str, wish: Wish, group_id: int, ids: Sequence[int], label: str) -> None:
        self.verb, self.wish, self.group_id, self.ids = verb, wish, group_id, ids
        flags = f"{wish.is_anonymous:d}{wish.takes_cards_back:d}"
        custom_id = f"pith-share:{verb}:{flags}:{group_id}:{'.'.join(map(str, ids))}"
        style = discord.ButtonStyle.primary if verb == "g" else discord.ButtonStyle.secondary
        super().__init__(discord.ui.Button(label=label, custom_id=custom_id, style=style))

    async def act(self, interaction: discord.Interaction[Any]) -> None:
        async with answering(interaction, thinking=False) as speaker:
            if self.verb == "g":
                answer = await _share(interaction.client, speaker, self.group_id, self.ids, self.wish)
            else:
                wish = replace(
                    self.wish,
                    **(
                        {"takes_cards_back": not self.wish.takes_cards_back}
                        if self.verb == "k"
                        else {"is_anonymous": self.verb == "u"}
                    ),
                )
                answer = await _preview(interaction.client.app, speaker, self.group_id, self.ids, wish)
            await interaction.edit_original_response(**editing(answer))


async def offer(interaction: discord.Interaction[PithClient], note_id: int) -> None:
    """Asks which of the note's highlights shall be shared, and where."""
    async with answering(interaction) as speaker:
        app = interaction.client.app
        found = await groups.shareable(app, speaker.person, note_id)
        mine = await groups.open_for(app, speaker.person, found)
        if not mine:
            words = N_(
                "You are in no study group that you can share in. `/group join` in a server, or `/group new`, "
                "changes that."
            )
            answer = say(words.to(speaker.language))
        elif len(mine) == 1:
            answer = await _sentences(app, speaker, mine[0], note_id)
        else:
            view = discord.ui.View(timeout=None)
            view.add_item(GroupMenu(note_id, mine, speaker.language))
            answer = replace(say(N_("Share with whom?").to(speaker.language)), view=view)
        await InteractionReply(interaction, private=True).answer(answer)


async def _sentences(app: App, speaker: Speaker, group: Group, note_id: int) -> Answer:
    every = await groups.shareable(app, speaker.person, note_id)
    found = [each for each in every if not each.is_too_long]
    offered = found[: render.CHOICES]
    said = [
        N_(
            "Share in {group}: choose sentences. You see first how it will look.",
            group=render.unlinked(group.name),
        )
    ]
    if len(found) > len(offered):
        said.append(N_("These are the first {count}; the browser has them all: /web", count=len(offered)))
    if len(found) < len(every):
        said.append(N_("Left out, as too long to be shared: {count}", count=len(every) - len(found)))
    view = discord.ui.View(timeout=None)
    if offered:
        view.add_item(SentenceMenu(group.id, offered, speaker.language))
    return replace(say("\n".join(each.to(speaker.language) for each in said)), view=view if offered else None)


async def _preview(app: App, speaker: Speaker, group_id: int, ids: Sequence[int], wish: Wish) -> Answer:
    group = await groups.get(app, speaker.person, group_id)
    posts = await groups.preview(app, speaker.person, group_id, ids, wish)
    embeds = _embeds(posts, group.language)
    said = N_(
        "This is what everybody in {group} will see. Nothing is shared yet.",
        group=render.unlinked(group.name),
    )
    view = discord.ui.View(timeout=None)
    language = speaker.language
    for verb, label in (
        ("g", UNNAMED if wish.is_anonymous else NAMED),
        ("n", N_("Show my name")) if wish.is_anonymous else ("u", N_("Hide my name")),
        ("k", TAKEN if wish.takes_cards_back else KEPT),
    ):
        view.add_item(ShareButton(verb, wish, group_id, ids, label.to(language)))
    return replace(say(said.to(language)), embeds=embeds, view=view)


def _embeds(posts: Sequence[Post], language: str) -> tuple[discord.Embed, ...]:
    """The posts just as they will stand there. Raises Invalid where one message does not hold them all."""
    embeds = tuple(post_embed(post, language) for post in posts)
    if sum(render.units(embed.description or "") for embed in embeds) > render.EMBEDS_UNITS:
        raise Invalid("These are too long to be looked at together. Choose fewer.")
    return embeds


async def _share(
    client: PithClient, speaker: Speaker, group_id: int, ids: Sequence[int], wish: Wish
) -> Answer:
    app = client.app
    posts = await groups.share(app, speaker.person, group_id, ids, wish)
    group = await groups.get(app, speaker.person, group_id)
    for post in posts:
        message_id = await groups.of_post(app, post.id)
        if message_id is not None:
            client.take_on(groups.show_one(app, client.for_groups.show, message_id))
    where = f"<#{group.channel_id}>" if group.channel_id else render.unlinked(group.name)
    said = N_(
        "Shared in {where}: {count}. *Withdraw* under it takes it back, and so does `/privacy shared`.",
        where=where,
        count=len(posts),
    )
    return say(said.to(speaker.language))
