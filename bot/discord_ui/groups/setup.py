"""The settings of a server's group, who changed them, and the rights that Pith needs in the channel."""

from __future__ import annotations

from typing import TYPE_CHECKING

import discord

from bot.discord_ui import render
from bot.discord_ui.answering.speaker import Speaker
from bot.discord_ui.render import Answer, lines_answer
from bot.errors import Invalid
from bot.features import groups
from bot.features.groups import Change, Group, Sharers
from bot.locales import LANGUAGES, N_, Message

if TYPE_CHECKING:
    from bot.discord_ui.client import PithClient

NEEDED = {
    "view_channel": N_("View Channel"),
    "send_messages": N_("Send Messages"),
    "embed_links": N_("Embed Links"),
}
SHARERS_WORDS = {Sharers.MEMBERS: N_("every member"), Sharers.MANAGERS: N_("who manages the group")}


def check_rights(channel: discord.TextChannel) -> None:
    """Raises Invalid naming the rights that Pith lacks in the channel."""
    rights = channel.permissions_for(channel.guild.me)
    missing = [words for name, words in NEEDED.items() if not getattr(rights, name)]
    if missing:
        raise Invalid(
            "In this channel Pith lacks the right “{right}”. Give it that, or choose another.",
            right=missing[0],
        )


async def settings_answer(client: PithClient, speaker: Speaker, group: Group) -> Answer:
    """How the group is set up, and what was changed last."""
    language = speaker.language
    lines = [
        N_("Channel: {channel}", channel=f"<#{group.channel_id}>"),
        N_("Who may share: {who}", who=SHARERS_WORDS[group.sharers]),
        N_("Sentences a member may share a day: {count}", count=group.daily_shares),
        N_("Language of the posts: {language}", language=LANGUAGES[group.language]),
        N_(
            "In it: {count}. People join with `/group join`, or by a press under a post.", count=group.members
        ),
    ]
    said = [line.to(language) for line in lines]
    changes = () if group.is_hidden else await groups.changes(client.app, speaker.person, group.id)
    if changes:
        said += ["", f"**{N_('Last changes').to(language)}**"]
        said += [change_line(change, language) for change in changes]
    return lines_answer(render.unlinked(group.name), said)


def change_line(change: Change, language: str) -> str:
    """One change: when, who, what."""
    who = render.unlinked(change.name) if change.name else N_("somebody who left").to(language)
    line = f"{discord.utils.format_dt(change.changed_at, 'd')} · {who} · {change.words.to(language)}"
    if change.after is None:
        return line
    before, after = (
        value_words(change.setting, value).to(language) for value in (change.before, change.after)
    )
    return f"{line}: {before} → {after}"


def value_words(setting: str, value: str | None) -> Message:
    """A setting's value as it is shown."""
    if value is None:
        return Message("–")
    if setting == "channel_id":
        return Message("{channel}", {"channel": f"<#{value}>"})
    if setting == "sharers":
        return SHARERS_WORDS[Sharers(value)]
    if setting == "digest":  # words of Pith's, and channels
        return Message("{value}", {"value": value})
    said = LANGUAGES.get(value, value) if setting == "language" else value
    return Message("{value}", {"value": render.unlinked(said)})
