"""Recommended next: what slips, what belongs together, what was never looked at — each with a reason that holds."""

import json
from dataclasses import replace

import numpy as np
import pytest

from bot.app import App
from bot.documents import Location
from bot.errors import Invalid, NotFound
from bot.features import cards, condense, history, looks, marking, recommended, review, tags
from bot.features.condense import Pasted, Request
from bot.features.people import Person
from bot.features.personalise import Verdict
from bot.features.recommended import bodies, together
from bot.features.recommended.rules import Faded, Said, belonging, fading, proposed_tags
from bot.store.tables import HighlightRow
from model import Budget
from tests.conftest import CHAPTER, CHINESE, Clock

LEAVES = """Photosynthesis in leaves

Photosynthesis turns light into chemical energy in the chloroplasts of a leaf. \
Chlorophyll absorbs light, and water is split into oxygen, protons and electrons. \
Sugar is made from carbon dioxide in the Calvin cycle by the enzyme RuBisCO.
"""
BANKS = """The central bank

A central bank sets the interest rate at which other banks borrow money. \
When the rate rises, loans become dear and people spend less. \
Inflation falls slowly after that.
"""


def long_note() -> str:
    """Four sections of a dozen sentences each; Chinese, which needs no network to be read."""
    parts = [
        f"## {subject}\n\n" + "".join(f"{subject}的第{at}个特点是它改变了周围的土地。" for at in range(12))
        for subject in ("火山", "冰川", "沙漠", "河流")
    ]
    return "# 地貌\n\n" + "\n\n".join(parts)


def test_what_slips_counts_by_how_much_it_matters() -> None:
    cards = [
        Faded(1, "a", 0.2, 0.1),
        Faded(1, "b", 0.8, 0.2),
        Faded(2, "c", 0.7, 0.9),
        Faded(3, "d", 0.89, 0.2),
    ]
    first, second = fading(cards)
    assert (first.note_id, first.cards, first.worst.sentence) == (2, 1, "c")
    assert (second.note_id, second.cards, second.worst.sentence) == (1, 2, "a")
    assert second.recall == pytest.approx(0.5)


def test_a_pair_is_near_and_shares_a_telling_word() -> None:
    def unit(*values: float) -> list[float]:
        return list(np.array(values) / np.linalg.norm(values))

    said = [
        Said(1, "An enzyme is a catalyst.", "en"), Said(2, "We call this enzyme an accelerator.", "en"),
        Said(3, "A market is a meeting.", "en"),
    ]  # fmt: skip
    vectors = np.array([unit(1, 0, 0), unit(1, 0.6, 0), unit(1, 0.4, 0.4)], np.float16)
    (pair,) = belonging(said, vectors, "some encoder", set())
    assert (pair.one.note_id, pair.other.note_id, pair.word) == (
        1,
        2,
        "enzyme",
    )  # 3 is as near, and shares no word
    assert not belonging(said, vectors, "some encoder", {(1, 2)})


def test_a_part_sent_again_is_no_second_note() -> None:
    whole = ("An enzyme is a catalyst.", "An enzyme lowers the activation energy.", "Heat unfolds it.")
    said = [*(Said(1, text, "en") for text in whole), *(Said(2, text, "en") for text in whole[:2])]
    vectors = np.eye(3, dtype=np.float32)[[0, 1, 2, 0, 1]]
    assert not belonging(said, vectors, "some encoder", set())
    near = vectors.copy()
    near[3:] = [[0.9, 0.436, 0], [0.436, 0.9, 0]]  # says something alike, in other words
    assert belonging(said, near, "some encoder", set())


def test_a_books_most_important_highlights_stand_for_it_and_few_books_are_weighed() -> None:
    rows = [HighlightRow(index=at) for at in range(0, 40, 2)]
    written = json.dumps([[0, 1, score / 40, 0, 1, "key", []] for score in range(40)])
    assert [row.index for row in together._most_important(written, rows)] == list(range(20, 40, 2))
    assert [row.index for row in together._spread(rows)] == list(range(0, 40, 4))
    assert bodies.affordable([(4, 30_000), (3, 10)]) == [4]
    assert bodies.affordable([(4, 15_000), (3, 5_000), (2, 1)]) == [4, 3]


def test_sections_follow_headings_and_small_ones_go_with_the_next() -> None:
    places = [Location(heading=h) for h in ["top", *["a"] * 20, "b", *["c"] * 20, *["d"] * 5]]
    assert [(each.first, each.last, each.place.heading) for each in looks.sections(places)] == [
        (0, 20, "a"),
        (21, 41, "c"),
        (42, 46, "d"),
    ]
    assert looks.sections(places[:30]) == ()
    pages = [Location(page=at // 15) for at in range(45)]
    assert len(looks.sections(pages)) == 3
    assert looks.sections([Location()] * 60) == ()


async def test_what_slips_is_named_until_it_is_reviewed(app: App, ada: Person, clock: Clock) -> None:
    assert not (await recommended.recommend(app, ada)).notes
    note = await condense.condense(app, ada, Pasted(CHINESE))
    await cards.add_many(app, ada, note.id or 0, [h.index for h in note.highlights])
    made = (await cards.list_cards(app, ada, note_id=note.id)).cards
    for card in made:
        for _ in range(2):
            await review.grade(app, ada, card.id, review.Grade.GOOD)
            clock.advance(minutes=15)
    assert not (await recommended.recommend(app, ada)).again
    clock.advance(days=40)
    await marking.mark(app, ada, note.id or 0, note.highlights[-1].index, Verdict.STAR)
    (again,) = (await recommended.recommend(app, ada)).again
    assert (again.note.id, again.cards) == (note.id, len(made))
    assert again.note.sentence == note.highlights[-1].text  # the star says so
    assert 0 < again.recall < 0.9
    due = await review.due(app, ada, note_id=note.id)
    assert {card.id for card in due.cards} == {card.id for card in made}
    assert again.has_room
    await review.bury(app, ada, made[0].id)
    await review.change_settings(app, ada, daily_cap=1)
    await review.grade(app, ada, made[1].id, review.Grade.GOOD)
    (again,) = (await recommended.recommend(app, ada)).again
    assert (again.cards, again.has_room) == (
        len(made) - 2,
        False,
    )  # one was put off, and that is all for today
    assert not (await review.due(app, ada, note_id=note.id)).cards
    await review.change_settings(app, ada, daily_cap=20)
    for card in made:
        await review.grade(app, ada, card.id, review.Grade.GOOD)
    assert not (await recommended.recommend(app, ada)).again
    assert not (await review.due(app, ada, note_id=999)).cards


async def test_two_notes_of_one_subject_are_named_until_they_are_tagged_or_told_apart(
    app: App, ada: Person, bo: Person
) -> None:
    whole = Request(Budget(ratio=1.0))
    ids = [
        (await condense.condense(app, ada, Pasted(text), whole)).id or 0 for text in (CHAPTER, BANKS, LEAVES)
    ]
    (pair,) = (await recommended.recommend(app, ada)).together
    assert {pair.one.id, pair.other.id} == {ids[0], ids[2]}
    assert pair.one.sentence != pair.other.sentence
    assert all(pair.word.casefold()[:6] in each.sentence.casefold() for each in (pair.one, pair.other))
    with pytest.raises(NotFound):
        await recommended.keep_apart(app, bo, ids[0], ids[2])
    with pytest.raises(NotFound):
        await recommended.tag_alike(app, bo, ids[0], ids[2], ["x"])
    with pytest.raises(Invalid):
        await recommended.tag_alike(app, ada, ids[0], ids[2], [" "])
    await recommended.keep_apart(app, ada, ids[2], ids[0])
    assert not (await recommended.recommend(app, ada)).together
    assert await recommended.export(app, ada) == [[ids[0], ids[2]]]
    await recommended.erase(app, ada)
    await tags.set_tags(app, ada, ids[0], ["leaves"])
    many = [f"tag {at:02}" for at in range(tags.TAGS_PER_NOTE)]
    await tags.set_tags(app, ada, ids[2], many)
    (pair,) = (await recommended.recommend(app, ada)).together
    assert set(pair.tags) == set(many[:-1])  # the other one has no room
    assert proposed_tags(["leaves", "light"], [*many, "one more"], "") == tuple(many[:-2])
    with pytest.raises(Invalid):
        await recommended.tag_alike(app, ada, ids[0], ids[2], ["leaves"])
    await tags.set_tags(app, ada, ids[2], [])
    for _ in range(2):  # pressed twice
        assert await recommended.tag_as_proposed(app, ada, ids[0], ids[2], pair.word) == ("leaves",)
    assert (await history.open_note(app, ada, ids[2])).tags == ("leaves",)
    assert not (await recommended.recommend(app, ada)).together


async def test_a_section_is_named_until_it_is_looked_at(app: App, ada: Person, clock: Clock) -> None:
    note = await condense.condense(app, ada, Pasted(long_note()), origins=("discord:5",))
    found = looks.sections_of(note)
    assert len(found) == 4
    assert not (await recommended.recommend(app, ada)).unseen  # it has only just come
    clock.advance(days=2)
    (unseen,) = (await recommended.recommend(app, ada)).unseen
    assert (unseen.seen, unseen.total) == (0, 4)
    for section in found[:3]:
        await looks.look(app, ada, note, section.first, section.first)
        await looks.look(app, ada, note, section.first, section.first + 1)  # again: the same row
    (unseen,) = (await recommended.recommend(app, ada)).unseen
    assert (unseen.section, unseen.seen) == (found[3], 3)
    assert unseen.note.sentence in note.text[note.sentences[found[3].first].start :]
    assert len(await looks.export(app, ada)) == 3
    await marking.mark(app, ada, note.id or 0, found[3].last, Verdict.MATTERS)
    assert not (await recommended.recommend(app, ada)).unseen  # who marks a sentence has seen it
    await condense.condense(app, ada, Pasted(long_note()), origins=("discord:5",))
    assert len(await looks.export(app, ada)) == 3
    await condense.condense(app, ada, Pasted(long_note() + "完。"), origins=("discord:5",))
    assert not await looks.export(app, ada)
    await looks.look(app, ada, replace(note, id=None))
