"""Sending what is due: plans, claims, hands each delivery to a face, marks it. `work` runs once in a process.

The face is a callable that `__main__` hands over: it sends under the delivery's nonce, and where the delivery was
tried before it first looks whether it is there already. So that a stop at any step loses none and doubles none.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence
from datetime import timedelta

from bot.app import App
from bot.features.reminders import deliveries, today
from bot.features.reminders.deliveries import Delivery, Sent
from bot.features.reminders.today import Today

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


class NotNow(Exception):
    """The face can't send at the moment; nothing was sent."""


Send = Callable[[Delivery, Today], Awaitable[str]]
"""Sends a delivery and returns the channel it went to. Raises Refused or NotNow."""


async def work(app: App, send: Send | None) -> None:
    """Sends what is due until cancelled. `send` None: there is no Discord face, all goes to the browser's inbox."""
    while True:
        made = 0
        try:
            made = await deliver_due(app, send)
        except Exception:  # a store that is full or away for a moment must not end reminders for good
            log.exception("reminders could not be looked at; they are again in a moment")
        if not made:
            await asyncio.sleep(POLL_S)


async def deliver_due(app: App, send: Send | None) -> int:
    """Plans and sends everything that has come due; how many deliveries were claimed.

    All three steps go on side by side: while some are on their way, the next are claimed and the last marked.
    """
    claimed, on_their_way, sent = 0, set[asyncio.Task[Sent | None]](), list[Sent]()
    marking: asyncio.Task[None] | None = None
    try:
        planned = await deliveries.plan(app)
        more = True
        while more or on_their_way:
            if more and len(on_their_way) <= IN_HAND - CLAIMED_AT_ONCE:
                batch = await deliveries.claim(app, CLAIMED_AT_ONCE)
                if planned and len(batch) < CLAIMED_AT_ONCE:
                    planned = await deliveries.plan(app)
                more, claimed = bool(planned or batch), claimed + len(batch)
                for delivery, focus in await _put_together(app, batch):
                    on_their_way.add(asyncio.create_task(_send(app, send, delivery, focus)))
            if on_their_way:
                full = not more or len(on_their_way) > IN_HAND - CLAIMED_AT_ONCE
                arrived, on_their_way = await asyncio.wait(
                    on_their_way, timeout=MARKED_AFTER_S if full else 0, return_when=asyncio.FIRST_COMPLETED
                )
                sent += filter(None, (task.result() for task in arrived))
                if len(sent) >= MARKED_AT_ONCE or (sent and full and not arrived):
                    if marking:
                        await marking
                    marking = asyncio.create_task(_mark(app, sent))
        if marking:
            await marking
    finally:
        for task in on_their_way:
            task.cancel()
        ended = await asyncio.gather(*on_their_way, return_exceptions=True)
        await _mark(app, sent + [each for each in ended if isinstance(each, Sent)])
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


async def _send(app: App, send: Send | None, delivery: Delivery, focus: Today) -> Sent | None:
    """One delivery on its way; None where it did not get there. What goes wrong with it is its own trouble."""
    try:
        return await _sent(app, send, delivery, focus)
    except Exception:
        log.exception("delivery %s could not be sent; it is tried again", delivery.id)
        return None


async def _sent(app: App, send: Send | None, delivery: Delivery, focus: Today) -> Sent | None:
    shown, offered = tuple(point.highlight_id for point in focus.points), focus.offered
    if send is None or delivery.discord_id is None:
        return Sent(delivery, shown, offered=offered)
    if delivery.leased_until_at - app.clock() <= timedelta(seconds=SEND_TIMEOUT_S) + MARGIN:
        return None
    try:
        async with asyncio.timeout(SEND_TIMEOUT_S):
            return Sent(delivery, shown, await send(delivery, focus), offered)
    except Refused:
        await deliveries.refused(app, delivery)
    except (NotNow, TimeoutError):
        await deliveries.put_off(app, delivery, AGAIN_AFTER)
    return None


async def _mark(app: App, sent: list[Sent]) -> None:
    """Marks them and empties the list."""
    if sent:
        marked, sent[:] = list(sent), []
        await deliveries.mark(app, marked)
