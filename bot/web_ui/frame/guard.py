"""What every request passes before a route sees it: headers, hosts, body sizes, and a net under what breaks.

Plain ASGI, outermost first as `server.build` lists them. Must never read a body to its end.
"""

from __future__ import annotations

import asyncio
import ipaddress
import logging
import secrets
from urllib.parse import urlsplit

from fastapi import HTTPException, Request
from starlette.datastructures import Headers as RequestHeaders
from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bot.locales import N_
from bot.settings import Settings
from bot.web_ui.frame.answers import STATUS_WORDS, problem

CONTENT_SECURITY_POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "connect-src 'self'",
        "manifest-src 'self'",
        "worker-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
EVERYWHERE = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
API = "/api/v1"
LARGE_BODIES = (f"{API}/condense", f"{API}/jobs", "/send", f"{API}/anki/grades", "/anki/grades")
SMALL_BODY_BYTES = 2**20
BODY_PATIENCE_S = 30.0
ENVELOPE_BYTES = 2**20  # what a form may add to the file in it
LOOPBACK = ("localhost", "127.0.0.1", "::1")

log = logging.getLogger(__name__)


class Headers:
    """Puts the security headers on every answer; what has no cache rule of its own is private and not kept."""

    def __init__(self, app: ASGIApp, https: bool) -> None:
        self.app = app
        self.headers = dict(EVERYWHERE)
        if https:
            self.headers["Strict-Transport-Security"] = "max-age=31536000"

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in self.headers.items():
                    headers.setdefault(name, value)
                headers.setdefault("Cache-Control", "no-store")
            await send(message)

        await self.app(scope, receive, send_with_headers)


def route_of(scope: Scope) -> str:
    """The route's pattern, which a router included under a prefix has without it: what is logged and counted. A path
    carries ids, and that of a calendar its secret."""
    pattern = getattr(scope.get("route"), "path", None)
    if pattern is None:
        return "other"
    return f"{API}{pattern}" if scope["path"].startswith(f"{API}/") else str(pattern)


class Incidents:
    """The net: what nobody expected is logged with an id, and the person is told that id."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        started = False

        async def watched(message: Message) -> None:
            nonlocal started
            started = started or message["type"] == "http.response.start"
            await send(message)

        try:
            await self.app(scope, receive, watched)
        except Exception:
            if scope["type"] != "http" or started:
                raise
            incident = secrets.token_hex(4)
            log.exception("%s %s broke (%s)", scope["method"], route_of(scope), incident)
            sentence = N_("Something broke here ({id}). It is not your fault.", id=incident)
            answer = await problem(Request(scope), 500, "internal", sentence)
            await answer(scope, receive, send)


def host_name(authority: str) -> str:
    """The name in a Host header, without port and brackets, in lower case; "" for what is none."""
    try:
        return (urlsplit(f"//{authority}").hostname or "").lower()
    except ValueError:
        return ""


def known_hosts(settings: Settings) -> frozenset[str]:
    """The names that Pith answers to."""
    given = (*LOOPBACK, settings.web_host, *settings.web_hosts)
    names = {host_name(f"[{name}]" if name.count(":") > 1 else name) for name in given}
    if settings.public_url:
        names.add(urlsplit(settings.public_url).hostname or "")
    return frozenset(filter(None, names))


class Hosts:
    """Refuses requests under a foreign name, so that no other site's name can be rebound to this address.

    A bare IP address is let through: rebinding needs a name, and probes call by address.
    """

    def __init__(self, app: ASGIApp, settings: Settings) -> None:
        self.app = app
        self.known = known_hosts(settings)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            name = host_name(RequestHeaders(scope=scope).get("host", ""))
            if name not in self.known and not _is_address(name):
                sentence = N_("Pith does not answer to this name. Add it to PITH_WEB_HOSTS.")
                answer = await problem(Request(scope), 421, "unknown_host", sentence)
                return await answer(scope, receive, send)
        return await self.app(scope, receive, send)


def _is_address(name: str) -> bool:
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True


class BodyLimit:
    """Answers 413 as soon as a body is known to be too large: by its declared size, else while it streams in.

    A body whose next piece does not come in `patience_s` is answered with 408.
    """

    def __init__(self, app: ASGIApp, max_file_bytes: int, patience_s: float = BODY_PATIENCE_S) -> None:
        self.app = app
        self.large_bytes = max_file_bytes + ENVELOPE_BYTES
        self.patience_s = patience_s

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return await self.app(scope, receive, send)
        limit = self.large_bytes if scope["path"] in LARGE_BODIES else SMALL_BODY_BYTES
        declared = RequestHeaders(scope=scope).get("content-length", "0")
        if declared.isdecimal() and int(declared[:20]) > limit:
            answer = await problem(Request(scope), 413, "too_large", STATUS_WORDS[413])
            return await answer(scope, receive, send)
        seen, whole = 0, False

        async def counted() -> Message:
            nonlocal seen, whole
            try:  # after the whole body only the leaving of the client is waited for
                async with asyncio.timeout(None if whole else self.patience_s):
                    message = await receive()
            except TimeoutError:
                raise HTTPException(408) from None
            whole = not message.get("more_body", False)
            seen += len(message.get("body", b""))
            if seen > limit:
                raise HTTPException(413)
            return message

        return await self.app(scope, counted, send)
