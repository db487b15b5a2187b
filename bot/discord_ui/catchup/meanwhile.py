"""What is deleted or written anew while a channel is read and condensed, which takes minutes: it is not told."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from typing import TYPE_CHECKING

from bot.discord_ui.catchup.rights import Place, no_place, while_read
from bot.discord_ui.digests.watching import said_no_more
from bot.features.catchup import CatchUp, Said
from bot.features.digests import Quote

if TYPE_CHECKING:
    from bot.discord_ui.client import PithClient


class Meanwhile:
    """What Discord tells of while catch-ups are made. Nothing is kept where none is."""

    def __init__(self) -> None:
        self._watches: set[Watch] = set()

    @contextmanager
    def watch(self) -> Iterator[Watch]:
        """From before the first message is read until all is told."""
        watch = Watch()
        self._watches.add(watch)
        try:
            yield watch
        finally:
            self._watches.discard(watch)

    def deleted(self, message_ids: Iterable[int]) -> None:
        for watch in self._watches:
            watch.deleted.update(message_ids)

    def edited(self, message_id: int, at: datetime) -> None:
        for watch in self._watches:
            watch.edited[message_id] = at

    def place_deleted(self, place_id: int) -> None:
        """A channel or a thread: Discord does not tell of the messages in it."""
        for watch in self._watches:
            watch.places_deleted.add(place_id)

    def lost(self) -> None:
        """A new session: Discord does not tell what it did not tell before."""
        for watch in self._watches:
            watch.is_whole = False


class Watch:
    """Of one catch-up. `is_whole`: Discord has told of everything since it began."""

    def __init__(self) -> None:
        self.deleted: set[int] = set()
        self.edited: dict[int, datetime] = {}
        self.places_deleted: set[int] = set()
        self.is_whole = True

    async def still_there(
        self, client: PithClient, found: CatchUp, said: Sequence[Said], place: Place
    ) -> CatchUp:
        """`found` in `said` without what is not there any more as it was read. Where Discord may not have told, or does
        not tell now, it is asked. Raises what `while_read` does."""
        if not (self.is_whole and client.connected):
            as_of = {each.id: each.edited_at or each.at for each in said}
            quotes = [Quote(each.message_id, as_of[each.message_id]) for each in found.shown]
            with while_read(place):
                self.deleted.update(await said_no_more(place, quotes))
        if place.id in self.places_deleted:
            raise no_place()
        if not self.deleted and not self.edited:
            return found
        gone = {each.id: each.text for each in said if self._is_gone(each)}
        return found.without(gone) if gone else found

    def _is_gone(self, said: Said) -> bool:
        anew_at = self.edited.get(said.id)
        read_as_of = said.edited_at
        return said.id in self.deleted or (
            anew_at is not None and (read_as_of is None or read_as_of < anew_at)
        )
