"""Commands, menus, components, forms and autocomplete, with Discord's clock over them."""

from __future__ import annotations

import discord
import pytest
from discord import app_commands

from tests.fakes.discord_server import DiscordServer, Modal
from tests.fakes_tests.conftest import Bot


class Tag(discord.ui.Modal, title="Tag this note"):
    tags: discord.ui.TextInput[Tag] = discord.ui.TextInput(label="Tags", custom_id="tags", max_length=50)

    async def on_submit(self, interaction: discord.Interaction) -> None:
        await interaction.response.edit_message(content=f"tagged {self.tags.value}")


class Length(discord.ui.View):
    @discord.ui.button(label="More", custom_id="more")
    async def more(self, interaction: discord.Interaction, button: discord.ui.Button[Length]) -> None:
        await interaction.response.defer()
        await interaction.edit_original_response(content="longer")

    @discord.ui.button(label="Tag", custom_id="tag")
    async def tag(self, interaction: discord.Interaction, button: discord.ui.Button[Length]) -> None:
        await interaction.response.send_modal(Tag())

    @discord.ui.select(
        custom_id="length",
        placeholder="How long?",
        options=[
            discord.SelectOption(label="Short", value="1"),
            discord.SelectOption(label="Long", value="9"),
        ],
    )
    async def length(self, interaction: discord.Interaction, select: discord.ui.Select[Length]) -> None:
        await interaction.response.send_message(f"length {select.values[0]}", ephemeral=True)


@pytest.fixture
async def commands(bot: Bot) -> Bot:
    """A few commands like Pith's, registered for guild and user installs in all contexts."""
    tree = bot.tree
    tree.allowed_installs = app_commands.AppInstallationType(guild=True, user=True)
    tree.allowed_contexts = app_commands.AppCommandContext(guild=True, dm_channel=True, private_channel=True)

    @tree.command()
    async def echo(
        interaction: discord.Interaction,
        text: str,
        file: discord.Attachment | None = None,
        loud: bool = False,
    ) -> None:
        """Say it back."""
        data = "" if file is None else (await file.read()).decode()
        await interaction.response.send_message(f"{text}{data}{'!' if loud else ''}", view=Length())

    @tree.command()
    @app_commands.rename(is_private="private")
    async def slow(interaction: discord.Interaction, is_private: bool = True) -> None:
        """Think first."""
        await interaction.response.defer(ephemeral=is_private, thinking=True)
        await interaction.followup.send("thought")
        await interaction.followup.send("and more", ephemeral=True)

    @tree.command()
    async def find(interaction: discord.Interaction, note: str) -> None:
        """Find a note."""
        await interaction.response.send_message(note)

    @find.autocomplete("note")
    async def proposed(interaction: discord.Interaction, typed: str) -> list[app_commands.Choice[str]]:
        return [app_commands.Choice(name=f"{typed} {n}", value=str(n)) for n in range(3)]

    @tree.context_menu(name="Condense")
    async def condense(interaction: discord.Interaction, message: discord.Message) -> None:
        await interaction.response.send_message(
            f"{message.content} / {len(message.attachments)}", ephemeral=True
        )

    await tree.sync()
    return bot


async def test_a_command_with_a_file_is_answered(server: DiscordServer, commands: Bot) -> None:
    ada = server.user("Ada", locale="zh-CN")
    asked = ada.command("echo", text="say ", file=("a.txt", b"cells"), loud=True)
    answer = await asked.final()
    assert answer.content == "say cells!"
    assert answer.buttons == ["More", "Tag"]
    assert asked.owners == {"0": "0", "1": str(ada.id)}


async def test_the_client_offers_only_what_is_registered(server: DiscordServer, commands: Bot) -> None:
    ada = server.user("Ada", installed=False)
    away = server.guild("Elsewhere", members=[ada], has_app=False).channel()
    with pytest.raises(AssertionError, match="offered"):
        ada.command("dance")
    with pytest.raises(AssertionError, match="takes"):
        ada.command("echo", text="a", speed=1)
    with pytest.raises(AssertionError, match="needs"):
        ada.command("echo")
    with pytest.raises(AssertionError, match="offered"):
        ada.command("echo", text="a", channel=away)


async def test_a_user_install_reaches_guilds_without_the_bot(server: DiscordServer, commands: Bot) -> None:
    ada = server.user("Ada")
    away = server.guild("Elsewhere", members=[ada], has_app=False).channel()
    asked = ada.command("echo", text="a", channel=away)
    assert (await asked.final()).content == "a"
    assert asked.owners == {"1": str(ada.id)}
    with pytest.raises(discord.Forbidden):
        await commands.http.get_message(away.id, asked.id)


async def test_the_first_follow_up_takes_the_place_of_thinking(server: DiscordServer, commands: Bot) -> None:
    ada, bo = server.user("Ada"), server.user("Bo")
    room = server.guild("Group", members=[ada, bo]).channel()
    asked = ada.command("slow", channel=room)
    await server.until(lambda: asked.followups)
    thought = await asked.final()
    assert thought is asked.original
    assert [one.content for one in room.messages(visible_to=ada)] == ["thought", "and more"]
    assert room.messages(visible_to=bo) == []
    with pytest.raises(discord.NotFound) as told:
        await commands.http.get_message(room.id, thought.id)
    assert told.value.code == 10008
    asked = ada.command("slow", channel=room, private=False)
    assert (await asked.final()).visible_to(bo)


async def test_buttons_menus_and_forms(server: DiscordServer, commands: Bot) -> None:
    ada = server.user("Ada")
    message = await ada.command("echo", text="notes").final()
    assert (await ada.press(message, "More").final()).content == "longer"
    assert message.content == "longer"
    picked = await ada.choose(message, "How long?", ["Long"]).final()
    assert (picked.content, picked.ephemeral) == ("length 9", True)
    form = await ada.press(message, "tag").answered()
    assert isinstance(form, Modal)
    assert form.title == "Tag this note"
    with pytest.raises(AssertionError, match="takes 1 to 50"):
        ada.submit(form, {"Tags": "x" * 51})
    assert (await ada.submit(form, {"Tags": "biology"}).final()).content == "tagged biology"
    with pytest.raises(AssertionError, match="no button"):
        ada.press(message, "Less")


async def test_a_context_menu_target_is_never_blanked(server: DiscordServer, commands: Bot) -> None:
    ada, bo = server.user("Ada"), server.user("Bo")
    room = server.guild("Group", members=[ada, bo]).channel()
    said = bo.send(room, "not for the app", files=[("a.txt", b"a")])
    answer = await ada.menu("Condense", said).final()
    assert answer.content == "not for the app / 1"
    with pytest.raises(AssertionError, match="cannot see"):
        bo.menu("Condense", answer)


async def test_autocomplete(server: DiscordServer, commands: Bot) -> None:
    ada = server.user("Ada")
    choices = await ada.autocomplete("find", option="note", typed="cell")
    assert choices[0] == {"name": "cell 0", "value": "0"}


async def test_three_seconds_to_answer_and_fifteen_minutes_to_go_on(server: DiscordServer, bot: Bot) -> None:
    ada = server.user("Ada")
    heard: list[discord.Interaction] = []

    @bot.event
    async def on_interaction(interaction: discord.Interaction) -> None:
        heard.append(interaction)

    @bot.tree.command()
    async def nothing(interaction: discord.Interaction) -> None:
        """Answer by hand below."""

    await bot.tree.sync()
    ada.command("nothing")
    await server.until(lambda: heard)
    server.clock.advance(seconds=3.5)
    with pytest.raises(discord.NotFound) as late:
        await heard[0].response.send_message("late")
    assert late.value.code == 10062
    assert [one.user for one in server.missed] == [ada]

    ada.command("nothing")
    await server.until(lambda: len(heard) == 2)
    first = heard[1]
    await first.response.send_message("in time")
    with pytest.raises(discord.HTTPException) as twice:
        await callback(bot, first, {"type": 4, "data": {"content": "twice"}})
    assert twice.value.code == 40060
    server.clock.advance(minutes=14)
    await first.edit_original_response(content="still")
    server.clock.advance(minutes=2)
    with pytest.raises(discord.HTTPException) as expired:
        await first.edit_original_response(content="over")
    assert (expired.value.status, expired.value.code) == (401, 50027)


async def callback(bot: Bot, interaction: discord.Interaction, body: dict[str, object]) -> None:
    """Answer over the bare wire, past what discord.py itself would stop."""
    route = discord.http.Route("POST", f"/interactions/{interaction.id}/{interaction.token}/callback")
    await bot.http.request(route, json=body)


@pytest.mark.parametrize("kind", [6, 8])
async def test_an_answer_that_does_not_fit_is_refused(
    server: DiscordServer, commands: Bot, kind: int
) -> None:
    ada = server.user("Ada")
    heard: list[discord.Interaction] = []

    @commands.event
    async def on_interaction(interaction: discord.Interaction) -> None:
        heard.append(interaction)

    commands.tree.interaction_check = refuse  # type: ignore[method-assign]
    ada.command("find", note="x")
    await server.until(lambda: heard)
    with pytest.raises(discord.HTTPException) as told:
        await callback(commands, heard[0], {"type": kind})
    assert told.value.code == 50035
    server.violations.clear()


async def refuse(interaction: discord.Interaction) -> bool:
    return False


async def test_between_people_only_their_own_install_works(server: DiscordServer, commands: Bot) -> None:
    ada, bo = server.user("Ada"), server.user("Bo")
    between = server.private_channel(ada, bo)
    bo.send(between, "look at this")
    asked = ada.command("echo", text="for both", channel=between)
    answer = await asked.final()
    assert answer in between.messages(visible_to=bo)
    assert (asked.payload()["context"], asked.owners) == (2, {"1": str(ada.id)})
    assert commands.heard == []


async def test_where_external_apps_may_not_speak_they_whisper(server: DiscordServer, commands: Bot) -> None:
    ada, bo = server.user("Ada"), server.user("Bo")
    away = server.guild("Elsewhere", members=[ada, bo], has_app=False)
    away.channel().deny(away.everyone, "use_external_apps")
    answer = await ada.command("echo", text="psst", channel=away.channel()).final()
    assert away.channel().messages(visible_to=bo) == []
    ada.delete(answer)
    assert away.channel().messages(visible_to=ada) == []


async def test_a_layout_is_taken_whole_or_refused(server: DiscordServer, bot: Bot) -> None:
    class Layout(discord.ui.LayoutView):
        box = discord.ui.Container(
            discord.ui.TextDisplay("# Cells"),
            discord.ui.ActionRow(discord.ui.Button(label="More", custom_id="more")),
        )

    ada = server.user("Ada")
    channel = await (await bot.fetch_user(ada.id)).create_dm()
    await channel.send(view=Layout())
    shown = await server.message(ada.dm_channel, "# Cells")
    assert shown.buttons == ["More"]
    params = discord.http.handle_message_parameters("text beside it", view=Layout())
    with pytest.raises(discord.HTTPException) as told:
        await bot.http.send_message(channel.id, params=params)
    assert told.value.code == 50035


async def test_a_command_for_moderators_is_not_offered_to_others(server: DiscordServer, bot: Bot) -> None:
    @bot.tree.command()
    @app_commands.default_permissions(manage_messages=True)
    async def tidy(interaction: discord.Interaction) -> None:
        """Tidy up."""
        await interaction.response.send_message("tidied")

    await bot.tree.sync()
    ada, bo = server.user("Ada"), server.user("Bo")
    group = server.guild("Group", members=[ada, bo])
    group.role("Moderators", "manage_messages", members=(bo,))
    with pytest.raises(AssertionError, match="offered"):
        ada.command("tidy", channel=group.channel())
    assert (await bo.command("tidy", channel=group.channel()).final()).content == "tidied"
