"""How the push services bear it, as this process sees it: one that asks for time has it for all messages, one that is
silent is left alone for a while.

It takes two people to hold a service up, with nothing taken in between: what one person's browsers meet may be a limit
of theirs.
"""

from __future__ import annotations

from datetime import datetime, timedelta

SHORTEST, LONGEST = timedelta(seconds=30), timedelta(minutes=10)
HELD_AT_ONCE = 100  # of those that a query passes over
REMEMBERED = 1000


def service_of(endpoint: str) -> str:
    """What the addresses of one push service begin with."""
    return "/".join(endpoint.split("/", 3)[:3])


class Services:
    """Push services by what `service_of` names them."""

    def __init__(self) -> None:
        self._met: dict[str, set[int]] = {}  # whose messages it has not taken since it took one
        self._held_until: dict[str, datetime] = {}

    def took(self, service: str) -> None:
        self._met.pop(service, None)

    def refused(self, service: str, whose: int, now: datetime, wait: timedelta) -> None:
        """It was silent, or asks for a `wait`."""
        if len(self._met) > REMEMBERED:
            self._met.clear()
        people = self._met.setdefault(service, set())
        people.add(whose)
        if len(people) > 1:
            until = now + min(max(wait, SHORTEST), LONGEST)
            self._held_until[service] = max(until, self._held_until.get(service, until))

    def held(self, now: datetime) -> set[str]:
        """Those that get nothing now."""
        self._held_until = {each: until for each, until in self._held_until.items() if until > now}
        longest_first = sorted(self._held_until, key=self._held_until.__getitem__, reverse=True)
        return set(longest_first[:HELD_AT_ONCE])
