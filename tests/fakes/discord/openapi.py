"""Every request against Discord's own OpenAPI description, where ../shared/discord/openapi.json is present.

`load()` reads it once in a process; `Description.check()` answers what a request gets wrong, in words.
Known gaps between the description and what Discord accepts are listed here, each with its reason, and nowhere else.
"""

from __future__ import annotations

import asyncio
import gc
import json
import re
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any
from urllib.parse import quote

from jsonschema import Draft202012Validator
from jsonschema.exceptions import ValidationError, best_match
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT202012

PATH = Path(__file__).resolve().parents[4] / "shared" / "discord" / "openapi.json"
URI = "urn:discord"
LARGE_CHARACTERS = 400
Json = dict[str, Any]

# Fields discord.py sends that the description does not list; (part of the path, the field) -> why it is harmless.
UNLISTED_FIELDS = {
    ("/commands", "nsfw"): "documented for commands, missing from the description's request schema",
    ("/webhooks/", "nonce"): "discord.py's shared message form; ignored for webhooks",
    ("/webhooks/", "enforce_nonce"): "discord.py's shared message form; ignored for webhooks",
    ("/messages/", "tts"): "discord.py's shared message form sends tts: false with edits; Discord ignores it",
    ("/callback", "tts"): "the same, where a component's message is updated",
    ("/threads", "type"): "documented for threads without a message; discord.py always sends it",
    ("/", "embeds.flags"): "discord.py copies an embed it received; read-only, ignored",
    ("/", "embeds.type"): "the same",
    ("/", "attachments.proxy_url"): "discord.py repeats a kept attachment whole; only its id counts",
    ("/", "attachments.url"): "the same",
    ("/", "attachments.size"): "the same",
    ("/", "attachments.spoiler"): "the same",
    ("/", "attachments.height"): "the same",
    ("/", "attachments.width"): "the same",
    ("/", "attachments.content_type"): "the same",
}


def _loosened(document: Json) -> Json:
    """The description, less what Discord itself does not insist on."""
    schemas = document["components"]["schemas"]
    # Snowflakes: Discord takes numbers too, and discord.py sends file indices and message references as numbers.
    schemas["SnowflakeType"] = {"anyOf": [schemas["SnowflakeType"], {"type": "integer", "minimum": 0}]}
    # Inside an error tree the codes are words (BASE_TYPE_REQUIRED), whatever the description says.
    schemas["InnerErrors"]["properties"]["_errors"]["items"] = {
        "type": "object",
        "required": ["code", "message"],
    }
    return document


class Description:
    """The parsed description, with one validator for each operation, made when first needed."""

    def __init__(self, path: Path) -> None:
        self._document = _loosened(json.loads(path.read_bytes()))
        resource = Resource(self._document, DRAFT202012)
        self._registry: Registry[Any] = Registry().with_resource(URI, resource)
        self._validators: dict[str, Draft202012Validator] = {}
        self._checked: dict[tuple[str, str, str], list[str]] = {}

    def knows(self, method: str, template: str) -> bool:
        return method.lower() in self._document["paths"].get(template, {})

    async def check(
        self, method: str, template: str, params: Mapping[str, str], query: Mapping[str, str], body: object
    ) -> list[str]:
        """What a request gets wrong, empty when it is right. `template` is the description's own path.

        A large body is checked in a thread, and once: a whole set of commands takes some tenths of a second, and
        every test registers the same.
        """
        item = self._document["paths"].get(template)
        if item is None or method.lower() not in item:
            return [f"{method} {template} is not in Discord's description"]
        operation = item[method.lower()]
        wrong = self._check_parameters(item, operation, params, query)
        text = json.dumps(body)
        if len(text) < LARGE_CHARACTERS:
            return wrong + self._check_body(method, template, body)
        key = (method, template, text)
        if key not in self._checked:
            self._checked[key] = await asyncio.to_thread(self._check_body, method, template, body)
        return wrong + self._checked[key]

    def _check_body(self, method: str, template: str, body: object) -> list[str]:
        operation = self._document["paths"][template][method.lower()]
        content = operation.get("requestBody", {}).get("content", {})
        kind = next((one for one in ("application/json", "multipart/form-data") if one in content), None)
        if kind is None:
            return [f"a body was sent, none is described: {str(body)[:200]}"] if body else []
        if body is None:
            return ["a body is required"] if operation["requestBody"].get("required", False) else []
        pointer = ("paths", template, method.lower(), "requestBody", "content", kind, "schema")
        error = best_match(self._validator(pointer).iter_errors(body))
        wrong = []
        if error is not None:
            wrong.append(_said(error))
        unlisted = self._unlisted([content[kind]["schema"]], body, "")
        return wrong + [
            f"field {name!r} is not described" for name in unlisted if not _excused(template, name)
        ]

    def check_answer(self, method: str, template: str, status: int, answer: object) -> list[str]:
        """What the stand-in's own answer gets wrong: its tests hold it to the same description."""
        responses = self._document["paths"].get(template, {}).get(method.lower(), {}).get("responses", {})
        code = str(status) if str(status) in responses else f"{status // 100}XX"
        if code not in responses:
            return [f"{method} {template} does not answer with {status}"]
        pointer: tuple[str, ...] = ("paths", template, method.lower(), "responses", code)
        described = responses[code]
        if "$ref" in described:
            pointer = ("components", "responses", described["$ref"].rsplit("/", 1)[1])
            described = self._document["components"]["responses"][pointer[-1]]
        if "application/json" not in described.get("content", {}):
            return [] if answer is None else ["an answer was given, none is described"]
        pointer = (*pointer, "content", "application/json", "schema")
        error = best_match(self._validator(pointer).iter_errors(answer))
        return [] if error is None else [_said(error)]

    def _validator(self, pointer: tuple[str, ...]) -> Draft202012Validator:
        reference = f"{URI}#/" + "/".join(
            quote(step.replace("~", "~0").replace("/", "~1")) for step in pointer
        )
        if reference not in self._validators:
            self._validators[reference] = Draft202012Validator({"$ref": reference}, registry=self._registry)
        return self._validators[reference]

    def _check_parameters(
        self, item: Json, operation: Json, params: Mapping[str, str], query: Mapping[str, str]
    ) -> list[str]:
        wrong = []
        described = [*item.get("parameters", []), *operation.get("parameters", [])]
        for one in described:
            given = (params if one["in"] == "path" else query).get(one["name"])
            if given is None:
                if one.get("required"):
                    wrong.append(f"{one['in']} parameter {one['name']} is required")
                continue
            schema = self._resolve(one["schema"])
            if not Draft202012Validator(schema, registry=self._registry).is_valid(_read(given, schema)):
                wrong.append(f"{one['in']} parameter {one['name']}={given!r} does not fit")
        names = {one["name"] for one in described if one["in"] == "query"}
        return wrong + [f"query parameter {name!r} is not described" for name in query if name not in names]

    def _resolve(self, schema: Json) -> Json:
        while "$ref" in schema:
            schema = self._document["components"]["schemas"][schema["$ref"].rsplit("/", 1)[1]]
        return schema

    def _alternatives(self, schema: Json) -> list[Json]:
        """A schema's object forms, through references and unions."""
        schema = self._resolve(schema)
        inner = [one for key in ("oneOf", "anyOf", "allOf") for one in schema.get(key, [])]
        return [schema, *(each for one in inner for each in self._alternatives(one))]

    def _unlisted(self, schemas: list[Json], value: object, place: str) -> set[str]:
        """Names of fields that none of the alternatives lists, with dots for depth and no list indices."""
        forms = [each for one in schemas for each in self._alternatives(one)]
        if isinstance(value, list):
            items = [form["items"] for form in forms if "items" in form]
            return {name for each in value for name in self._unlisted(items, each, place)} if items else set()
        if not isinstance(value, dict):
            return set()
        fitting = [form for form in forms if "properties" in form]
        typed = [form for form in fitting if value.get("type") in self._kinds(form)]
        forms = typed or fitting
        if not forms:
            return set()
        found: set[str] = set()
        for key, each in value.items():
            name = f"{place}.{key}" if place else key
            inner = [form["properties"][key] for form in forms if key in form["properties"]]
            found |= self._unlisted(inner, each, name) if inner else {name}
        return found

    def _kinds(self, form: Json) -> list[Any]:
        kind = form["properties"].get("type")
        return [] if kind is None else self._resolve(kind).get("enum", [])


def _read(given: str, schema: Json) -> object:
    """A query parameter as its schema's type: everything in a URL is text, and Discord takes 0 and 1 for booleans."""
    kinds = schema.get("type", [])
    if "boolean" in kinds and given.lower() in ("0", "1", "true", "false"):
        return given.lower() in ("1", "true")
    if "integer" in kinds and re.fullmatch(r"-?\d+", given):
        return int(given)
    return given


def _said(error: ValidationError) -> str:
    """Where and what, with what each form of a union misses."""
    inner = sorted({f"{one.json_path}: {one.message[:120]}" for one in error.context or []})
    return f"{error.json_path}: {error.message[:300]} {inner[:12] if inner else ''}"


def _excused(template: str, name: str) -> bool:
    return any(
        part in template and (name == field or name.endswith(f".{field}")) for part, field in UNLISTED_FIELDS
    )


@lru_cache(maxsize=1)
def load() -> Description | None:
    """The description, or None where the file is not there."""
    made = Description(PATH) if PATH.is_file() else None
    gc.freeze()  # its many small objects stay: no collection has to walk them during a test
    return made
