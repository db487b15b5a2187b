"""Where a webhook or a push may go, and how it gets there: public addresses over TLS only, so that nobody reaches the
house's own network through Pith.

A name is looked up and all its addresses are judged each time something is sent, and the connection goes to just the
address that was judged: a name that changes its mind in between (DNS rebinding) gains nothing. Hosts that
`PITH_WEBHOOK_HOSTS` names are let through, plain HTTP included.
"""

from __future__ import annotations

import asyncio
import importlib
import socket
import ssl
from collections.abc import Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from urllib.parse import urlsplit

import httpx

from bot.errors import Busy, Invalid
from bot.settings import Settings

URL_CHARACTERS = 500
LOOK_UP_S = 5.0
SEND_S = 10.0
LOOK_UPS = ThreadPoolExecutor(16, "look-up")  # so that a slow name server holds no thread of anything else
PORTS = {"https": 443, "http": 80}
EMBEDDING = (IPv6Network("64:ff9b::/96"), IPv6Network("64:ff9b:1::/48"))  # NAT64: an IPv4 address inside


_looked_up_for: dict[int, Future[list[str]]] = {}
"""By person, in this process: one name of each at a time, until its thread is free again. So nobody holds up others."""


def make_ready() -> ssl.SSLContext:
    """What the first request needs and what would stop the loop there: the roots to trust, and what httpx imports only
    then. Call it in a thread."""
    for late in ("httpcore", "anyio._backends._asyncio"):
        importlib.import_module(late)
    return httpx.create_ssl_context(trust_env=False)


class Unreachable(Exception):
    """There is no way to the address now, or none that is allowed."""


@dataclass(frozen=True, slots=True)
class Target:
    """`host` as the URL names it, and the `ip` to connect to."""

    scheme: str
    host: str
    ip: str
    port: int
    path: str

    @property
    def url(self) -> str:
        """The URL with the address in the name's place."""
        ip = f"[{self.ip}]" if ":" in self.ip else self.ip
        return f"{self.scheme}://{ip}:{self.port}{self.path}"

    @property
    def named(self) -> str:
        """For the Host header."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == PORTS[self.scheme] else f"{host}:{self.port}"


def is_public(address: str) -> bool:
    """Whether an IP address is one of the open internet, whatever it is wrapped in."""
    ip: IPv4Address | IPv6Address = ip_address(address.partition("%")[0])
    if isinstance(ip, IPv6Address):
        if ip.ipv4_mapped is not None:
            return is_public(str(ip.ipv4_mapped))
        if ip.sixtofour is not None or ip.teredo is not None or any(ip in net for net in EMBEDDING):
            return False
    return ip.is_global and not ip.is_multicast


async def given_target(
    settings: Settings, url: str, whose: int, *, most_characters: int = URL_CHARACTERS
) -> Target:
    """`target_of` for an address that person `whose` just gives. Raises Busy while another of theirs is looked up."""
    if whose in _looked_up_for:
        raise Busy("Your last address is still being looked up. Try again in a moment.")
    return await target_of(settings, url, whose, most_characters=most_characters)


async def target_of(
    settings: Settings, url: str, whose: int, *, most_characters: int = URL_CHARACTERS
) -> Target:
    """Where a request to `url`, of person `whose`, is to go. Raises Invalid for an address that can't be one,
    Unreachable for one that is not found or not allowed."""
    try:
        parts = urlsplit(url)
        host, port = (parts.hostname or "").encode("idna").decode(), parts.port
    except ValueError:
        raise Invalid("This is not an address. Write it like https://example.org/hook.") from None
    if len(url) > most_characters or not url.isprintable() or any(character.isspace() for character in url):
        raise Invalid("This is not an address. Write it like https://example.org/hook.")
    if not host or parts.scheme not in PORTS or parts.username is not None:
        raise Invalid("This is not an address. Write it like https://example.org/hook.")
    port = port or PORTS[parts.scheme]
    trusted = not {host, f"{host}:{port}"}.isdisjoint(settings.webhook_hosts)
    if parts.scheme != "https" and not trusted:
        raise Invalid("The address has to begin with https://, so that nobody reads along.")
    addresses = await _look_up(host, port, whose)
    if not trusted and not all(is_public(address) for address in addresses):
        raise Unreachable
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    return Target(parts.scheme, host, addresses[0], port, path)


async def post(
    tls: ssl.SSLContext, target: Target, body: bytes, headers: Mapping[str, str]
) -> httpx.Response:
    """Sends `body` to just the address that was judged, under the name that the URL gives it; follows no redirect, and
    reads of the answer its head alone. Raises TimeoutError and httpx's errors."""
    named = {"Host": target.named, "User-Agent": "Pith", **headers}
    async with (
        asyncio.timeout(SEND_S),
        httpx.AsyncClient(verify=tls, trust_env=False, timeout=SEND_S) as client,
        client.stream(
            "POST", target.url, content=body, headers=named, extensions={"sni_hostname": target.host}
        ) as answer,
    ):
        return answer


async def _look_up(host: str, port: int, whose: int) -> list[str]:
    addresses: list[str] = []
    with suppress(TimeoutError):
        async with asyncio.timeout(LOOK_UP_S):
            while (before := _looked_up_for.get(whose)) is not None:
                await asyncio.wait([asyncio.wrap_future(before)])
            _looked_up_for[whose] = at_work = LOOK_UPS.submit(_addresses, host, port)
            at_work.add_done_callback(lambda _: _looked_up_for.pop(whose))
            addresses = await asyncio.wrap_future(at_work)
    if not addresses:
        raise Unreachable
    return addresses


def _addresses(host: str, port: int) -> list[str]:
    """None where they can't be found."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        return []
    return [str(address[0]) for *_, address in found]
