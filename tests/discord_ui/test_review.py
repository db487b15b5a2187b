"""Cards and `/review` on Discord: made under a note, asked, graded, also after a restart, and for nobody else."""

from __future__ import annotations

from bot.app import App
from bot.discord_ui.client import PithClient
from bot.features import anki, cards, condense, history, people, review, tags
from bot.features.condense import Pasted
from bot.features.note import Note
from bot.features.people import Person
from bot.features.review import Grade
from tests.conftest import CHAPTER, UNTITLED, Clock
from tests.discord_ui.conftest import Connect
from tests.discord_ui.test_history import keep
from tests.fakes.discord_server import DiscordServer, Guild, Message, User


async def with_cards(app: App, user: User) -> Person:
    """The person, with a note and a card of each of its highlights."""
    person = await people.from_discord(app, user.id)
    note = await condense.condense(app, person, Pasted(CHAPTER))
    await cards.add_many(app, person, note.id or 0, [h.index for h in note.highlights])
    return person


async def opened(app: App, user: User) -> tuple[Note, Message]:
    """A note of the person's, and Pith's message with it."""
    (note_id,) = await keep(app, user, CHAPTER)
    person = await people.from_discord(app, user.id)
    answer = await user.command("history open", note=str(note_id)).final()
    return await history.open_note(app, person, note_id), answer


async def test_highlights_become_cards_many_at_once(
    pith: PithClient, server: DiscordServer, ann: User, app: App
) -> None:
    note, answer = await opened(app, ann)
    offer = await ann.press(answer, "To cards").final()
    assert offer.ephemeral
    chosen = [str(h.index) for h in note.highlights[:2]]
    made = await ann.choose(offer, "As gaps to fill", chosen).final()
    assert "New cards: 2" in made.text
    again = await ann.press(answer, "To cards").final()
    made = await ann.choose(again, "As points to recall", chosen).final()
    assert "New cards: 2" in made.text
    person = await people.from_discord(app, ann.id)
    assert len((await cards.list_cards(app, person)).cards) == 4


async def test_one_alone_is_changed_before_it_is_kept(
    pith: PithClient, server: DiscordServer, ann: User, app: App
) -> None:
    note, answer = await opened(app, ann)
    person = await people.from_discord(app, ann.id)
    sentence = note.highlights[0]
    offer = await ann.press(answer, "To cards").final()
    form = await ann.choose(offer, "As gaps to fill", [str(sentence.index)]).form()
    word = sentence.text.split()[-2]
    kept = await ann.submit(form, {"Hidden words": word}).final()
    assert "It is a card now" in kept.text
    (card,) = (await cards.list_cards(app, person)).cards
    assert card.back == word
    assert word not in card.front.split()
    offer = await ann.press(answer, "To cards").final()
    form = await ann.choose(offer, "As points to recall", [str(sentence.index)]).form()
    await ann.submit(form, {"Question": "What is it?"}).final()
    assert (await cards.list_cards(app, person)).cards[0].front == "What is it?"


async def test_what_its_note_is_called_by_comes_with_the_answer_and_once(
    pith: PithClient, ann: User, app: App
) -> None:
    person = await people.from_discord(app, ann.id)
    for text, times in ((CHAPTER, 1), (UNTITLED, 0)):
        note = await condense.condense(app, person, Pasted(text))
        card = await cards.add(app, person, note.id or 0, 0 if times == 0 else note.highlights[-1].index)
        asked = await ann.command("review").final()
        assert note.title not in asked.text
        shown = await ann.press(asked, "Show the answer").final()
        assert shown.text.count(note.title) == times + card.sentence.count(note.title)
        await cards.delete(app, person, card.id)


async def test_a_session_after_a_restart(
    connect: Connect, server: DiscordServer, ann: User, app: App, clock: Clock
) -> None:
    async with connect():
        person = await with_cards(app, ann)
        asked = await ann.command("review").final()
        first = (await review.due(app, person)).cards[0]
        assert "Now:" in asked.text
    async with connect():
        await ann.press(asked, "Show the answer").final()
        assert first.sentence in asked.text
        assert [label.split(" · ")[0] for label in asked.buttons] == ["Again", "Hard", "Good", "Easy"]
        assert "Good · 10 min" in asked.buttons
        await ann.press(asked, "Good · 10 min").final()
        assert (await cards.get(app, person, first.id)).grades == 1
        assert "Undo" in asked.buttons
        await ann.press(asked, "Undo").final()
        assert await cards.get(app, person, first.id) == first
        for put_off in ("Tomorrow", "Suspend"):  # a slip of the finger is taken back, too
            await ann.press(asked, put_off).final()
            assert first.id not in [card.id for card in (await review.due(app, person)).cards]
            assert first.front[-40:] not in asked.text
            await ann.press(asked, "Undo").final()
            assert await cards.get(app, person, first.id) == first
            assert first.front[-40:] in asked.text
        for _ in (await review.due(app, person)).cards:
            await ann.press(asked, "Suspend").final()
        assert "Nothing to review now." in asked.text
        assert asked.buttons == ["Undo"]


async def test_the_end_says_when_the_next_comes(
    pith: PithClient, server: DiscordServer, ann: User, app: App
) -> None:
    assert "Press “To cards”" in (await ann.command("review").final()).text
    person = await with_cards(app, ann)
    asked = await ann.command("review").final()
    for _ in (await review.due(app, person)).cards:
        await ann.press(asked, "Show the answer").final()
        await ann.press(asked, next(label for label in asked.buttons if label.startswith("Good"))).final()
    assert "Nothing to review now. The next card comes in 10 min." in asked.text
    assert asked.buttons == ["Undo"]


async def test_a_button_pressed_twice_grades_once(
    pith: PithClient, server: DiscordServer, ann: User, app: App
) -> None:
    person = await with_cards(app, ann)
    asked = await ann.command("review").final()
    first = (await review.due(app, person)).cards[0]
    await ann.press(asked, "Show the answer").final()
    easy = next(label for label in asked.buttons if label.startswith("Easy"))
    pressed = [ann.press(asked, easy), ann.press(asked, easy)]
    versions = len(asked.versions)
    await server.until(lambda: len(asked.versions) == versions + len(pressed))
    assert (await cards.get(app, person, first.id)).grades == 1


async def test_undo_pressed_twice_takes_one_grade_back(
    pith: PithClient, server: DiscordServer, ann: User, app: App
) -> None:
    person = await with_cards(app, ann)
    first, second = (await review.due(app, person)).cards[:2]
    await review.grade(app, person, first.id, Grade.GOOD)
    asked = await ann.command("review").final()
    await ann.press(asked, "Show the answer").final()
    await ann.press(asked, next(label for label in asked.buttons if label.startswith("Good"))).final()
    undo = next(one for one in asked.walk() if one.get("label") == "Undo")["custom_id"]
    await ann.press(asked, "Undo").final()
    assert (await cards.get(app, person, second.id)).grades == 0
    assert "Undo" in asked.buttons
    for old in (undo, f"pith:review:undo:{first.id}:1:"):  # the second is of before they said which
        next(one for one in asked.walk() if one.get("label") == "Undo")["custom_id"] = old
        told = await ann.press(asked, "Undo").final()
        assert "nothing was taken back" in told.text
        assert (await cards.get(app, person, first.id)).grades == 1
        assert second.front[:40] in asked.text


async def test_nobody_else_gets_anything_from_them(
    pith: PithClient, server: DiscordServer, ann: User, ben: User, group: Guild, app: App
) -> None:
    person = await with_cards(app, ann)
    asked = await ann.command("review", channel=group.channel()).final()
    assert asked.ephemeral
    asked = await ann.command("review").final()
    first = (await review.due(app, person)).cards[0]
    other = await people.from_discord(app, ben.id)
    assert (await review.due(app, other)).cards == ()
    assert "Nothing to review" in (await ben.command("review").final()).text
    assert (await cards.get(app, person, first.id)).grades == 0


async def test_cards_are_listed_suspended_and_deleted(
    pith: PithClient, server: DiscordServer, ann: User, app: App
) -> None:
    assert "no cards yet" in (await ann.command("cards list").final()).text
    person = await with_cards(app, ann)
    listed = await ann.command("cards list").final()
    card = (await cards.list_cards(app, person)).cards[0]
    await ann.choose(listed, "Look at a card", [str(card.id)]).final()
    await ann.press(listed, "Suspend").final()
    assert (await cards.get(app, person, card.id)).suspended
    await ann.press(listed, "Resume").final()
    form = await ann.press(listed, "Change").form()
    assert await ann.submit(form, {"Question": "What | is it?", "Hidden words": "a leaf"}).final() == listed
    changed = await cards.get(app, person, card.id)
    assert (changed.front, changed.back) == ("What | is it?", "a leaf")
    assert "What \\| is it?" in listed.text
    await ann.press(listed, "Delete the card").final()
    assert listed.text == "Deleted."
    assert card not in (await cards.list_cards(app, person)).cards


async def test_older_cards_come_page_by_page(pith: PithClient, ann: User, app: App) -> None:
    person = await people.from_discord(app, ann.id)
    note = await condense.condense(
        app, person, Pasted("\n\n".join(f"River {n} carries sand." for n in range(27)))
    )
    assert note.id
    await tags.set_tags(app, person, note.id, ["lab"])
    for index in range(27):
        front = f"Card {index}?"
        await cards.add(app, person, note.id, index, kind=cards.Kind.RECALL, front=front, back="Sand.")
    listed = await ann.command("cards list", tag="lab").final()
    assert "Card 26?" in listed.text
    assert "Card 1?" not in listed.text
    await ann.press(listed, "Older").final()
    assert listed.buttons == []
    assert "Card 1?" in listed.text
    oldest = (await cards.list_cards(app, person)).cards[-1]
    await ann.choose(listed, "Look at a card", [str(oldest.id)]).final()
    assert "Sand" in listed.text


async def test_how_one_reviews_is_said_and_changed(pith: PithClient, ann: User, app: App) -> None:
    said = await ann.command("cards settings", daily_cap=12, retention=85, automatic=True).final()
    assert (
        "At most 12 cards a day, to remember 85 %. Cards from every new note: yes; of every star: yes."
        in said.text
    )
    assert "Once there are 400 grades of yours, intervals are fitted" in said.text
    assert "every star: no" in (await ann.command("cards settings", starred=False).final()).text
    assert "400" not in (await ann.command("cards settings", fitted=False).final()).text
    await ann.command("cards settings", fitted=True).final()
    person = await people.from_discord(app, ann.id)
    assert await review.get_settings(app, person) == review.ReviewSettings(True, 12, 0.85, starred=False)


async def test_how_it_goes_comes_as_a_picture_with_its_words(pith: PithClient, ann: User, app: App) -> None:
    await with_cards(app, ann)
    answer = await ann.command("cards progress").final()
    assert "New cards that wait: 4" in answer.text
    (picture,) = answer.files
    assert picture.data.startswith(b"\x89PNG")
    assert "Reviews due in the next 30 days: 0" in picture.description


async def test_to_anki_and_back(
    pith: PithClient, server: DiscordServer, ann: User, app: App, clock: Clock
) -> None:
    assert "no cards to export" in (await ann.command("anki export").final()).text
    person = await with_cards(app, ann)
    package = await ann.command("anki export").final()
    assert package.files[0].name == "pith.apkg"
    card = (await review.due(app, person)).cards[0]
    clock.advance(days=1)
    guid = anki.guid_of(card.id, card.created_at)
    data = f"guid,grade,reviewed_at\n{guid},3,{clock.now.isoformat()}\n".encode()
    taken = await ann.command("anki import", file=("grades.csv", data)).final()
    assert "Grades taken in: 1." in taken.text
    assert (await cards.get(app, person, card.id)).grades == 1
