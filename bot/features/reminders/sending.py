"""Sending what is due: plans, claims, hands each delivery to a face, marks it. `work` runs once in a process.

The face is a callable that `__main__` hands over: it sends under the delivery's nonce, and where the delivery was
tried before it first looks whether it is there already. So that a stop at any step loses none and doubles none.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Coroutine, Iterable, Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Any

from bot.app import App
from bot.features.background import forever
from bot.features.reminders import deliveries, marks, today
from bot.features.reminders.deliveries import Delivery
from bot.features.reminders.marks import Sent
from bot.features.reminders.today import Today
from bot.features.reminders.words import gist

POLL_S = 1.0
CLAIMED_AT_ONCE = 40
IN_HAND = 200  # claimed and not marked: four seconds' worth of what Discord takes
MARKED_AT_ONCE = 16
MARKED_AFTER_S = 0.5  # where one hangs, the others don't wait for it
SEND_TIMEOUT_S = 30.0  # well inside a lease
MARGIN = timedelta(seconds=5)  # a lease with less left than a send may take and this is not used
AGAIN_AFTER = timedelta(seconds=30)

log = logging.getLogger(__name__)


class Refused(Exception):
    """The person can't be written to: their direct messages are closed, or no server is shared any more."""


class NotSent(Exception):
    """The face can't send at the moment. `was_tried`: it may have got through all the same."""

    def __init__(self, again_after: timedelta = AGAIN_AFTER, *, was_tried: bool = True) -> None:
        self.again_after, self.was_tried = again_after, was_tried


GoingOn = dict[str, asyncio.Task[str]]
"""Sendings by their nonce, also those that nobody waits for any more: a request is not broken off, as discord.py keeps
all others back while one of them waits for the end of Discord's limit. Who has the delivery again waits on."""

Send = Callable[[Delivery, Today], Coroutine[Any, Any, str]]
"""Sends a delivery and returns the channel it went to. Raises Refused or NotSent."""


async def work(app: App, send: Send | None) -> None:
    """Sends what is due until cancelled. `send` None: there is no Discord face, what is taken goes to the browser's
    inbox."""
    going_on: GoingOn = {}
    try:
        await forever("reminders", lambda: deliver_due(app, send, going_on), every_s=POLL_S)
    finally:
        await _end(going_on.values())


async def deliver_due(app: App, send: Send | None, going_on: GoingOn | None = None) -> int:
    """Plans and sends everything that has come due; how many deliveries were claimed.

    All three steps go on side by side: while some are on their way, the next are claimed and the last marked.
    """
    own: GoingOn = {}
    going_on = own if going_on is None else going_on
    claimed, on_their_way, sent = 0, set[asyncio.Task[Sent | None]](), list[Sent]()
    marking: asyncio.Task[None] | None = None
    now_s = asyncio.get_running_loop().time
    looked_at_s = now_s()

    def has_room() -> bool:
        return max(len(on_their_way), len(going_on)) <= IN_HAND - CLAIMED_AT_ONCE

    try:
        planned = await deliveries.plan(app)
        more = True
        while more or on_their_way:
            again = now_s() >= looked_at_s + POLL_S  # one that hangs holds up nobody else
            if (more or again) and has_room():
                looked_at_s = now_s()
                planned = await deliveries.plan(app) if again else planned
                batch = await deliveries.claim(app, CLAIMED_AT_ONCE, with_discord=send is not None)
                if planned and len(batch) < CLAIMED_AT_ONCE:
                    planned = await deliveries.plan(app)
                more, claimed = bool(planned or batch), claimed + len(batch)
                for delivery, focus in await _put_together(app, batch):
                    on_their_way.add(asyncio.create_task(_send(app, send, delivery, focus, going_on)))
            if on_their_way:
                full = not (more and has_room())
                arrived, on_their_way = await asyncio.wait(
                    on_their_way, timeout=MARKED_AFTER_S if full else 0, return_when=asyncio.FIRST_COMPLETED
                )
                sent += filter(None, (task.result() for task in arrived))
                if len(sent) >= MARKED_AT_ONCE or (sent and full and not arrived):
                    if marking:
                        await marking
                    marking = asyncio.create_task(_mark(app, sent))
            elif not has_room():  # all in hand are sendings that nobody waits for any more
                await asyncio.wait(going_on.values(), timeout=POLL_S, return_when=asyncio.FIRST_COMPLETED)
        if marking:
            await marking
    finally:
        for task in on_their_way:
            task.cancel()
        ended = await asyncio.gather(*on_their_way, return_exceptions=True)
        if marking:
            await asyncio.gather(marking, return_exceptions=True)
        await _mark(app, sent + [each for each in ended if isinstance(each, Sent)])
        await _end(own.values())
    return claimed


async def _put_together(app: App, batch: Sequence[Delivery]) -> list[tuple[Delivery, Today]]:
    """What each delivery shows; where that breaks for one, the others go on."""
    if not batch:
        return []
    try:
        return list(zip(batch, await today.put_together(app, batch), strict=True))
    except Exception:
        if len(batch) == 1:
            log.exception("delivery %s could not be put together; it is tried again", batch[0].id)
            return []
        return [each for one in batch for each in await _put_together(app, [one])]


async def _send(
    app: App, send: Send | None, delivery: Delivery, focus: Today, going_on: GoingOn
) -> Sent | None:
    """One delivery on its way; None where it did not get there. What goes wrong with it is its own trouble."""
    try:
        return await _sent(app, send, delivery, focus, going_on)
    except Exception:
        log.exception("delivery %s could not be sent; it is tried again", delivery.id)
        return None


async def _sent(
    app: App, send: Send | None, delivery: Delivery, focus: Today, going_on: GoingOn
) -> Sent | None:
    shown = tuple(point.highlight_id for point in focus.points)
    there = Sent(delivery, shown, offered=focus.offered, gist=gist(focus, delivery.language))
    if send is None or delivery.discord_id is None:
        return there
    if delivery.leased_until_at - app.clock() <= timedelta(seconds=SEND_TIMEOUT_S) + MARGIN:
        return None
    try:
        async with asyncio.timeout(SEND_TIMEOUT_S):
            channel = await asyncio.shield(_begun(going_on, send, delivery, focus))
            return replace(there, dm_channel=channel)
    except Refused:
        await marks.refused(app, delivery)
    except NotSent as trouble:
        await deliveries.put_off(app, delivery, trouble.again_after, was_tried=trouble.was_tried)
    except TimeoutError:
        await deliveries.put_off(app, delivery, AGAIN_AFTER)
    return None


def _begun(going_on: GoingOn, send: Send, delivery: Delivery, focus: Today) -> asyncio.Task[str]:
    nonce = delivery.nonce

    def ended(task: asyncio.Task[str]) -> None:
        del going_on[nonce]
        if not task.cancelled():
            task.exception()  # seen, also where nobody waits any more

    if nonce not in going_on:
        going_on[nonce] = asyncio.create_task(send(delivery, focus))
        going_on[nonce].add_done_callback(ended)
    return going_on[nonce]


async def _end(tasks: Iterable[asyncio.Task[str]]) -> None:
    """Breaks them off; what of them got through is found in the DM."""
    left = list(tasks)
    for task in left:
        task.cancel()
    await asyncio.gather(*left, return_exceptions=True)


async def _mark(app: App, sent: list[Sent]) -> None:
    """Marks them and empties the list."""
    if sent:
        marked, sent[:] = list(sent), []
        await marks.mark(app, marked)
