"""The error tree: what can go wrong, as a sentence the person can act on.

    UserError            a person can mend it; each face has exactly one translator for it
      Empty              nothing to condense
      Unreadable         a file that is damaged, locked or of a kind Pith can't read
      TooLarge           over a limit
      Invalid            a value that does not fit
      NotFound           not there, or somebody else's
      NotAllowed         not signed in, or without the right
      Expired            a link whose time is over
      TooMany            more at a time than one person may have
      Busy               the queue is full: try again in a moment
      Outdated           done already from somewhere else
      Cancelled          the person stopped it

Anything else that is raised is a bug: faces log it with an id and show "something broke (id)".
"""

from __future__ import annotations

import errno
from typing import Any, ClassVar

from bot.locales import N_, Message

_REASONS = {
    errno.ENOENT: N_("there is no such place"),
    errno.ENOTDIR: N_("there is no such folder"),
    errno.EACCES: N_("it is not allowed"),
    errno.EPERM: N_("it is not allowed"),
    errno.EROFS: N_("nothing can be written there"),
    errno.ENOSPC: N_("no room is left there"),
    errno.ENAMETOOLONG: N_("the name is too long"),
}


def reason_of(error: OSError) -> Message | str:
    """Why the system could not do it, within a sentence; what is rare in the system's own words."""
    return _REASONS.get(error.errno or 0) or error.strerror or str(error)


class UserError(Exception):
    """An error with a stable `code`, the HTTP `status` that fits it, and a sentence in the person's language."""

    code: ClassVar[str] = "error"
    status: ClassVar[int] = 400

    def __init__(self, text: str, *, about: str = "", **values: Any) -> None:
        """`text` is English with `{names}` for `values`; write it as `Empty("…")` so that it is extracted.

        `about` names the value that does not fit, where a face can say so beside its field.
        """
        self.message, self.about = Message(text, values), about
        super().__init__(text, values)

    def __str__(self) -> str:
        return str(self.message)


class Empty(UserError):
    code, status = "empty", 422


class Unreadable(UserError):
    code, status = "unreadable", 422


class TooLarge(UserError):
    code, status = "too_large", 413


class Invalid(UserError):
    code, status = "invalid", 422


class NotFound(UserError):
    code, status = "not_found", 404


class NotAllowed(UserError):
    code, status = "not_allowed", 403


class NotSignedIn(NotAllowed):
    code, status = "not_signed_in", 401


class Expired(NotAllowed):
    code, status = "expired", 410


class TooMany(UserError):
    code, status = "too_many", 429


class Busy(UserError):
    code, status = "busy", 503


class Outdated(UserError):
    code, status = "outdated", 409


class Cancelled(UserError):
    code, status = "cancelled", 409
