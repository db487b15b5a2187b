"""Which commands Discord's client offers where, and how it fills in their options."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from tests.fakes.discord import wire
from tests.fakes.discord.permissions import may, permissions_in
from tests.fakes.discord.posting import upload
from tests.fakes.discord.things import DM, Account, Channel, Role

if TYPE_CHECKING:
    from tests.fakes.discord.server import DiscordServer

SUBCOMMAND, GROUP, STRING, INTEGER, BOOLEAN, USER, CHANNEL, ROLE, MENTIONABLE, NUMBER, ATTACHMENT = range(
    1, 12
)
PYTHON_TYPES: dict[int, tuple[type, ...]] = {
    STRING: (str,), INTEGER: (int,), BOOLEAN: (bool,), USER: (Account,), CHANNEL: (Channel,), ROLE: (Role,),
    MENTIONABLE: (Account, Role), NUMBER: (int, float), ATTACHMENT: (tuple,),
}  # fmt: skip
Json = dict[str, Any]


def owners(server: DiscordServer, user: Account, channel: Channel, types: Sequence[int]) -> dict[str, str]:
    """Whose installation of the app allows this here; empty where none does."""
    found = {}
    own_dm = channel.type == DM and server.app in channel.recipients
    if 0 in types and (own_dm or (channel.guild is not None and channel.guild.has_app)):
        found["0"] = str(channel.guild.id) if channel.guild else "0"
    if 1 in types and user.installed:
        found["1"] = str(user.id)
    return found


def find(
    server: DiscordServer, user: Account, channel: Channel, words: str, kind: int = 1
) -> tuple[Json, list[str]]:
    """The registered command of this name that is offered to this person here, and its sub-command path."""
    name, *path = words.split() if kind == 1 else (words,)
    guild = channel.guild
    where = 0 if guild else 1 if channel.type == DM and server.app in channel.recipients else 2
    places = [guild.id, None] if guild is not None and guild.has_app else [None]
    offered = []
    for place in places:
        for one in server.commands.get(place, {}).values():
            needed = int(one["default_member_permissions"] or 0) if guild is not None else 0
            if permissions_in(channel, user) & needed != needed:
                continue
            contexts = (
                one["contexts"] if one["contexts"] is not None else [0, 1, 2] if one["dm_permission"] else [0]
            )
            if (
                one["type"] == kind
                and where in contexts
                and owners(server, user, channel, one["integration_types"])
            ):
                offered.append(one)
    assert may(channel, user, "view_channel use_application_commands"), (
        f"{user.name} may not use commands here"
    )
    assert not channel.archived, "no commands in a thread that is archived"
    for one in offered:
        if one["name"] == name:
            return one, path
    raise AssertionError(f"no {words!r} is offered here, only {[one['name'] for one in offered]}")


def fill(
    server: DiscordServer,
    user: Account,
    channel: Channel,
    command: Json,
    path: list[str],
    given: Mapping[str, Any],
    focused: str | None = None,
) -> Json:
    """The data of a command interaction: options nested in their sub-commands, and what they point at."""
    level, nesting = command, []
    for word in path:
        level = next((one for one in level.get("options", []) if one["name"] == word), {})
        assert level.get("type") in (SUBCOMMAND, GROUP), f"no sub-command {word!r} in /{command['name']}"
        nesting.append(level)
    described = {one["name"]: one for one in level.get("options", [])}
    assert not any(one["type"] in (SUBCOMMAND, GROUP) for one in described.values()), "name the sub-command"
    assert given.keys() <= described.keys(), (
        f"/{command['name']} takes {sorted(described)}, not {sorted(given)}"
    )
    missing = [name for name, one in described.items() if one.get("required") and name not in given]
    assert not missing or focused, f"/{command['name']} needs {missing}"
    resolved: Json = {}
    options = []
    for name, value in given.items():
        one: Json = {"name": name, "type": described[name]["type"]}
        if name == focused:
            assert described[name].get("autocomplete"), f"{name} has no autocomplete"
            one |= {"focused": True, "value": str(value)}
        else:
            one["value"] = _value(server, user, channel, described[name], value, resolved)
        options.append(one)
    for one in reversed(nesting):
        options = [{"name": one["name"], "type": one["type"], "options": options}]
    data: Json = {"id": command["id"], "name": command["name"], "type": 1, "options": options}
    if "guild_id" in command:
        data["guild_id"] = command["guild_id"]
    return data | ({"resolved": resolved} if resolved else {})


def _value(
    server: DiscordServer, user: Account, channel: Channel, option: Json, value: Any, resolved: Json
) -> Any:
    kind, name = option["type"], option["name"]
    right = isinstance(value, PYTHON_TYPES[kind]) and (kind == BOOLEAN or not isinstance(value, bool))
    assert right, f"{name} takes {PYTHON_TYPES[kind]}, not {value!r}"
    kinds = option.get("channel_types")
    assert not kinds or value.type in kinds, f"{name} takes channels of types {kinds}, not {value.type}"
    if kind == ATTACHMENT:
        file = upload(server, channel, *value, ephemeral=True)
        resolved.setdefault("attachments", {})[str(file.id)] = wire.attachment(file)
        return str(file.id)
    if kind in (USER, CHANNEL, ROLE, MENTIONABLE):
        for table, shown in _tables(server, user, value).items():
            resolved.setdefault(table, {})[str(value.id)] = shown
        return str(value.id)
    if option.get("choices"):
        known = {key: each["value"] for each in option["choices"] for key in (each["name"], each["value"])}
        assert value in known, f"{name} offers {[each['name'] for each in option['choices']]}"
        return known[value]
    if kind == STRING:
        least, most = option.get("min_length", 0), option.get("max_length", 6000)
        assert least <= len(value) <= most, f"{name} takes {least} to {most} characters"
    else:
        least, most = option.get("min_value", value), option.get("max_value", value)
        assert least <= value <= most, f"{name} takes {least} to {most}"
    return value


def _tables(server: DiscordServer, user: Account, value: Any) -> Json:
    if isinstance(value, Account):
        return {"users": wire.user(value)}
    if isinstance(value, Role):
        return {"roles": wire.role(value)}
    shown = wire.channel(value, server.app)
    return {"channels": shown | {"permissions": str(permissions_in(value, user))}}


def resolved(server: DiscordServer, user: Account, select_type: int, ids: Sequence[str]) -> Json:
    """What a user, role or channel menu's choice points at."""
    found: Json = {}
    for each in ids:
        thing: Any = server.accounts.get(int(each)) if select_type in (USER, 7) else None
        thing = thing or (server.channels.get(int(each)) if select_type == 8 else None)
        for table, shown in (_tables(server, user, thing) if thing else {}).items():
            found.setdefault(table, {})[each] = shown
    return {"resolved": found} if found else {}
