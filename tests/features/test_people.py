"""Who is speaking: met once, signed in by one-time links, known by tokens."""

import asyncio

import pytest

from bot.app import App
from bot.errors import Expired, Invalid, NotFound, NotSignedIn
from bot.features import people
from bot.features.people import Person
from model import Budget
from tests.conftest import Clock


def key_of(link: str) -> str:
    return link.partition("key=")[2]


async def test_a_discord_account_is_one_person_however_often_it_speaks(app: App) -> None:
    met = await asyncio.gather(*(people.from_discord(app, 7) for _ in range(8)))
    assert len({person.id for person in met}) == 1
    assert (await people.local(app)).id != met[0].id


async def test_a_sign_in_link_works_once(app: App, ada: Person) -> None:
    link = await people.make_sign_in_link(app, ada, "http://127.0.0.1:1")
    assert (await people.redeem_sign_in_link(app, key_of(link))).id == ada.id
    with pytest.raises(Expired):
        await people.redeem_sign_in_link(app, key_of(link))


async def test_a_sign_in_link_is_over_after_ten_minutes(app: App, ada: Person, clock: Clock) -> None:
    link = await people.make_sign_in_link(app, ada, "http://127.0.0.1:1")
    clock.advance(minutes=10)
    with pytest.raises(Expired):
        await people.redeem_sign_in_link(app, key_of(link))


async def test_a_return_link_is_good_for_a_year_and_then_tells_of_no_ten_minutes(
    app: App, ada: Person, clock: Clock
) -> None:
    first, second = [await people.make_return_link(app, ada, "http://127.0.0.1:1") for _ in range(2)]
    clock.advance(days=364)
    assert (await people.redeem_sign_in_link(app, key_of(second))).id == ada.id
    for over in (first, second):
        with pytest.raises(Expired) as said:
            await people.redeem_sign_in_link(app, key_of(over))
        assert str(said.value.message) == "This sign-in link is no longer good. Ask for a new one."


async def test_signed_out_everywhere_no_link_made_before_signs_in(app: App, ada: Person, bo: Person) -> None:
    return_link = await people.make_return_link(app, ada, "http://127.0.0.1:1")
    link, of_bo = [await people.make_sign_in_link(app, who, "http://127.0.0.1:1") for who in (ada, bo)]
    await people.sign_out_everywhere(app, ada)
    for lost in (link, return_link):
        with pytest.raises(Expired):
            await people.redeem_sign_in_link(app, key_of(lost))
    assert (await people.redeem_sign_in_link(app, key_of(of_bo))).id == bo.id


async def test_a_token_stands_for_its_person_until_revoked(app: App, ada: Person, bo: Person) -> None:
    secret = await people.make_token(app, ada, "laptop")
    assert (await people.from_token(app, secret)).id == ada.id
    [token] = await people.list_tokens(app, ada)
    with pytest.raises(NotFound):
        await people.revoke_token(app, bo, token.id)
    await people.revoke_token(app, ada, token.id)
    with pytest.raises(NotSignedIn):
        await people.from_token(app, secret)


async def test_a_token_has_a_name_of_one_line(app: App, ada: Person) -> None:
    for name in (" my\n laptop ", "", "n" * 100):
        await people.make_token(app, ada, name)
    assert [each.name for each in await people.list_tokens(app, ada)] == ["my laptop", "token", "n" * 100]
    with pytest.raises(Invalid):
        await people.make_token(app, ada, "n" * 101)


async def test_every_zone_to_choose_from_can_be_set(app: App, ada: Person) -> None:
    zones = await asyncio.to_thread(people.time_zones)
    assert {"UTC", "Europe/Paris"} <= set(zones)
    for zone in ("UTC", zones[0], zones[-1]):
        assert (await people.change_settings(app, ada, time_zone=zone)).time_zone == zone


async def test_settings_are_kept_and_checked(app: App, ada: Person) -> None:
    await people.change_settings(
        app, ada, language="zh_CN", time_zone="Asia/Shanghai", length=Budget(ratio=0.2)
    )
    kept = await people.get(app, ada.id)
    assert (kept.language, kept.time_zone, kept.length) == ("zh_CN", "Asia/Shanghai", Budget(ratio=0.2))
    for wrong in ({"language": "tlh"}, {"time_zone": "Mars/Olympus"}):
        with pytest.raises(Invalid):
            await people.change_settings(app, ada, **wrong)  # type: ignore[arg-type]


async def test_two_changes_from_two_pages_both_stay(app: App, ada: Person) -> None:
    await people.change_settings(app, ada, language="zh_CN")
    await people.change_settings(app, ada, time_zone="Asia/Shanghai")  # by a page that was opened before
    kept = await people.get(app, ada.id)
    assert (kept.language, kept.time_zone) == ("zh_CN", "Asia/Shanghai")
