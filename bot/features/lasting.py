"""What becomes of a message that stays in a channel when it is to be made true: one rule for posts, digests, passages
and shared sessions. What may not be written just now is tried again until it may be; what is not there has an end.
"""

from __future__ import annotations

import logging
from collections.abc import Awaitable
from datetime import timedelta

log = logging.getLogger(__name__)


class Trouble(Exception):
    """The message does not say what is true yet."""

    again_after = timedelta(minutes=3)


class NotNow(Trouble):
    """Discord can't be asked at the moment."""

    again_after = timedelta(seconds=30)


class Forbidden(Trouble):
    """Pith may not write there at the moment: a right that is missing may be given."""

    again_after = timedelta(minutes=10)


class Gone(Trouble):
    """The message, or its channel, is not there any more: nothing is to be tried again."""


async def trouble_with(showing: Awaitable[None], what: str) -> Trouble | None:
    """Shows a message anew; what went wrong, so that it keeps no other back."""
    try:
        await showing
    except Trouble as error:
        if not isinstance(error, NotNow):
            log.info("%s was not shown: %s, %r", what, type(error).__name__, error.__cause__)
        return error
    except Exception as error:
        log.exception("%s could not be shown; it is again in a while", what)
        return Trouble(repr(error))
    return None
