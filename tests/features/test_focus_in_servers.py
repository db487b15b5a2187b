"""Shared focus sessions of a server's study group: they stand in its channel alone, and what goes wrong with their
message keeps no name and holds no group up."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

import pytest

from bot.app import App
from bot.errors import Invalid, NotAllowed, NotFound
from bot.features import focus, groups, people, privacy
from bot.features.focus import GroupRoom
from bot.features.groups import Settings, Standing
from bot.features.lasting import Forbidden
from bot.features.people import Person
from tests.conftest import Clock
from tests.features.test_focus_in_groups import names, own


@dataclass(frozen=True, slots=True)
class Lab:
    """A server's study group, Ada's, and Discord as `focus.show_due` finds it: the group's messages, whom each names,
    and which channels are closed to Pith."""

    app: App
    clock: Clock
    ada: Person
    id: int
    messages: dict[int, tuple[int | None, list[str | None]]] = field(default_factory=dict)
    closed: set[int | None] = field(default_factory=set)
    said: list[list[int | str | None]] = field(default_factory=list)

    async def show(self, room_id: int) -> None:
        room = await focus.look(self.app, room_id)
        if room.channel_id in self.closed:
            raise Forbidden
        if room.message_id is None:
            await focus.posted(self.app, room, 900 + 10 * room_id + (room.channel_id or 0))
        room = await focus.look(self.app, room_id)
        if room.is_moved:
            self.messages.pop(room.message_id or 0)
        else:
            named = [] if room.is_over else [each.name for each in room.people]
            self.messages[room.message_id or 0] = (room.channel_id, named)
            self.said.append([each.account or each.name for each in room.people])
        await focus.shown(self.app, room)

    async def says(self) -> list[list[int | str | None]]:
        """Who is in each session that is shown now, by account where there is one."""
        self.said.clear()
        await focus.show_due(self.app, self.show)
        return self.said

    async def holds(self) -> list[tuple[int | None, list[str | None]]]:
        """Each message's channel, and the names in it."""
        await focus.show_due(self.app, self.show)
        return list(self.messages.values())


async def bo_begins_one_and_others_join_it(lab: Lab, bo: Person, web: Person) -> GroupRoom:
    app = lab.app
    elsewhere = await focus.start_together(app, bo, 6, "en", 25, group_id=lab.id)
    assert elsewhere.group_id is None, "in another channel it stays there"
    assert await names(app, lab.ada, lab.id) is None
    begun = await focus.start_in_group(app, bo, lab.id, 50)
    assert (begun.room.channel_id, begun.room.language) == (5, "zh_CN")
    assert await lab.says() == [[1002]]
    assert await lab.says() == []
    await focus.join_in_group(app, web, begun.room.id)
    await focus.join(app, lab.ada, begun.room.id)
    assert await lab.says() == [[1002, "Local", 1001]]
    assert await names(app, lab.ada, lab.id) == ("Bo", "Local", "Ada")
    await groups.enter(app, web, lab.id, Standing("Lea", manages=False))
    assert await lab.says() == [[1002, "Lea", 1001]]
    return begun


async def one_after_the_other_is_out_of_the_group(
    lab: Lab, bo: Person, web: Person, begun: GroupRoom
) -> None:
    app, ada = lab.app, lab.ada
    await groups.set_up(
        app, ada, 77, Standing("Ada", manages=True, sees=False), Settings(), name="Lab", language="en"
    )  # the channel is closed to her
    assert await lab.says() == [[1002, "Lea"]]
    assert await names(app, bo, lab.id) == ("Bo", "Lea")
    with pytest.raises(NotFound):
        await focus.look_in_group(app, ada, begun.room.id)
    await groups.member_left(app, 77, 1002)
    assert await lab.says() == [["Lea"]]
    assert await names(app, web, lab.id) == ("Lea",)
    with pytest.raises(NotFound):
        await focus.leave(app, bo, begun.room.id)
    await groups.leave(app, web, lab.id)
    assert await lab.says() == [[]]
    await focus.stop_together(app, ada, begun.room.id, may_manage=True)  # by the button, in the server
    assert await lab.says() == [[]]


async def ada_begins_one_in_the_server(lab: Lab) -> None:
    app, ada = lab.app, lab.ada
    await groups.enter(app, ada, lab.id, Standing("Ada", manages=True))
    again = await focus.start_together(app, ada, 5, "en", 25, group_id=lab.id)
    assert (again.group_id, again.people) == (lab.id, ())
    assert await lab.says() == [], "whoever begins it in the server posts it"
    with pytest.raises(Invalid, match="has a shared session already"):
        await focus.start_together(app, ada, 5, "en", 25, group_id=lab.id)


async def set_up(
    app: App, ada: Person, channel_id: int, language: str, readers_are_of: int | None = None
) -> int:
    wish, standing = Settings(channel_id=channel_id), Standing("Ada", manages=True)
    made = await groups.set_up(
        app, ada, 77, standing, wish, name="Lab", language=language, readers_are_of=readers_are_of
    )
    return made.id


async def test_a_servers_session_stands_in_the_groups_own_channel_alone(
    app: App, ada: Person, bo: Person, clock: Clock
) -> None:
    lab = Lab(app, clock, ada, await set_up(app, ada, 5, "zh_CN"))
    await groups.enter(app, bo, lab.id, Standing("Bo", manages=False))
    web = await people.local(app)  # without an account
    await groups.enter(app, web, lab.id, Standing("Local", manages=False))
    begun = await bo_begins_one_and_others_join_it(lab, bo, web)
    await one_after_the_other_is_out_of_the_group(lab, bo, web, begun)
    await ada_begins_one_in_the_server(lab)


async def bo_is_in(lab: Lab, bo: Person) -> None:
    await groups.enter(lab.app, bo, lab.id, Standing("Bo", manages=False))


async def the_channel_is_closed_to_bo(lab: Lab) -> None:
    await groups.rights_changed(lab.app, 77)

    async def ask(due: groups.ToCheck) -> Standing:
        manages = due.person_id == lab.ada.id
        return Standing("Ada" if manages else "Bo", manages, sees=manages)

    await groups.check_due(lab.app, ask)


async def a_message_that_waits_forgets_bo(
    lab: Lab, bo: Person, goes: Callable[[], Awaitable[object]]
) -> None:
    """Once he is out of the group, or out of Pith."""
    await bo_is_in(lab, bo)
    await focus.start_in_group(lab.app, bo, lab.id, 50)
    assert (5, ["Bo"]) in await lab.holds()
    lab.clock.advance(minutes=51)
    lab.closed.add(5)
    assert (5, ["Bo"]) in await lab.holds(), "Pith may not change it just now"
    lab.closed.clear()
    assert (5, ["Bo"]) in await lab.holds(), "so it is for a while"
    await goes()
    assert (5, ["Bo"]) not in await lab.holds()


async def a_message_is_changed_once_it_may_be(lab: Lab) -> None:
    lab.clock.advance(minutes=51)
    await focus.start_in_group(lab.app, lab.ada, lab.id, 50)
    assert (5, ["Ada"]) in await lab.holds()
    lab.clock.advance(minutes=51)
    lab.closed.add(5)
    await lab.holds()
    lab.closed.clear()
    lab.clock.advance(minutes=10)
    assert (5, ["Ada"]) not in await lab.holds()


async def it_moves_with_its_group_where_that_may_be(lab: Lab, bo: Person) -> GroupRoom:
    app, ada = lab.app, lab.ada
    lab.messages.clear()
    begun = await focus.start_in_group(app, ada, lab.id, 50)
    assert await lab.holds() == [(5, ["Ada"])]
    await set_up(app, ada, 4, "en")
    await lab.holds()
    assert await lab.holds() == [], "where others may read along it is posted no more"
    await set_up(app, ada, 6, "en", readers_are_of=4)
    await bo_is_in(lab, bo)
    await focus.join_in_group(app, bo, begun.room.id)
    await lab.holds()
    assert await lab.holds() == [(6, ["Ada", "Bo"])]
    assert await names(app, ada, lab.id) == ("Ada", "Bo")
    return begun


async def who_is_out_of_the_group_is_out_of_it(lab: Lab, bo: Person, begun: GroupRoom) -> None:
    """His own goes on, and it is not his to stop."""
    app, ada = lab.app, lab.ada
    await the_channel_is_closed_to_bo(lab)
    await focus.stop_in_group(app, ada, begun.room.id)
    his = await own(app, bo)
    assert not his.is_over
    await bo_is_in(lab, bo)
    await focus.stop(app, bo, his.id)
    again = await focus.start_in_group(app, bo, lab.id, 50)
    await focus.join_in_group(app, ada, again.room.id)
    await groups.leave(app, bo, lab.id)
    with pytest.raises(NotAllowed):
        await focus.stop_together(app, bo, again.room.id, may_manage=False)
    await focus.stop_in_group(app, ada, again.room.id)


async def one_that_never_came_is_posted_or_called_off(lab: Lab) -> None:
    app, ada = lab.app, lab.ada
    await lab.holds()
    lab.messages.clear()
    begun = await focus.start_together(app, ada, 6, "en", 25, group_id=lab.id)
    assert await lab.holds() == [], "whoever begins it in the server posts it"
    lab.clock.advance(seconds=31)
    assert await lab.holds() == [(6, [])], "but where it never came"
    await focus.stop_in_group(app, ada, begun.id)
    begun = await focus.start_together(app, ada, 6, "en", 25, group_id=lab.id)
    await focus.call_off(app, begun.id)
    assert await focus.running(app, ada, lab.id) is None


async def test_what_goes_wrong_with_its_message_keeps_no_name_and_holds_no_group_up(
    app: App, ada: Person, bo: Person, clock: Clock
) -> None:
    lab = Lab(app, clock, ada, await set_up(app, ada, 5, "en"))
    await a_message_that_waits_forgets_bo(lab, bo, lambda: groups.leave(app, bo, lab.id))
    await a_message_that_waits_forgets_bo(lab, bo, lambda: privacy.erase_all(app, bo))
    bo_anew = await people.from_discord(app, 1002)
    await a_message_is_changed_once_it_may_be(lab)
    begun = await it_moves_with_its_group_where_that_may_be(lab, bo_anew)
    await who_is_out_of_the_group_is_out_of_it(lab, bo_anew, begun)
    await one_that_never_came_is_posted_or_called_off(lab)
