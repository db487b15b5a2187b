"""From a message to the notes it made, whoever they belong to."""

import pytest

from bot.app import App
from bot.errors import NotFound
from bot.features import condense, history, origins, people
from bot.features.condense import Pasted
from bot.features.people import Person
from tests.conftest import CHAPTER


async def made(app: App, person: Person, *names: str) -> int:
    note = await condense.condense(app, person, Pasted(CHAPTER), origins=names)
    assert note.id is not None
    return note.id


async def test_a_message_finds_its_notes_and_those_of_its_files(app: App, ada: Person, bo: Person) -> None:
    text = await made(app, ada, "discord:12")
    file = await made(app, ada, "discord:12:7")
    await made(app, ada, "discord:123")
    other = await made(app, bo, "discord:12")
    found = await origins.made_from(app, "discord:12")
    assert [(each.person.id, each.note_id) for each in found] == [
        (ada.id, text),
        (ada.id, file),
        (bo.id, other),
    ]
    assert found[0].title == "Photosynthesis"
    assert await origins.made_from(app, "discord:1") == []


async def test_an_answer_is_tied_to_its_own_persons_note(app: App, ada: Person, bo: Person) -> None:
    note_id = await made(app, ada, "discord:12")
    await origins.add(app, ada, note_id, "discord-answer:5:6")
    await origins.add(app, ada, note_id, "discord-answer:5:6")
    assert await history.origins(app, ada, note_id) == ("discord-answer:5:6", "discord:12")
    with pytest.raises(NotFound):
        await origins.add(app, bo, note_id, "discord-answer:5:7")


async def test_the_discord_account_behind_a_person(app: App, ada: Person) -> None:
    assert await people.discord_id(app, ada) == 1001
    assert await people.discord_id(app, await people.local(app)) is None
