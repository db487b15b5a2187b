"""Web push: what has come is said once in each browser whose person asked for it, until its day is over."""

from __future__ import annotations

import asyncio
import socket
import ssl
import threading
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import time, timedelta
from pathlib import Path
from typing import Any

import pytest
from pydantic import SecretStr, ValidationError

from bot.app import App
from bot.errors import Busy, Invalid, NotFound
from bot.features import condense, people, reminders
from bot.features.address import make_ready
from bot.features.condense import Pasted
from bot.features.people import Person
from bot.features.reminders import EVERY_DAY, Schedule, Snooze, State, Trouble, deliver_due, push
from bot.features.reminders.push import keys, sending
from bot.features.reminders.push.services import Services
from bot.features.reminders.schedule import speaks_until
from bot.settings import Settings
from tests.conftest import CHAPTER, Clock
from tests.fakes.push_service import SUBJECT, VAPID_KEY, PushService, push_service
from tests.features.reminders.conftest import NINE, Face


@pytest.fixture
async def service(clock: Clock) -> AsyncIterator[PushService]:
    async with push_service(clock) as one:
        yield one


@pytest.fixture
def settings(tmp_path: Path, service: PushService) -> Settings:
    return Settings(
        _env_file=None,
        data_dir=tmp_path / "data",
        web_port=0,
        webhook_hosts=(service.address,),
        vapid_private_key=SecretStr(VAPID_KEY),
        vapid_subject=SUBJECT,
    )


@pytest.fixture(scope="session")
def tls() -> ssl.SSLContext:
    return make_ready()


async def ask_for_it(app: App, person: Person, service: PushService) -> push.Browser:
    service.server_key = await push.public_key(app) or ""
    return await push.add(app, person, service.endpoint, **service.subscription["keys"])


async def test_it_says_how_much_there_is_and_nothing_of_the_notes(
    app: App, service: PushService, tls: ssl.SSLContext, clock: Clock
) -> None:
    own = await people.local(app)  # who has no Discord
    await reminders.turn_on(app, own, NINE, "en")
    note = await condense.condense(app, own, Pasted(f"{CHAPTER}\nPlease hand in the essay by 5 March."))
    await ask_for_it(app, own, service)
    clock.advance(minutes=30)
    await deliver_due(app, None)
    assert await push.push_due(app, tls) == 1
    assert await push.push_due(app, tls) == 0
    (delivery,) = await reminders.list_inbox(app, own)
    (told,) = service.came
    assert told.topic == told.content["tag"] == delivery.id
    assert told.ttl_s == (14 * 60 + 30) * 60, "until the day is over"
    assert (told.content["title"], told.content["link"]) == ("Today's focus", "/today")
    assert told.content["text"] == "deadlines this week: 1 · highlights: 1"
    assert not any(h.text[:20] in str(told.content) for h in note.highlights)
    await reminders.snooze(app, own, delivery.id, Snooze.TEN_MINUTES)
    clock.advance(minutes=10)
    await deliver_due(app, None)
    await push.push_due(app, tls)
    assert (len(service.came), len(service.waiting)) == (2, 1), "it takes the other's place"
    clock.advance(hours=23, minutes=35)
    await reminders.snooze(app, own, delivery.id, Snooze.TEN_MINUTES)
    clock.advance(minutes=20)  # nothing ran meanwhile: the snoozed one goes with the next
    await deliver_due(app, None)
    latest, before = await reminders.list_inbox(app, own)
    assert (latest.state, before.state) == (State.SENT, State.DONE)
    await reminders.done(app, own, latest.id)
    assert await push.push_due(app, tls) == 0, "it was answered meanwhile"
    assert [each.topic for each in service.came] == [delivery.id] * 2


async def test_it_is_tried_again_until_it_is_of_no_use(
    app: App, reminded: Person, face: Face, service: PushService, tls: ssl.SSLContext, clock: Clock
) -> None:
    await ask_for_it(app, reminded, service)
    clock.advance(minutes=30)
    await deliver_due(app, face)
    await sending._claim(app, 1)  # by a process that stops
    assert await push.push_due(app, tls) == 0
    clock.advance(minutes=1)
    service.answers = [(500, ""), (429, "600")]
    await push.push_due(app, tls)
    clock.advance(seconds=29)
    assert await push.push_due(app, tls) == 0
    clock.advance(seconds=91)
    await push.push_due(app, tls)
    clock.advance(minutes=9)
    assert await push.push_due(app, tls) == 0, "a push service that asks for ten minutes has them"
    clock.advance(minutes=1)
    await push.push_due(app, tls)
    assert (service.asked, len(service.came)) == (3, 1)
    service.answers = [(503, "")] * 20
    clock.advance(days=1)
    await deliver_due(app, face)
    await push.push_due(app, tls)
    await reminders.done(app, reminded, (await reminders.list_inbox(app, reminded))[0].id)
    clock.advance(minutes=1)
    assert await push.push_due(app, tls) == 0, "a blip, and answered before the next try"
    for days in (1, 2, 1):  # given up three days after its first failure in a row, not at the first try
        clock.advance(days=days)
        await deliver_due(app, face)
        for pause in sending.PAUSES[:4]:
            assert await push.listed(app, reminded)
            assert await push.push_due(app, tls) == 1, "what was not taken on its day is let go"
            clock.advance(seconds=pause.total_seconds())
    assert (await push.listed(app, reminded), service.asked) == ([], 3 + 1 + 12)
    assert await reminders.take_trouble(app, reminded) is Trouble.BROWSER
    await ask_for_it(app, reminded, service)
    cut_off = replace(app, settings=app.settings.model_copy(update={"webhook_hosts": ()}))
    for days in (1, 3):
        clock.advance(days=days)
        await deliver_due(app, face)
        for pause in sending.PAUSES[:4]:
            assert await push.push_due(cut_off, tls) == 1
            clock.advance(seconds=pause.total_seconds())
    assert await push.listed(app, reminded), "it may be Pith that is cut off"


async def test_a_browser_that_is_gone_or_turned_off_hears_nothing(
    app: App,
    reminded: Person,
    bo: Person,
    face: Face,
    service: PushService,
    tls: ssl.SSLContext,
    clock: Clock,
) -> None:
    mine = await ask_for_it(app, reminded, service)
    with pytest.raises(NotFound):
        await push.remove(app, bo, mine.id)
    clock.advance(minutes=30)
    await deliver_due(app, face)
    service.answers = [(410, "")]
    await push.push_due(app, tls)
    assert (await push.listed(app, reminded), service.came) == ([], [])
    await ask_for_it(app, reminded, service)
    theirs = await ask_for_it(app, bo, service)
    assert (await push.listed(app, reminded), await push.listed(app, bo)) == ([], [theirs]), (
        "whoever is there now"
    )
    await ask_for_it(app, reminded, service)
    clock.advance(days=1)
    await deliver_due(app, face)
    await reminders.stop(app, reminded)
    assert await push.push_due(app, tls) == 0
    assert await push.listed(app, reminded) == []
    await ask_for_it(app, reminded, service)
    await people.sign_out_everywhere(app, reminded)
    assert await push.listed(app, reminded) == [], "one that was lost shows nothing any more"
    its_keys = service.subscription["keys"]
    await push.add(app, reminded, f"https://8.8.8.8/{'x' * 1900}", **its_keys)  # Edge's are long
    for address, wrong in (
        ("https://10.0.0.1/push", its_keys),
        ("http://push.example.org/x", its_keys),
        (service.endpoint, its_keys | {"auth": "AAAA"}),
        (service.endpoint, its_keys | {"p256dh": "A" * 87}),
    ):
        with pytest.raises(Invalid, match="push"):
            await push.add(app, reminded, address, **wrong)


async def test_a_push_service_holds_up_its_own_messages_alone(
    app: App,
    face: Face,
    service: PushService,
    tls: ssl.SSLContext,
    clock: Clock,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for name, count in (("SENDING_AT_ONCE", 2), ("CLAIMED_AT_ONCE", 1), ("MOST_OF_ONE", 1)):
        monkeypatch.setattr(sending, name, count)
    async with push_service(clock) as other:
        hosts = {"webhook_hosts": (service.address, other.address)}
        app = replace(app, settings=app.settings.model_copy(update=hosts))
        its_keys, address = service.subscription["keys"], service.endpoint
        for number in (7, 8, 9, 6):
            person = await people.from_discord(app, number)
            await reminders.turn_on(app, person, NINE, "en")
            if number == 6:
                await ask_for_it(app, person, other)
            else:
                await push.add(app, person, address.replace("7?", f"{number}?"), **its_keys)
        clock.advance(minutes=30)
        await deliver_due(app, face)
        service.answers = [(429, "600"), (429, "600")]
        service.may_answer.clear()
        services = Services()
        pushing = asyncio.create_task(push.push_due(app, tls, services))
        await asyncio.gather(service.was_asked.wait(), other.has_come.wait())
        assert service.asked == 1, "the place that is left is for others"
        service.may_answer.set()
        assert await pushing == 3
        assert service.asked == 2, "two people were asked to wait: the third waits, too"
        clock.advance(minutes=9, seconds=59)
        assert await push.push_due(app, tls, services) == 0
        clock.advance(seconds=1)
        assert await push.push_due(app, tls, services) == 3
        assert (len(service.came), len(other.came)) == (3, 1)


async def test_nobody_holds_up_what_others_look_up(
    app: App, ada: Person, bo: Person, service: PushService, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked, may_answer, look_up = list[str](), threading.Event(), socket.getaddrinfo

    def slow(host: str, *of: Any, **which: Any) -> Any:
        if host != "slow.example":
            return look_up(host, *of, **which)
        asked.append(host)
        may_answer.wait(10)
        return look_up("8.8.8.8", *of, **which)

    monkeypatch.setattr(socket, "getaddrinfo", slow)
    its_keys = service.subscription["keys"]
    slow_ones = [
        asyncio.create_task(push.add(app, ada, f"https://slow.example/{n}", **its_keys)) for n in range(20)
    ]
    await push.add(app, bo, service.endpoint, **its_keys)
    may_answer.set()
    came = await asyncio.gather(*slow_ones, return_exceptions=True)
    assert [type(each) for each in came] == [push.Browser] + [Busy] * 19
    assert len(asked) == 1


@pytest.mark.parametrize("wrong", ["A" * 43, "_" * 43, "é" * 43, "A" * 44, "x"])
def test_a_key_that_signs_nothing_is_refused(wrong: str) -> None:
    assert keys.public_of(Settings(_env_file=None, vapid_private_key=SecretStr(f"{VAPID_KEY}=")))
    with pytest.raises(ValidationError, match="pith keys"):
        Settings(_env_file=None, vapid_private_key=SecretStr(wrong))


def test_it_ends_with_the_day_or_where_quiet_begins(clock: Clock) -> None:
    midnight = clock.now.replace(hour=0) + timedelta(days=1)
    for quiet, until in (
        (None, midnight),
        ((time(22), time(7)), midnight - timedelta(hours=2)),
        ((time(0), time(7)), midnight),
    ):
        assert speaks_until(Schedule(time(8), EVERY_DAY, "UTC", quiet), clock.now) == until
