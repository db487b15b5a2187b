"""REST: answers to interactions, their later edits, and follow-ups."""

from __future__ import annotations

from typing import Any

from tests.fakes.discord import wire
from tests.fakes.discord.command_rules import check_choices
from tests.fakes.discord.component_rules import check_modal
from tests.fakes.discord.front import Call, route
from tests.fakes.discord.interactions import (
    ALLOWED,
    CHOICES,
    LATER,
    MODAL,
    REPLY,
    THINK,
    UPDATE,
    Interaction,
    Modal,
)
from tests.fakes.discord.message_rules import check_message
from tests.fakes.discord.permissions import may
from tests.fakes.discord.posting import numbered, post, remove, revise
from tests.fakes.discord.refusals import (
    Problems,
    Refusal,
    already_acknowledged,
    invalid_webhook_token,
    unknown,
)
from tests.fakes.discord.things import EPHEMERAL, LOADING, Message

Json = dict[str, Any]
MOST_FOLLOWUPS_WITHOUT_BOT = 5


@route("POST", "/interactions/{interaction_id}/{interaction_token}/callback")
def answer(call: Call) -> Json | None:
    """The first answer: once, in three seconds, and of a type that fits what was asked."""
    asked = call.server.interactions.get(call.id("interaction_id"))
    if asked is None or asked.token != call.params["interaction_token"]:
        raise unknown("interaction")
    if asked.answer is not None:
        raise already_acknowledged()
    if asked.late:
        call.server.missed.append(asked)
        raise unknown("interaction")
    body: Json = call.body or {}
    kind, data = int(body.get("type") or 0), body.get("data") or {}
    fits = kind in ALLOWED[asked.type] and (kind not in (LATER, UPDATE) or asked.message is not None)
    if not fits:
        problems = Problems()
        problems.add(
            ("type",), "BASE_TYPE_CHOICES", f"{kind} is no answer to an interaction of type {asked.type}."
        )
        problems.raise_any()
    ANSWERS[kind](call, asked, data)
    asked.answer = kind
    return None if call.query.get("with_response", "0") in ("0", "false") else _with_response(call, asked)


def _reply(call: Call, asked: Interaction, data: Json) -> None:
    flags = _privacy(asked, data.get("flags") or 0)
    _check(call, data, flags, ("data",))
    asked.original = post(
        call.server, asked.channel, call.app, data, call.files, interaction=asked, flags=flags
    )


def _think(call: Call, asked: Interaction, data: Json) -> None:
    flags = _privacy(asked, data.get("flags") or 0) & EPHEMERAL | LOADING
    asked.original = post(call.server, asked.channel, call.app, {}, interaction=asked, flags=flags)


def _privacy(asked: Interaction, flags: int) -> int:
    """Flags as Discord takes them: a user-installed app is kept ephemeral where its user may not show it to others."""
    guild_installed, guild = "0" in asked.owners, asked.channel.guild
    if guild is not None and not guild_installed and not may(asked.channel, asked.user, "use_external_apps"):
        return flags | EPHEMERAL
    return flags


def _later(call: Call, asked: Interaction, data: Json) -> None:
    assert asked.message is not None
    asked.original, asked.edits_before = asked.message, len(asked.message.versions)


def _update(call: Call, asked: Interaction, data: Json) -> None:
    assert asked.message is not None
    _check(call, data, asked.message.flags | (data.get("flags") or 0), ("data",))
    asked.original = revise(call.server, asked.message, data, call.files)


def _choices(call: Call, asked: Interaction, data: Json) -> None:
    problems = Problems()
    check_choices(problems, data.get("choices") or [], ("data", "choices"))
    problems.raise_any()
    asked.choices = data.get("choices") or []


def _modal(call: Call, asked: Interaction, data: Json) -> None:
    problems = Problems()
    check_modal(problems, data)
    problems.raise_any()
    asked.modal = Modal(asked, data["title"], data["custom_id"], numbered(data["components"]))


ANSWERS = {REPLY: _reply, THINK: _think, LATER: _later, UPDATE: _update, CHOICES: _choices, MODAL: _modal}


def _check(call: Call, data: Json, flags: int, at: tuple[str, ...] = ()) -> None:
    uploads = {index: (name, raw) for index, (name, raw, _) in call.files.items()}
    check_message(data, uploads, at, flags)


def _with_response(call: Call, asked: Interaction) -> Json:
    about: Json = {"id": str(asked.id), "type": asked.type}
    if asked.answer in (REPLY, THINK, UPDATE) and asked.original is not None:
        about |= {
            "response_message_id": str(asked.original.id),
            "response_message_loading": asked.original.loading,
            "response_message_ephemeral": asked.original.ephemeral,
        }
    if asked.answer not in (REPLY, UPDATE) or asked.original is None:
        return {"interaction": about}
    resource = {"type": asked.answer, "message": _written(call, asked.original)}
    return {"interaction": about, "resource": resource}


def _written(call: Call, message: Message) -> Json:
    return wire.message(message, call.app, True, blank=False)


def _asked(call: Call) -> Interaction:
    """The interaction whose token is in the path, while it lasts and once it was answered."""
    if call.id("webhook_id") != call.app.id:
        raise unknown("Webhook")
    for one in call.server.interactions.values():
        if one.token == call.params["webhook_token"]:
            if one.expired:
                raise invalid_webhook_token()
            if one.answer is None:
                raise unknown("Webhook")
            return one
    raise invalid_webhook_token()


def _meant(call: Call, asked: Interaction) -> Message:
    if call.params["message_id"] == "@original":
        found = asked.original
    else:
        wanted = call.id("message_id")
        mine = [*asked.followups, *(one for one in (asked.original, asked.message) if one is not None)]
        found = next((one for one in mine if one.id == wanted), None)
    if found is None or found.deleted:
        raise unknown("Message")
    return found


@route("GET", "/webhooks/{webhook_id}/{webhook_token}/messages/{message_id}")
def one_answer(call: Call) -> Json:
    return _written(call, _meant(call, _asked(call)))


@route("PATCH", "/webhooks/{webhook_id}/{webhook_token}/messages/{message_id}")
def edit_answer(call: Call) -> Json:
    asked = _asked(call)
    message, body = _meant(call, asked), call.body or {}
    _check(call, body, message.flags | (body.get("flags") or 0))
    return _written(call, revise(call.server, message, body, call.files))


@route("DELETE", "/webhooks/{webhook_id}/{webhook_token}/messages/{message_id}")
def delete_answer(call: Call) -> None:
    remove(call.server, _meant(call, _asked(call)))


@route("POST", "/webhooks/{webhook_id}/{webhook_token}")
def follow_up(call: Call) -> Json:
    """A further message; the first one after "thinking…" takes that message's place and privacy."""
    asked, body = _asked(call), call.body or {}
    flags = _privacy(asked, body.get("flags") or 0)
    _check(call, body, flags)
    if asked.answer == THINK and asked.original and asked.original.loading and not asked.original.deleted:
        made = revise(call.server, asked.original, body, call.files)
        return _written(call, made)
    guild = asked.channel.guild
    if guild is not None and not guild.has_app and len(asked.followups) >= MOST_FOLLOWUPS_WITHOUT_BOT:
        raise Refusal(400, 40094, "This interaction has reached the maximum number of follow up messages")
    made = post(
        call.server, asked.channel, call.app, body, call.files, interaction=asked, flags=flags & ~LOADING
    )
    asked.followups.append(made)
    return _written(call, made)
