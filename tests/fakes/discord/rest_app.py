"""REST: the app itself, its commands, gateways, users and guilds."""

from __future__ import annotations

from typing import Any

from tests.fakes.discord import wire
from tests.fakes.discord.command_rules import SLASH, check_commands
from tests.fakes.discord.front import Call, route
from tests.fakes.discord.permissions import THREADS, sees
from tests.fakes.discord.posting import direct
from tests.fakes.discord.refusals import Refusal, missing_access, unknown
from tests.fakes.discord.things import Guild

Json = dict[str, Any]


@route("GET", "/gateway")
def gateway(call: Call) -> Json:
    return {"url": call.server.gateway_url}


@route("GET", "/gateway/bot")
def gateway_bot(call: Call) -> Json:
    limit = {"total": 1000, "remaining": 1000, "reset_after": 0, "max_concurrency": call.server.shards}
    return {"url": call.server.gateway_url, "shards": call.server.shards, "session_start_limit": limit}


@route("GET", "/users/@me")
def me(call: Call) -> Json:
    return wire.user(call.app) | {"verified": True, "mfa_enabled": False, "locale": "en-US", "flags": 0}


@route("GET", "/users/{user_id}")
def user(call: Call) -> Json:
    account = call.server.accounts.get(call.id("user_id"))
    if account is None:
        raise unknown("User")
    return wire.user(account)


@route("GET", "/applications/@me")
@route("GET", "/oauth2/applications/@me")
def application(call: Call) -> Json:
    owner = wire.user(call.server.owner)
    flags = call.server.application_flags
    return {
        "id": str(call.app.id), "name": call.app.name, "icon": None, "description": "", "summary": "", "type": None,
        "flags": flags, "flags_new": str(flags), "bot": wire.user(call.app), "owner": owner, "team": None,
        "bot_public": True, "bot_require_code_grant": False, "verify_key": "0" * 64, "hook": True,
        "rpc_origins": [], "redirect_uris": [], "interactions_endpoint_url": None, "tags": [],
        "role_connections_verification_url": None, "integration_types_config": {"0": {}, "1": {}},
        "approximate_guild_count": len(call.server.guilds), "approximate_user_install_count": 1,
        "approximate_user_authorization_count": 1, "explicit_content_filter": 0, "eligible_oauth2_scopes": [],
    }  # fmt: skip


@route("POST", "/users/@me/channels")
def open_dm(call: Call) -> Json:
    account = call.server.accounts.get(int((call.body or {}).get("recipient_id", 0)))
    if account is None or account is call.app:
        raise Refusal(400, 50033, "Invalid Recipient(s)")
    return wire.channel(direct(call.server, account), call.app)


@route("GET", "/users/@me/guilds")
def my_guilds(call: Call) -> list[Json]:
    return [
        {
            "id": str(one.id),
            "name": one.name,
            "icon": None,
            "owner": False,
            "permissions": "0",
            "features": [],
        }
        for one in call.server.guilds.values()
        if one.has_app
    ]


def own_guild(call: Call) -> Guild:
    """The guild of the path, where the app is in it; others are as good as unknown."""
    guild = call.server.guilds.get(call.id("guild_id"))
    if guild is None or not guild.has_app:
        raise unknown("Guild")
    return guild


@route("GET", "/guilds/{guild_id}")
def guild(call: Call) -> Json:
    return wire.guild(own_guild(call), call.app)


@route("GET", "/guilds/{guild_id}/channels")
def guild_channels(call: Call) -> list[Json]:
    """No threads, and since 16 November 2026 none that the app may not view."""
    found = [one for one in own_guild(call).channels.values() if one.type not in THREADS]
    return [wire.channel(one, call.app) for one in found if sees(one, call.app)]


@route("GET", "/guilds/{guild_id}/roles")
def guild_roles(call: Call) -> list[Json]:
    return [wire.role(one, position) for position, one in enumerate(own_guild(call).roles.values())]


@route("GET", "/guilds/{guild_id}/members/{user_id}")
def guild_member(call: Call) -> Json:
    member = own_guild(call).members.get(call.id("user_id"))
    if member is None:
        raise unknown("Member")
    return wire.member(member)


def _place(call: Call) -> int | None:
    """The guild whose commands are meant, None for global ones."""
    if call.id("application_id") != call.app.id:
        raise missing_access()
    return own_guild(call).id if "guild_id" in call.params else None


def _registered(call: Call, place: int | None, given: Json, command_id: int) -> Json:
    kind = given.get("type") or SLASH
    needed = given.get("default_member_permissions")
    made: Json = {
        "id": str(command_id),
        "application_id": str(call.app.id),
        "version": str(call.server.ids.next()),
        "type": kind,
        "name": given["name"],
        "name_localizations": given.get("name_localizations"),
        "description": given.get("description") or "",
        "description_localizations": given.get("description_localizations"),
        "default_member_permissions": None if needed is None else str(needed),
        "dm_permission": given.get("dm_permission", True),
        "contexts": given.get("contexts"),
        "integration_types": given.get("integration_types") or [0],
        "nsfw": given.get("nsfw", False),
    }
    if given.get("options"):
        made["options"] = given["options"]
    return made if place is None else made | {"guild_id": str(place)}


@route("GET", "/applications/{application_id}/commands")
@route("GET", "/applications/{application_id}/guilds/{guild_id}/commands")
def commands(call: Call) -> list[Json]:
    return list(call.server.commands.get(_place(call), {}).values())


@route("PUT", "/applications/{application_id}/commands")
@route("PUT", "/applications/{application_id}/guilds/{guild_id}/commands")
def overwrite_commands(call: Call) -> list[Json]:
    place, given = _place(call), call.body or []
    check_commands(given)
    before = {
        (one["type"], one["name"]): int(one["id"]) for one in call.server.commands.get(place, {}).values()
    }
    made = {}
    for one in given:
        command_id = before.get((one.get("type") or SLASH, one["name"])) or call.server.ids.next()
        made[command_id] = _registered(call, place, one, command_id)
    call.server.commands[place] = made
    return list(made.values())


@route("POST", "/applications/{application_id}/commands")
@route("POST", "/applications/{application_id}/guilds/{guild_id}/commands")
def add_command(call: Call) -> Json:
    place = _place(call)
    kept = call.server.commands.setdefault(place, {})
    name = (call.body.get("type") or SLASH, call.body.get("name"))
    others = [one for one in kept.values() if (one["type"], one["name"]) != name]
    check_commands([*others, call.body])
    same = [key for key, one in kept.items() if one not in others]
    command_id = same[0] if same else call.server.ids.next()
    kept[command_id] = _registered(call, place, call.body, command_id)
    return kept[command_id]


@route("GET", "/applications/{application_id}/commands/{command_id}")
@route("GET", "/applications/{application_id}/guilds/{guild_id}/commands/{command_id}")
def command(call: Call) -> Json:
    kept = call.server.commands.get(_place(call), {})
    if call.id("command_id") not in kept:
        raise unknown("application command")
    return kept[call.id("command_id")]


@route("PATCH", "/applications/{application_id}/commands/{command_id}")
@route("PATCH", "/applications/{application_id}/guilds/{guild_id}/commands/{command_id}")
def change_command(call: Call) -> Json:
    place, now = _place(call), command(call) | call.body
    kept = call.server.commands[place]
    check_commands([now, *(one for key, one in kept.items() if key != call.id("command_id"))])
    kept[call.id("command_id")] = _registered(call, place, now, call.id("command_id"))
    return kept[call.id("command_id")]


@route("DELETE", "/applications/{application_id}/commands/{command_id}")
@route("DELETE", "/applications/{application_id}/guilds/{guild_id}/commands/{command_id}")
def drop_command(call: Call) -> None:
    command(call)
    del call.server.commands[_place(call)][call.id("command_id")]
