"""Gateway v10: sessions with replay, and events by intent; connection.py is one client's line.

A session outlives its connection: what happens while it is away is kept, and replayed after RESUME.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from aiohttp import web

from tests.fakes.discord import wire
from tests.fakes.discord.connection import MAX_PAYLOAD_BYTES, Connection

if TYPE_CHECKING:
    from tests.fakes.discord.server import DiscordServer
    from tests.fakes.discord.things import Message

GUILDS, MEMBERS, MODERATION, PRESENCES = 1 << 0, 1 << 1, 1 << 2, 1 << 8
GUILD_MESSAGES, GUILD_REACTIONS, GUILD_TYPING = 1 << 9, 1 << 10, 1 << 11
DIRECT_MESSAGES, DIRECT_REACTIONS, DIRECT_TYPING = 1 << 12, 1 << 13, 1 << 14
MESSAGE_CONTENT = 1 << 15
PRIVILEGED = MEMBERS | PRESENCES | MESSAGE_CONTENT
Json = dict[str, Any]


@dataclass(eq=False)
class Session:
    """What Discord remembers of one shard's client: its intents, its numbering, and every event sent."""

    id: str
    intents: int
    shard: tuple[int, int]
    sequence: int = 0
    sent: list[tuple[int, Json]] = field(default_factory=list)
    connection: Connection | None = None

    def event(self, name: str, data: Any) -> None:
        self.sequence += 1
        payload = {"op": 0, "t": name, "s": self.sequence, "d": data}
        self.sent.append((self.sequence, payload))
        if self.connection is not None:
            self.connection.send(payload)

    def minds(self, guild_id: int | None) -> bool:
        """Whether events of this guild (None: direct messages) come to this shard."""
        number, count = self.shard
        return (0 if guild_id is None else (guild_id >> 22) % count) == number


class Gateway:
    """Every session and open connection, and the events that go to them."""

    def __init__(self, server: DiscordServer) -> None:
        self._server = server
        self.sessions: dict[str, Session] = {}
        self.connections: set[Connection] = set()
        self.heartbeat_interval_ms = 41_250
        self.acknowledges = True  # False: heartbeats go unanswered, as on a zombie connection
        self.identified = self.resumed = 0

    @property
    def connected(self) -> bool:
        return any(one.connection is not None for one in self.sessions.values())

    def dispatch(
        self,
        name: str,
        data: Json | Callable[[Session], Json],
        *,
        intent: int = 0,
        guild_id: int | None = None,
    ) -> None:
        """Send an event to every session that has the intent; `data` may depend on the session."""
        for one in self.sessions.values():
            if one.minds(guild_id) and (not intent or one.intents & intent):
                one.event(name, data(one) if callable(data) else data)
        self._server.ring()

    def about_message(self, name: str, message: Message) -> None:
        """MESSAGE_CREATE or MESSAGE_UPDATE, blanked where this session may not read it."""
        guild = message.channel.guild
        if message.only_for is not None or not self._server.app_sees(message.channel):
            self._server.ring()
            return

        def data(session: Session) -> Json:
            return wire.gateway_message(message, self._server.app, bool(session.intents & MESSAGE_CONTENT))

        intent = DIRECT_MESSAGES if guild is None else GUILD_MESSAGES
        self.dispatch(name, data, intent=intent, guild_id=guild.id if guild else None)

    async def serve(self, request: web.Request) -> web.WebSocketResponse:
        """The websocket's own route."""
        socket = web.WebSocketResponse(compress=False, max_msg_size=MAX_PAYLOAD_BYTES * 16, timeout=1)
        await socket.prepare(request)
        connection = Connection(self._server, self, socket, request)
        self.connections.add(connection)
        try:
            await connection.run()
        finally:
            self.connections.discard(connection)
            self._server.ring()
        return socket

    def open(self, session_id: str, intents: int, shard: tuple[int, int], connection: Connection) -> Session:
        """A new session for a client that identified."""
        self.sessions[session_id] = made = Session(session_id, intents, shard, connection=connection)
        self.identified += 1
        return made

    def abort(self) -> None:
        for one in tuple(self.connections):
            one.abort()
