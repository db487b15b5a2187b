"""The buttons under an answer: also after a restart, and for nobody but the note's own person."""

from __future__ import annotations

from bot.app import App
from bot.discord_ui.client import PithClient
from bot.features import history, people
from tests.conftest import CHAPTER
from tests.discord_ui.conftest import CELLS, Connect, notes_of
from tests.fakes.discord_server import DiscordServer, Guild, Message, User


async def answer_to(server: DiscordServer, user: User, text: str = CHAPTER) -> Message:
    user.dm(text)
    return await server.message(user.dm_channel, "sentences")


async def test_more_and_less_change_the_answer_in_place(
    pith: PithClient, server: DiscordServer, ann: User, app: App
) -> None:
    answer = await answer_to(server, ann)
    (note,) = await notes_of(app, ann)
    kept = len(note.highlights)
    more = await ann.press(answer, "More").final()
    assert more is answer
    (note,) = await notes_of(app, ann)
    assert len(note.highlights) > kept
    assert f"{len(note.highlights)} of {note.sentences_total}" in answer.text
    await ann.press(answer, "Less").final()
    (note,) = await notes_of(app, ann)
    assert f"{len(note.highlights)} of {note.sentences_total}" in answer.text


async def test_less_ends_at_one_and_more_at_all(pith: PithClient, server: DiscordServer, ann: User) -> None:
    answer = await ann.command("condense", text=CELLS, sentences=2).final()
    await ann.press(answer, "Less").final()
    assert "1 of 4" in answer.text
    assert "Less" not in answer.buttons
    for _ in range(3):
        await ann.press(answer, "More").final()
    assert "4 of 4" in answer.text
    assert "More" not in answer.buttons


async def test_two_presses_in_a_row_go_on_from_each_other(
    pith: PithClient, server: DiscordServer, ann: User, app: App
) -> None:
    answer = await ann.command("condense", text=CHAPTER, sentences=2).final()
    pressed = [ann.press(answer, "More"), ann.press(answer, "More"), ann.press(answer, "More")]
    await server.until(lambda: len(answer.versions) == 1 + len(pressed))
    (note,) = await notes_of(app, ann)
    assert len(note.highlights) == 6  # 2, 3, 4, 6
    assert "6 of 13" in answer.text


async def test_they_work_after_a_restart(
    connect: Connect, server: DiscordServer, ann: User, app: App
) -> None:
    async with connect():
        answer = await answer_to(server, ann)
    async with connect():
        await ann.press(answer, "More").final()
        why = await ann.press(answer, "Why").final()
        assert "/ 100" in why.text
        form = await ann.press(answer, "Tag").form()
        await ann.submit(
            form, {"Tags of this note, with commas between them": "Biology，chapter 3、exam"}
        ).final()
        assert all(f"#{tag}" in answer.text.replace("\\", "") for tag in ("biology", "chapter 3", "exam"))
        await ann.press(answer, "Delete").final()
        await ann.press(answer, "Delete for good").final()
    assert answer.text == "Deleted."
    assert answer.buttons == []
    assert await notes_of(app, ann) == []


async def test_why_gives_score_and_reasons_privately(
    pith: PithClient, server: DiscordServer, ann: User, app: App
) -> None:
    why = await ann.press(await answer_to(server, ann), "Why").final()
    (note,) = await notes_of(app, ann)
    assert why.ephemeral
    assert why.text.count("/ 100") == len(note.highlights)
    assert str(note.highlights[0].reasons[0]) in why.text


async def test_source_marks_the_highlights_or_comes_as_a_file(
    pith: PithClient, server: DiscordServer, ann: User, app: App
) -> None:
    source = await ann.press(await answer_to(server, ann, CELLS), "Source").final()
    (note,) = await notes_of(app, ann)
    assert source.ephemeral
    assert f"**{note.highlights[0].text}**" in source.text
    ann.dm(files=[("long.txt", (CHAPTER * 9).encode())])
    answer = await server.message(ann.dm_channel, "Calvin")
    source = await ann.press(answer, "Source").final()
    (file,) = source.files
    assert file.data.decode() == (await notes_of(app, ann))[1].text
    assert file.description


async def test_tags_already_there_are_filled_in(pith: PithClient, server: DiscordServer, ann: User) -> None:
    answer = await answer_to(server, ann)
    form = await ann.press(answer, "Tag").form()
    await ann.submit(form, {"Tags of this note, with commas between them": "one, two"}).final()
    form = await ann.press(answer, "Tag").form()
    (field,) = form.fields.values()
    assert field["value"] == "one, two"


async def test_deleting_asks_first_and_can_be_left(
    pith: PithClient, server: DiscordServer, ann: User, app: App
) -> None:
    answer = await answer_to(server, ann)
    before = answer.text
    await ann.press(answer, "Delete").final()
    assert "can't be undone" in answer.text
    await ann.press(answer, "Keep it").final()
    assert answer.text == before
    assert len(await notes_of(app, ann)) == 1


async def test_a_note_that_is_gone_is_said_to_be(
    pith: PithClient, server: DiscordServer, ann: User, app: App
) -> None:
    answer = await answer_to(server, ann)
    form = await ann.press(answer, "Tag").form()
    (note,) = await notes_of(app, ann)
    await history.delete_note(app, await people.from_discord(app, ann.id), note.id or 0)
    sent = ann.submit(form, {"Tags of this note, with commas between them": "plants"})
    for asked in (sent, ann.press(answer, "More"), ann.press(answer, "Delete")):
        await server.until(lambda asked=asked: asked.followups)  # type: ignore[misc]
        assert asked.followups[0].text == "There is no such note."


async def test_nobody_else_gets_anything_from_them(
    pith: PithClient, server: DiscordServer, ann: User, ben: User, group: Guild, app: App
) -> None:
    ann.send(group.channel(), CHAPTER, mention_bot=True)
    answer = await server.message(group.channel(), "sentences")
    before = answer.text
    for label in ("More", "Less", "Why", "Source", "Keep or drop", "To cards", "Tag", "Delete"):
        told = ben.press(answer, label)
        await server.until(
            lambda told=told: told.followups or (told.original and told.original is not answer)
        )  # type: ignore[misc]
        said = await told.final()
        assert said.ephemeral
        assert said.text.startswith("This is another person's note. For one of your own,")
    assert answer.text == before
    assert len(await notes_of(app, ann)) == 1
