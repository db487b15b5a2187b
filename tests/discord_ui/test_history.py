"""`/history`: list, search, open, delete, export."""

from __future__ import annotations

import asyncio
import json

from bot.app import App
from bot.discord_ui.client import PithClient
from bot.features import condense, people, tags
from bot.features.condense import Pasted
from tests.conftest import CHAPTER, CHINESE
from tests.discord_ui.conftest import CELLS, notes_of
from tests.fakes.discord_server import DiscordServer, Guild, User


async def keep(app: App, user: User, *texts: str) -> list[int]:
    person = await people.from_discord(app, user.id)
    notes = await asyncio.gather(*(condense.condense(app, person, Pasted(text)) for text in texts))
    return [note.id or 0 for note in notes]


async def test_the_list_turns_pages_and_opens(
    pith: PithClient, server: DiscordServer, ann: User, app: App
) -> None:
    await keep(app, ann, CHAPTER)
    await keep(app, ann, *(f"Note {n} is about cells. It is short." for n in range(11)))
    listed = await ann.command("history list").final()
    assert listed.text.count("is about cells") == 10
    assert "Photosynthesis" not in listed.text
    await ann.press(listed, "Older").final()
    assert "Photosynthesis" in listed.text
    assert "Older" not in listed.buttons
    opened = await ann.choose(listed, "Open a note", ["Photosynthesis"]).final()
    assert "Less" in opened.buttons


async def test_the_list_by_tag(pith: PithClient, server: DiscordServer, ann: User, app: App) -> None:
    first, _ = await keep(app, ann, CHAPTER, CELLS)
    await tags.set_tags(app, await people.from_discord(app, ann.id), first, ["plants"])
    listed = await ann.command("history list", tag="Plants").final()
    assert "Photosynthesis" in listed.text
    assert "Cells" not in listed.text


async def test_an_empty_history_says_what_to_do(pith: PithClient, server: DiscordServer, ann: User) -> None:
    assert "Send me some text" in (await ann.command("history list").final()).text


async def test_search_finds_by_words_and_suggests_titles(
    pith: PithClient, server: DiscordServer, ann: User, ben: User, app: App
) -> None:
    await keep(app, ann, CHAPTER, CELLS, CHINESE)
    await keep(app, ben, "Membranes of Ben. They are secret.")
    choices = await ann.autocomplete("history search", option="query", typed="photo")
    assert [choice["name"] for choice in choices] == ["Photosynthesis"]
    found = await ann.command("history search", query="membrane").final()
    assert "Cells are" in found.text
    assert "Ben" not in found.text
    found = await ann.command("history search", query="注意力").final()
    assert "注意力训练" in found.text
    nothing = await ann.command("history search", query="zzxqy").final()
    assert "No note speaks of" in nothing.text


async def test_suggestions_are_few_and_short(
    pith: PithClient, server: DiscordServer, ann: User, app: App
) -> None:
    await keep(app, ann, *(f"{n} {'very ' * 40}long. Yes." for n in range(27)))
    choices = await ann.autocomplete("history open", option="note")
    assert len(choices) == 25
    assert all(1 <= len(choice["name"]) <= 100 for choice in choices)


async def test_no_suggestion_turns_text_around(pith: PithClient, server: DiscordServer, ann: User) -> None:
    group = server.guild("Bio\u202elogy \u2067of\u200f cells", members=[ann])
    await ann.command("privacy condense-me", state="off", channel=group.channel()).final()
    (choice,) = await ann.autocomplete("privacy condense-me", option="server", state="on")
    assert choice["name"] == "Biology of cells"


async def test_opening_by_suggestion_by_words_and_not_somebody_elses(
    pith: PithClient, server: DiscordServer, ann: User, ben: User, group: Guild, app: App
) -> None:
    (note_id,) = await keep(app, ann, CHAPTER)
    for given in (str(note_id), "photosynthesis"):
        opened = await ann.command("history open", note=given, channel=group.channel()).final()
        assert opened.ephemeral
        assert "Photosynthesis" in opened.text
    refused = await ben.command("history open", note=str(note_id)).final()
    assert refused.text == "There is no such note."


async def test_deleting_asks_and_keeps_or_deletes(
    pith: PithClient, server: DiscordServer, ann: User, app: App
) -> None:
    (note_id,) = await keep(app, ann, CHAPTER)
    asked = await ann.command("history delete", note=str(note_id)).final()
    kept = await ann.press(asked, "Keep it").final()
    assert "stays" in kept.text
    asked = await ann.command("history delete", note=str(note_id)).final()
    await ann.press(asked, "Delete for good").final()
    assert await notes_of(app, ann) == []


async def test_export_of_one_and_of_all(pith: PithClient, server: DiscordServer, ann: User, app: App) -> None:
    first, _ = await keep(app, ann, CHAPTER, CELLS)
    one = await ann.command("history export", note=str(first)).final()
    assert one.files[0].name == "Photosynthesis.md"
    everything = await ann.command("history export", format="json").final()
    assert len(json.loads(everything.files[0].data)) == 2
    assert everything.ephemeral
    table = await ann.command("history export", format="csv").final()
    assert table.files[0].name == "pith.csv"
