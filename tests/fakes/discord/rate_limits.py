"""Buckets, the global limit, and the headers that tell of them. They run on real time, as discord.py waits in it."""

from __future__ import annotations

import hashlib
import time
from dataclasses import dataclass

MAJOR = ("channel_id", "guild_id", "webhook_id", "webhook_token")


@dataclass
class Limit:
    """So many requests in so many seconds."""

    requests: int
    per_s: float


@dataclass
class _Window:
    used: int
    ends_s: float


class RateLimits:
    """Counts requests for each route and its major parameters, and over all routes."""

    def __init__(self, usual: Limit, overall: Limit) -> None:
        self.usual, self.overall = usual, overall
        self.special: dict[tuple[str, str], Limit] = {}
        self._windows: dict[tuple[str, ...], _Window] = {}

    def _use(self, key: tuple[str, ...], limit: Limit) -> tuple[bool, _Window]:
        now_s = time.monotonic()
        window = self._windows.get(key)
        if window is None or window.ends_s <= now_s:
            window = self._windows[key] = _Window(0, now_s + limit.per_s)
        if window.used >= limit.requests:
            return False, window
        window.used += 1
        return True, window

    def take(
        self, method: str, template: str, params: dict[str, str], *, exempt: bool
    ) -> tuple[dict[str, str], dict[str, object] | None]:
        """The headers for this request's answer, and the 429 body where it is one too many.

        `exempt`: interaction answers do not count against the global limit.
        """
        if not exempt:
            fine, window = self._use(("global",), self.overall)
            if not fine:
                wait_s = max(window.ends_s - time.monotonic(), 0.001)
                return _too_many(wait_s, "global") | {"X-RateLimit-Global": "true"}, _body(wait_s, True)
        limit = self.special.get((method, template), self.usual)
        key = (method, template, *(params[name] for name in MAJOR if name in params))
        fine, window = self._use(key, limit)
        wait_s = max(window.ends_s - time.monotonic(), 0.001)
        headers = {
            "X-RateLimit-Limit": str(limit.requests),
            "X-RateLimit-Remaining": str(limit.requests - window.used),
            "X-RateLimit-Reset": f"{time.time() + wait_s:.3f}",
            "X-RateLimit-Reset-After": f"{wait_s:.3f}",
            "X-RateLimit-Bucket": hashlib.sha256(f"{method} {template}".encode()).hexdigest()[:32],
        }
        return (headers, None) if fine else (headers | _too_many(wait_s, "user"), _body(wait_s, False))


def _too_many(wait_s: float, scope: str) -> dict[str, str]:
    return {"Retry-After": f"{wait_s:.3f}", "X-RateLimit-Scope": scope}


def _body(wait_s: float, everywhere: bool) -> dict[str, object]:
    return {
        "message": "You are being rate limited.",
        "retry_after": round(wait_s, 3),
        "global": everywhere,
        "code": 0,
    }
