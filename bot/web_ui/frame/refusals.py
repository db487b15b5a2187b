"""A form that was refused: shown again on its page, as it was filled in, with why beside the field that it is about."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot.errors import UserError


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why `form` of a page was refused, and what somebody had `entered` there."""

    form: str
    why: UserError
    entered: Mapping[str, Any]


def as_values(refusal: Refusal | None) -> dict[str, Any]:
    """For a template: `refused(form)` is why, and `entered` holds the fields of that one form."""
    return {
        "refused": lambda form: refusal.why if refusal and refusal.form == form else None,
        "entered": refusal.entered if refusal else {},
    }
