"""Listening to a group (server-sent events): a word that changes with its page, until one is not in it any more.

Each process lets a person listen a few times and everybody together a few hundred.
"""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import AsyncIterator
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from fastapi.responses import StreamingResponse
from starlette.types import Receive, Scope, Send

from bot.app import App
from bot.errors import Busy, TooMany, UserError
from bot.features import groups
from bot.features.people import Person
from bot.web_ui.frame import wire
from bot.web_ui.session import Pith, SignedIn, whoever

LOOK_EVERY_S = 1.0
ALIVE_EVERY = 15  # looks
MOST_OF_ONE, MOST_OF_ALL = 8, 400
STREAM: dict[int | str, dict[str, Any]] = {
    200: {"description": "Events named `changed` whenever the group's page would look different.",
          "content": {"text/event-stream": {}}}
}  # fmt: skip

api = APIRouter(tags=["groups"])


class Listeners:
    """Who listens just now, and what they look at together."""

    def __init__(self) -> None:
        self.watch = groups.Watch()
        self._of = Counter[int]()

    def enter(self, person: Person) -> None:
        """Raises TooMany and Busy."""
        if self._of[person.id] >= MOST_OF_ONE:
            raise TooMany("You listen {count} times already, the most there can be.", count=MOST_OF_ONE)
        if self._of.total() >= MOST_OF_ALL:
            raise Busy("Too many listen just now. Try again in a moment.")
        self._of[person.id] += 1

    def leave(self, person: Person) -> None:
        self._of[person.id] -= 1
        self._of += Counter()  # without those who don't listen


class Stream(StreamingResponse):
    """A stream that is counted until it ends, however it ends."""

    def __init__(self, content: AsyncIterator[str], listeners: Listeners, person: Person) -> None:
        headers = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}
        super().__init__(content, media_type="text/event-stream", headers=headers)
        self._listeners, self._person = listeners, person
        listeners.enter(person)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        try:
            await super().__call__(scope, receive, send)
        finally:
            self._listeners.leave(self._person)


@api.get("/groups/{group_id}/events", responses=STREAM, response_class=StreamingResponse)
async def follow(
    group_id: wire.Identity,
    request: Request,
    app: Pith,
    visitor: SignedIn,
    known: Annotated[str | None, Query(max_length=100)] = None,
) -> StreamingResponse:
    """Says when the group's page would look different; ends when you are not in it or signed in any more. `known` is
    the `data` of the last event, after a break; `Last-Event-ID` says the same."""
    first = await groups.version(app, visitor.person, group_id)
    seen = request.headers.get("last-event-id") or known or first
    listeners: Listeners = request.app.state.listeners
    events = _events(request, app, listeners.watch, visitor.person, group_id, seen)
    return Stream(events, listeners, visitor.person)


async def _events(
    request: Request, app: App, watch: groups.Watch, person: Person, group_id: int, known: str
) -> AsyncIterator[str]:
    yield "retry: 3000\n\n"
    looks = 0
    with watch.listening(group_id):
        while not (request.app.state.closing or await request.is_disconnected()):
            looks += 1
            look = _look(request, app, watch, person, group_id, None if looks % ALIVE_EVERY == 0 else known)
            now = await asyncio.shield(look)  # who goes meanwhile breaks off no statement
            if now is None:
                yield "event: over\ndata: \n\n"
                return
            if now != known:
                known = now
                yield f"id: {now}\nevent: changed\ndata: {now}\n\n"
            elif looks % ALIVE_EVERY == 0:
                yield ": alive\n\n"
            await asyncio.sleep(LOOK_EVERY_S)


async def _look(
    request: Request, app: App, watch: groups.Watch, person: Person, group_id: int, known: str | None
) -> str | None:
    """The group's word now; None once they can't look into it any more. Where it is not `known`, also once they are
    signed in no more."""
    try:
        now = await watch.version(app, person, group_id)
        if now != known:
            await whoever(request)
    except UserError:
        return None
    return now
