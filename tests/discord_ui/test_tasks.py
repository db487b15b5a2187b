"""Tasks on Discord: confirmed under a note, finished, put off and dated, also after a restart, and for nobody else."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, time, timedelta

import httpx

from bot.app import App
from bot.discord_ui.client import PithClient
from bot.features import history, people, reminders, tasks
from bot.features.reminders import EVERY_DAY, Schedule, deliver_due
from bot.features.tasks import State, Task
from model import Budget
from tests.conftest import CHAPTER, Clock
from tests.discord_ui.conftest import Connect
from tests.discord_ui.test_history import keep
from tests.fakes.discord_server import DiscordServer, Guild, Message, User

TEXT = "Please hand in the essay by 20 March. Please send the slides by Friday at 3 pm."


async def opened(app: App, user: User, text: str = TEXT) -> Message:
    """Pith's message with a note of the person's."""
    (note_id,) = await keep(app, user, text)
    await history.recut(app, await people.from_discord(app, user.id), note_id, Budget(sentences=2))
    return await user.command("history open", note=str(note_id)).final()


async def tasks_of(app: App, user: User, state: State | None = None) -> list[Task]:
    person = await people.from_discord(app, user.id)
    return list((await tasks.list_tasks(app, person, state)).tasks)


async def test_offers_are_confirmed_once(pith: PithClient, ann: User, app: App) -> None:
    answer = await opened(app, ann)
    offer = await ann.press(answer, "To tasks").final()
    assert offer.ephemeral
    made = await ann.choose(offer, "Choose what you take on", ["0"]).final()
    assert "On your list now." in made.text
    assert "due Fri 20 Mar 2026" in made.text
    assert [task.due_on for task in await tasks_of(app, ann)] == [date(2026, 3, 20)]
    offer = await ann.press(answer, "To tasks").final()
    await ann.choose(offer, "Choose what you take on", ["1"]).final()
    assert len(await tasks_of(app, ann)) == 2
    assert "All of it is on your list already." in (await ann.press(answer, "To tasks").final()).text
    assert "To tasks" not in (await opened(app, ann, CHAPTER)).buttons, "it asks for nothing"


async def test_what_is_no_highlight_is_offered_last_and_says_so(
    pith: PithClient, ann: User, app: App
) -> None:
    text = f"{TEXT} The rain that fell on the hills all night filled the lake."
    (note_id,) = await keep(app, ann, text)
    note = await history.recut(app, await people.from_discord(app, ann.id), note_id, Budget(sentences=1))
    offer = await ann.press(await ann.command("history open", note=str(note_id)).final(), "To tasks").final()
    (menu,) = [one for one in offer.walk() if one.get("placeholder") == "Choose what you take on"]
    said = [
        (option["label"], option["description"].endswith(" · not a highlight")) for option in menu["options"]
    ]
    shown = note.highlights[0].text
    asked = ["Please hand in the essay by 20 March.", "Please send the slides by Friday at 3 pm."]
    assert said == sorted(((each, each != shown) for each in asked), key=lambda each: each[1])


async def test_finished_put_off_and_dated_after_a_restart(
    connect: Connect, server: DiscordServer, ann: User, app: App
) -> None:
    async with connect():
        assert "There is no task to do now." in (await ann.command("tasks list").final()).text
        answer = await opened(app, ann)
        offer = await ann.press(answer, "To tasks").final()
    async with connect():
        await ann.choose(offer, "Choose what you take on", ["0", "1"]).final()
        slides, essay = await tasks_of(app, ann)
        listed = await ann.command("tasks list").final()
        assert listed.text.index("send the slides") < listed.text.index("hand in the essay")
    async with connect():
        await ann.choose(listed, "Look at a task", [str(essay.id)]).final()
        assert listed.buttons == ["Done", "Tomorrow", "In a week", "Due…", "Not a task", "All tasks"]
        await ann.press(listed, "In a week").final()
        assert "put off until Mon 9 Mar 2026" in listed.text
        assert [task.id for task in await tasks_of(app, ann, State.LATER)] == [essay.id]
        await ann.press(listed, "Show it now").final()
        form = await ann.press(listed, "Due…").form()
        said = await ann.submit(form, {"A day, and a time if you like; empty: none": "bananas"}).final()
        assert "No day in “bananas”." in said.text
        form = await ann.press(listed, "Due…").form()
        await ann.submit(form, {"A day, and a time if you like; empty: none": "tomorrow at 4 pm"}).final()
        assert "due Tue 3 Mar 2026, 16:00" in listed.text
        await ann.press(listed, "Done").final()
        assert [task.id for task in await tasks_of(app, ann, State.DONE)] == [essay.id]
        await ann.press(listed, "Not done after all").final()
        await ann.press(listed, "All tasks").final()
        assert "hand in the essay" in listed.text
        await ann.choose(listed, "Look at a task", [str(slides.id)]).final()
        await ann.press(listed, "Not a task").final()
        assert "Its note stays." in listed.text
    assert [(task.id, task.due_time) for task in await tasks_of(app, ann)] == [(essay.id, time(16))]


async def test_files_lists_the_reminder_and_nothing_for_others(
    pith: PithClient, clock: Clock, ann: User, ben: User, group: Guild, app: App
) -> None:
    offer = await ann.press(await opened(app, ann), "To tasks").final()
    await ann.choose(offer, "Choose what you take on", ["0", "1"]).final()
    assert "No task is put off." in (await ann.command("tasks list", show="later").final()).text
    assert "No task is done yet." in (await ann.command("tasks list", show="done").final()).text
    calendar = await ann.command("tasks export").final()
    assert calendar.files[0].name == "pith-tasks.ics"
    table = await ann.command("tasks export", format="csv").final()
    assert table.files[0].name == "pith-tasks.csv"
    listed = await ann.command("tasks list", channel=group.channel()).final()
    assert listed.ephemeral
    assert "There is no task" in (await ben.command("tasks list").final()).text
    assert await tasks_of(app, ben) == []

    person = await people.from_discord(app, ann.id)
    await reminders.turn_on(app, person, Schedule(time(9, 30), EVERY_DAY, "UTC"), "en")
    clock.now += timedelta(days=4, hours=1)
    await deliver_due(app, pith.remind)
    (sent,) = [one for one in ann.dm_channel.messages() if "Today's focus" in one.text]
    assert "**To do** · `/tasks list`" in sent.text
    assert "Please send the slides by Friday at 3 pm. · *due Fri 6 Mar 2026, 15:00*" in sent.text
    clock.now += timedelta(days=1)
    listed = (await ann.command("tasks list").final()).text
    assert "*was due Fri 6 Mar 2026, 15:00* · Please send the slides" in listed
    assert "*due Fri 20 Mar 2026* · " in listed


async def test_a_long_list_shows_every_date(pith: PithClient, ann: User, app: App) -> None:
    text = " ".join(
        f"Please send {count} copies of the {'very ' * 40}long essay by 20 March." for count in range(2, 27)
    )
    (note_id,) = await keep(app, ann, text)
    await tasks.confirm(app, await people.from_discord(app, ann.id), note_id, range(25))
    assert (await ann.command("tasks list").final()).text.count("due Fri 20 Mar 2026") == 25


async def test_a_webhook_is_set_and_what_stopped_it_is_told_once(
    pith: PithClient, server: DiscordServer, ann: User, app: App, clock: Clock
) -> None:
    assert "No webhook is set." in (await ann.command("tasks webhook").final()).text
    refused = await ann.command("tasks webhook", address="https://192.168.0.1/").final()
    assert "not on the open internet" in refused.text
    said = await ann.command("tasks webhook", address="https://8.8.8.8/hook").final()
    assert said.ephemeral
    assert re.search(r"shown this once: \|\|[\w-]{43}\|\|", said.text)
    assert "<https://8.8.8.8/hook>\nOn its way: 1." in said.text

    person = await people.from_discord(app, ann.id)
    trusting = replace(app, settings=app.settings.model_copy(update={"webhook_hosts": ("127.0.0.1:1",)}))
    await tasks.set_hook(trusting, person, "http://127.0.0.1:1/hook")  # where nobody listens
    tls = httpx.create_ssl_context(trust_env=False)
    for _ in range(5):
        await tasks.tell_due(trusting, tls)
        clock.advance(days=1)
    ann.command("tasks list")
    stopped = await server.message(ann.dm_channel, "webhook is stopped", visible_to=ann)
    assert stopped.ephemeral
    assert await tasks.take_trouble(app, person) is None, "told once"
    resumed = await ann.command("tasks webhook", do="resume").final()
    assert "On its way: 2." in resumed.text
    assert "No webhook is set." in (await ann.command("tasks webhook", do="off").final()).text


async def test_a_task_says_once_what_its_note_is_called_by_too(pith: PithClient, ann: User, app: App) -> None:
    answer = await opened(
        app, ann, "Please hand in the essay by 20 March. The rain fell on the hills all night."
    )
    offer = await ann.press(answer, "To tasks").final()
    await ann.choose(offer, "Choose what you take on", ["0"]).final()
    listed = await ann.command("tasks list").final()
    menu = next(one for one in listed.walk() if one["type"] == 3)
    one = await ann.choose(listed, menu["custom_id"], [menu["options"][0]["value"]]).final()
    assert one.text.count("hand in the essay") == 1
