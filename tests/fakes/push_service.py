"""A strict stand-in for a browser and its push service: takes what is signed and sealed as the standards say.

It checks the signature (RFC 8292), the headers (RFC 8030) and opens the message with the browser's keys (RFC 8291).
"""

from __future__ import annotations

import asyncio
import base64
import json
import os
import re
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import http_ece
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from py_vapid import jwt

VAPID_KEY = "XefF_Z1N4pf6OFreR5IJUj-TcHiJcqv9_6YVgNWK9ac"
SUBJECT = "mailto:somebody@example.org"
LONGEST_SIGNED_S = 24 * 3600
LONGEST_TOPIC = 32


def in_base64url(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).decode().rstrip("=")


@dataclass(frozen=True)
class Pushed:
    """A message, opened."""

    topic: str
    ttl_s: int
    content: dict[str, Any]


class PushService:
    """One browser's. `answers` are given one after the other, then 201; `waiting` is what it has yet to show."""

    def __init__(self, now: Callable[[], datetime]) -> None:
        self.now = now
        self.address = ""
        self.server_key = ""  # the one that the browser subscribed with; empty: any
        self.answers: list[tuple[int, str]] = []
        self.asked = 0
        self.may_answer = asyncio.Event()
        self.may_answer.set()
        self.was_asked, self.has_come = asyncio.Event(), asyncio.Event()
        self.came: list[Pushed] = []
        self.waiting: dict[str, Pushed] = {}
        self._private = ec.generate_private_key(ec.SECP256R1())
        self._secret = os.urandom(16)

    @property
    def endpoint(self) -> str:
        return f"http://{self.address}/push/7?a=b"

    @property
    def subscription(self) -> dict[str, Any]:
        """What the browser's `PushSubscription.toJSON()` gives."""
        point = self._private.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
        keys = {"p256dh": in_base64url(point), "auth": in_base64url(self._secret)}
        return {"endpoint": self.endpoint, "keys": keys}

    def take(self, headers: dict[str, str], body: bytes) -> Pushed:
        assert headers["host"] == self.address
        assert headers["content-encoding"] == "aes128gcm"
        assert len(body) <= 4096
        assert len(headers["topic"]) <= LONGEST_TOPIC
        scheme, _, parameters = headers["authorization"].partition(" ")
        given = dict(part.strip().split("=", 1) for part in parameters.split(","))
        assert scheme == "vapid"
        assert given["k"] == self.server_key or not self.server_key
        header = json.loads(base64.urlsafe_b64decode(given["t"].split(".")[0] + "=="))
        assert header == {"typ": "JWT", "alg": "ES256"}
        claims = jwt.decode(given["t"], given["k"])  # raises for a wrong signature
        left_s = claims["exp"] - self.now().timestamp()
        assert (claims["aud"], claims["sub"]) == (f"http://{self.address}", SUBJECT)
        assert 0 < left_s <= LONGEST_SIGNED_S
        opened = http_ece.decrypt(body, private_key=self._private, auth_secret=self._secret)
        return Pushed(headers["topic"], int(headers["ttl"]), json.loads(opened))

    async def listen(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = (await reader.readuntil(b"\r\n\r\n")).decode()
        request, *lines = head.strip().split("\r\n")
        headers = {name.lower(): value for name, _, value in (line.partition(": ") for line in lines)}
        body = await reader.readexactly(int(headers["content-length"]))
        self.asked += 1
        self.was_asked.set()
        await self.may_answer.wait()
        status, retry_after = self.answers.pop(0) if self.answers else (201, "")
        try:
            assert re.fullmatch(r"POST /push/\d\?a=b HTTP/1.1", request)
            pushed = self.take(headers, body)
        except Exception as error:
            status, retry_after = 400, repr(error)
        if status == 201:
            self.came.append(pushed)
            self.waiting[pushed.topic] = pushed
            self.has_come.set()
        answer = f"HTTP/1.1 {status} x\r\nContent-Length: 0\r\nRetry-After: {retry_after}\r\n\r\n"
        writer.write(answer.encode())
        await writer.drain()
        writer.close()


@asynccontextmanager
async def push_service(now: Callable[[], datetime]) -> AsyncIterator[PushService]:
    service = PushService(now)
    async with await asyncio.start_server(service.listen, "127.0.0.1", 0) as server:
        service.address = f"127.0.0.1:{server.sockets[0].getsockname()[1]}"
        yield service
