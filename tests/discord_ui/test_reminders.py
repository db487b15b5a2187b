"""Reminders in Discord: `/remind`, the message and its buttons, and that it comes once whatever breaks on the way."""

from __future__ import annotations

import asyncio
from datetime import date, time, timedelta

import pytest

from bot.app import App
from bot.discord_ui.client import PithClient
from bot.discord_ui.reminders.message import focus_answer
from bot.discord_ui.render import DESCRIPTION_UNITS, units
from bot.features import cards, condense, focus, groups, people, reminders, review
from bot.features.cards import Card, Kind
from bot.features.condense import Pasted, Request
from bot.features.focus import Week, goal_words
from bot.features.groups import Wish
from bot.features.people import Person
from bot.features.reminders import (
    EVERY_DAY,
    Delivery,
    Due,
    Point,
    Schedule,
    State,
    Today,
    deliver_due,
    deliveries,
)
from bot.features.reminders.usual import ENOUGH
from bot.features.tasks import Task
from bot.texts.dates import Deadline
from model import Budget
from tests.conftest import CHAPTER, Clock
from tests.discord_ui.conftest import Connect
from tests.fakes.discord.things import Message
from tests.fakes.discord_server import DiscordServer, Guild, User

NINE = Schedule(time(9, 30), EVERY_DAY, "UTC")
SEND = "/channels/{channel_id}/messages"


@pytest.fixture
async def due(app: App, ann: User, clock: Clock, group: Guild) -> Person:
    """Ann, who shares a server with Pith, with a reminder whose moment has come."""
    person = await people.from_discord(app, ann.id)
    await reminders.turn_on(app, person, NINE, "en")
    clock.advance(minutes=30)
    return person


def reminders_in(server: DiscordServer, ann: User) -> list[Message]:
    return [
        one for one in ann.dm_channel.messages() if one.author is server.app and "Today's focus" in one.text
    ]


async def state(app: App, person: Person) -> str:
    return (await reminders.export(app, person))["deliveries"][-1]["state"]


async def test_it_is_set_in_plain_words_and_echoed_first(
    pith: PithClient, ann: User, app: App, group: Guild
) -> None:
    choices = await ann.autocomplete("remind set", option="zone", typed="shang", when="x")
    assert choices[0] == {"name": "Asia/Shanghai · 17:00", "value": "Asia/Shanghai"}
    echo = await ann.command(
        "remind set", when="weekdays at half past seven", zone="Asia/Shanghai", quiet="22-7"
    ).final()
    assert "Monday to Friday at 07:30 in Asia/Shanghai, where it is 17:00 now." in echo.text
    person = await people.from_discord(app, ann.id)
    assert await reminders.get(app, person) is None
    saved = await ann.press(echo, "Save").final()
    assert "Tuesday 3 March 07:30" in saved.text
    known = await reminders.get(app, person)
    assert known is not None
    assert known.schedule == Schedule(time(7, 30), reminders.WEEKDAYS, "Asia/Shanghai", (time(22), time(7)))
    assert "07:30" in (await ann.command("remind show").final()).text
    assert "Paused until Thursday 5 March" in (await ann.command("remind pause", days=3).final()).text
    assert "Paused until Monday 9 March" in (await ann.command("remind pause", until="9 March").final()).text
    assert "until which day" in (await ann.command("remind pause").final()).text
    await ann.command("settings", time_zone="Asia/Tokyo").final()
    echo = await ann.command("remind set", when="at 8 every morning", quiet="none").final()
    assert "Every day at 08:00 in Asia/Tokyo" in echo.text, "it goes along"
    assert "Quiet" not in echo.text
    assert "off" in (await ann.command("remind stop").final()).text
    assert "nothing to pause" in (await ann.command("remind pause", days=3).final()).text


async def test_it_has_a_calendar(pith: PithClient, ann: User, app: App) -> None:
    person = await people.from_discord(app, ann.id)
    assert "no reminder yet" in (await ann.command("remind calendar").final()).text
    await reminders.turn_on(app, person, Schedule(time(8), EVERY_DAY, "UTC"), "en")
    said = await ann.command("remind calendar").final()
    assert said.ephemeral
    secret = said.text.partition("/calendar/")[2].partition(".ics")[0]
    assert "BEGIN:VCALENDAR" in await reminders.feed(app, secret)


async def test_it_is_set_in_chinese(pith: PithClient, server: DiscordServer, app: App) -> None:
    mei = server.user("Mei", locale="zh-CN")
    echo = await mei.command("remind set", when="每天早上八点", zone="Asia/Shanghai").final()
    assert "每天 08:00" in echo.text
    saved = await mei.press(echo, "保存").final()
    assert "每日提醒已开启" in saved.text


@pytest.mark.parametrize("when", ["now and then", "at 8 and at 9"])
async def test_what_is_not_understood_is_said(pith: PithClient, ann: User, when: str) -> None:
    assert "time" in (await ann.command("remind set", when=when, zone="Asia/Shanghai").final()).text
    assert "time zone" in (await ann.command("remind set", when="at 8").final()).text


async def test_it_comes_and_its_buttons_work(
    pith: PithClient, server: DiscordServer, ann: User, app: App, due: Person, clock: Clock
) -> None:
    await focus.change_settings(app, due, goal_minutes=120)
    await deliver_due(app, pith.remind)
    [message] = reminders_in(server, ann)
    assert message.buttons == ["Start focus", "Snooze", "Done", "Stop reminders"]
    assert "Focus this week: 0 of 120 min" in message.text
    begun = await ann.press(message, "Start focus").final()
    assert begun.buttons == ["Pause", "5 minutes more", "Stop"]
    assert len((await focus.export(app, due))["sessions"]) == 1
    await ann.press(message, "Snooze").final()
    choices = ["In 10 minutes", "In an hour", "This evening", "Tomorrow"]
    assert message.buttons == [*choices, "Done", "Stop reminders"]
    await ann.press(message, "In 10 minutes").final()
    assert message.buttons == []
    clock.advance(minutes=10)
    await deliver_due(app, pith.remind)
    [_, again] = reminders_in(server, ann)
    await ann.press(again, "Done").final()
    assert await state(app, due) == State.DONE
    clock.advance(days=1)
    await deliver_due(app, pith.remind)
    last = reminders_in(server, ann)[-1]
    assert "Reminders are off" in (await ann.press(last, "Stop reminders").final()).text
    clock.advance(days=1)
    assert await deliver_due(app, pith.remind) == 0


async def test_it_asks_for_due_cards_and_review_begins(
    pith: PithClient, server: DiscordServer, ann: User, app: App, due: Person
) -> None:
    bo = await people.from_discord(app, 7)
    lab = await groups.make(app, bo, "Lab", "Bo")
    _, link = await groups.invite(app, bo, lab.id, "https://pith.example", 7)
    await groups.accept(app, due, groups.secret_in(link), "Ann")
    theirs = await condense.condense(app, bo, Pasted("A cell is the smallest unit of life."))
    shared = [each.highlight_id for each in await groups.shareable(app, bo, theirs.id or 0)]
    (post,) = await groups.share(app, bo, lab.id, shared, Wish(takes_cards_back=True))
    await groups.keep_card(app, due, post.id)
    note = await condense.condense(app, due, Pasted(CHAPTER), Request(Budget(sentences=4)))
    first, *_ = [h.index for h in note.highlights]
    await cards.add(app, due, note.id or 0, first, kind=Kind.RECALL, front="What | is it?", back="A || B")
    await cards.add_many(app, due, note.id or 0, [h.index for h in note.highlights[1:]])
    await deliver_due(app, pith.remind)
    [message] = reminders_in(server, ann)
    assert "Cards to review today: 5" in message.text
    assert "What \\| is it? ||A \\|\\| B||" in message.text
    assert message.text.count("▪") == 2
    assert message.buttons == ["Start focus", "Review", "Practice", "Snooze", "Done", "Stop reminders"]
    for pressed in (ann.press(message, "Review"), ann.command("review")):
        assert "Somebody may take back what this shows" in (await pressed.final()).text
        await server.until(lambda: len(pressed.followups) == 1)  # noqa: B023
        (asked,) = pressed.followups
        assert asked.ephemeral, "what Bo can take back does not stay in a direct message"
    await ann.press(asked, "Show the answer").final()
    assert "smallest unit" in asked.text
    await groups.withdraw(app, bo, (await groups.shared_by(app, bo))[0].share_id)
    assert not any("smallest" in one.text for one in ann.dm_channel.messages() if not one.ephemeral)
    asked = await ann.command("review").final()
    assert "What" in asked.text
    assert not asked.ephemeral
    (post,) = await groups.share(app, bo, lab.id, shared, Wish(takes_cards_back=True))
    await groups.keep_card(app, due, post.id)
    for own in (await review.due(app, due)).cards[1:4]:
        await review.bury(app, due, own.id)
    pressed = ann.press(asked, "Tomorrow")
    await server.until(lambda: len(pressed.followups) == 1)
    assert "Somebody may take back what this shows" in asked.text
    assert pressed.followups[0].ephemeral
    server.fail(
        "PATCH", "/webhooks/{webhook_id}/{webhook_token}/messages/{message_id}", status=404, code=10015
    )
    before = ann.dm_channel.messages()
    late = ann.command("review")  # its time is over before it is answered

    def told() -> list[str]:
        return [one.text for one in ann.dm_channel.messages() if one.text and one not in before]

    await server.until(lambda: bool(told()))
    assert ["Somebody may take back what this shows" in each for each in told()] == [True]
    assert late.followups == []
    assert not any("smallest" in one.text for one in ann.dm_channel.messages() if not one.ephemeral)
    begun = await ann.press(message, "Practice").final()
    assert "Which" in begun.text or "In which order" in begun.text
    assert await state(app, due) == State.DONE


async def test_another_time_is_offered_and_one_press_takes_it(
    pith: PithClient, server: DiscordServer, ann: User, app: App, due: Person, clock: Clock
) -> None:
    async def quietly(delivery: Delivery, focus: Today) -> str:
        return str(ann.dm_channel.id)

    for _ in range(ENOUGH):
        await deliver_due(app, quietly)
        clock.advance(hours=10)
        [made, *_] = await reminders.list_inbox(app, due)
        await reminders.done(app, due, made.id)
        clock.advance(hours=14)
    await deliver_due(app, pith.remind)
    [message] = reminders_in(server, ann)
    assert "You usually answer around 19:30" in message.text
    assert message.buttons[-2:] == ["Yes, then", "Leave it as it is"]
    ann.press(message, "Yes, then")
    await server.until(lambda: "Every day at 19:30" in message.text, what="the time that was taken")
    assert message.buttons == ["Start focus", "Snooze", "Done", "Stop reminders"]
    known = await reminders.get(app, due)
    assert known
    assert known.schedule.at == time(19, 30)


async def test_closed_messages_pause_it_and_are_told_at_the_next_visit(
    pith: PithClient, server: DiscordServer, ann: User, app: App, due: Person, group: Guild
) -> None:
    ann.dms_open = False
    await deliver_due(app, pith.remind)
    assert await state(app, due) == State.REFUSED
    ann.command("help", channel=group.channel())
    told = await server.message(group.channel(), "paused", visible_to=ann)
    assert told.ephemeral


@pytest.mark.parametrize(
    ("route", "status", "code", "becomes"),
    [
        ("/users/@me/channels", 400, 50007, State.REFUSED),
        ("/users/@me/channels", 404, 10013, State.REFUSED),
        ("/users/@me/channels", 403, 40003, State.WAITING),
        (SEND, 403, 50001, State.WAITING),
        (SEND, 403, 20026, State.WAITING),
        (SEND, 404, 10003, State.SENT),
    ],
)
async def test_only_who_cant_be_written_to_is_refused(
    pith: PithClient,
    server: DiscordServer,
    ann: User,
    app: App,
    due: Person,
    clock: Clock,
    route: str,
    status: int,
    code: int,
    becomes: State,
) -> None:
    server.fail("POST", route, status=status, code=code)
    await deliver_due(app, pith.remind)
    assert await state(app, due) == becomes
    clock.advance(minutes=5, seconds=1)
    await deliver_due(app, pith.remind)
    assert len(reminders_in(server, ann)) == (becomes != State.REFUSED)


async def test_a_lost_answer_does_not_send_it_again(
    pith: PithClient, server: DiscordServer, ann: User, app: App, due: Person, clock: Clock
) -> None:
    """The request got through and the line broke: Discord knows the nonce."""
    server.fail("POST", SEND, status=None)
    await deliver_due(app, pith.remind)
    clock.advance(minutes=2)
    await deliver_due(app, pith.remind)
    assert len(reminders_in(server, ann)) == 1
    assert await state(app, due) == State.SENT


async def test_after_a_crash_the_dm_itself_is_looked_at(
    connect: Connect, server: DiscordServer, ann: User, app: App, due: Person, clock: Clock
) -> None:
    """Sent, not marked, and the nonce forgotten: what stands in the DM keeps it single."""
    async with connect() as client:
        await deliveries.plan(app)
        [held] = await deliveries.claim(app, 1)
        await client.remind(held, (await reminders.put_together(app, [held]))[0])
    server.clock.advance(minutes=10)
    clock.advance(minutes=10)
    async with connect() as client:
        await deliver_due(app, client.remind)
    assert len(reminders_in(server, ann)) == 1
    assert await state(app, due) == State.SENT


@pytest.mark.parametrize("step", ["planned", "claimed", "sending", "sent"])
@pytest.mark.parametrize("wait_minutes", [2, 30])
async def test_a_stop_at_any_step_loses_none_and_doubles_none(
    step: str,
    wait_minutes: int,
    connect: Connect,
    server: DiscordServer,
    ann: User,
    app: App,
    due: Person,
    clock: Clock,
) -> None:
    async with connect() as client:
        await deliveries.plan(app)
        if step != "planned":
            [held] = await deliveries.claim(app, 1)
            today = (await reminders.put_together(app, [held]))[0]
            if step == "sending":
                work = asyncio.create_task(client.remind(held, today))
                await server.until(lambda: server.asked("POST", "/users/@me/channels"), what="a DM opened")
                work.cancel()
                await asyncio.wait({work})
            elif step == "sent":
                await client.remind(held, today)
    clock.advance(minutes=wait_minutes)
    server.clock.advance(minutes=wait_minutes)
    async with connect() as client:
        for _ in range(3):
            await deliver_due(app, client.remind)
            clock.advance(minutes=2)
    assert len(reminders_in(server, ann)) == 1
    assert await state(app, due) == State.SENT


async def test_while_discord_is_away_it_waits(
    pith: PithClient, server: DiscordServer, ann: User, app: App, due: Person, clock: Clock
) -> None:
    server.fail("POST", "/users/@me/channels", status=503, times=6)
    await deliver_due(app, pith.remind)
    assert reminders_in(server, ann) == []
    clock.advance(minutes=1)
    server._front.faults.clear()
    await deliver_due(app, pith.remind)
    assert len(reminders_in(server, ann)) == 1


async def test_a_late_one_says_so(
    pith: PithClient, server: DiscordServer, ann: User, app: App, due: Person, clock: Clock
) -> None:
    clock.now += timedelta(hours=2)
    await deliver_due(app, pith.remind)
    [message] = reminders_in(server, ann)
    assert "comes late" in message.text


@pytest.mark.parametrize("language", ["en", "zh_CN"])
@pytest.mark.parametrize("cards_among", [0, 1, 3])
def test_nothing_of_a_full_day_is_cut_off(language: str, cards_among: int, clock: Clock) -> None:
    now, on, long = clock(), date(2026, 9, 23), "*_| 𝕏" * 400
    card = Card(1, 1, long.replace("𝕏", "𝕐"), "en", Kind.CLOZE, long, long, long, now, 0, False, None, now)
    task = Task(1, "u", 1, long, "en", long, on, time(15), "UTC", None, None, now, now, 0)
    full = Today(
        on,
        (Point(1, 1, long.replace("𝕏", "ℤ"), long, "en"),) * (3 - cards_among),
        (Due(1, 0, long, "en", long, Deadline(long, 0, 9, on, time(15), True)),) * 5,
        (task,) * 5,
        1_234,
        (card,) * cards_among,
        1_234 if cards_among else 0,
        Week(on, 1_234, 5, 5_000),
        practice=True,
        late_for=now,
        is_last=True,
    )
    [embed] = focus_answer(full, language).embeds
    said = embed.description or ""
    assert units(said) <= DESCRIPTION_UNITS
    assert said.count("▪") == 5 + 5 + 3
    assert said.count("||") == 2 * cards_among, "each answer stays behind its spoiler"
    assert "1229" in said
    assert said.splitlines()[-3:-1] == ["", goal_words(full.week).to(language)]
    assert said.splitlines()[-4].endswith("*")
