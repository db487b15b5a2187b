"""Privacy: all that is kept of a person, in one file to take away; and all of it gone for good.

Every feature with personal rows stands in `KEEPERS`; a test fails if a table with a person_id keeps a row.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Mapping
from dataclasses import replace
from types import ModuleType
from typing import Any

from bot.app import App
from bot.features import (
    catchup,
    deadlines,
    digests,
    focus,
    groups,
    history,
    inbox,
    jobs,
    looks,
    people,
    personalise,
    practice,
    quotes,
    recommended,
    reminders,
    review,
    tasks,
)
from bot.features.export import Exported
from bot.features.people import Person

KEEPERS: Mapping[str, ModuleType] = {
    "digests": digests,
    "quotes": quotes,
    "groups": groups,
    "deadlines": deadlines,
    "looks": looks,
    "apart": recommended,
    "marks": personalise,
    "practice": practice,
    "review": review,
    "tasks": tasks,
    "notes": history,
    "jobs": jobs,
    "inbox": inbox,
    "focus": focus,
    "reminders": reminders,
    "catchup": catchup,
    "person": people,
}
"""In the order of erasing: the person last."""


async def export_all(app: App, person: Person) -> Exported:
    """Everything kept of the person, as JSON."""
    parts = []
    for name, feature in KEEPERS.items():  # one after the other: beside its text little else is held of it
        parts.append(await asyncio.to_thread(_written, name, await feature.export(app, person)))
    data = await asyncio.to_thread(lambda: b"{\n" + b",\n".join(parts) + b"\n}")
    return Exported("pith-everything.json", "application/json", data)


def _written(name: str, kept: Any) -> bytes:
    """A member of a JSON object, set in by one."""
    lines = json.dumps({name: kept}, ensure_ascii=False, indent=1).encode()
    return lines.removeprefix(b"{\n").removesuffix(b"\n}")


async def erase_all(app: App, person: Person, language: str | None = None) -> None:
    """Erases the person: notes, cards, marks, jobs, settings, tokens, and their name here. It can't be undone. Answers
    in channels say so soon, in the language given, or the person's own."""
    person = replace(person, language=language or person.language)
    for feature in KEEPERS.values():
        await feature.erase(app, person)
    await app.wipe()
