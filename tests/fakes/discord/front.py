"""The REST front door: finds the route, checks token, limits and form, calls the handler, writes the answer.

Handlers are plain functions of a `Call` in rest_*.py; they return what is sent as JSON, or None for 204.
"""

from __future__ import annotations

import asyncio
import json
import re
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from aiohttp import web

from tests.fakes.discord.openapi import Description
from tests.fakes.discord.refusals import Refusal, unauthorized
from tests.fakes.discord.things import Account

if TYPE_CHECKING:
    from tests.fakes.discord.server import DiscordServer

Handler = Callable[["Call"], Any]
BY_TOKEN_IN_PATH = ("/interactions/", "/webhooks/{webhook_id}/{webhook_token}")


@dataclass
class Call:
    """One request: where to, with what; and afterwards how it was answered."""

    server: DiscordServer
    method: str
    template: str
    path: str
    params: dict[str, str]
    query: dict[str, str]
    body: Any = None
    files: dict[int, tuple[str, bytes, str | None]] = field(default_factory=dict)
    status: int = 0
    answer: Any = None
    came_at_s: float = field(default_factory=time.monotonic)

    @property
    def is_by_token(self) -> bool:
        """Answers to interactions: they name their own token and don't count against the global limit."""
        return self.template.startswith(BY_TOKEN_IN_PATH)

    @property
    def app(self) -> Account:
        return self.server.app

    def id(self, name: str) -> int:
        """A snowflake of the path; what is not one is nowhere."""
        text = self.params[name]
        if not text.isdigit():
            problem = {
                name: {
                    "_errors": [
                        {"code": "NUMBER_TYPE_COERCE", "message": f'Value "{text}" is not snowflake.'}
                    ]
                }
            }
            raise Refusal(400, 50035, "Invalid Form Body", problem)
        return int(text)

    def __repr__(self) -> str:
        return f"{self.method} {self.path} -> {self.status}"


@dataclass
class Fault:
    """Something to go wrong with the next requests of a route; see DiscordServer.fail."""

    method: str
    template: str
    status: int | None  # None: the request is carried out, and the line cut before the answer
    times: int
    code: int = 0  # Discord's own number for what is wrong
    held: asyncio.Event | None = None  # carried out, and answered once this is set


class Routes:
    """Path templates, as Discord's documentation writes them, and their handlers."""

    def __init__(self) -> None:
        self._routes: list[tuple[str, str, re.Pattern[str], Handler]] = []

    def __call__(self, method: str, template: str) -> Callable[[Handler], Handler]:
        pattern = re.compile(re.sub(r"\{(\w+)\}", r"(?P<\1>[^/]+)", template))

        def keep(handler: Handler) -> Handler:
            self._routes.append((method, template, pattern, handler))
            self._routes.sort(key=lambda one: one[1].count("{"))  # a literal @me goes before a parameter
            return handler

        return keep

    def find(self, method: str, path: str) -> tuple[str, dict[str, str], Handler] | None:
        for its_method, template, pattern, handler in self._routes:
            match = pattern.fullmatch(path) if its_method == method else None
            if match:
                return template, match.groupdict(), handler
        return None


route = Routes()


class Front:
    """Serves everything under /api/v10."""

    def __init__(self, server: DiscordServer, description: Description | None) -> None:
        self._server, self._description = server, description
        self.faults: list[Fault] = []

    async def serve(self, request: web.Request) -> web.StreamResponse:
        server = self._server
        path = "/" + request.match_info["tail"]
        found = route.find(request.method, path)
        if found is None:
            server.violations.append(f"{request.method} {path}: no such route is modelled")
            return web.json_response({"message": "404: Not Found", "code": 0}, status=404)
        template, params, handler = found
        call = Call(server, request.method, template, path, params, dict(request.query))
        server.requests.append(call)
        headers: dict[str, str] = {"Via": "1.1 loopback"}  # discord.py takes a 429 without Via for a ban
        try:
            await self._read(call, request)
            more = await self._admit(call, request)
            headers |= more
            fault = self._fault(call)
            if fault is not None and fault.status is not None:
                raise Refusal(fault.status, fault.code, f"{fault.status}: made to fail")
            call.answer = handler(call)
            call.status = call.status or (204 if call.answer is None else 200)
            if fault is not None and fault.held is not None:
                server.ring()
                await fault.held.wait()
            elif fault is not None and request.transport is not None:
                request.transport.abort()
        except _TooMany as too_many:
            headers |= too_many.headers
            call.status, call.answer = 429, too_many.body
        except Refusal as refusal:
            call.status, call.answer = refusal.status, refusal.body()
        except Exception as error:
            server.violations.append(f"{call}: the stand-in itself broke: {error!r}")
            server.ring()
            raise
        if call.status in (401, 403, 429):
            server.invalid_requests += 1
        server.ring()
        if call.answer is None:
            return web.Response(status=204, headers=headers)
        # discord.py compares the content type exactly, so no charset
        body = json.dumps(call.answer).encode()
        return web.Response(status=call.status, headers=headers, body=body, content_type="application/json")

    def _fault(self, call: Call) -> Fault | None:
        for fault in self.faults:
            if fault.times and (fault.method, fault.template) == (call.method, call.template):
                fault.times -= 1
                return fault
        return None

    async def _read(self, call: Call, request: web.Request) -> None:
        if request.content_type == "multipart/form-data":
            async for part in await request.multipart():
                name = getattr(part, "name", None) or ""
                if name == "payload_json":
                    call.body = json.loads(await part.text())  # type: ignore[union-attr]
                elif match := re.fullmatch(r"files\[(\d+)\]", name):
                    data = bytes(await part.read(decode=False))  # type: ignore[union-attr]
                    call.files[int(match[1])] = (part.filename or "unknown", data, None)  # type: ignore[union-attr]
                else:
                    call.server.violations.append(f"{call}: unknown form part {name!r}")
            return
        raw = await request.read()
        if not raw:
            return
        if request.content_type != "application/json":
            raise Refusal(400, 50109, "The request body contains invalid JSON.")
        try:
            call.body = json.loads(raw)
        except ValueError:
            raise Refusal(400, 50109, "The request body contains invalid JSON.") from None

    async def _admit(self, call: Call, request: web.Request) -> dict[str, str]:
        """Rate limits, the token, and the description; the rate limit headers for the answer."""
        by_path = call.is_by_token
        limits = call.server.rate_limits
        headers, too_many = limits.take(call.method, call.template, call.params, exempt=by_path)
        if too_many is not None:
            raise _TooMany(headers, too_many)
        public = by_path or call.template == "/gateway"
        given = request.headers.get("Authorization")
        if given != f"Bot {call.server.token}" and (given is not None or not public):
            raise unauthorized()
        if self._description is not None:
            template = described_as(call)
            wrong = await self._description.check(call.method, template, call.params, call.query, call.body)
            call.server.violations += [f"{call.method} {call.path}: {one}" for one in wrong]
        return headers


class _TooMany(Exception):
    def __init__(self, headers: dict[str, str], body: dict[str, object]) -> None:
        super().__init__(body)
        self.headers, self.body = headers, body


def described_as(call: Call) -> str:
    """The path as the description has it: it lists @original apart from other webhook messages."""
    if call.params.get("message_id") == "@original":
        return call.template.replace("{message_id}", "@original")
    return call.template
