"""All tables, no behaviour. A row that belongs to a person carries `person_id` and goes with that person.

One file for each thing that is kept; `table` is what all are made of. Rows of one name rows of another: all, or none.
`people`, `notes`, what was `sent`; `cards`, `tasks`, `reminders`, `practice`, `focus`; `groups`, their `rounds` and
`digests`; Discord's `servers`.
"""

from bot.store.tables.cards import CardRow, ReviewFitRow, ReviewRow, ReviewSettingsRow
from bot.store.tables.digests import DigestNameRow, DigestPlanRow, DigestQuoteRow, DigestRow, FocusNamingRow
from bot.store.tables.focus import FocusGoalRow, FocusRoomRow, FocusRow, FocusSettingsRow
from bot.store.tables.groups import (
    GroupChangeRow,
    GroupMessageRow,
    GroupRow,
    InvitationRow,
    MemberRow,
    PostRow,
    QuestionRow,
    SharedTimeRow,
    ShareRow,
    ShowingRow,
    VoteRow,
)
from bot.store.tables.notes import ApartRow, HighlightRow, LookRow, MarkRow, NoteBodyRow, NoteRow, TagRow
from bot.store.tables.people import IdentityRow, PersonRow, SignInLinkRow, TokenRow
from bot.store.tables.practice import PracticeRoundRow, PracticeRow
from bot.store.tables.reminders import DeliveryRow, PushBrowserRow, PushRow, ReminderRow
from bot.store.tables.rounds import GroupChoiceRow, GroupRoundRow, RoundMessageRow
from bot.store.tables.sent import GoneAnswerRow, InboxRow, JobRow, OriginRow, QuotedRow
from bot.store.tables.servers import ChannelRow, UncondensedRow
from bot.store.tables.table import Table, UtcDateTime
from bot.store.tables.tasks import DeadlineRow, TaskEventRow, TaskHookRow, TaskRow

Table.registry.configure()  # now: the first statement would else stop the event loop for it

__all__ = [
    "ApartRow",
    "CardRow",
    "ChannelRow",
    "DeadlineRow",
    "DeliveryRow",
    "DigestNameRow",
    "DigestPlanRow",
    "DigestQuoteRow",
    "DigestRow",
    "FocusGoalRow",
    "FocusNamingRow",
    "FocusRoomRow",
    "FocusRow",
    "FocusSettingsRow",
    "GoneAnswerRow",
    "GroupChangeRow",
    "GroupChoiceRow",
    "GroupMessageRow",
    "GroupRoundRow",
    "GroupRow",
    "HighlightRow",
    "IdentityRow",
    "InboxRow",
    "InvitationRow",
    "JobRow",
    "LookRow",
    "MarkRow",
    "MemberRow",
    "NoteBodyRow",
    "NoteRow",
    "OriginRow",
    "PersonRow",
    "PostRow",
    "PracticeRoundRow",
    "PracticeRow",
    "PushBrowserRow",
    "PushRow",
    "QuestionRow",
    "QuotedRow",
    "ReminderRow",
    "ReviewFitRow",
    "ReviewRow",
    "ReviewSettingsRow",
    "RoundMessageRow",
    "ShareRow",
    "SharedTimeRow",
    "ShowingRow",
    "SignInLinkRow",
    "Table",
    "TagRow",
    "TaskEventRow",
    "TaskHookRow",
    "TaskRow",
    "TokenRow",
    "UncondensedRow",
    "UtcDateTime",
    "VoteRow",
]
