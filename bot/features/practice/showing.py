"""The messages of groups' rounds in their channels: which of them no longer say what is true, and what became of it.
`work` runs once in a process; a message whose round is gone is taken out of its channel, whatever ended it.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from sqlalchemy import delete, exists, select, update

from bot.app import App
from bot.features.background import forever
from bot.features.lasting import Gone, trouble_with
from bot.features.practice import together
from bot.store.tables import GroupRoundRow, GroupRow, RoundMessageRow

POLL_S = 1.0
SHOWN_AT_ONCE = 20


@dataclass(frozen=True, slots=True)
class RoundMessage:
    """A message to be made true, in the group's language; it says what was true at the version `shown`. `moves_to`: the
    channel that the group has by now."""

    round_id: int
    channel_id: int
    message_id: int | None
    language: str
    version: int
    shown: int
    moves_to: int | None


Show = Callable[[int], Awaitable[None]]
"""Makes the message of a round say what is true now. Raises NotNow, Forbidden and Gone."""


async def message_of(app: App, round_id: int) -> RoundMessage | None:
    async with app.read() as s:
        row = await s.get(RoundMessageRow, round_id)
        if row is None:
            return None
        group = await s.get_one(GroupRow, row.group_id)
        message_id = int(row.message_id) if row.message_id else None
        moves_to = int(group.channel_id) if group.channel_id and group.channel_id != row.channel_id else None
        return RoundMessage(
            row.round_id, int(row.channel_id), message_id, group.language, row.changes, row.shown, moves_to
        )


async def placed(app: App, round_id: int, message_id: int) -> None:
    """The message is in its channel, and shows nothing yet."""
    await _set(app, round_id, message_id=str(message_id))


async def moved(app: App, round_id: int, channel_id: int) -> None:
    """It is out of its channel, and comes into this one."""
    await _set(app, round_id, channel_id=str(channel_id), message_id=None)


async def shown(app: App, message: RoundMessage) -> None:
    """The message says what was true at its version."""
    await _set(app, message.round_id, shown=message.version, look_at=None)


async def forget(app: App, round_id: int) -> None:
    """There is no such message any more."""
    async with app.write() as s:
        await s.execute(delete(RoundMessageRow).where(RoundMessageRow.round_id == round_id))


async def _set(app: App, round_id: int, **values: object) -> None:
    async with app.write() as s:
        await s.execute(update(RoundMessageRow).where(RoundMessageRow.round_id == round_id).values(**values))


async def work(app: App, show: Show | None) -> None:
    """Ends rounds whose time is over and keeps their messages true, until cancelled. `show` None: without Discord."""

    async def look() -> None:
        await together.reveal_due(app)
        if show is not None:
            await show_due(app, show)

    await forever("groups' rounds", look, every_s=POLL_S)


async def show_due(app: App, show: Show) -> None:
    """One look: every message that does not say what is true."""
    is_gone = ~exists().where(GroupRoundRow.id == RoundMessageRow.round_id)
    async with app.read() as s:
        wanted = (
            select(RoundMessageRow.round_id)
            .join(GroupRow, GroupRow.id == RoundMessageRow.group_id)
            .where(GroupRow.left_at.is_(None))
            .where(RoundMessageRow.look_at.is_(None) | (RoundMessageRow.look_at <= app.clock()))
            .where((RoundMessageRow.changes != RoundMessageRow.shown) | is_gone)
            .order_by(RoundMessageRow.round_id)
            .limit(SHOWN_AT_ONCE)
        )
        due = list(await s.scalars(wanted))
    for round_id in due:
        trouble = await trouble_with(show(round_id), f"the message of round {round_id}")
        if isinstance(trouble, Gone):
            await forget(app, round_id)
        elif trouble is not None:
            await _set(app, round_id, look_at=app.clock() + trouble.again_after)
