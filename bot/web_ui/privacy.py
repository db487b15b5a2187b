"""Privacy: everything kept of a person as one file, and all of it erased, once they have typed that they mean it."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import Response

from bot.errors import Invalid
from bot.features import privacy
from bot.locales import LANGUAGES
from bot.web_ui.frame import bodies, wire, words
from bot.web_ui.frame.answers import download, page
from bot.web_ui.people import settings_shown
from bot.web_ui.session import Pith, SignedIn

api = APIRouter(tags=["person"])
pages = APIRouter()


def check_confirmed(typed: str) -> None:
    """Raises Invalid unless the word was typed, in whichever of the languages."""
    if typed.strip().casefold() not in {words.ERASE.to(language) for language in LANGUAGES}:
        raise Invalid("Nothing was erased. Type the word “erase” to say that you mean it.", about="confirm")


@api.get("/person/export", response_class=Response)
async def export(app: Pith, visitor: SignedIn) -> Response:
    """Everything kept of you, as one JSON file."""
    return download(await privacy.export_all(app, visitor.person))


@api.post("/person/erase", status_code=204, response_class=Response)
async def erase(wish: wire.Confirmation, app: Pith, visitor: SignedIn) -> None:
    """Erases you: notes, jobs, settings, tokens. It can't be undone."""
    check_confirmed(wish.confirm)
    await privacy.erase_all(app, visitor.person, visitor.language)


@pages.post("/erase")
async def erase_on_page(request: Request, app: Pith, visitor: SignedIn) -> Response:
    try:
        check_confirmed(str((await bodies.form_of(request)).get("confirm", "")))
    except Invalid as error:
        return await settings_shown(request, app, visitor, not_erased=error)
    await privacy.erase_all(app, visitor.person, visitor.language)
    answer = await page(request, "welcome.html", erased=True)
    request.app.state.signer.forget(answer)
    answer.headers["Clear-Site-Data"] = '"storage"'
    return answer
