"""The review's page as it is shown; what it does is in `test_cards`."""

from __future__ import annotations

from lxml import html

from bot.app import App
from bot.features import cards, condense
from bot.features.condense import Pasted
from bot.features.people import Person
from tests.conftest import UNTITLED
from tests.web_ui.conftest import Browser


async def test_a_title_that_tells_what_is_hidden_waits_for_the_answer(
    app: App, ada: Person, browser: Browser
) -> None:
    text = "# {title}\n\nPhotosynthesis is the process by which plants turn light into chemical energy."
    for title, stands_there in (("The light of leaves", True), ("photosynthesis in plants", False)):
        note = await condense.condense(app, ada, Pasted(text.format(title=title)))
        (highlight,) = note.highlights
        card = await cards.add(app, ada, note.id or 0, highlight.index, back="Photosynthesis")
        assert card.front.startswith("____ is the process")
        page = html.fromstring((await browser.get(f"/review?note={note.id}")).text)
        (question,) = page.find_class("question")
        question.get_element_by_id("answer").drop_tree()
        assert (title in question.text_content()) is stands_there


async def test_a_sentence_that_its_note_is_called_by_waits_too(
    app: App, ada: Person, browser: Browser
) -> None:
    note = await condense.condense(app, ada, Pasted(UNTITLED))
    await cards.add(app, ada, note.id or 0, 3, back="cristae")
    question, _, answer = (await browser.get("/review")).text.partition('id="answer"')
    assert note.title not in question
    assert note.title in answer
