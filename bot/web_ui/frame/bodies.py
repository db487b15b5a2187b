"""Request bodies that may be long: text as JSON or files as a form, turned into what `condense` and `jobs` take.

Parsed in a thread. The guard has bounded them before; nothing here reads a body twice.
"""

from __future__ import annotations

import asyncio
import json
from typing import Any, TypeVar

from fastapi import HTTPException, Request
from fastapi.exceptions import RequestValidationError
from pydantic import BaseModel, ValidationError
from starlette.datastructures import FormData, UploadFile

from bot.errors import Empty, Invalid
from bot.features import condense
from bot.features.condense import Pasted, Upload
from bot.web_ui.frame import misfits, wire

MOST_FILES = 50
FORMS = ("multipart/form-data", "application/x-www-form-urlencoded")
WRITTEN = ("text", "front", "back")  # the fields that are written at length
MOST_GIVEN_BACK_BYTES = 2**20  # of a form that may be nobody's
LENGTHS = ("sentences", "ratio", "words")
DOCUMENTED: dict[str, Any] = {
    "requestBody": {
        "required": True,
        "content": {
            "application/json": {"schema": wire.Text.model_json_schema()},
            "multipart/form-data": {"schema": wire.FileForm.model_json_schema()},
        },
    }
}

Shape = TypeVar("Shape", bound=BaseModel)


def is_form(request: Request) -> bool:
    return _media_type(request) in FORMS


def _media_type(request: Request) -> str:
    return request.headers.get("content-type", "").partition(";")[0].strip().lower()


async def form_of(request: Request) -> FormData:
    """The form in the body; read once, and closed with the request."""
    limit = request.app.state.pith.settings.max_file_bytes
    return await request.form(max_files=MOST_FILES, max_fields=MOST_FILES, max_part_size=limit)


def changed(form: FormData, *names: str) -> dict[str, str]:
    """Those fields that hold something else than the page showed, as `shown_…` says: what stands there untouched may
    be older than what is kept."""
    return {
        name: str(form[name]) for name in names if name in form and form[name] != form.get(f"shown_{name}")
    }


async def written(request: Request) -> tuple[str, ...]:
    """What somebody wrote at length in a form of one of our pages; nothing of a form that is long."""
    declared = request.headers.get("content-length", "")
    if not is_form(request) or not declared.isdecimal() or int(declared[:20]) > MOST_GIVEN_BACK_BYTES:
        return ()
    form = await form_of(request)
    if not request.app.state.signer.is_page_token(str(form.get("csrf", ""))):
        return ()
    return tuple(wire.printable(text) for name in WRITTEN if isinstance(text := form.get(name), str) and text)


def fitted(shape: type[Shape], content: Any) -> Shape:
    """`content` as a `shape`, or the 422 that every other misfit gives."""
    try:
        return shape.model_validate(content)
    except ValidationError as error:
        problems = [{**problem, "loc": ("body", *problem["loc"])} for problem in error.errors()]
        raise RequestValidationError(problems) from None


def filled_in(shape: type[Shape], content: Any) -> Shape:
    """`content` as a `shape`, of a form that is shown again where it does not fit. Raises Invalid."""
    try:
        return shape.model_validate(content)
    except ValidationError as error:
        problem = error.errors()[0]
        said = misfits.sentence({**problem, "loc": ("body", *problem["loc"])})
        raise Invalid(said.text, about=str(problem["loc"][0]), **said.values) from None


async def sent(request: Request) -> tuple[list[Pasted | Upload], condense.Request]:
    """What a person sent to be condensed, and how. Raises Empty when there is nothing."""
    if is_form(request):
        form = await form_of(request)
        wish, sources = await _from_form(form)
    else:
        text = await _json(request, wire.Text)
        wish, sources = text, [Pasted(text.text, text.title or None)]
    if not sources:
        raise Empty("There is nothing to condense. Write or paste some text, or add a file.")
    length = condense.budget(wish.sentences, wish.ratio, wish.words)
    return sources, condense.Request(length, wish.focus, wish.language or None)


async def _json(request: Request, shape: type[Shape]) -> Shape:
    body = await request.body()

    def parse() -> Shape:
        try:
            content = json.loads(body)
        except (ValueError, RecursionError):
            raise HTTPException(400) from None
        return fitted(shape, content)

    if _media_type(request) not in ("application/json", ""):
        raise Invalid("Send JSON, or a form with a file.")
    return await asyncio.to_thread(parse)


async def _from_form(form: FormData) -> tuple[wire.Wish, list[Pasted | Upload]]:
    fields: dict[str, Any] = {
        key: value for key, value in form.items() if key not in ("csrf", "file", "text")
    }
    unit, _, amount = str(fields.pop("length", "")).partition(":")  # the page's one choice: "sentences:5"
    if unit in LENGTHS:
        fields.setdefault(unit, amount)
    wish = fitted(wire.Wish, fields)
    text = wire.printable(pasted) if isinstance(pasted := form.get("text"), str) else ""
    sources: list[Pasted | Upload] = [Pasted(text)] if text.strip() else []
    for part in form.getlist("file"):
        if isinstance(part, UploadFile) and (part.filename or part.size):
            sources.append(Upload(wire.printable(part.filename or "file")[:200], await part.read()))
    return wish, sources
