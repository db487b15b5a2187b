"""The shapes of study groups in the HTTP API; as `wire`, from which they take the common parts."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

from pydantic import BaseModel, BeforeValidator, Field

from bot.features.groups import (
    MOST_AT_ONCE,
    MOST_DAILY_SHARES,
    MOST_DAYS,
    MOST_USES,
    NAME_CHARACTERS,
    USUAL_DAYS,
    WORDS_CHARACTERS,
    Role,
    Sharers,
)
from bot.web_ui.frame.note_shapes import Place
from bot.web_ui.frame.wire import LARGEST_ID, Body, Words, nothing_if_empty

Name = Annotated[Words, Field(max_length=4 * NAME_CHARACTERS)]
Said = Annotated[Words, Field(max_length=4 * WORDS_CHARACTERS)]
Id = Annotated[int, Field(ge=1, le=LARGEST_ID)]


class Group(BaseModel):
    """`discord_server` and `discord_channel` are null for a circle, which is joined by a link."""

    id: int
    name: str
    discord_server: str | None
    discord_channel: str | None
    language: str
    sharers: Sharers
    daily_shares: int
    members: int
    role: Role
    own_name: str
    ends_at: datetime | None = Field(
        description="Pith is not in the server any more; the group is erased then."
    )
    is_hidden: bool = Field(description="The server does not let you see its channel; you can leave it.")
    created_at: datetime


class GroupList(BaseModel):
    groups: list[Group]


class NewGroup(Body):
    name: Name
    own_name: Name = Field(description="What its members call you.")


class GroupChange(Body):
    """What is left out stays as it is."""

    name: Annotated[Name | None, BeforeValidator(nothing_if_empty)] = None
    sharers: Sharers | None = None
    daily_shares: Annotated[int, Field(ge=1, le=MOST_DAILY_SHARES)] | None = None
    language: Words | None = None


class OwnName(Body):
    own_name: Name


class Member(BaseModel):
    """`id` is the group's own: in another group the same person has another."""

    id: int
    name: str
    role: Role
    joined_at: datetime


class MemberList(BaseModel):
    members: list[Member]


class InvitationWish(Body):
    days: int = Field(USUAL_DAYS, ge=1, le=MOST_DAYS)


class Invitation(BaseModel):
    id: int
    uses: int = Field(description=f"How many came in by it, of {MOST_USES} at most.")
    created_at: datetime
    expires_at: datetime


class NewInvitation(Invitation):
    link: str = Field(description="Shown this once; whoever has it can join.")


class InvitationList(BaseModel):
    invitations: list[Invitation]


class Joining(Body):
    link: Annotated[Words, Field(max_length=500, description="The invitation's link, or the key in it.")]
    own_name: Name


class SettingChange(BaseModel):
    """`name` is who did it, null for who is not in the group any more."""

    setting: str
    before: str | None
    after: str | None
    name: str | None
    changed_at: datetime


class SettingChangeList(BaseModel):
    changes: list[SettingChange]


class Post(BaseModel):
    """`names` are of those who share it with theirs, `unnamed` counts the others. `share_id` is your own share."""

    id: int
    sentence: str
    title: str = Field(description="Of the note; empty where it has none of its own.")
    location: Place
    names: list[str]
    unnamed: int
    ups: int
    downs: int
    own_vote: str | None = Field(description="up or down.")
    share_id: int | None
    first_at: datetime


class PostList(BaseModel):
    posts: list[Post]
    next_offset: int | None


class ShareWish(Body):
    """`preview` shares nothing, and answers what the group would see."""

    highlight_ids: list[Id] = Field(min_length=1, max_length=MOST_AT_ONCE)
    without_name: bool = False
    take_cards_back: bool = Field(False, description="Cards that others make go when you take it back.")
    preview: bool = False


class Shareable(BaseModel):
    highlight_id: int
    sentence: str
    too_long: bool
    group_ids: list[int] = Field(description="Where it is shared already.")


class ShareableList(BaseModel):
    highlights: list[Shareable]


class Shared(BaseModel):
    share_id: int
    post_id: int
    group_id: int
    group: str
    note_id: int
    sentence: str
    without_name: bool
    take_cards_back: bool
    shared_at: datetime
    messages: list[str] = Field(description="Addresses of Discord's messages that show it.")


class SharedList(BaseModel):
    shared: list[Shared]


class Vote(Body):
    vote: Annotated[str | None, Field(pattern="^(up|down)$", description="Null takes it back.")]


class Asking(Body):
    text: Said


class Question(BaseModel):
    """`to_you`: you share the sentence. `author` is null for one who stays unnamed."""

    id: int
    sentence: str
    text: str
    answer: str | None
    asker: str
    author: str | None
    to_you: bool
    asked_at: datetime


class QuestionList(BaseModel):
    questions: list[Question]
