"""Shared focus sessions of a circle: who is in and who sees it, one at a time, out of the group is out of it."""

from __future__ import annotations

from dataclasses import dataclass, field

import pytest

from bot.app import App
from bot.errors import Invalid, NotAllowed, NotFound
from bot.features import focus, groups, people, privacy
from bot.features.focus import Session, SharedWith
from bot.features.focus.showing import tidy
from bot.features.people import Person
from tests.conftest import Clock


async def names(app: App, person: Person, group_id: int) -> tuple[str, ...] | None:
    found = await focus.running(app, person, group_id)
    return found.names if found else None


async def own(app: App, person: Person) -> Session:
    found = await focus.latest(app, person)
    assert found
    return found


async def invitation(app: App, person: Person, group_id: int) -> str:
    _, link = await groups.invite(app, person, group_id, "")
    return groups.secret_in(link)


@dataclass(frozen=True, slots=True)
class Circle:
    """A circle of Ada's, who else is about, and what its page was at each look."""

    app: App
    clock: Clock
    id: int
    ada: Person
    bo: Person
    cy: Person
    pages: list[str] = field(default_factory=list)

    async def look_at_its_page(self) -> None:
        self.pages.append(await groups.version(self.app, self.ada, self.id))


async def ada_begins_one(circle: Circle) -> int:
    app, ada = circle.app, circle.ada
    assert await names(app, ada, circle.id) is None
    await circle.look_at_its_page()
    begun = await focus.start_in_group(app, ada, circle.id, 25, rounds=2)
    assert (begun.names, begun.began, begun.is_in, begun.may_stop) == (("Ada",), "Ada", True, True)
    assert (begun.room.channel_id, begun.room.message_id, begun.group) == (None, None, "Biology")
    return begun.room.id


async def who_is_not_in_the_circle_reaches_nothing(circle: Circle, room_id: int) -> None:
    app, cy = circle.app, circle.cy
    with pytest.raises(NotFound):
        await focus.running(app, cy, circle.id)
    with pytest.raises(NotFound):
        await focus.start_in_group(app, cy, circle.id, 25)
    with pytest.raises(NotFound):
        await focus.look_in_group(app, cy, room_id)
    with pytest.raises(NotFound):
        await focus.join_in_group(app, cy, room_id)
    with pytest.raises(NotFound):
        await focus.join(app, cy, room_id)
    with pytest.raises(NotFound):
        await focus.stop_in_group(app, cy, room_id)


async def bo_comes_and_joins_it(circle: Circle, secret: str, room_id: int) -> None:
    app, bo = circle.app, circle.bo
    await circle.look_at_its_page()
    await groups.accept(app, bo, secret, "Bo")
    await circle.look_at_its_page()
    circle.clock.advance(minutes=10)
    seen = await focus.join_in_group(app, bo, room_id)
    assert (seen.names, seen.is_in, seen.may_stop) == (("Ada", "Bo"), True, False)
    assert await focus.join_in_group(app, bo, room_id) == seen
    his = await own(app, bo)
    assert [phase.left_s for phase in his.phases] == [15 * 60, 5 * 60, 25 * 60]
    assert await focus.shared_with(app, bo, his) == SharedWith(2, circle.id, "Biology")
    assert [each.room.id for each in await focus.running_in_mine(app, bo)] == [room_id]
    assert await focus.running_in_mine(app, circle.cy) == ()
    await circle.look_at_its_page()


async def bo_leaves_it_and_may_neither_begin_nor_stop_one(circle: Circle, room_id: int) -> None:
    app, bo = circle.app, circle.bo
    circle.clock.advance(minutes=16)  # a break, of which nothing is written
    await circle.look_at_its_page()
    await focus.leave_in_group(app, bo, room_id)
    await circle.look_at_its_page()
    assert len(set(circle.pages)) == len(circle.pages), "its page is made anew each time"
    with pytest.raises(Invalid, match="has a shared session already"):
        await focus.start_in_group(app, bo, circle.id, 25)
    with pytest.raises(NotAllowed):
        await focus.stop_in_group(app, bo, room_id)


async def bo_comes_back_and_pauses(circle: Circle, room_id: int) -> None:
    app, bo = circle.app, circle.bo
    await focus.join_in_group(app, bo, room_id)
    await focus.pause(app, bo, (await own(app, bo)).id)
    assert await names(app, circle.ada, circle.id) == ("Ada", "Bo"), "that somebody pauses is theirs alone"


async def ada_leaves_the_circle_and_bo_stops_it(circle: Circle, room_id: int) -> None:
    app, ada, bo = circle.app, circle.ada, circle.bo
    await groups.leave(app, ada, circle.id)
    seen = await focus.look_in_group(app, bo, room_id)
    assert (seen.names, seen.began, seen.may_stop) == (("Bo",), None, True)  # who manages it now
    hers = await own(app, ada)
    assert (hers.is_over, await focus.shared_with(app, ada, hers)) == (False, None)
    stopped = await focus.stop_in_group(app, bo, room_id)
    assert (stopped.room.is_over, stopped.names, len(stopped.room.people)) == (True, (), 1)
    assert not stopped.is_in
    assert await names(app, bo, circle.id) is None
    assert not (await own(app, ada)).is_over


async def bo_begins_the_next_and_is_erased(circle: Circle) -> int:
    app, bo, cy = circle.app, circle.bo, circle.cy
    room_id = (await focus.start_in_group(app, bo, circle.id, 60)).room.id
    (*_, kept) = (await focus.export(app, bo))["shared_sessions_begun"]
    assert (kept["group"], kept["channel"]) == (circle.id, None)
    await groups.accept(app, cy, await invitation(app, bo, circle.id), "Cy")
    await focus.join_in_group(app, cy, room_id)
    await privacy.erase_all(app, bo)
    seen = await focus.look_in_group(app, cy, room_id)
    assert (seen.names, seen.began) == (("Cy",), None)
    return room_id


async def it_is_over_and_forgotten(circle: Circle, room_id: int) -> None:
    app, cy = circle.app, circle.cy
    circle.clock.advance(minutes=61)
    assert await names(app, cy, circle.id) is None
    assert not (await focus.look_in_group(app, cy, room_id)).is_in
    await tidy(app)
    circle.clock.advance(days=31)
    await tidy(app)
    with pytest.raises(NotFound):
        await focus.look_in_group(app, cy, room_id)


async def test_a_circles_session_from_its_beginning_to_its_end(
    app: App, ada: Person, bo: Person, clock: Clock
) -> None:
    made = await groups.make(app, ada, "Biology", "Ada")
    circle = Circle(app, clock, made.id, ada, bo, await people.from_discord(app, 1003))
    secret = await invitation(app, ada, circle.id)
    room_id = await ada_begins_one(circle)
    await who_is_not_in_the_circle_reaches_nothing(circle, room_id)
    await bo_comes_and_joins_it(circle, secret, room_id)
    await bo_leaves_it_and_may_neither_begin_nor_stop_one(circle, room_id)
    await bo_comes_back_and_pauses(circle, room_id)
    await ada_leaves_the_circle_and_bo_stops_it(circle, room_id)
    await it_is_over_and_forgotten(circle, await bo_begins_the_next_and_is_erased(circle))
