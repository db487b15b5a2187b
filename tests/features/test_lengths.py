"""The steps of More and Less, and lengths in words."""

import pytest

from bot.app import App
from bot.features import condense, history, lengths
from bot.features.condense import Pasted, budget
from bot.features.lengths import LENGTHS
from bot.features.people import Person
from model import Budget
from tests.conftest import CHAPTER


async def test_each_step_changes_the_length_and_stays_inside_the_note(app: App, ada: Person) -> None:
    note = await condense.condense(app, ada, Pasted(CHAPTER))
    assert note.id is not None
    for kept in range(1, note.sentences_total + 1):
        note = await history.recut(app, ada, note.id, Budget(sentences=kept))
        more, less = lengths.longer(note).sentences or 0, lengths.shorter(note).sentences or 0
        assert min(kept + 1, note.sentences_total) <= more <= note.sentences_total
        assert 1 <= less <= max(1, kept - 1)


@pytest.mark.parametrize(
    ("length", "words"),
    [
        (LENGTHS["short"], "short: 3 sentences"),
        (LENGTHS["normal"], "normal: grows slowly with the text"),
        (LENGTHS["long"], "long: a third of the sentences"),
        (budget(sentences=1), "1 sentence"),
        (budget(sentences=7), "7 sentences"),
        (budget(words=90), "90 words"),
        (budget(ratio=0.1), "10 % of the sentences"),
    ],
)
def test_every_length_can_be_said(length: Budget, words: str) -> None:
    assert str(lengths.in_words(length)) == words
