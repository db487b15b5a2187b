"""Study groups: a Discord server's, or a circle that people make in the browser; the same people on both faces.

`group` says what a group is and who may look into it; `circles` makes, joins and leaves them, `servers` keeps a
server's in step with the server; `settings` and `audit` are how it is run; `rows` takes away and erases.
"""

from bot.features.groups.audit import Change, changes
from bot.features.groups.circles import (
    MOST_DAYS,
    USUAL_DAYS,
    Invitation,
    Invited,
    accept,
    invitations,
    invite,
    invited,
    leave,
    make,
    remove,
    rename_self,
    revoke,
    secret_in,
)
from bot.features.groups.group import (
    MOST_DAILY_SHARES,
    NAME_CHARACTERS,
    Group,
    Member,
    Role,
    Sharers,
    get,
    members,
    mine,
)
from bot.features.groups.rows import erase, export
from bot.features.groups.servers import (
    Standing,
    ToCheck,
    check_due,
    enter,
    erase_left,
    gone,
    in_server,
    pith_is_in,
    pith_is_only_in,
    pith_left,
    set_up,
)
from bot.features.groups.settings import Settings, change_settings

__all__ = [
    "MOST_DAILY_SHARES",
    "MOST_DAYS",
    "NAME_CHARACTERS",
    "USUAL_DAYS",
    "Change",
    "Group",
    "Invitation",
    "Invited",
    "Member",
    "Role",
    "Settings",
    "Sharers",
    "Standing",
    "ToCheck",
    "accept",
    "change_settings",
    "changes",
    "check_due",
    "enter",
    "erase",
    "erase_left",
    "export",
    "get",
    "gone",
    "in_server",
    "invitations",
    "invite",
    "invited",
    "leave",
    "make",
    "members",
    "mine",
    "pith_is_in",
    "pith_is_only_in",
    "pith_left",
    "remove",
    "rename_self",
    "revoke",
    "secret_in",
    "set_up",
]
