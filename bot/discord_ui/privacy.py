"""`/privacy`: everything Pith keeps of a person as a file, or gone for good."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import discord
from discord import app_commands
from discord.app_commands import locale_str as _

from bot.discord_ui import render
from bot.discord_ui.answering.replies import InteractionReply
from bot.discord_ui.answering.speaker import Commands, Dialog, answering
from bot.discord_ui.groups.mine import shared_answer
from bot.discord_ui.render import say, unlinked
from bot.errors import Invalid, NotFound, TooLarge
from bot.features import catchup, people, privacy
from bot.locales import N_

if TYPE_CHECKING:
    from bot.discord_ui.client import PithClient

ERASE = N_("erase")


class EraseDialog(Dialog):
    """Asks for a typed word, so that nobody erases everything by a slip."""

    def __init__(self, language: str) -> None:
        super().__init__(N_("Erase everything").to(language))
        self.word: discord.ui.TextInput[Any] = discord.ui.TextInput(max_length=20)
        self.add_item(
            discord.ui.Label(
                text=N_("Type “{word}” to go on", word=ERASE).to(language),
                description=N_(
                    "All your notes, tags and settings go, “condense-me off” too. It can't be undone."
                ).to(language),
                component=self.word,
            )
        )

    async def on_submit(self, interaction: discord.Interaction[Any], /) -> None:
        async with answering(interaction) as speaker:
            if self.word.value.strip().casefold() not in {ERASE.to("en"), ERASE.to(speaker.language)}:
                raise Invalid("Nothing was erased: the word was another one.")
            await privacy.erase_all(interaction.client.app, speaker.person, speaker.language)
            gone = N_(
                "Everything Pith kept of you is gone. What you shared in groups and my answers with your notes go "
                "within moments; other messages in Discord are yours to delete."
            )
            await InteractionReply(interaction, private=True).answer(say(gone.to(speaker.language)))


async def suggest_left_out(
    interaction: discord.Interaction[PithClient], typed: str
) -> list[app_commands.Choice[str]]:
    """The servers in which the person is left out."""
    app = interaction.client.app
    left = await catchup.left_out_at(app, await people.from_discord(app, interaction.user.id))
    fitting = [each for each in left if typed.casefold() in each.name.casefold()]
    return [
        app_commands.Choice(name=render.choice_name(each.name), value=each.server_id)
        for each in fitting[: render.CHOICES]
    ]


class Privacy(app_commands.Group):
    """The commands under `/privacy`."""

    @app_commands.command(name=_("export"), description=_("Everything Pith keeps of you, as a file"))
    async def export(self, interaction: discord.Interaction[PithClient]) -> None:
        async with answering(interaction) as speaker:
            exported = await privacy.export_all(interaction.client.app, speaker.person)
            said = N_("Everything Pith keeps of you.").to(speaker.language)
            answer = render.file_answer(said, exported, speaker.language)
            if answer is None:
                raise TooLarge("This is too large for Discord. Export it in the browser: /web")
            await InteractionReply(interaction, private=True).answer(answer)

    @app_commands.command(
        name=_("condense-me"),
        description=_("Whether others' catch-ups in this server may hold your words"),
    )
    @app_commands.describe(
        state=_("Off: nothing you say in this server is condensed for others"),
        server=_("To turn it on elsewhere: a server in which you are left out"),
    )
    @app_commands.autocomplete(server=suggest_left_out)
    @app_commands.choices(
        state=[app_commands.Choice(name=_("on"), value="on"), app_commands.Choice(name=_("off"), value="off")]
    )
    async def condense_me(
        self, interaction: discord.Interaction[PithClient], state: str, server: str | None = None
    ) -> None:
        async with answering(interaction) as speaker:
            app, guild = interaction.client.app, interaction.guild
            if state == "on" and server is not None:
                left = {each.server_id: each for each in await catchup.left_out_at(app, speaker.person)}
                if server not in left:
                    raise NotFound("You are not left out there. Choose a server from the list.")
                await catchup.take_me_in(app, speaker.person, server)
                words = N_(
                    "What you say in {server} may be condensed again.", server=unlinked(left[server].name)
                )
            elif guild is None or server is not None:
                raise Invalid("Say this in the server that it is for.")
            elif state == "off":
                await catchup.leave_me_out(app, speaker.person, guild.id, guild.name)
                words = N_(
                    "From now on nothing that you say in this server is condensed for others: not in catch-ups, "
                    "not in digests, not when somebody asks me to condense a message of yours; what answers here show "
                    "of one is taken out of them within moments. Others may still name you in what they say. Erasing "
                    "everything ends this too."
                )
            else:
                await catchup.take_me_in(app, speaker.person, guild.id)
                words = N_("What you say in this server may stand in others' catch-ups again.")
            await InteractionReply(interaction, private=True).answer(say(words.to(speaker.language)))

    @app_commands.command(
        name=_("shared"), description=_("What of yours others can see, and where; take it back")
    )
    async def shared(self, interaction: discord.Interaction[PithClient]) -> None:
        async with answering(interaction) as speaker:
            answer = await shared_answer(interaction.client.app, speaker)
            await InteractionReply(interaction, private=True).answer(answer)

    @app_commands.command(name=_("erase"), description=_("Erase everything Pith keeps of you"))
    async def erase(self, interaction: discord.Interaction[PithClient]) -> None:
        async with answering(interaction, defer=False) as speaker:
            await interaction.response.send_modal(EraseDialog(speaker.language))


COMMANDS: Commands = (Privacy(name=_("privacy"), description=_("What Pith keeps of you")),)
