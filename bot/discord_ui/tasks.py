"""`/tasks` on Discord: list, finish, put off, date, take away.

The menus and buttons carry all they know in their ids, so they work after a restart.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

import discord
from discord import app_commands
from discord.app_commands import locale_str as _

from bot.discord_ui import render
from bot.discord_ui.answering.lasting import Lasting
from bot.discord_ui.answering.menus import OpenMenu
from bot.discord_ui.answering.replies import InteractionReply, editing
from bot.discord_ui.answering.speaker import Commands, Dialog, Speaker, answering, is_private
from bot.discord_ui.render import Answer, say
from bot.errors import Empty, TooLarge
from bot.features import tasks
from bot.features.tasks import Format, Snooze, State, Task, due_words
from bot.locales import N_
from bot.texts.titles import beside

if TYPE_CHECKING:
    from bot.app import App
    from bot.discord_ui.client import PithClient

LABELS = {
    "done": N_("Done"),
    "again": N_("Not done after all"),
    Snooze.TOMORROW: N_("Tomorrow"),
    Snooze.WEEK: N_("In a week"),
    "now": N_("Show it now"),
    "due": N_("Due…"),
    "delete": N_("Not a task"),
    "list": N_("All tasks"),
}
TITLES = {
    State.OPEN: N_("Your tasks"),
    State.LATER: N_("Tasks for later"),
    State.DONE: N_("Tasks that are done"),
}
NOTHING = {
    State.OPEN: N_("There is no task to do now. Press “To tasks” under a note that asks for something."),
    State.LATER: N_("No task is put off."),
    State.DONE: N_("No task is done yet."),
}
DUE_CHARACTERS = 100


class TaskMenu(OpenMenu, template=r"pith:task"):
    """Chooses one task of a list to look at."""

    ID, ASKS = "pith:task", N_("Look at a task")

    async def open(self, interaction: discord.Interaction[Any], chosen: int) -> None:
        async with answering(interaction, thinking=False) as speaker:
            app = interaction.client.app
            task = await tasks.get(app, speaker.person, chosen)
            await interaction.edit_original_response(**editing(task_answer(app, task, speaker)))


class TaskButton(
    Lasting[discord.ui.Button[Any]],
    template=r"pith:task:(?P<verb>[a-z]+):(?P<task_id>[0-9]{1,18})",
    task_id=int,
):
    """One thing to do with one task."""

    def __init__(self, verb: str, task_id: int, label: str) -> None:
        self.verb, self.task_id = verb, task_id
        style = discord.ButtonStyle.primary if verb == "done" else discord.ButtonStyle.secondary
        super().__init__(discord.ui.Button(label=label, custom_id=f"pith:task:{verb}:{task_id}", style=style))

    async def act(self, interaction: discord.Interaction[Any]) -> None:
        if self.verb == "due":
            await _ask_when(interaction, self.task_id)
            return
        async with answering(interaction, thinking=False) as speaker:
            answer = await _act(interaction.client.app, speaker, self.verb, self.task_id)
            await interaction.edit_original_response(**editing(answer))


async def _act(app: App, speaker: Speaker, verb: str, task_id: int) -> Answer:
    """Does it, and what to show then."""
    person = speaker.person
    if verb == "list":
        return await list_answer(app, speaker, State.OPEN)
    if verb == "delete":
        await tasks.delete(app, person, task_id)
        return say(N_("Off your list. Its note stays.").to(speaker.language))
    if verb in ("done", "again"):
        task = await tasks.done(app, person, task_id, is_done=verb == "done")
    elif verb == "now":
        task = await tasks.snooze(app, person, task_id, None)
    else:
        task = await tasks.snooze_for(app, person, task_id, Snooze(verb))
    return task_answer(app, task, speaker)


class DueDialog(Dialog):
    """When a task is due, in numbers or in words."""

    def __init__(self, task: Task, language: str) -> None:
        super().__init__(N_("When is it due?").to(language))
        self._task_id = task.id
        known = f"{task.due_on or ''}" + (f" {task.due_time:%H:%M}" if task.due_time else "")
        self.when: discord.ui.TextInput[Any] = discord.ui.TextInput(
            default=known,
            placeholder=N_("2026-03-05, or Friday at 3 pm").to(language),
            required=False,
            max_length=DUE_CHARACTERS,
        )
        label = N_("A day, and a time if you like; empty: none")
        self.add_item(discord.ui.Label(text=label.to(language), component=self.when))

    async def on_submit(self, interaction: discord.Interaction[Any], /) -> None:
        async with answering(interaction, thinking=False) as speaker:
            app, person = interaction.client.app, speaker.person
            on, at = None, None
            if self.when.value.strip():
                on, at = await tasks.understand_due(app, person, self.when.value, speaker.language)
            task = await tasks.set_due(app, person, self._task_id, on, at)
            await interaction.edit_original_response(**editing(task_answer(app, task, speaker)))


async def _ask_when(interaction: discord.Interaction[PithClient], task_id: int) -> None:
    async with answering(interaction, defer=False) as speaker:
        task = await tasks.get(interaction.client.app, speaker.person, task_id)
        await interaction.response.send_modal(DueDialog(task, speaker.language))


def task_line(task: Task, language: str, today: date) -> str:
    """One task in a list. What it says stands last: of a line that is too long the end is left out."""
    due = due_words(task, language, today)
    beginning = f"{'✓' if task.is_done else '▪'} " + (f"*{due}* · " if due else "")
    return beginning + render.inert(task.words)


def task_answer(app: App, task: Task, speaker: Speaker) -> Answer:
    """One task with what can be done about it."""
    language, today = speaker.language, tasks.today_of(app, speaker.person)
    state = task.state(today)
    about = [due_words(task, language, today)]
    if state is State.LATER:
        assert task.snoozed_until_on is not None
        about.append(
            N_("put off until {day}", day=tasks.day_words(task.snoozed_until_on, language)).to(language)
        )
    if state is State.DONE:
        about.append(N_("done").to(language))
    title = beside(task.title, task.words)
    lines = [
        render.inert(task.words),
        *([f"*{render.inert(title)}*"] if title else []),
        " · ".join(filter(None, about)),
    ]
    verbs: dict[State, tuple[str, ...]] = {
        State.OPEN: ("done", Snooze.TOMORROW, Snooze.WEEK, "due", "delete", "list"),
        State.LATER: ("done", "now", "due", "delete", "list"),
        State.DONE: ("again", "delete", "list"),
    }
    view = discord.ui.View(timeout=None)
    for verb in verbs[state]:
        view.add_item(TaskButton(verb, task.id, LABELS[verb].to(language)))
    return replace(render.list_answer(N_("A task").to(language), [line for line in lines if line]), view=view)


async def list_answer(app: App, speaker: Speaker, state: State) -> Answer:
    """The tasks in a state, with a menu to look at one."""
    page = await tasks.list_tasks(app, speaker.person, state, limit=render.CHOICES)
    if not page.tasks:
        return say(NOTHING[state].to(speaker.language))
    today = tasks.today_of(app, speaker.person)
    lines = [task_line(task, speaker.language, today) for task in page.tasks]
    if page.next_cursor is not None:
        lines.append(
            N_("These are the first {count}; the browser has them all: /web", count=len(lines)).to(
                speaker.language
            )
        )
    view = discord.ui.View(timeout=None)
    view.add_item(TaskMenu([(task.words, task.id) for task in page.tasks], speaker.language))
    return replace(render.list_answer(TITLES[state].to(speaker.language), lines), view=view)


class Tasks(app_commands.Group):
    """The commands under `/tasks`."""

    @app_commands.command(
        name=_("list"), description=_("Your tasks: look at one, finish it, put it off, give it a day")
    )
    @app_commands.describe(show=_("Leave it out for what is to do now"))
    @app_commands.choices(
        show=[
            app_commands.Choice(name=_("To do now"), value="open"),
            app_commands.Choice(name=_("For later"), value="later"),
            app_commands.Choice(name=_("Done"), value="done"),
        ]
    )
    async def list(self, interaction: discord.Interaction[PithClient], show: str = "open") -> None:
        private = is_private(interaction)
        async with answering(interaction, private=private) as speaker:
            answer = await list_answer(interaction.client.app, speaker, State(show))
            await InteractionReply(interaction, private=private).answer(answer)

    @app_commands.command(name=_("export"), description=_("Your tasks as a file"))
    @app_commands.describe(format=_("A calendar of to-dos unless you say otherwise"))
    @app_commands.choices(
        format=[
            app_commands.Choice(name=_("Calendar (ICS)"), value="ics"),
            app_commands.Choice(name="CSV", value="csv"),
            app_commands.Choice(name="Markdown", value="md"),
        ]
    )
    async def export(
        self,
        interaction: discord.Interaction[PithClient],
        format: str = "ics",  # noqa: A002 — the option's name
    ) -> None:
        async with answering(interaction) as speaker:
            app, person = interaction.client.app, speaker.person
            if not any([(await tasks.list_tasks(app, person, state, limit=1)).tasks for state in State]):
                raise Empty("There are no tasks yet. Press “To tasks” under a note that asks for something.")
            exported = await tasks.export_tasks(app, person, Format(format), speaker.language)
            said = (
                N_("Importing a newer calendar updates the to-dos in it.")
                if format == Format.CALENDAR
                else N_("Your tasks, as they are now.")
            )
            answer = render.file_answer(said.to(speaker.language), exported, speaker.language)
            if answer is None:
                raise TooLarge("This is too large for Discord. Export it in the browser: /web")
            await InteractionReply(interaction, private=True).answer(answer)

    @app_commands.command(name="webhook", description=_("Tell a project tool of every change of your tasks"))
    @app_commands.describe(
        address=_("https://… that hears of it; leave it out to see how it goes"),
        do=_("With the one that is set"),
    )
    @app_commands.choices(
        do=[
            app_commands.Choice(name=_("Try again now"), value="resume"),
            app_commands.Choice(name=_("Turn off"), value="off"),
        ]
    )
    async def webhook(
        self,
        interaction: discord.Interaction[PithClient],
        address: app_commands.Range[str, 1, 500] | None = None,
        do: str | None = None,
    ) -> None:
        async with answering(interaction) as speaker:
            words = await _webhook(interaction.client.app, speaker, address, do)
            await InteractionReply(interaction, private=True).answer(say(words))


async def _webhook(app: App, speaker: Speaker, address: str | None, do: str | None) -> str:
    """Does what is wished, and says how the webhook goes then."""
    person, lines = speaker.person, []
    if do == "off":
        await tasks.drop_hook(app, person)
    elif do == "resume":
        await tasks.resume_hook(app, person)
    elif address is not None:
        secret = await tasks.set_hook(app, person, address)
        lines.append(N_("The secret that signs it, shown this once: ||{secret}||", secret=secret))
    hook = await tasks.get_hook(app, person)
    if hook is None:
        return N_("No webhook is set. `/tasks webhook address:https://…` sets one.").to(speaker.language)
    lines += [N_("Your tasks' webhook: <{url}>", url=hook.url), hook.words()]
    return "\n".join(line.to(speaker.language) for line in lines)


COMMANDS: Commands = (Tasks(name=_("tasks"), description=_("What your notes ask you to do")),)
