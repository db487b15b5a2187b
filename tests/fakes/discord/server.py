"""The stand-in as a whole: its state, its routes on loopback, and what a test may do to it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from types import TracebackType
from typing import TypeVar
from urllib.parse import quote, unquote

from aiohttp import web

from tests.fakes.discord import openapi, rest_app, rest_interactions, rest_messages, rest_reactions
from tests.fakes.discord.connection import PRIVILEGED
from tests.fakes.discord.front import Call, Fault, Front
from tests.fakes.discord.gateway import MESSAGE_CONTENT
from tests.fakes.discord.interactions import Interaction
from tests.fakes.discord.places import Places
from tests.fakes.discord.posting import signature
from tests.fakes.discord.rate_limits import Limit, RateLimits
from tests.fakes.discord.things import Account, Channel, File, Message

HANDLERS = (rest_app, rest_messages, rest_reactions, rest_interactions)  # importing them fills the routes
RECHECK_S = 0.01  # how often until() looks again on its own, for conditions the server is not told of
CONTENT_FLAG = 1 << 19  # GATEWAY_MESSAGE_CONTENT_LIMITED, as the portal's switch gives a small app
T = TypeVar("T")


class DiscordServer(Places):
    """Discord, on loopback: `async with DiscordServer() as server:`.

    `privileged_intents` is what the app's owner switched on in the developer portal: 1 << 15 for message content.
    `described` False leaves out the look into Discord's description, which takes longer than everything else.
    On leaving, an AssertionError tells of every request that broke Discord's description (`violations`).
    """

    def __init__(
        self,
        *,
        token: str = "test-token",
        privileged_intents: int = 0,
        shards: int = 1,
        port: int = 0,
        usual_limit: Limit | None = None,
        global_limit: Limit | None = None,
        described: bool = True,
    ) -> None:
        super().__init__()
        self.token, self.shards, self._port = token, shards, port
        self._described = described
        self.privileged_intents = privileged_intents & PRIVILEGED
        self.interactions: dict[int, Interaction] = {}
        self.missed: list[Interaction] = []  # answered too late
        self.requests: list[Call] = []
        self.fetching: list[File] = []  # asked of the CDN, in order
        self.fetched: list[File] = []  # and given by it
        self.typing: list[Channel] = []
        self.violations: list[str] = []
        self.invalid_requests = 0
        self.rate_limits = RateLimits(usual_limit or Limit(100, 1.0), global_limit or Limit(50, 1.0))
        self.url = self.cdn_url = ""
        self.cdn_open = asyncio.Event()  # cleared: files are on their way until it is set again
        self.cdn_open.set()
        self._bell = asyncio.Event()

    async def __aenter__(self) -> DiscordServer:
        self._front = Front(self, await asyncio.to_thread(openapi.load) if self._described else None)
        web_app = web.Application(client_max_size=512 * 1024 * 1024)
        web_app.router.add_get("/gateway/", self.gateway.serve)
        web_app.router.add_get("/gateway", self.gateway.serve)
        web_app.router.add_route("*", "/api/v10/{tail:.*}", self._front.serve)
        for folder in ("attachments", "ephemeral-attachments"):
            web_app.router.add_get(f"/{folder}/{{place}}/{{file}}/{{name}}", self._cdn)
        self._runner = web.AppRunner(web_app, access_log=None, shutdown_timeout=1)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", self._port)
        await site.start()
        port = self._runner.addresses[0][1]
        self.url = self.cdn_url = f"http://127.0.0.1:{port}"
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.gateway.abort()
        await self._runner.cleanup()
        if error is None:
            self.check()

    @property
    def api_url(self) -> str:
        """For discord.http.Route.BASE."""
        return f"{self.url}/api/v10"

    @property
    def gateway_url(self) -> str:
        """For discord.gateway.DiscordWebSocket.DEFAULT_GATEWAY."""
        return f"{self.url.replace('http', 'ws', 1)}/gateway/"

    @property
    def application_flags(self) -> int:
        return CONTENT_FLAG if self.reads_content else 0

    @property
    def reads_content(self) -> bool:
        """Whether REST shows message content to the app: as the portal says, whatever it identified with."""
        return bool(self.privileged_intents & MESSAGE_CONTENT)

    # Waiting

    def ring(self) -> None:
        """Wake everyone who waits: something happened."""
        self._bell.set()
        self._bell = asyncio.Event()

    async def until(self, condition: Callable[[], T], timeout_s: float = 30, what: str = "a condition") -> T:
        """Wait until the condition holds and give what it gave; after timeout_s, an AssertionError that tells why."""
        loop = asyncio.get_running_loop()
        ends_s = loop.time() + timeout_s
        while not (given := condition()):
            bell = self._bell
            if loop.time() > ends_s:
                raise AssertionError(
                    f"{what} did not come in {timeout_s} s; last requests: {self.requests[-8:]}"
                )
            try:
                # wait_for loses a cancellation that comes with the bell
                async with asyncio.timeout(RECHECK_S):
                    await bell.wait()
            except TimeoutError:
                continue
        return given

    async def connected(self, timeout_s: float = 60) -> None:
        """Wait until a client is connected and identified or resumed."""
        await self.until(lambda: self.gateway.connected, timeout_s, "a gateway connection")

    async def message(
        self,
        channel: Channel,
        containing: str = "",
        *,
        visible_to: Account | None = None,
        timeout_s: float = 30,
    ) -> Message:
        """Wait for the app's newest message in a channel that shows this text."""

        def found() -> Message | None:
            shown = channel.messages(visible_to)
            mine = [
                one for one in shown if one.author is self.app and containing in one.text and not one.loading
            ]
            return mine[-1] if mine else None

        made = await self.until(found, timeout_s, f"a message with {containing!r}")
        assert made is not None
        return made

    # Trouble

    def drop_gateway(self) -> None:
        """Cut every gateway connection without a word; sessions stay, to be resumed."""
        self.gateway.abort()

    def invalidate_session(self, *, resumable: bool = False) -> None:
        """INVALID_SESSION to every client; unless resumable, its sessions and what they missed are gone."""
        for one in list(self.gateway.connections):
            one.send({"op": 9, "s": None, "t": None, "d": resumable})
        if not resumable:
            self.gateway.sessions.clear()

    def ask_reconnect(self) -> None:
        """RECONNECT to every client, as before a gateway is restarted."""
        for one in list(self.gateway.connections):
            one.send({"op": 7, "s": None, "t": None, "d": None})

    def limit(self, method: str, template: str, requests: int, per_s: float) -> None:
        """Another rate limit for one route: `server.limit("POST", "/channels/{channel_id}/messages", 1, 0.05)`."""
        self.rate_limits.special[method, template] = Limit(requests, per_s)

    def fail(
        self, method: str, template: str, *, status: int | None = 503, times: int = 1, code: int = 0
    ) -> None:
        """Make the next requests of a route fail; status None carries them out and loses the answer."""
        self._front.faults.append(Fault(method, template, status, times, code))

    @asynccontextmanager
    async def late(self, method: str, template: str) -> AsyncIterator[None]:
        """What is done here is done once the next request of a route is carried out, and before it is answered."""
        fault = Fault(method, template, None, times=1, held=asyncio.Event())
        self._front.faults.append(fault)
        await self.until(lambda: fault.times == 0, what=f"{method} {template}")
        assert fault.held is not None
        try:
            yield
        finally:
            fault.held.set()

    def check(self) -> None:
        """Fail with every violation so far; `violations.clear()` forgives those a test meant."""
        assert not self.violations, "Discord's description was broken:\n" + "\n".join(self.violations)

    def asked(self, method: str, template: str) -> list[Call]:
        """The requests made of one route, oldest first."""
        return [one for one in self.requests if (one.method, one.template) == (method, template)]

    @property
    def refused(self) -> list[Call]:
        """The requests answered with a 4xx other than 429."""
        return [one for one in self.requests if 400 <= one.status < 500 and one.status != 429]

    @property
    def unanswered(self) -> list[Interaction]:
        """What people asked and were never told an answer to."""
        return [one for one in self.interactions.values() if one.answer is None]

    async def _cdn(self, request: web.Request) -> web.Response:
        path = unquote(request.path)
        file, until = self.files.get(path), request.query.get("ex", "0")
        fresh = int(until, 16) > self.clock.now().timestamp()
        if file is None or not fresh or request.query.get("hm") != signature(path, until):
            return web.Response(status=404, text="This content is no longer available.")
        self.fetching.append(file)
        self.ring()
        await self.cdn_open.wait()
        self.fetched.append(file)
        self.ring()
        kind = (file.content_type or "application/octet-stream").split(";")[0]
        disposition = f'attachment; filename="{quote(file.name)}"'
        return web.Response(body=file.data, content_type=kind, headers={"Content-Disposition": disposition})
