"""Web push in the browser: which browsers are notified of reminders, and the script that shows what is pushed."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Path, Request
from fastapi.responses import JSONResponse, RedirectResponse, Response

from bot.features.reminders import push
from bot.features.reminders.push import Browser
from bot.web_ui.frame import push_shapes as shapes
from bot.web_ui.frame import static
from bot.web_ui.session import Pith, SignedIn

api = APIRouter()
pages = APIRouter()

WORKER = (static.HERE / "push_worker.js").read_bytes()
BrowserId = Annotated[str, Path(pattern="^[0-9a-f]{64}$")]


def browser_json(browser: Browser) -> dict[str, Any]:
    return {"id": browser.id, "made_at": browser.made_at}


@api.get("/push", response_model=shapes.Push)
async def read_push(app: Pith, visitor: SignedIn) -> dict[str, Any]:
    """The browsers that are notified of your reminders, and the key that a new one subscribes with."""
    browsers = await push.listed(app, visitor.person)
    return {"key": await push.public_key(app), "browsers": [browser_json(each) for each in browsers]}


@api.post("/push/browsers", status_code=201, response_model=shapes.NotifiedBrowser)
async def add_browser(wish: shapes.Subscription, app: Pith, visitor: SignedIn) -> dict[str, Any]:
    """Notifies a browser, too: what its `PushSubscription.toJSON()` gives."""
    keys = wish.keys
    return browser_json(await push.add(app, visitor.person, wish.endpoint, keys.p256dh, keys.auth))


@api.delete("/push/browsers/{browser_id}", status_code=204, response_class=Response)
async def remove_browser(browser_id: BrowserId, app: Pith, visitor: SignedIn) -> None:
    """It is not notified any more."""
    await push.remove(app, visitor.person, browser_id)


@pages.post("/reminder/push/stop")
async def stop_on_page(app: Pith, visitor: SignedIn) -> Response:
    """No browser is notified any more."""
    await push.remove_all(app, visitor.person)
    return RedirectResponse("/settings?saved=1#push", 303)


@pages.get("/push_worker.js")
async def worker() -> Response:
    """At the root, since a worker minds the pages below its own address; asked for anew each time."""
    return Response(WORKER, media_type="text/javascript", headers={"Cache-Control": "no-cache"})


@pages.get("/pith.webmanifest")
async def manifest(request: Request) -> Response:
    """What makes Pith an app of the home screen: on iPhones and iPads only such are notified."""
    icon = {"src": request.app.state.pages.files.url("pith.svg"), "sizes": "any", "type": "image/svg+xml"}
    return JSONResponse(
        {"name": "Pith", "start_url": "/today", "scope": "/", "display": "standalone", "icons": [icon]},
        media_type="application/manifest+json",
        headers={"Cache-Control": "no-cache"},
    )
