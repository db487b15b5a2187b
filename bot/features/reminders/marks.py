"""What becomes of a delivery that a face has sent: marked as with its person, or refused. Each is one transaction."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time
from typing import Any, cast

from sqlalchemy import Integer, Row, String, Table, Time, bindparam, case, func, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.app import App
from bot.features.reminders import push
from bot.features.reminders.deliveries import Delivery, held_by
from bot.features.reminders.push import Told
from bot.features.reminders.schedule import speaks_until
from bot.features.reminders.states import State, Trouble
from bot.store.tables import DeliveryRow, ReminderRow, UtcDateTime


@dataclass(frozen=True, slots=True)
class Sent:
    """A delivery that is with its person: the highlights it showed, where it is if that is a DM, the time that it
    offered to come at from now on, and a line of how much of what is in it, for their browsers."""

    delivery: Delivery
    highlights: tuple[int, ...] = ()
    dm_channel: str | None = None
    offered: time | None = None
    gist: str = ""


_deliveries, _reminders = cast("Table", DeliveryRow.__table__), cast("Table", ReminderRow.__table__)
_MARK = (
    update(_deliveries)
    .where(_deliveries.c.id == bindparam("its_id"))
    .values(
        state=case((_deliveries.c.state == State.WAITING, State.SENT), else_=_deliveries.c.state),
        sent_at=func.coalesce(_deliveries.c.sent_at, bindparam("now", type_=UtcDateTime)),
        highlights=bindparam("shown"),
        leased_until_at=None,
    )
)
_COUNT = (
    update(_reminders)
    .where(_reminders.c.person_id == bindparam("its_person"))
    .values(
        unanswered=_reminders.c.unanswered + bindparam("one_more", type_=Integer),
        dm_channel=func.coalesce(bindparam("channel", type_=String), _reminders.c.dm_channel),
        offered_clock=func.coalesce(bindparam("offered", type_=Time), _reminders.c.offered_clock),
        offered_at=func.coalesce(bindparam("asked_at", type_=UtcDateTime), _reminders.c.offered_at),
    )
)


_SHOW = (
    update(_deliveries)
    .where(_deliveries.c.id == bindparam("its_id"))
    .values(
        sent_at=func.coalesce(_deliveries.c.sent_at, bindparam("now", type_=UtcDateTime)),
        highlights=bindparam("shown"),
    )
)


async def mark(app: App, sent: Sequence[Sent]) -> None:
    """They are with their people, as far as they were still held. Who answered already has not left it unanswered, and
    what was snoozed already has shown what it showed all the same."""
    now, marked, shown = app.clock(), list[dict[str, Any]](), list[dict[str, Any]]()
    told: list[Told] = []
    async with app.write() as s:
        rows = await _locked(s, sent)
        for each in sent:
            delivery, row = each.delivery, rows.get(each.delivery.id)
            if row is None:
                continue
            values = {"its_id": delivery.id, "its_person": delivery.person.id, "now": now}
            values |= {"shown": list(each.highlights), "channel": each.dm_channel, "one_more": 0}
            values |= {"offered": each.offered, "asked_at": now if each.offered else None}
            if row.turn > delivery.turn and row.state == State.WAITING:
                shown.append(values)
            elif (row.turn, row.attempts) == (delivery.turn, delivery.attempts) and row.is_held:
                waits = row.state == State.WAITING
                marked.append(values | {"one_more": int(waits and not delivery.turn)})
                if waits:
                    told.append(_told(each, now))
        for statement, values_of in ((_MARK, marked), (_SHOW, shown), (_COUNT, marked + shown)):
            if values_of:
                await s.execute(statement, values_of)
        if told and push.is_ready(app.settings):
            await push.put(s, told, now)


async def _locked(s: AsyncSession, sent: Sequence[Sent]) -> dict[str, Row[str, int, int, str, bool]]:
    """These deliveries as they are, by their id: their reminders held first, see `deliveries`."""
    people = [each.delivery.person.id for each in sent]
    await s.execute(
        select(ReminderRow.person_id)
        .where(ReminderRow.person_id.in_(people))
        .order_by(ReminderRow.person_id)
        .with_for_update()
    )
    is_held = DeliveryRow.leased_until_at.is_not(None).label("is_held")
    found = await s.execute(
        select(DeliveryRow.id, DeliveryRow.turn, DeliveryRow.attempts, DeliveryRow.state, is_held)
        .where(
            DeliveryRow.id.in_([each.delivery.id for each in sent]),
            DeliveryRow.state.in_((State.WAITING, State.DONE)),
        )
        .order_by(DeliveryRow.id)
        .with_for_update()
    )
    return {row.id: row for row in found}


def _told(sent: Sent, now: datetime) -> Told:
    delivery = sent.delivery
    until_at = speaks_until(delivery.schedule, now)
    return Told(delivery.id, delivery.person.id, delivery.turn, sent.gist, delivery.language, until_at)


async def refused(app: App, delivery: Delivery) -> None:
    """Discord does not let it through to this person: the reminder stops, and they are told at their next visit."""
    async with app.write() as s:
        await s.get(ReminderRow, delivery.person.id, with_for_update=True)
        ended = update(DeliveryRow).where(held_by(delivery)).values(state=State.REFUSED)
        if await s.scalar(ended.returning(DeliveryRow.id)) is None:
            return
        await s.execute(
            update(ReminderRow)
            .where(ReminderRow.person_id == delivery.person.id)
            .values(is_on=False, next_on=None, next_at=None, trouble=Trouble.CLOSED)
        )
