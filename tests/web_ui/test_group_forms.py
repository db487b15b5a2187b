"""The forms of groups: what is refused is shown in its own form, with what was typed and beside its field."""

from __future__ import annotations

import re

import pytest
from lxml import html

from bot.app import App
from bot.features import condense, digests, groups
from bot.features.condense import Pasted
from bot.features.groups.asking import MOST_UNANSWERED
from bot.features.people import Person
from tests.conftest import CHAPTER
from tests.web_ui.conftest import AS_BROWSER, Browser, Connect, form_of, refused_in, sign_in


@pytest.fixture
async def circle(app: App, ada: Person, bo: Person) -> groups.Group:
    """Ada's, with Bo in it."""
    made = await groups.make(app, ada, "Plants", "Ada")
    _, link = await groups.invite(app, ada, made.id, "", 1)
    await groups.accept(app, bo, groups.secret_in(link), "Bo")
    return made


@pytest.mark.parametrize(
    ("wrong", "field", "why"),
    [
        ({"when": "mondays at 9, but gently"}, "when", "I can't read a time in “mondays at 9, but gently”."),
        ({"when": "mondays at 9 and 10 am"}, "when", "It comes once a day. Name one time."),
        ({"zone": "Mars"}, "zone", "“Mars” is not a time zone."),
        ({"zone": ""}, "zone", "Say where you are, too"),
    ],
)
async def test_a_digest_is_put_right_where_it_was_entered(
    app: App, ada: Person, browser: Browser, wrong: dict[str, str], field: str, why: str
) -> None:
    boss = groups.Standing("Ada", manages=True)
    lab = await groups.set_up(app, ada, 77, boss, groups.Settings(channel_id=78), name="Lab", language="en")
    at = f"/groups/{lab.id}/digest"
    entered = {"when": "mondays at 9", "zone": "Europe/Paris"} | wrong
    refused = await browser.post(at, **entered)
    assert refused.status_code == 422
    ((about, told),) = refused_in(refused.text).items()
    assert (about, told.startswith(why)) == (field, True), told
    form = form_of(refused.text, at)
    assert {name: form[name] for name in entered} == entered
    assert "dates" not in form, "as it was unticked"
    assert await digests.get_plan(app, ada, lab.id) is None
    put_right = form | {"when": "mondays at 9", "zone": "Europe/Paris"}
    assert (await browser.post(at, **put_right)).status_code == 303


async def test_a_name_that_is_taken_is_put_right(
    app: App, connect: Connect, browser: Browser, circle: groups.Group
) -> None:
    at = f"/groups/{circle.id}"
    taken = "Somebody in this group has this name already. Choose another."
    renamed = await browser.post(f"{at}/name", own_name="bo")
    assert refused_in(renamed.text) == {"own_name": taken}
    assert form_of(renamed.text, f"{at}/name")["own_name"] == "bo"
    named = await browser.post(
        f"{at}/settings", name=" \u200b", sharers="managers", daily_shares="7", language="en"
    )
    assert refused_in(named.text) == {"name": "A name has 1 to 60 characters."}
    assert (
        form_of(named.text, f"{at}/settings").items() >= {"sharers": "managers", "daily_shares": "7"}.items()
    )
    link = re.search(r'id="link"[^>]*value="([^"]+)"', (await browser.post(f"{at}/invite", days="1")).text)
    assert link
    page = await browser.get(link[1][link[1].index("/groups/join") :])
    joining = form_of(page.text, "/groups/join") | {"own_name": "Bo"}
    again = await browser.client.post("/groups/join", data=joining, headers=AS_BROWSER)
    assert (again.status_code, refused_in(again.text)) == (422, {"own_name": taken})
    put_right = form_of(again.text, "/groups/join")
    assert put_right["own_name"] == "Bo"
    joined = await browser.client.post(
        "/groups/join", data=put_right | {"own_name": "Ada L."}, headers=AS_BROWSER
    )
    assert joined.status_code == 303
    new = await browser.post("/groups", name="Rocks", own_name=" ")
    assert refused_in(new.text) == {"own_name": "A name has 1 to 60 characters."}
    assert form_of(new.text, "/groups")["name"] == "Rocks"


async def test_a_question_that_may_not_be_asked_now_is_not_lost(
    app: App, connect: Connect, ada: Person, bo: Person, circle: groups.Group
) -> None:
    note = await condense.condense(app, ada, Pasted(CHAPTER))
    (first, *_) = await groups.shareable(app, ada, note.id or 0)
    (post,) = await groups.share(app, ada, circle.id, [first.highlight_id], groups.Wish())
    reader, author = await sign_in(app, await connect(), bo), await sign_in(app, await connect(), ada)
    at = f"/posts/{post.id}/ask"
    for _ in range(MOST_UNANSWERED):
        assert (await reader.post(at, text="Why?")).status_code == 303
    refused = await reader.post(at, text="And how?")
    assert refused_in(refused.text) == {"text": "10 questions of yours wait for an answer here."}
    assert form_of(refused.text, at)["text"] == "And how?"
    question, *_ = await groups.questions(app, ada, circle.id)
    blank = await author.post(f"/questions/{question.id}/answer", text=" ")
    assert refused_in(blank.text) == {"text": "Write 1 to 500 characters."}


async def test_what_may_not_be_shared_just_now_stays_chosen(
    app: App, ada: Person, browser: Browser, circle: groups.Group
) -> None:
    note = await condense.condense(app, ada, Pasted(CHAPTER))
    first, second, *_ = await groups.shareable(app, ada, note.id or 0)
    await groups.change_settings(app, ada, circle.id, groups.Settings(daily_shares=1))
    at, both = f"/notes/{note.id}/share", [str(each.highlight_id) for each in (first, second)]
    for path in (at, f"{at}/now"):
        none = await browser.post(path, group=str(circle.id), without_name="1")
        assert (none.status_code, refused_in(none.text)) == (
            422,
            {"highlight": "Choose at least one sentence."},
        )
        assert "without_name" in form_of(none.text, at)
        refused = await browser.post(path, group=str(circle.id), highlight=both)
        assert (
            "you may share 1 sentences a day; 1 are left just now." in refused_in(refused.text)["highlight"]
        )
        chosen = html.fromstring(refused.text).xpath("//input[@name='highlight' and @checked]")
        assert [each.get("value") for each in chosen] == both
