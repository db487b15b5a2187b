"""People: signing in and out, settings, tokens."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response
from starlette.datastructures import FormData

from bot.app import App
from bot.errors import Expired, Invalid
from bot.features import catchup, people, personalise
from bot.features.condense import AUTOMATIC, budget
from bot.features.lengths import in_words
from bot.features.people import Person, budget_json
from bot.features.reminders import Schedule, go_along, new_address
from bot.web_ui import reminders
from bot.web_ui.frame import bodies, wire, words
from bot.web_ui.frame.answers import page
from bot.web_ui.session import Pith, SignedIn, Visitor, check_origin, from_cookie

CHOICES = ("language", "time_zone", "length", "single_keys")

api = APIRouter(tags=["person"])
pages = APIRouter()


def person_json(person: Person) -> dict[str, Any]:
    return {
        "id": person.id,
        "language": person.language,
        "time_zone": person.time_zone,
        "length": budget_json(person.length),
        "single_keys": person.single_keys,
    }


async def change(app: App, person: Person, wish: wire.PersonChange) -> Person:
    """Changes what the wish names."""
    length = wish.length
    cut = (budget(length.sentences, length.ratio, length.words) or AUTOMATIC) if length else None
    changed = await people.change_settings(
        app,
        person,
        language=wish.language,
        time_zone=wish.time_zone,
        length=cut,
        single_keys=wish.single_keys,
    )
    if wish.time_zone:
        await go_along(app, person, wish.time_zone)
    return changed


@api.get("/person", response_model=wire.Person, response_model_exclude_unset=True)
async def read_person(visitor: SignedIn) -> dict[str, Any]:
    """Your settings."""
    return person_json(visitor.person)


@api.patch("/person", response_model=wire.Person, response_model_exclude_unset=True)
async def patch_person(wish: wire.PersonChange, app: Pith, visitor: SignedIn) -> dict[str, Any]:
    """Changes your settings."""
    return person_json(await change(app, visitor.person, wish))


@api.get("/tokens", response_model=wire.TokenList)
async def list_tokens(app: Pith, visitor: SignedIn) -> dict[str, Any]:
    """Your bearer tokens, by name; the tokens themselves are not kept."""
    found = await people.list_tokens(app, visitor.person)
    return {"tokens": [{"id": t.id, "name": t.name, "created_at": t.created_at} for t in found]}


@api.post("/tokens", status_code=201, response_model=wire.NewToken)
async def make_token(wish: wire.TokenName, app: Pith, visitor: SignedIn) -> dict[str, Any]:
    """A new bearer token, shown this once."""
    secret = await people.make_token(app, visitor.person, wish.name)
    return {"name": people.token_name(wish.name), "token": secret}


@api.delete("/tokens/{token_id}", status_code=204, response_class=Response)
async def revoke_token(token_id: wire.Identity, app: Pith, visitor: SignedIn) -> None:
    """The token is of no use from now on."""
    await people.revoke_token(app, visitor.person, token_id)


@pages.get("/sign-in")
async def sign_in_page(request: Request, key: str = "") -> Response:
    """Asks for one press, so that a preview or a prefetch of the link does not spend it.

    The page presses by itself when a person opened it (not another site) and nobody is signed in here.
    """
    known = await from_cookie(request)
    opened = request.headers.get("sec-fetch-site") == "none"
    signer = request.app.state.signer
    value, door = signer.door(request)
    answer = await page(
        request,
        "sign_in.html",
        key=wire.printable(key)[:200],
        known=known,
        by_itself=opened and known is None,
        door=door,
    )
    signer.open_door(answer, value)
    return answer


@pages.post("/sign-in")
async def sign_in(request: Request, app: Pith) -> Response:
    check_origin(request)
    form = await bodies.form_of(request)
    try:
        request.app.state.signer.check_door(request, str(form.get("door", "")))
        person = await people.redeem_sign_in_link(app, wire.printable(str(form.get("key", "")))[:200])
    except Expired:
        if await from_cookie(request) is None:
            raise
        return RedirectResponse("/", 303)  # the link was opened twice: they are in already
    finally:
        await request.close()
    answer = RedirectResponse("/", 303)
    request.app.state.signer.remember(answer, app, person)
    return answer


@pages.post("/sign-out")
async def sign_out(request: Request, app: Pith, visitor: SignedIn) -> Response:
    """Whom nothing but this browser knows is given a link to come back with first, and asked once more."""
    form = await bodies.form_of(request)
    if "kept" not in form and await people.is_newcomer(app, visitor.person):
        link = await people.make_return_link(app, visitor.person, app.settings.base_url)
        return await settings_shown(request, app, visitor, return_link=link, everywhere="everywhere" in form)
    if "everywhere" in form:
        await people.sign_out_everywhere(app, visitor.person)
    answer = RedirectResponse("/", 303)
    request.app.state.signer.forget(answer)
    answer.headers["Clear-Site-Data"] = '"storage"'
    return answer


async def settings_shown(
    request: Request,
    app: App,
    visitor: Visitor,
    *,
    new_token: str = "",
    new_link: str = "",
    return_link: str = "",
    everywhere: bool = False,
    saved: bool = False,
    calendar_address: str = "",
    proposed: Schedule | None = None,
    entered: Mapping[str, str] | None = None,
    refused: Invalid | None = None,
    reminder_entered: FormData | None = None,
    reminder_refused: Invalid | None = None,
    not_erased: Invalid | None = None,
) -> Response:
    """The page; what was `entered` and `refused`, here or for the reminder, stands there to be put right."""
    person = visitor.person
    length = ":".join(str(part) for pair in budget_json(person.length).items() for part in pair)
    kept = {
        "language": person.language or "",
        "time_zone": person.time_zone or "",
        "length": length,
        "single_keys": "on" if person.single_keys else "off",
    }
    return await page(
        request,
        "settings.html",
        person,
        status=422 if refused or reminder_refused or not_erased else 200,
        left_out=await catchup.left_out_at(app, person),
        taste=await personalise.learnt(app, person),
        tokens=await people.list_tokens(app, person),
        zones=people.time_zones(),
        kept=kept,
        entered=kept | dict(entered or {}),
        refused=refused,
        length_words=in_words(person.length),
        new_token=new_token,
        new_link=new_link,
        return_link=return_link,
        everywhere=everywhere,
        is_newcomer=await people.is_newcomer(app, person),
        erase_word=words.ERASE,
        saved=saved,
        reminder_refused=reminder_refused,
        not_erased=not_erased,
        **await reminders.section(app, visitor, calendar_address, proposed, reminder_entered),
    )


@pages.get("/settings")
async def settings_page(request: Request, app: Pith, visitor: SignedIn, saved: bool = False) -> Response:
    return await settings_shown(request, app, visitor, saved=saved)


@pages.post("/settings")
async def save_settings(request: Request, app: Pith, visitor: SignedIn) -> Response:
    form = await bodies.form_of(request)
    wish: dict[str, Any] = bodies.changed(form, *CHOICES)
    if "length" in wish:
        unit, _, amount = wish["length"].partition(":")
        wish["length"] = {unit: amount} if unit in bodies.LENGTHS else {}
    try:
        await change(app, visitor.person, bodies.fitted(wire.PersonChange, wish))
    except Invalid as error:
        entered = {name: str(form[name]) for name in CHOICES if name in form}
        return await settings_shown(request, app, visitor, entered=entered, refused=error)
    return RedirectResponse("/settings?saved=1", 303)


@pages.post("/settings/link")
async def make_link_on_page(request: Request, app: Pith, visitor: SignedIn) -> Response:
    """Shows a sign-in link on the page it answers, and nowhere again."""
    link = await people.make_sign_in_link(app, visitor.person, app.settings.base_url)
    return await settings_shown(request, app, visitor, new_link=link)


@pages.post("/tokens")
async def make_token_on_page(request: Request, app: Pith, visitor: SignedIn) -> Response:
    """Shows the new token on the page it answers, and nowhere again."""
    form = await bodies.form_of(request)
    wish = bodies.fitted(wire.TokenName, {"name": form.get("name", "")})
    secret = await people.make_token(app, visitor.person, wish.name)
    return await settings_shown(request, app, visitor, new_token=secret)


@pages.post("/tokens/{token_id}/revoke")
async def revoke_token_on_page(token_id: wire.Identity, app: Pith, visitor: SignedIn) -> Response:
    await people.revoke_token(app, visitor.person, token_id)
    return RedirectResponse("/settings#tokens", 303)


@pages.post("/reminder/calendar")
async def renew_calendar_on_page(request: Request, app: Pith, visitor: SignedIn) -> Response:
    """Shows the feed's new address on the page it answers, and nowhere again."""
    address = await new_address(app, visitor.person)
    return await settings_shown(request, app, visitor, calendar_address=address)


@pages.post("/reminder/understood")
async def understand_reminder_on_page(request: Request, app: Pith, visitor: SignedIn) -> Response:
    """Shows the form as the words were understood; saving is another press."""
    return await _understand_reminder(request, app, visitor)


async def _understand_reminder(request: Request, app: App, visitor: Visitor) -> Response:
    form = await bodies.form_of(request)
    try:
        if not reminders.says_when(form):
            raise Invalid("Say when it is to come, such as “weekdays at half past seven”.", about="when")
        proposed = await reminders.understood(form, app, visitor)
    except Invalid as error:
        return await settings_shown(request, app, visitor, reminder_entered=form, reminder_refused=error)
    return await settings_shown(request, app, visitor, proposed=proposed)


@pages.post("/reminder")
async def save_reminder_on_page(request: Request, app: Pith, visitor: SignedIn) -> Response:
    form = await bodies.form_of(request)
    await reminders.switch_off(form, app, visitor)
    if reminders.says_when(form):
        return await _understand_reminder(request, app, visitor)
    try:
        await reminders.save(form, app, visitor)
    except Invalid as error:
        return await settings_shown(request, app, visitor, reminder_entered=form, reminder_refused=error)
    return RedirectResponse("/settings?saved=1#reminder", 303)
