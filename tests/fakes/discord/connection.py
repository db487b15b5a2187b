"""One client's websocket, from HELLO to its close: heartbeats, IDENTIFY, RESUME, and every reason to hang up."""

from __future__ import annotations

import asyncio
import json
import secrets
import zlib
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Protocol

from aiohttp import WSMsgType, web

from tests.fakes.discord import wire

if TYPE_CHECKING:
    from tests.fakes.discord.gateway import Gateway, Session
    from tests.fakes.discord.server import DiscordServer

GUILDS = 1 << 0
PRIVILEGED = 1 << 1 | 1 << 8 | 1 << 15  # members, presences, message content
KNOWN_INTENTS = (1 << 26) - 1
MAX_PAYLOAD_BYTES = 4096
MAX_SENT_A_MINUTE = 120
Json = dict[str, Any]


class Closed(Exception):
    """Ends a connection with one of Discord's close codes."""

    def __init__(self, code: int, reason: str) -> None:
        super().__init__(reason)
        self.code, self.reason = code, reason


class _Compressor(Protocol):
    def __call__(self, data: bytes) -> bytes: ...


def _zlib_stream() -> _Compressor:
    stream = zlib.compressobj()
    return lambda data: stream.compress(data) + stream.flush(zlib.Z_SYNC_FLUSH)


def _zstd_stream() -> _Compressor:
    try:
        import zstandard
    except ImportError:  # then discord.py cannot ask for it either
        raise Closed(4000, "zstd-stream is not modelled without zstandard") from None
    stream = zstandard.ZstdCompressor().compressobj()
    return lambda data: stream.compress(data) + stream.flush(zstandard.COMPRESSOBJ_FLUSH_BLOCK)


class Connection:
    """One websocket, from HELLO to its close."""

    def __init__(
        self, server: DiscordServer, gateway: Gateway, socket: web.WebSocketResponse, request: web.Request
    ) -> None:
        self._server, self._gateway, self._socket, self._request = server, gateway, socket, request
        self._outbox: asyncio.Queue[Json | Closed] = asyncio.Queue()
        self._session: Session | None = None
        self._received_s: list[float] = []
        self._beat: asyncio.TimerHandle | None = None
        self._compress: _Compressor | None = None
        self._letting_go = False

    def send(self, payload: Json) -> None:
        self._outbox.put_nowait(payload)

    def close(self, code: int, reason: str = "") -> None:
        self._outbox.put_nowait(Closed(code, reason))

    def abort(self) -> None:
        """Cut the line without a word."""
        self._detach()
        if self._request.transport is not None:
            self._request.transport.abort()

    async def run(self) -> None:
        writer = asyncio.create_task(self._write())
        try:
            self._begin()
            async for message in self._socket:
                if message.type is WSMsgType.TEXT:
                    self._receive(message.data)
        except Closed as closed:
            self._outbox.put_nowait(closed)
            await writer
        finally:
            self._detach()
            polite = self._socket.close_code in (1000, 1001) and not self._letting_go
            if self._session is not None and polite:
                self._gateway.sessions.pop(self._session.id, None)  # a client's own goodbye ends the session
            writer.cancel()
            await asyncio.gather(writer, return_exceptions=True)

    def _detach(self) -> None:
        if self._beat is not None:
            self._beat.cancel()
            self._beat = None
        if self._session is not None and self._session.connection is self:
            self._session.connection = None

    def _begin(self) -> None:
        query = self._request.query
        if query.get("v") != "10":
            raise Closed(4012, "Invalid API version")
        if query.get("encoding", "json") != "json":
            raise Closed(4000, "only JSON is modelled")
        makers = {"zlib-stream": _zlib_stream, "zstd-stream": _zstd_stream}
        maker = makers.get(query.get("compress", ""))
        self._compress = maker() if maker else None
        self.send(
            {"op": 10, "s": None, "t": None, "d": {"heartbeat_interval": self._gateway.heartbeat_interval_ms}}
        )
        self._await_heartbeat()

    def _await_heartbeat(self) -> None:
        """A client that stays silent for an interval and a half is let go, to resume later."""
        if self._beat is not None:
            self._beat.cancel()
        patience_s = self._gateway.heartbeat_interval_ms * 1.5 / 1000
        self._beat = asyncio.get_running_loop().call_later(patience_s, self.close, 4009, "Session timed out")

    async def _write(self) -> None:
        while True:
            item = await self._outbox.get()
            if isinstance(item, Closed):
                self._detach()
                self._letting_go = True
                await self._socket.close(code=item.code, message=item.reason.encode())
                return
            text = json.dumps(item)
            try:
                if self._compress is None:
                    await self._socket.send_str(text)
                else:
                    await self._socket.send_bytes(self._compress(text.encode()))
                await asyncio.sleep(0)  # so that a burst of events does not hold the loop
            except ConnectionError:
                return  # cut from the other side: the session keeps the event for a RESUME

    def _receive(self, raw: str) -> None:
        if len(raw.encode()) > MAX_PAYLOAD_BYTES:
            raise Closed(4002, "Payload too long")
        now_s = asyncio.get_running_loop().time()
        self._received_s = [at for at in self._received_s if at > now_s - 60] + [now_s]
        if len(self._received_s) > MAX_SENT_A_MINUTE:
            raise Closed(4008, "Rate limited")
        try:
            payload = json.loads(raw)
            op, data = payload["op"], payload.get("d")
        except (ValueError, KeyError, TypeError):
            raise Closed(4002, "Decode error") from None
        handlers: dict[int, Callable[[Any], None]] = {
            1: self._heartbeat, 2: self._identify, 3: self._needs_session, 4: self._needs_session,
            6: self._resume, 8: self._tell_members,
        }  # fmt: skip
        if op not in handlers:
            raise Closed(4001, "Unknown opcode")
        handlers[op](data)

    def _needs_session(self, data: Any) -> None:
        """Presence and voice requests are taken and change nothing here."""
        if self._session is None:
            raise Closed(4003, "Not authenticated")

    def _tell_members(self, data: Json) -> None:
        """Those asked for by their ids, which needs no intent; others are not told of here."""
        self._needs_session(data)
        guild, ids = self._server.guilds[int(data["guild_id"])], data.get("user_ids") or []
        found = [guild.members[int(each)] for each in ids if int(each) in guild.members]
        chunk = {
            "guild_id": data["guild_id"],
            "members": [wire.member(each) for each in found],
            "not_found": [each for each in ids if int(each) not in guild.members],
            "chunk_index": 0,
            "chunk_count": 1,
            "nonce": data.get("nonce"),
        }
        if self._session is not None:
            self._session.event("GUILD_MEMBERS_CHUNK", chunk)

    def _heartbeat(self, data: Any) -> None:
        self._await_heartbeat()
        if self._gateway.acknowledges:
            self.send({"op": 11, "s": None, "t": None, "d": None})

    def _identify(self, data: Json) -> None:
        if self._session is not None:
            raise Closed(4005, "Already authenticated")
        if data.get("token") != self._server.token:
            raise Closed(4004, "Authentication failed")
        intents = data.get("intents")
        if not isinstance(intents, int) or not 0 <= intents <= KNOWN_INTENTS:
            raise Closed(4013, "Invalid intent(s)")
        if intents & PRIVILEGED & ~self._server.privileged_intents:
            raise Closed(4014, "Disallowed intent(s)")
        number, count = data.get("shard") or (0, 1)
        if not 0 <= number < count:
            raise Closed(4010, "Invalid shard")
        if not isinstance(data.get("properties"), dict):
            raise Closed(4002, "Decode error")
        self._session = self._gateway.open(secrets.token_hex(16), intents, (number, count), self)
        self._welcome(self._session)

    def _welcome(self, session: Session) -> None:
        server = self._server
        guilds = [one for one in server.guilds.values() if one.has_app and session.minds(one.id)]
        ready = {
            "v": 10,
            "user": wire.user(server.app)
            | {"verified": True, "mfa_enabled": False, "flags": 0, "email": None},
            "guilds": [{"id": str(one.id), "unavailable": True} for one in guilds],
            "session_id": session.id,
            "session_type": "normal",
            "resume_gateway_url": server.gateway_url,
            "shard": list(session.shard),
            "application": {"id": str(server.app.id), "flags": server.application_flags},
            "private_channels": [],
            "presences": [],
            "relationships": [],
            "user_settings": {},
            "geo_ordered_rtc_regions": [],
            "_trace": [],
        }
        session.event("READY", ready)
        for one in guilds:
            if session.intents & GUILDS:
                session.event("GUILD_CREATE", wire.guild(one, server.app))
        server.ring()

    def _resume(self, data: Json) -> None:
        if data.get("token") != self._server.token:
            raise Closed(4004, "Authentication failed")
        session = self._gateway.sessions.get(str(data.get("session_id")))
        if session is None:
            self.send({"op": 9, "s": None, "t": None, "d": False})
            return
        if not isinstance(data.get("seq"), int) or data["seq"] > session.sequence:
            raise Closed(4007, "Invalid seq")
        self._session = session
        for number, payload in session.sent:
            if number > data["seq"]:
                self.send(payload)
        session.connection = self
        session.event("RESUMED", {"_trace": []})
        self._gateway.resumed += 1
        self._server.ring()
