"""Cards: made from highlights, changed before and after they are kept, and nobody else's."""

import asyncio

import pytest

from bot.app import App
from bot.errors import Invalid, NotFound
from bot.features import cards, condense, history, marking, personalise, review, tags, why
from bot.features.cards import Kind, proposing
from bot.features.condense import Pasted, Request
from bot.features.marking import Followed
from bot.features.note import Note
from bot.features.people import Person
from bot.features.personalise import Verdict
from bot.texts.cloze import GAP
from model import Budget
from tests.conftest import CHAPTER, CHINESE, UNTITLED


@pytest.fixture
async def note(app: App, ada: Person) -> Note:
    return await condense.condense(app, ada, Pasted(CHAPTER), Request(Budget(sentences=3)))


def index_of(note: Note, words: str) -> int:
    return next(s.index for s in note.sentences if words in s.text)


async def test_a_card_of_each_kind(app: App, ada: Person, note: Note) -> None:
    assert note.id is not None
    enzyme = index_of(note, "RuBisCO")
    cloze = await cards.add(app, ada, note.id, enzyme)
    assert (cloze.kind, cloze.back) == (Kind.CLOZE, "RuBisCO")
    assert cloze.front == f"Its key enzyme, {GAP}, is probably the most abundant protein on Earth."
    recall = await cards.add(app, ada, note.id, enzyme, kind=Kind.RECALL)
    assert recall.front == "Photosynthesis\nThe Calvin cycle\nIts key enzyme, RuBisCO, …"
    assert recall.back == cloze.sentence == note.sentences[enzyme].text
    assert (await cards.list_cards(app, ada, note_id=note.id)).cards == (recall, cloze)


@pytest.mark.parametrize("text", [CHAPTER, CHINESE, UNTITLED])
async def test_each_point_to_recall_is_asked_for_by_itself(app: App, ada: Person, text: str) -> None:
    note = await condense.condense(app, ada, Pasted(text), Request(Budget(ratio=1)))
    asked = [cards.propose(note, each, Kind.RECALL) for each in note.sentences]
    assert len({each.front for each in asked}) == len(asked)
    assert not [each for each in asked if each.back in each.front]
    assert all(note.is_titled == each.front.startswith(note.title) for each in asked[1:])


async def test_a_word_divided_at_a_lines_end_is_whole_on_a_card(app: App, ada: Person) -> None:
    text = "Salt stress is the reduction of growth caused by the ionic ef-\nfects of dissolved salts in the root zone."
    note = await condense.condense(app, ada, Pasted(text), Request())
    assert (note.text, note.sentences[0].text) == (text, text)
    card = cards.propose(note, note.sentences[0])
    assert card.front == (
        f"{GAP} is the reduction of growth caused by the ionic effects of dissolved salts in the root zone."
    )
    assert "effects" in cards.propose(note, note.sentences[0], Kind.RECALL).back


async def test_words_are_changed_before_saving_and_after(app: App, ada: Person, note: Note) -> None:
    assert note.id is not None
    enzyme = index_of(note, "RuBisCO")
    draft = await cards.draft(app, ada, note.id, enzyme, hidden="protein")
    assert draft.front.endswith(f"most abundant {GAP} on Earth.")
    with pytest.raises(Invalid, match="sugar"):
        await cards.draft(app, ada, note.id, enzyme, hidden="sugar")
    card = await cards.add(app, ada, note.id, enzyme, kind=draft.kind, front=draft.front, back=draft.back)
    assert card.back == "protein"
    moved = await cards.edit(app, ada, card.id, front=card.front, back="RuBisCO")
    assert moved.front == f"Its key enzyme, {GAP}, is probably the most abundant protein on Earth."
    with pytest.raises(Invalid, match="sugar"):
        await cards.edit(app, ada, card.id, back="sugar")
    again = await cards.add(app, ada, note.id, enzyme, kind=Kind.CLOZE, front="Which enzyme?", back="RuBisCO")
    assert (again.id, again.front) == (card.id, "Which enzyme?")
    assert (await cards.edit(app, ada, card.id, back="the enzyme")).back == "the enzyme"
    told = await cards.edit(app, ada, card.id, front="RuBisCO fixes carbon.", back="RuBisCO")
    assert told.front == f"{GAP} fixes carbon."  # a question never tells its answer
    again = await cards.add(
        app, ada, note.id, enzyme, kind=Kind.CLOZE, front="Is it RuBisCO?", back="RuBisCO"
    )
    assert again.front == f"Is it {GAP}?"
    for bad in (" ", "x" * 2_001):
        with pytest.raises(Invalid):
            await cards.edit(app, ada, card.id, front=bad)


async def test_the_gap_is_where_the_model_looked(
    app: App, ada: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    note = await condense.condense(app, ada, Pasted(CHINESE))
    noodles = index_of(note, "面条")
    assert note.id is not None
    assert (await why.explain(app, ada, note.id, noodles)).strongest[0].text == "面条"
    assert cards.propose(note, note.sentences[noodles]).back == "食堂"
    monkeypatch.setattr(proposing, "PATIENCE_S", 60)
    assert (await cards.draft(app, ada, note.id, noodles)).back == "面条"
    await marking.mark(app, ada, note.id, noodles, Verdict.STAR)
    [starred] = (await cards.list_cards(app, ada)).cards
    assert starred.back == "面条"
    await marking.mark(app, ada, note.id, noodles, None)
    await marking.mark(app, ada, note.id, noodles, Verdict.STAR, is_one_of_many=True)
    assert (await cards.list_cards(app, ada)).cards[0].back == "食堂"
    monkeypatch.setattr(proposing, "PATIENCE_S", 0)
    assert (await cards.draft(app, ada, note.id, noodles)).back == "食堂"


@pytest.fixture
def in_a_hurry(monkeypatch: pytest.MonkeyPatch) -> None:
    """The model is not waited for."""
    monkeypatch.setattr(proposing, "PATIENCE_S", 0)


@pytest.mark.usefixtures("in_a_hurry")
async def test_a_star_makes_a_card_unless_that_is_switched_off(app: App, ada: Person, note: Note) -> None:
    assert note.id is not None
    first, second, third = (h.index for h in note.highlights[:3])
    await marking.mark(app, ada, note.id, first, Verdict.KEEP)
    assert (await cards.list_cards(app, ada)).cards == ()
    recall, none = await asyncio.gather(
        cards.add(app, ada, note.id, second, kind=Kind.RECALL), cards.add_starred(app, ada, note.id, second)
    )
    assert none == 0
    said = [
        await marking.mark(app, ada, note.id, index, Verdict.STAR) for index in (first, second, first, third)
    ]
    assert said == [Followed.FIRST_CARD, None, None, Followed.CARD]
    _, starred, known = (await cards.list_cards(app, ada)).cards
    assert (starred.sentence, known) == (note.sentences[first].text, recall)
    assert await personalise.marks_of(app, ada, note.id) == dict.fromkeys(
        (first, second, third), Verdict.STAR
    )
    await review.change_settings(app, ada, starred=False)
    await marking.mark(app, ada, note.id, third, None)
    assert await marking.mark(app, ada, note.id, third, Verdict.STAR) is None
    assert len((await cards.list_cards(app, ada)).cards) == 2


@pytest.mark.usefixtures("in_a_hurry")
async def test_a_star_taken_back_takes_only_a_card_that_nobody_touched(
    app: App, ada: Person, note: Note
) -> None:
    assert note.id is not None
    asked, edited, by_hand = (h.index for h in note.highlights[:3])
    for index in (asked, edited, by_hand):
        twice = (marking.mark(app, ada, note.id, index, Verdict.STAR) for _ in range(2))
        await asyncio.gather(*twice)  # one card, and a star's
    assert await cards.count_of_stars(app, ada) == 3
    hers, changed, first = (await cards.list_cards(app, ada)).cards
    await review.grade(app, ada, first.id, review.Grade.AGAIN)
    await cards.edit(app, ada, changed.id, back=changed.back)
    await cards.add_many(app, ada, note.id, [by_hand])
    for index in (asked, edited, by_hand):
        assert await marking.mark(app, ada, note.id, index, None) is None
    assert [each.id for each in (await cards.list_cards(app, ada)).cards] == [hers.id, changed.id, first.id]
    await cards.delete(app, ada, changed.id)
    assert await marking.mark(app, ada, note.id, edited, Verdict.STAR) is Followed.CARD
    assert await marking.mark(app, ada, note.id, edited, Verdict.DROP) is Followed.CARD_GONE
    assert len((await cards.list_cards(app, ada)).cards) == 2


async def test_pressed_twice_it_is_one_card_and_a_recut_leaves_it(app: App, ada: Person, note: Note) -> None:
    assert note.id is not None
    chosen = [h.index for h in note.highlights]
    assert await cards.add_many(app, ada, note.id, chosen) == 3
    assert await cards.add_many(app, ada, note.id, chosen) == 0
    await history.recut(app, ada, note.id, Budget(sentences=1))
    assert len((await cards.list_cards(app, ada)).cards) == 3
    await history.delete_note(app, ada, note.id)
    assert (await cards.list_cards(app, ada)).cards == ()


async def test_automatic_cards_only_for_who_wants_them(app: App, ada: Person, bo: Person) -> None:
    await review.change_settings(app, ada, automatic=True)
    note = await condense.condense(app, ada, Pasted(CHAPTER), Request(Budget(sentences=4)))
    await condense.condense(app, bo, Pasted(CHAPTER))
    made = (await cards.list_cards(app, ada)).cards
    assert {card.sentence for card in made} == {h.text for h in note.highlights}
    assert (await cards.list_cards(app, bo)).cards == ()


async def test_lists_by_tag_in_pages(app: App, ada: Person, note: Note) -> None:
    assert note.id is not None
    await cards.add_many(app, ada, note.id, range(5))
    await tags.set_tags(app, ada, note.id, ["Biology"])
    first = await cards.list_cards(app, ada, tag="biology", limit=3)
    rest = await cards.list_cards(app, ada, tag="#Biology", limit=3, cursor=first.next_cursor)
    ids = [card.id for card in first.cards + rest.cards]
    assert ids == sorted(ids, reverse=True)
    assert (len(ids), rest.next_cursor) == (5, None)
    assert (await cards.list_cards(app, ada, tag="other")).cards == ()


async def test_nobody_elses(app: App, ada: Person, bo: Person, note: Note) -> None:
    assert note.id is not None
    card = await cards.add(app, ada, note.id, 0)
    for act in (
        cards.add(app, bo, note.id, 0),
        cards.draft(app, bo, note.id, 0),
        cards.add_many(app, bo, note.id, [0]),
        cards.get(app, bo, card.id),
        cards.edit(app, bo, card.id, front="mine"),
        cards.delete(app, bo, card.id),
        review.show(app, bo, card.id),
        review.grade(app, bo, card.id, review.Grade.EASY),
        review.suspend(app, bo, card.id),
        review.bury(app, bo, card.id),
        review.undo(app, bo),
        cards.get(app, ada, 2**40),
        cards.add(app, ada, note.id, 999),
    ):
        with pytest.raises(NotFound):
            await act
    assert (await review.due(app, bo)).cards == ()
    assert await cards.get(app, ada, card.id) == card
