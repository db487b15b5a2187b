"""What a person does in their Discord client, so that a test reads like a story. Nothing here is Discord's API.

Every action checks what the client would: a command that is not offered there, a button that is not shown or a
value that does not fit is an AssertionError, as a person could not have done it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from tests.fakes.discord import slash, wire
from tests.fakes.discord.gateway import DIRECT_TYPING, GUILD_TYPING
from tests.fakes.discord.interactions import (
    AUTOCOMPLETE,
    COMMAND,
    COMPONENT,
    MODAL_SUBMIT,
    Interaction,
    Modal,
    dispatch,
)
from tests.fakes.discord.permissions import may, sees
from tests.fakes.discord.posting import Uploads, direct, post, remove, revise
from tests.fakes.discord.rest_reactions import open_thread, tell_reaction
from tests.fakes.discord.things import Account, Channel, Message

if TYPE_CHECKING:
    from tests.fakes.discord.server import DiscordServer

LONGEST = 2000
Upload = tuple[str, bytes]
Json = dict[str, Any]


class User(Account):
    """A person with a Discord account."""

    server: DiscordServer

    def __init__(self, server: DiscordServer, user_id: int, name: str, locale: str, installed: bool) -> None:
        super().__init__(user_id, name, locale, installed=installed)
        self.server = server

    @property
    def dm_channel(self) -> Channel:
        """Their direct messages with the app."""
        return direct(self.server, self)

    # Messages

    def dm(self, text: str = "", *, files: Iterable[Upload] = (), reply_to: Message | None = None) -> Message:
        """Write to the app in private."""
        return self.send(self.dm_channel, text, files=files, reply_to=reply_to)

    def send(
        self,
        channel: Channel,
        text: str = "",
        *,
        mention_bot: bool = False,
        files: Iterable[Upload] = (),
        reply_to: Message | None = None,
    ) -> Message:
        """Write into a channel."""
        content = f"{self.server.app.mention} {text}" if mention_bot else text
        assert len(content) <= LONGEST, "Discord's client would not send this: use user.paste"
        assert may(channel, self, "view_channel send_messages"), (
            f"{self.name} may not write in {channel.name}"
        )
        uploads: Uploads = {index: (name, data, None) for index, (name, data) in enumerate(files)}
        assert len(uploads) <= 10, "Discord's client sends at most 10 files in a message"
        return post(self.server, channel, self, {"content": content}, uploads, reply_to=reply_to)

    def forward(self, message: Message, channel: Channel | None = None) -> Message:
        """Pass a message on, to the app in private where no channel is named."""
        assert message.visible_to(self), f"{self.name} does not see {message}"
        return post(self.server, channel or self.dm_channel, self, {}, forwards=message)

    def paste(self, text: str, channel: Channel | None = None) -> list[Message]:
        """Send a long text as the messages of 2,000 characters a person would cut it into."""
        pieces = [text[at : at + LONGEST] for at in range(0, len(text), LONGEST)]
        return [self.send(channel or self.dm_channel, piece) for piece in pieces]

    def start_thread(self, message: Message, name: str) -> Channel:
        """Begin a public thread at a message."""
        assert may(message.channel, self, "create_public_threads"), f"{self.name} may not begin a thread"
        return open_thread(self.server, message, name)

    def edit(self, message: Message, text: str) -> Message:
        assert message.author is self, "only one's own messages can be edited"
        return revise(self.server, message, {"content": text})

    def delete(self, message: Message) -> None:
        """Delete an own message, or dismiss an answer only this person sees."""
        moderates = message.channel.guild is not None and may(message.channel, self, "manage_messages")
        assert message.author is self or message.only_for is self or moderates, "not theirs to delete"
        remove(self.server, message)

    def react(self, message: Message, emoji: str) -> None:
        message.reactions.setdefault(emoji, []).append(self)
        tell_reaction(self.server, message, self, emoji, add=True)

    def start_typing(self, channel: Channel) -> None:
        guild = channel.guild
        data: Json = {"channel_id": str(channel.id), "user_id": str(self.id), "timestamp": 0}
        if guild is not None:
            data |= {"guild_id": str(guild.id), "member": wire.member(guild.members[self.id])}
        intent = DIRECT_TYPING if guild is None else GUILD_TYPING
        self.server.gateway.dispatch(
            "TYPING_START", data, intent=intent, guild_id=guild.id if guild else None
        )

    # Commands

    def command(self, command: str, /, *, channel: Channel | None = None, **options: Any) -> Interaction:
        """Run a slash command: `user.command("history search", query="cells")`; files are `(name, bytes)`."""
        place = channel or self.dm_channel
        one, path = slash.find(self.server, self, place, command)
        data = slash.fill(self.server, self, place, one, path, options)
        return self._run(COMMAND, place, data, one)

    def menu(self, name: str, target: Message | Account, *, channel: Channel | None = None) -> Interaction:
        """Choose an app's entry in the context menu of a message or a person."""
        if isinstance(target, Message):
            kind, place, table = 3, target.channel, "messages"
            assert target.visible_to(self), "they cannot see that message"
            assert may(place, self, "read_message_history"), f"{self.name} may not read what was said there"
            # the target of a context menu is never blanked
            shown = wire.message(target, self.server.app, True, blank=False)
        else:
            kind, place, table = 2, channel or self.dm_channel, "users"
            shown = wire.user(target)
        one, _ = slash.find(self.server, self, place, name, kind)
        resolved = {table: {str(target.id): shown}}
        data = {
            "id": one["id"],
            "name": name,
            "type": kind,
            "target_id": str(target.id),
            "resolved": resolved,
        }
        return self._run(COMMAND, place, data, one)

    async def autocomplete(
        self,
        command: str,
        /,
        *,
        option: str,
        typed: object = "",
        channel: Channel | None = None,
        **options: Any,
    ) -> list[Json]:
        """Type into an option and wait for what the app proposes: `[{"name", "value"}, …]`."""
        place = channel or self.dm_channel
        one, path = slash.find(self.server, self, place, command)
        data = slash.fill(self.server, self, place, one, path, options | {option: typed}, focused=option)
        asked = self._run(AUTOCOMPLETE, place, data, one)
        await self.server.until(lambda: asked.choices is not None, 3, f"choices for {option}")
        return asked.choices or []

    # Components

    def press(self, message: Message, button: str) -> Interaction:
        """Press a button, named by its label, its emoji or its custom id."""
        shown = [one for one in message.walk() if one["type"] == 2]
        for one in shown:
            names = (one.get("label"), one.get("custom_id"), (one.get("emoji") or {}).get("name"))
            if button in names:
                assert not one.get("disabled"), f"{button!r} is disabled"
                assert "custom_id" in one, f"{button!r} is a link"
                data = {"component_type": 2, "custom_id": one["custom_id"], "id": one["id"]}
                return self._use(message, data)
        raise AssertionError(f"no button {button!r} among {message.buttons}")

    def choose(self, message: Message, select: str, values: Sequence[str]) -> Interaction:
        """Choose in a select menu, named by its custom id or placeholder; by values or labels."""
        for one in message.walk():
            if one["type"] in (3, 5, 6, 7, 8) and select in (one["custom_id"], one.get("placeholder")):
                assert not one.get("disabled"), f"{select!r} is disabled"
                chosen = chosen_values(one, values)
                data = {
                    "component_type": one["type"],
                    "custom_id": one["custom_id"],
                    "id": one["id"],
                    "values": chosen,
                }
                return self._use(message, data | slash.resolved(self.server, self, one["type"], chosen))
        raise AssertionError(f"no select menu {select!r} in the message")

    def submit(self, form: Modal | Interaction, values: Mapping[str, Any] | None = None) -> Interaction:
        """Fill a form, by its labels or custom ids, and send it; inputs left out keep what they showed."""
        modal = form if isinstance(form, Modal) else form.modal
        assert modal is not None, "no form was opened"
        given = dict(values or {})
        names = {key: name for name, one in modal.fields.items() for key in (name, one["label"])}
        assert given.keys() <= names.keys(), f"the form has {sorted(names)}, not {sorted(given)}"
        filled = {names[key]: value for key, value in given.items()}
        components = [submitted(one, filled) for one in modal.components]
        data = {"custom_id": modal.custom_id, "components": components}
        asked = modal.interaction
        return self._ask(
            MODAL_SUBMIT, asked.channel, data, asked.owners, message=asked.message, opened_by=asked
        )

    def _use(self, message: Message, data: Json) -> Interaction:
        assert message.visible_to(self), f"{self.name} cannot see that message"
        assert message.channel.guild is None or sees(message.channel, self), f"{self.name} is not there"
        assert not message.loading, "the answer is still being written"
        answered = message.interaction
        owners = answered.owners if answered else slash.owners(self.server, self, message.channel, (0, 1))
        return self._ask(COMPONENT, message.channel, data, owners, message=message)

    def _run(self, kind: int, channel: Channel, data: Json, command: Json) -> Interaction:
        owners = slash.owners(self.server, self, channel, command["integration_types"])
        return self._ask(kind, channel, data, owners)

    def _ask(
        self,
        kind: int,
        channel: Channel,
        data: Json,
        owners: dict[str, str],
        *,
        message: Message | None = None,
        opened_by: Interaction | None = None,
    ) -> Interaction:
        server = self.server
        made = Interaction(server, server.ids.next(), kind, self, channel, data, owners, server.clock.now())
        made.message, made.opened_by = message, opened_by
        return dispatch(made)


def chosen_values(one: Json, values: Sequence[str]) -> list[str]:
    """Values for what a person chose, checked against what the menu offers and how many it takes."""
    if one["type"] == 3:
        known = {key: each["value"] for each in one["options"] for key in (each["label"], each["value"])}
        assert set(values) <= known.keys(), f"the menu offers {sorted(known)}"
        values = [known[value] for value in values]
    least, most = one.get("min_values", 1), one.get("max_values", 1)
    assert least <= len(values) <= most, f"choose {least} to {most}"
    return [str(value) for value in values]


def submitted(one: Json, filled: Mapping[str, Any]) -> Json:
    """One component of a form as it is sent back."""
    made = {"type": one["type"], "id": one["id"]}
    if one["type"] == 18:
        return made | {"component": _value(one["component"], filled)}
    if one["type"] == 1:
        return made | {"components": [_value(each, filled) for each in one["components"]]}
    return made


def _value(one: Json, filled: Mapping[str, Any]) -> Json:
    made = {"type": one["type"], "id": one["id"], "custom_id": one["custom_id"]}
    given = filled.get(one["custom_id"])
    if one["type"] != 4:
        return made | {"values": chosen_values(one, given or [])}
    text = one.get("value") or "" if given is None else str(given)
    least = one.get("min_length") or (1 if one.get("required", True) else 0)
    assert (not text and not one.get("required", True)) or least <= len(text) <= (
        one.get("max_length") or 4000
    ), f"{one['custom_id']} takes {least} to {one.get('max_length') or 4000} characters, not {len(text)}"
    return made | {"value": text}
