"""The notes that a search is narrowed to."""

from __future__ import annotations

from sqlalchemy import Select, select

from bot.features.people import Person
from bot.features.tags import clean_tag
from bot.store.tables import TagRow


def tagged(person: Person, tag: str) -> Select[int]:
    return select(TagRow.note_id).where(TagRow.person_id == person.id, TagRow.name == clean_tag(tag))
