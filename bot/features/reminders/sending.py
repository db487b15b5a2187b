"""Sending what is due: plans, claims, hands each delivery to a face, marks it. `work` runs once in a process.

The face is a callable that `__main__` hands over: it sends under the delivery's nonce, and where the delivery was
tried before it first looks whether it is there already. So that a stop at any step loses none and doubles none.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from datetime import timedelta

from bot.app import App
from bot.features.reminders import deliveries, today
from bot.features.reminders.deliveries import Delivery
from bot.features.reminders.today import Today

POLL_S = 1.0
CLAIMED_AT_ONCE = 100
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
    """One look: everything that has come due is planned, and a batch of it sent; how many deliveries were claimed."""
    while await deliveries.plan(app):
        pass
    claimed = await deliveries.claim(app, CLAIMED_AT_ONCE)
    await asyncio.gather(*(_deliver(app, send, delivery) for delivery in claimed))
    return len(claimed)


async def _deliver(app: App, send: Send | None, delivery: Delivery) -> None:
    """One delivery to its end. Whatever goes wrong with it is its own trouble: the others go on."""
    try:
        focus = await today.put_together(app, delivery)
        channel = None
        if send is not None and delivery.discord_id is not None:
            still_ours = delivery.leased_until_at - app.clock() > timedelta(seconds=SEND_TIMEOUT_S) + MARGIN
            if not still_ours:
                return
            async with asyncio.timeout(SEND_TIMEOUT_S):
                channel = await send(delivery, focus)
        await deliveries.mark(app, delivery, [point.highlight_id for point in focus.points], channel)
    except Refused:
        await deliveries.refused(app, delivery)
    except (NotNow, TimeoutError):
        await deliveries.put_off(app, delivery, AGAIN_AFTER)
    except Exception:
        log.exception("delivery %s could not be sent; it is tried again", delivery.id)
