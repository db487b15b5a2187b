"""Who is behind a request: a signed cookie from a one-time link, or a bearer token.

What a cookie may change is asked for with a token of the page (`csrf`); a bearer request needs none, since no
other site can make a browser send one. Must never log a cookie, a key or a token.
"""

from __future__ import annotations

import hmac
import os
import re
import secrets
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Annotated, Any
from urllib.parse import urlsplit

from fastapi import Depends, Request
from fastapi.security import APIKeyCookie, HTTPBearer
from itsdangerous import BadSignature, URLSafeSerializer
from starlette.responses import Response

from bot.app import App
from bot.errors import NotAllowed, NotFound, NotSignedIn, UserError
from bot.features import people
from bot.features.people import Person
from bot.locales import best_language
from bot.settings import Settings
from bot.web_ui.frame.answers import language_of
from bot.web_ui.frame.bodies import form_of, is_form, written

LIFETIME, RENEWED_AFTER = timedelta(days=90), timedelta(days=7)
DOOR_LIFETIME_S = 3600
HARMLESS = ("GET", "HEAD", "OPTIONS")


@dataclass(frozen=True, slots=True)
class Visitor:
    """A signed-in person on this face. `language` is the one to answer in."""

    person: Person
    language: str


def is_https(settings: Settings) -> bool:
    return settings.base_url.startswith("https:")


def cookie_name(settings: Settings) -> str:
    """The prefix makes browsers refuse a cookie of this name that another host or path has set."""
    return "__Host-pith" if is_https(settings) else "pith"


def described(settings: Settings) -> tuple[HTTPBearer, APIKeyCookie]:
    """The ways in, one of which is enough, for /openapi.json alone: `visitor` is who asks for them."""
    bearer = HTTPBearer(scheme_name="bearer", description="`pith token` makes one.", auto_error=False)
    cookie = APIKeyCookie(
        name=cookie_name(settings),
        scheme_name="cookie",
        description="Of a browser that is signed in. A change needs the header `X-Pith-CSRF` as well, with what "
        "`<meta name=csrf>` holds in Pith's pages.",
        auto_error=False,
    )
    return bearer, cookie


class Signer:
    """Signs cookies and the tokens of pages."""

    def __init__(self, settings: Settings) -> None:
        secret = settings.secret_key
        key = secret.get_secret_value() if secret else _kept_key(settings.data_dir / "secret.key")
        self._cookies = URLSafeSerializer(key, salt="pith.session")
        self._pages = URLSafeSerializer(key, salt="pith.csrf")
        self._doors = URLSafeSerializer(key, salt="pith.door")
        self._https = is_https(settings)
        self.cookie = cookie_name(settings)

    def remember(self, answer: Response, app: App, person: Person, session: str = "") -> None:
        """Signs this browser in; with the name of its `session` keeps it in that, whose open pages stay good."""
        issued_at = int(app.clock().timestamp())
        session = session or secrets.token_hex(8)
        content = {"p": person.id, "e": person.session_epoch, "t": issued_at, "n": session}
        answer.set_cookie(
            self.cookie,
            str(self._cookies.dumps(content)),
            max_age=int(LIFETIME.total_seconds()),
            httponly=True,
            samesite="lax",
            secure=self._https,
        )

    def renew(self, request: Request, answer: Response) -> None:
        """Who comes again stays signed in, where `from_cookie` has found that it is time."""
        if due := getattr(request.state, "renewed", None):
            self.remember(answer, pith(request), *due)

    def door(self, request: Request) -> tuple[str, str]:
        """For a form of somebody who may not be signed in: the value of its cookie, and what the form sends back."""
        value = request.cookies.get(f"{self.cookie}-door", "")
        value = value if re.fullmatch(r"[0-9a-f]{32}", value) else secrets.token_hex(16)
        return value, str(self._doors.dumps(value))

    def open_door(self, answer: Response, value: str) -> None:
        """Gives the browser the form's cookie, which it sends with nothing that another site began."""
        answer.set_cookie(
            f"{self.cookie}-door",
            value,
            max_age=DOOR_LIFETIME_S,
            httponly=True,
            samesite="strict",
            secure=self._https,
        )

    def check_door(self, request: Request, given: str) -> None:
        """Raises NotAllowed unless the form comes from our page in this browser."""
        wanted = str(self._doors.dumps(request.cookies.get(f"{self.cookie}-door", "")))
        if f"{self.cookie}-door" not in request.cookies or not hmac.compare_digest(
            wanted.encode(), given.encode()
        ):
            raise NotAllowed("This page is out of date. Reload it and try again.")

    def forget(self, answer: Response) -> None:
        """Signs this browser out."""
        answer.delete_cookie(self.cookie, httponly=True, samesite="lax", secure=self._https)

    def read(self, request: Request) -> dict[str, Any] | None:
        """What the request's cookie says, if we wrote it and it is not too old."""
        try:
            content = self._cookies.loads(request.cookies.get(self.cookie, ""))
        except BadSignature:
            return None
        age_s = request.app.state.pith.clock().timestamp() - content["t"]
        return content if age_s < LIFETIME.total_seconds() else None

    def page_token(self, content: dict[str, Any]) -> str:
        """What a page of this session must send back with every change."""
        return str(self._pages.dumps(content["n"]))

    def is_page_token(self, given: str) -> bool:
        """Whether some page of ours was given it, of whichever session."""
        try:
            return bool(self._pages.loads(given))
        except BadSignature:
            return False


def _kept_key(path: Path) -> str:
    """The key in `path`, made once; of several processes that start together all get the same one."""
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        draft = path.with_name(f"{path.name}.{secrets.token_hex(4)}")
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(secrets.token_urlsafe(48))
            file.flush()
            os.fsync(file.fileno())
        try:
            os.link(draft, path)
        except FileExistsError:
            pass
        finally:
            draft.unlink()
    return path.read_text()


def pith(request: Request) -> App:
    app: App = request.app.state.pith
    return app


async def from_cookie(request: Request) -> Person | None:
    """The person this browser is signed in as, if any; leaves the page's token in `request.state.csrf`."""
    signer: Signer = request.app.state.signer
    content = signer.read(request)
    if content is None:
        return None
    try:
        person = await people.get(pith(request), content["p"])
    except NotFound:
        return None
    if person.session_epoch != content["e"]:
        return None
    request.state.csrf = signer.page_token(content)
    if pith(request).clock().timestamp() - content["t"] > RENEWED_AFTER.total_seconds():
        request.state.renewed = (person, content["n"])
    return person


def check_origin(request: Request) -> None:
    """Raises NotAllowed for a request that another site has made the browser send.

    `Origin: null` says nothing: browsers send it with the forms of a page whose referrer policy is no-referrer.
    """
    site = request.headers.get("sec-fetch-site", "same-origin")
    origin = request.headers.get("origin", "null").lower()
    own = {request.headers.get("host", "").lower(), urlsplit(pith(request).settings.public_url or "").netloc}
    is_own = origin == "null" or origin.partition("://")[2] in own - {""}  # a file's origin names no host
    if site not in ("same-origin", "none") or not is_own:
        raise NotAllowed("This came from another site. Open Pith itself and try again.")


async def _check_page(request: Request) -> None:
    """Raises NotAllowed unless the change comes from one of our own pages of this session."""
    check_origin(request)
    given = request.headers.get("x-pith-csrf")
    if given is None and is_form(request):
        given = str((await form_of(request)).get("csrf", ""))
    if not hmac.compare_digest((given or "").encode(), request.state.csrf.encode()):
        raise NotAllowed("This page is out of date. Reload it and try again.")


async def _to_be_copied(request: Request) -> tuple[str, ...]:
    """What was written in a form that can't be taken, for the page that says why: no page has it any more."""
    try:
        check_origin(request)
    except NotAllowed:
        return ()
    return await written(request)


async def whoever(request: Request) -> Person:
    """Who a request comes from. Raises NotSignedIn."""
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() == "bearer":
        return await people.from_token(pith(request), token.strip())
    known = await from_cookie(request)
    if known is None:
        if _is_from_page(request):
            raise NotSignedIn(
                "Your sign-in has ended. Open a sign-in link in this browser, then reload this page."
            )
        raise NotSignedIn("You are not signed in. Open a sign-in link, or send a bearer token.")
    return known


def _is_from_page(request: Request) -> bool:
    """Whether one of our pages asks, open since before: programs send neither its token nor its cookie."""
    is_api = request.url.path.startswith("/api/")
    signer: Signer = request.app.state.signer
    return not is_api or "x-pith-csrf" in request.headers or signer.cookie in request.cookies


async def visitor(request: Request) -> AsyncIterator[Visitor]:
    """The dependency of every private route. Raises NotSignedIn or NotAllowed."""
    is_bearer = request.headers.get("authorization", "")[:7].lower() == "bearer "
    try:
        person = await whoever(request)
        request.state.person = person
        request.state.language = best_language(person.language) if person.language else language_of(request)
        if not is_bearer and request.method not in HARMLESS:
            await _check_page(request)
        yield Visitor(person, request.state.language)
    except UserError:
        if not is_bearer and request.method not in HARMLESS:
            request.state.written = await _to_be_copied(request)
        raise
    finally:
        await request.close()  # a form's files on disk go with the request


Pith = Annotated[App, Depends(pith)]
SignedIn = Annotated[Visitor, Depends(visitor)]
