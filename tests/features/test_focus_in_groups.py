"""Shared focus sessions of study groups: who is in and who sees it, one at a time, out of the group is out of it."""

from __future__ import annotations

from typing import Any

import pytest

from bot.app import App
from bot.errors import Invalid, NotAllowed, NotFound
from bot.features import focus, groups, people, privacy
from bot.features.focus import Gone, SharedWith
from bot.features.focus.showing import tidy
from bot.features.groups import Settings, Standing
from bot.features.people import Person
from tests.conftest import Clock


async def names(app: App, person: Person, group_id: int) -> tuple[str, ...] | None:
    found = await focus.running(app, person, group_id)
    return found.names if found else None


async def test_a_circles_session_from_its_beginning_to_its_end(
    app: App, ada: Person, bo: Person, clock: Clock
) -> None:
    cy = await people.from_discord(app, 1003)
    circle = (await groups.make(app, ada, "Biology", "Ada")).id
    _, link = await groups.invite(app, ada, circle, "")
    assert await names(app, ada, circle) is None
    words = [await groups.version(app, ada, circle)]
    begun = await focus.start_in_group(app, ada, circle, 25, rounds=2)
    room_id = begun.room.id
    assert (begun.names, begun.began, begun.is_in, begun.may_stop) == (("Ada",), "Ada", True, True)
    assert (begun.room.channel_id, begun.room.message_id, begun.group) == (None, None, "Biology")
    for reaching in (
        focus.running(app, cy, circle),
        focus.start_in_group(app, cy, circle, 25),
        focus.look_in_group(app, cy, room_id),
        focus.join_in_group(app, cy, room_id),
        focus.join(app, cy, room_id),
        focus.stop_in_group(app, cy, room_id),
    ):
        with pytest.raises(NotFound):
            await reaching
    words.append(await groups.version(app, ada, circle))
    await groups.accept(app, bo, groups.secret_in(link), "Bo")
    words.append(await groups.version(app, ada, circle))
    clock.advance(minutes=10)
    seen = await focus.join_in_group(app, bo, room_id)
    assert (seen.names, seen.is_in, seen.may_stop) == (("Ada", "Bo"), True, False)
    assert await focus.join_in_group(app, bo, room_id) == seen
    own = await focus.latest(app, bo)
    assert own
    assert [phase.left_s for phase in own.phases] == [15 * 60, 5 * 60, 25 * 60]
    assert await focus.shared_with(app, bo, own) == SharedWith(2, circle, "Biology")
    assert [each.room.id for each in await focus.running_in_mine(app, bo)] == [room_id]
    assert await focus.running_in_mine(app, cy) == ()
    words.append(await groups.version(app, ada, circle))
    clock.advance(minutes=16)  # a break, of which nothing is written
    words.append(await groups.version(app, ada, circle))
    await focus.leave_in_group(app, bo, room_id)
    words.append(await groups.version(app, ada, circle))
    assert len(set(words)) == len(words), "its page is made anew each time"
    with pytest.raises(Invalid, match="has a shared session already"):
        await focus.start_in_group(app, bo, circle, 25)
    with pytest.raises(NotAllowed):
        await focus.stop_in_group(app, bo, room_id)
    await focus.join_in_group(app, bo, room_id)
    await focus.pause(app, bo, (await focus.latest(app, bo) or own).id)
    assert await names(app, ada, circle) == ("Ada", "Bo"), "that somebody pauses is theirs alone"
    await groups.leave(app, ada, circle)
    seen = await focus.look_in_group(app, bo, room_id)
    assert (seen.names, seen.began, seen.may_stop) == (("Bo",), None, True)  # who manages it now
    hers = await focus.latest(app, ada)
    assert hers
    assert (hers.is_over, await focus.shared_with(app, ada, hers)) == (False, None)
    stopped = await focus.stop_in_group(app, bo, room_id)
    assert (stopped.room.is_over, stopped.names, len(stopped.room.people)) == (True, (), 1)
    assert not stopped.is_in
    assert await names(app, bo, circle) is None
    assert not (await focus.latest(app, ada) or own).is_over
    begun = await focus.start_in_group(app, bo, circle, 60)
    (*_, kept) = (await focus.export(app, bo))["shared_sessions_begun"]
    assert (kept["group"], kept["channel"]) == (circle, None)
    _, link = await groups.invite(app, bo, circle, "")
    await groups.accept(app, cy, groups.secret_in(link), "Cy")
    await focus.join_in_group(app, cy, begun.room.id)
    await privacy.erase_all(app, bo)
    seen = await focus.look_in_group(app, cy, begun.room.id)
    assert (seen.names, seen.began) == (("Cy",), None)
    clock.advance(minutes=61)
    assert await names(app, cy, circle) is None
    assert not (await focus.look_in_group(app, cy, begun.room.id)).is_in
    await tidy(app)
    clock.advance(days=31)
    await tidy(app)
    with pytest.raises(NotFound):
        await focus.look_in_group(app, cy, begun.room.id)


async def test_a_servers_session_stands_in_the_groups_own_channel_alone(
    app: App, ada: Person, bo: Person, clock: Clock
) -> None:
    lab = (await groups.set_up(
        app, ada, 77, Standing("Ada", manages=True), Settings(channel_id=5), name="Lab", language="zh_CN",
    )).id  # fmt: skip
    await groups.enter(app, bo, lab, Standing("Bo", manages=False))
    web = await people.local(app)  # without an account
    await groups.enter(app, web, lab, Standing("Local", manages=False))
    said: list[Any] = []

    async def show(room_id: int) -> None:
        room = await focus.look(app, room_id)
        if room.message_id is None:
            await focus.posted(app, room_id, 900 + room_id)
        said.append([each.account or each.name for each in room.people])
        await focus.shown(app, await focus.look(app, room_id))

    async def shown() -> Any:
        said.clear()
        await focus.show_due(app, show)
        return said

    elsewhere = await focus.start_together(app, bo, 6, "en", 25, group_id=lab)
    assert elsewhere.group_id is None, "in another channel it stays there"
    assert await names(app, ada, lab) is None
    begun = await focus.start_in_group(app, bo, lab, 50)
    assert (begun.room.channel_id, begun.room.language) == (5, "zh_CN")
    assert await shown() == [[1002]]
    assert await shown() == []
    await focus.join_in_group(app, web, begun.room.id)
    await focus.join(app, ada, begun.room.id)
    assert await shown() == [[1002, "Local", 1001]]
    assert await names(app, ada, lab) == ("Bo", "Local", "Ada")
    await groups.enter(app, web, lab, Standing("Lea", manages=False))
    assert await shown() == [[1002, "Lea", 1001]]
    await groups.set_up(
        app, ada, 77, Standing("Ada", manages=True, sees=False), Settings(), name="Lab", language="en"
    )  # the channel is closed to her
    assert await shown() == [[1002, "Lea"]]
    assert await names(app, bo, lab) == ("Bo", "Lea")
    with pytest.raises(NotFound):
        await focus.look_in_group(app, ada, begun.room.id)
    await groups.gone(app, 77, 1002)
    assert await shown() == [["Lea"]]
    assert await names(app, web, lab) == ("Lea",)
    with pytest.raises(NotFound):
        await focus.leave(app, bo, begun.room.id)
    await groups.leave(app, web, lab)
    assert await shown() == [[]]
    await focus.stop_together(app, ada, begun.room.id, may_manage=True)  # by the button, in the server
    assert await shown() == [[]]
    await groups.enter(app, ada, lab, Standing("Ada", manages=True))
    again = await focus.start_together(app, ada, 5, "en", 25, group_id=lab)
    assert (again.group_id, again.people) == (lab, ())
    assert await shown() == [], "whoever begins it in the server posts it"
    with pytest.raises(Invalid, match="has a shared session already"):
        await focus.start_together(app, ada, 5, "en", 25, group_id=lab)


async def test_what_goes_wrong_with_its_message_keeps_no_name_and_holds_no_group_up(
    app: App, ada: Person, bo: Person, clock: Clock
) -> None:
    async def set_up(channel_id: int, readers_are_of: int | None = None) -> int:
        wish, standing = Settings(channel_id=channel_id), Standing("Ada", manages=True)
        made = await groups.set_up(
            app, ada, 77, standing, wish, name="Lab", language="en", readers_are_of=readers_are_of
        )
        return made.id

    lab = await set_up(5)
    message: dict[int, tuple[int | None, list[Any]]] = {}
    closed: set[int | None] = set()

    async def show(room_id: int) -> None:
        room = await focus.look(app, room_id)
        if room.channel_id in closed:
            raise Gone
        if room.message_id is None:
            await focus.posted(app, room_id, 900 + 10 * room_id + (room.channel_id or 0))
        room = await focus.look(app, room_id)
        if room.is_moved:
            message.pop(room.message_id or 0)
        else:
            named = [] if room.is_over else [each.name for each in room.people]
            message[room.message_id or 0] = (room.channel_id, named)
        await focus.shown(app, room)

    async def shown() -> list[tuple[int | None, list[Any]]]:
        await focus.show_due(app, show)
        return list(message.values())

    async def bo_is_in(sees: bool = True) -> None:
        await groups.enter(app, bo, lab, Standing("Bo", manages=False))
        if not sees:
            await groups.rights_changed(app, 77)

            async def ask(due: groups.ToCheck) -> Standing:
                manages = due.person_id == ada.id
                return Standing("Ada" if manages else "Bo", manages, sees=manages)

            await groups.check_due(app, ask)

    for goes in (groups.leave(app, bo, lab), privacy.erase_all(app, bo)):
        await bo_is_in()
        begun = await focus.start_in_group(app, bo, lab, 50)
        assert (5, ["Bo"]) in await shown()
        clock.advance(minutes=51)
        closed.add(5)
        assert (5, ["Bo"]) in await shown(), "Pith may not change it just now"
        closed.clear()
        assert (5, ["Bo"]) in await shown(), "so it is left alone"
        await goes
        assert (5, ["Bo"]) not in await shown()
        bo = await people.from_discord(app, 1002)
    clock.advance(minutes=51)
    begun = await focus.start_in_group(app, ada, lab, 50)
    assert (5, ["Ada"]) in await shown()
    clock.advance(minutes=51)
    closed.add(5)
    await shown()
    closed.clear()
    await groups.rights_changed(app, 77, 5)
    assert (5, ["Ada"]) not in await shown(), "rights that come back are a reason to look again"
    message.clear()
    begun = await focus.start_in_group(app, ada, lab, 50)
    assert await shown() == [(5, ["Ada"])]
    await set_up(4)
    await shown()
    assert await shown() == [], "where others may read along it is posted no more"
    await set_up(6, 4)
    await bo_is_in()
    await focus.join_in_group(app, bo, begun.room.id)
    await shown()
    assert await shown() == [(6, ["Ada", "Bo"])]
    assert await names(app, ada, lab) == ("Ada", "Bo")
    await bo_is_in(sees=False)  # his own goes on
    await focus.stop_in_group(app, ada, begun.room.id)
    own = await focus.latest(app, bo)
    assert own
    assert not own.is_over
    await bo_is_in()
    await focus.stop(app, bo, own.id)
    begun = await focus.start_in_group(app, bo, lab, 50)
    await focus.join_in_group(app, ada, begun.room.id)
    await groups.leave(app, bo, lab)
    with pytest.raises(NotAllowed):
        await focus.stop_together(app, bo, begun.room.id, may_manage=False)
    await focus.stop_in_group(app, ada, begun.room.id)
    await shown()
    message.clear()
    begun_there = await focus.start_together(app, ada, 6, "en", 25, group_id=lab)
    assert await shown() == [], "whoever begins it in the server posts it"
    clock.advance(seconds=31)
    assert await shown() == [(6, [])], "but where it never came"
    await focus.stop_in_group(app, ada, begun_there.id)
    begun_there = await focus.start_together(app, ada, 6, "en", 25, group_id=lab)
    await focus.call_off(app, begun_there.id)
    assert await focus.running(app, ada, lab) is None
