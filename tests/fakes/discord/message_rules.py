"""What Discord asks of a message before it takes it: lengths, embeds, files, and that it is not empty."""

from __future__ import annotations

from typing import Any

from tests.fakes.discord.component_rules import check_components
from tests.fakes.discord.refusals import Problems, Refusal, empty_message
from tests.fakes.discord.things import COMPONENTS_V2

CONTENT = 2000
EMBEDS_TOGETHER = 6000
MAX_FILE_BYTES = 10 * 1024 * 1024  # of a bot, in a guild without boosts
SETTABLE_FLAGS = (1 << 2) | (1 << 6) | (1 << 12) | (1 << 13) | COMPONENTS_V2
Json = dict[str, Any]
Place = tuple[str | int, ...]


def check_message(body: Json, uploads: dict[int, tuple[str, bytes]], at: Place = (), flags: int = 0) -> None:
    """Refuse what Discord refuses of a new message or an edit; `flags` are those it has or asks for."""
    problems = Problems()
    problems.too_long((*at, "content"), body.get("content"), CONTENT)
    layout = bool(flags & COMPONENTS_V2)
    if layout:
        for key in ("content", "embeds", "poll", "sticker_ids"):
            if body.get(key):
                said = (
                    "The 'content', 'embeds', 'sticker_ids' and 'poll' fields cannot be used with this flag"
                )
                problems.add((*at, key), "MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2", said)
    check_components(problems, body.get("components") or [], (*at, "components"), layout=layout)
    _check_embeds(problems, body.get("embeds") or [], at)
    _check_files(problems, body, uploads, at)
    if flags & ~SETTABLE_FLAGS & ~((1 << 7) | (1 << 5)):
        problems.add((*at, "flags"), "BASE_TYPE_CHOICES", "These flags cannot be set.")
    allowed = body.get("allowed_mentions") or {}
    for kind in ("users", "roles"):
        if allowed.get(kind) and kind in allowed.get("parse", []):
            said = f'parse:["{kind}"] and {kind}: [ids...] are mutually exclusive.'
            problems.add((*at, "allowed_mentions"), "MESSAGE_ALLOWED_MENTIONS_PARSE_EXCLUSIVE", said)
    nonce = body.get("nonce")
    if nonce is not None and len(str(nonce)) > 25:
        problems.add((*at, "nonce"), "NONCE_TYPE_TOO_LONG", "Must be 25 or fewer in length.")
    problems.raise_any()
    for _, data in uploads.values():
        if len(data) > MAX_FILE_BYTES:
            raise Refusal(413, 40005, "Request entity too large")


def refuse_empty(
    content: str, embeds: list[Json], files: list[Any], components: list[Json], more: object
) -> None:
    """50006 for a message with nothing to show; whitespace is nothing."""
    if not (content.strip() or embeds or files or components or more):
        raise empty_message()


def _check_embeds(problems: Problems, embeds: list[Json], at: Place) -> None:
    if len(embeds) > 10:
        problems.add((*at, "embeds"), "BASE_TYPE_MAX_LENGTH", "Must be 10 or fewer in length.")
    together = 0
    for index, embed in enumerate(embeds):
        place: Place = (*at, "embeds", index)
        together += _check_embed(problems, embed, place)
    if together > EMBEDS_TOGETHER:
        said = f"Embed size exceeds maximum size of {EMBEDS_TOGETHER}"
        problems.add((*at, "embeds"), "MAX_EMBED_SIZE_EXCEEDED", said)


def _check_embed(problems: Problems, embed: Json, at: Place) -> int:
    """Check one embed; how many characters it adds to the sum over all of a message's embeds."""
    footer, author = embed.get("footer") or {}, embed.get("author") or {}
    fields = embed.get("fields") or []
    texts: list[tuple[Place, Any, int, int]] = [
        (("title",), embed.get("title"), 256, 0),
        (("description",), embed.get("description"), 4096, 0),
        (("footer", "text"), footer.get("text"), 2048, 0),
        (("author", "name"), author.get("name"), 256, 0),
    ]
    for index, one in enumerate(fields):
        texts.append((("fields", index, "name"), (one.get("name") or "").strip(), 256, 1))
        texts.append((("fields", index, "value"), (one.get("value") or "").strip(), 1024, 1))
    for place, text, limit, least in texts:
        if least and not text:
            problems.required((*at, *place))
        else:
            problems.too_long((*at, *place), text, limit, 0)
    if len(fields) > 25:
        problems.add((*at, "fields"), "BASE_TYPE_MAX_LENGTH", "Must be 25 or fewer in length.")
    for key, url in (
        ("url", embed.get("url")),
        ("image", (embed.get("image") or {}).get("url")),
        ("thumbnail", (embed.get("thumbnail") or {}).get("url")),
    ):
        schemes = ("http://", "https://") if key == "url" else ("http://", "https://", "attachment://")
        if url is not None and not str(url).startswith(schemes):
            problems.add((*at, key), "URL_TYPE_INVALID_SCHEME", f"Scheme must be one of {schemes}.")
    shown = (*(text for _, text, _, _ in texts), embed.get("image"), embed.get("thumbnail"), embed.get("url"))
    if not any(shown):
        problems.add((*at, "description"), "BASE_TYPE_REQUIRED", "This field is required")
    return sum(len(text) for _, text, _, _ in texts if isinstance(text, str))


def _check_files(problems: Problems, body: Json, uploads: dict[int, tuple[str, bytes]], at: Place) -> None:
    listed = body.get("attachments") or []
    if len(listed) > 10 or len(uploads) > 10:
        problems.add((*at, "attachments"), "BASE_TYPE_MAX_LENGTH", "Must be 10 or fewer in length.")
    for index, one in enumerate(listed):
        problems.too_long((*at, "attachments", index, "description"), one.get("description"), 1024)
        problems.too_long((*at, "attachments", index, "filename"), one.get("filename"), 1024, 1)
