"""Why: the words of a kept note, its owner's alone."""

from __future__ import annotations

import pytest

from bot.app import App
from bot.errors import Busy, NotFound
from bot.features import condense, why
from bot.features.condense import Pasted, Request
from bot.features.people import Person
from bot.features.why import Why, Word
from model import Budget
from tests.conftest import CHAPTER, CHINESE


@pytest.mark.parametrize("text", [CHAPTER, CHINESE], ids=["english", "chinese"])
async def test_a_kept_note_explains_its_highlights(app: App, ada: Person, text: str) -> None:
    note = await condense.condense(app, ada, Pasted(text), Request(Budget(sentences=2)))
    again, explained = await why.explain_note(app, ada, note.id or 0)
    assert [one.sentence for one in explained] == list(again.highlights) == list(note.highlights)
    for one in explained:
        assert all(note.text[word.start : word.end] == word.text for word in one.words)
        assert "".join(text for text, _ in one.pieces()) == one.sentence.text
        assert 1 <= len(one.strongest) <= 5
        assert {word.warmth for word in one.words} <= set(range(-3, 4))
    alone = await why.explain(app, ada, note.id or 0, explained[0].sentence.index)
    assert alone == explained[0]


async def test_it_is_nobody_elses(app: App, ada: Person, bo: Person) -> None:
    note = await condense.condense(app, ada, Pasted(CHINESE))
    assert note.id
    for person, note_id, index in ((bo, note.id, 0), (ada, note.id, 99), (ada, note.id, -1), (ada, 10**9, 0)):
        with pytest.raises(NotFound):
            await why.explain(app, person, note_id, index)
    with pytest.raises(NotFound):
        await why.explain_note(app, bo, note.id)


async def test_a_full_queue_is_said(app: App, ada: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    note = await condense.condense(app, ada, Pasted(CHINESE))
    monkeypatch.setattr(app.extractor, "_max_waiting", 0)
    with pytest.raises(Busy):
        await why.explain(app, ada, note.id or 0, 0)


async def test_the_same_word_is_named_once(app: App, ada: Person) -> None:
    note = await condense.condense(app, ada, Pasted(CHINESE))
    words = [
        Word("Light", 0, 5, 1.0),
        Word("light", 6, 11, 0.9),
        Word("sun", 12, 15, 0.6),
        Word("no", 16, 18, 0.2),
    ]
    assert [word.text for word in Why(note.sentences[0], tuple(words), note.language).strongest] == [
        "Light",
        "sun",
    ]


async def test_where_a_word_speaks_against_the_sentence_the_others_are_named_all_the_same(
    app: App, ada: Person
) -> None:
    note = await condense.condense(app, ada, Pasted(CHINESE))
    words = [Word("rain", 0, 4, -1.0), Word("light", 5, 10, 0.4), Word("no", 11, 13, 0.2)]
    assert [word.text for word in Why(note.sentences[0], tuple(words), note.language).strongest] == ["light"]
    assert not Why(note.sentences[0], (words[0], words[2]), note.language).strongest
