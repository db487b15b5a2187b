"""Groups: circles and servers', who is in them and who may do what; what is taken back is nowhere any more."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.app import App
from bot.errors import Expired, Invalid, NotAllowed, NotFound
from bot.features import groups, people, privacy
from bot.features.groups import Role, Settings, Sharers, Standing, ToCheck
from bot.features.people import Person
from tests.conftest import Clock


async def key_of(app: App, person: Person, group_id: int, days: int = 7) -> tuple[int, str]:
    invitation, link = await groups.invite(app, person, group_id, "https://pith.example", days)
    assert link.startswith("https://pith.example/groups/join?key=")
    return invitation.id, groups.secret_in(link)


async def test_a_circle_from_its_beginning_to_its_end(
    app: App, ada: Person, bo: Person, clock: Clock
) -> None:
    circle = await groups.make(app, ada, "  Bio\u202elogy  ", "Ada")
    assert (circle.name, circle.role, circle.server_id) == ("Bio logy", Role.MANAGER, None)
    for reaching in (groups.get, groups.members, groups.leave, groups.changes, groups.invitations):
        with pytest.raises(NotFound):  # never that it is there
            await reaching(app, bo, circle.id)
    with pytest.raises(NotFound):
        await groups.change_settings(app, bo, circle.id, Settings(name="Mine"))
    first, secret = await key_of(app, ada, circle.id)
    assert (await groups.invited(app, secret)).name == "Bio logy"
    with pytest.raises(Invalid):  # nobody takes another's name
        await groups.accept(app, bo, secret, "ＡDA")
    joined = await groups.accept(app, bo, secret, "Bo")
    assert (joined.role, joined.members, joined.may_share) == (Role.MEMBER, 2, True)
    assert [member.name for member in await groups.members(app, bo, circle.id)] == ["Ada", "Bo"]
    await groups.accept(app, bo, secret, "Bob")  # twice is once
    assert [member.name for member in await groups.members(app, ada, circle.id)] == ["Ada", "Bob"]
    for refused in (
        groups.invite(app, bo, circle.id, ""),
        groups.revoke(app, bo, circle.id, first),
        groups.remove(app, bo, circle.id, ada.id),
        groups.change_settings(app, bo, circle.id, Settings(sharers=Sharers.MANAGERS)),
    ):
        with pytest.raises(NotAllowed):
            await refused
    await groups.change_settings(app, ada, circle.id, Settings(name="Plants", sharers=Sharers.MANAGERS))
    assert not (await groups.get(app, bo, circle.id)).may_share
    said = [
        (change.setting, change.after, change.name) for change in await groups.changes(app, bo, circle.id)
    ]
    assert said == [("sharers", "managers", "Ada"), ("name", "Plants", "Ada")]
    await groups.revoke(app, ada, circle.id, first)
    assert await groups.invitations(app, ada, circle.id) == ()
    with pytest.raises(Expired):
        await groups.accept(app, bo, secret, "Bo")
    _, secret = await key_of(app, ada, circle.id, days=1)
    clock.advance(hours=25)
    with pytest.raises(Expired):
        await groups.invited(app, secret)
    for name in ("", " \u200b ", "x" * 61):
        with pytest.raises(Invalid):
            await groups.rename_self(app, bo, circle.id, name)
    _, secret = await key_of(app, ada, circle.id)
    await privacy.erase_all(app, ada)  # who made it goes: who came next manages it, the invitations are over
    assert (await groups.get(app, bo, circle.id)).role is Role.MANAGER
    assert [change.name for change in await groups.changes(app, bo, circle.id)] == [None, None]
    with pytest.raises(Expired):
        await groups.invited(app, secret)
    await groups.leave(app, bo, circle.id)
    assert await groups.mine(app, bo) == ()
    cy = await people.from_discord(app, 7)
    again = await groups.make(app, cy, "Plants", "Cy")
    assert again.id != circle.id


async def test_a_servers_group_is_in_step_with_the_server(
    app: App, ada: Person, bo: Person, clock: Clock
) -> None:
    manager, member = Standing("Ada", manages=True), Standing("Bo", manages=False)
    with pytest.raises(NotFound, match="no study group yet"):
        await groups.in_server(app, 5)

    async def set_up(person: Person, standing: Standing, wish: Settings) -> groups.Group:
        return await groups.set_up(app, person, 5, standing, wish, name="The lab", language="en")

    with pytest.raises(NotAllowed):
        await set_up(bo, member, Settings(channel_id=50))
    with pytest.raises(Invalid):
        await set_up(ada, manager, Settings())
    lab = await set_up(ada, manager, Settings(channel_id=50))
    assert await groups.in_server(app, 5) == (lab.id, 50)
    with pytest.raises(NotFound):
        await groups.enter(app, bo, lab.id, Standing("Bo", manages=False, sees=False))
    assert (await groups.enter(app, bo, lab.id, member))[1]
    assert not (await groups.enter(app, bo, lab.id, member))[1]
    for refused in (
        groups.invite(app, ada, lab.id, ""),
        groups.remove(app, ada, lab.id, bo.id),
        groups.rename_self(app, bo, lab.id, "Robert"),
        set_up(ada, manager, Settings(daily_shares=0)),
        set_up(ada, manager, Settings(language="xx")),
    ):
        with pytest.raises(Invalid):
            await refused
    standings: dict[int, Standing | None] = {1001: manager, 1002: Standing("Bo", manages=False, sees=False)}
    asked: list[int] = []

    async def ask(due: ToCheck) -> Standing | None:
        asked.append(due.account_id)
        return standings[due.account_id]

    await groups.check_due(app, ask)
    assert asked == []
    clock.advance(minutes=11)
    await groups.check_due(app, ask)
    assert sorted(asked) == [1001, 1002]
    with pytest.raises(NotFound):  # the channel is closed to them: the group is too
        await groups.get(app, bo, lab.id)
    standings[1002] = Standing("Bo", manages=True)
    clock.advance(minutes=11)
    await groups.check_due(app, ask)
    assert (await groups.get(app, bo, lab.id)).role is Role.MANAGER
    await groups.pith_left(app, 5)
    with pytest.raises(NotFound):
        await groups.get(app, ada, lab.id)
    (closed,) = await groups.mine(app, ada)
    assert closed.gone_at == clock() + timedelta(days=30)
    clock.advance(days=29)
    await groups.erase_left(app)
    await groups.pith_is_only_in(app, {5, 6})
    assert (await groups.get(app, ada, lab.id)).members == 2
    await groups.gone(app, 5, 1002)
    assert await groups.mine(app, bo) == ()
    clock.advance(minutes=11)
    standings[1001] = None
    await groups.check_due(app, ask)
    assert await groups.mine(app, ada) == ()
    await groups.pith_is_only_in(app, {6})
    clock.advance(days=31)
    await groups.erase_left(app)
    with pytest.raises(NotFound):
        await groups.in_server(app, 5)
