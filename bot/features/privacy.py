"""Privacy: all that is kept of a person, in one file to take away; and all of it gone for good.

Every feature with personal rows stands in `KEEPERS`; a test fails if a table with a person_id keeps a row.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Mapping
from dataclasses import replace
from types import ModuleType

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
    recommended,
    reminders,
    review,
    tasks,
)
from bot.features.export import Exported
from bot.features.people import Person

KEEPERS: Mapping[str, ModuleType] = {
    "digests": digests,
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
    everything = {name: await feature.export(app, person) for name, feature in KEEPERS.items()}
    data = await asyncio.to_thread(
        lambda: json.dumps(everything, ensure_ascii=False, indent=1).encode("utf-8")
    )
    return Exported("pith-everything.json", "application/json", data)


async def erase_all(app: App, person: Person, language: str | None = None) -> None:
    """Erases the person: notes, cards, marks, jobs, settings, tokens, and their name here. It can't be undone. Answers
    in channels say so soon, in the language given, or the person's own."""
    person = replace(person, language=language or person.language)
    for feature in KEEPERS.values():
        await feature.erase(app, person)
    await app.wipe()
