"""The card that a sentence makes: a cloze where a word is worth hiding, otherwise its point to recall."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from contextlib import suppress

from bot.app import App
from bot.errors import Busy, Invalid, NotFound
from bot.features import history, why
from bot.features.cards.card import Draft, Kind
from bot.features.note import Note, Sentence
from bot.features.people import Person
from bot.texts.cloze import beginning, hidden_words, hide
from bot.texts.defined import subject
from bot.texts.divided import undivided
from bot.texts.titles import beside, is_sentence, shortened

PATIENCE_S = 1.5  # with the model: Discord waits three seconds for a dialog


def propose(
    note: Note,
    sentence: Sentence,
    kind: Kind | None = None,
    hidden: str | None = None,
    strong: Sequence[str] = (),
) -> Draft:
    """The card that `sentence` makes: a cloze where a word is worth hiding, unless `kind` says otherwise.

    `hidden` are the words to hide instead of those found here, by the `strong` ones among others (`cloze`).
    Raises Invalid where the sentence has no such words.
    """
    said = " ".join(undivided(sentence.text, note.text).split())
    if kind is not Kind.RECALL:
        words = " ".join((hidden or "").split()) or hidden_words(said, note.text, note.language, strong)
        front = hide(said, words) if words else None
        if words and front:
            return Draft(Kind.CLOZE, front, words)
        if hidden:
            raise Invalid("The sentence does not hold “{words}”.", about="back", words=hidden)
        if kind is Kind.CLOZE:
            raise Invalid("No word of this sentence stands out. Say which words to hide.", about="back")
    return Draft(Kind.RECALL, _question(note, sentence), said)


def _question(note: Note, sentence: Sentence) -> str:
    """The title, the section, and how the sentence begins. It holds no sentence: not this one, nor another that the
    note is called by."""
    title = beside(note.title, sentence.text) if note.is_titled or not is_sentence(note.title) else ""
    heading = sentence.location.heading or ""
    section = "" if shortened(heading) in (note.title, shortened(sentence.text)) else heading
    begins = beginning(undivided(sentence.text, note.text), [each.text for each in note.sentences])
    return "\n".join(filter(None, (title, section, begins)))


async def draft(
    app: App, person: Person, note_id: int, index: int, kind: Kind | None = None, hidden: str | None = None
) -> Draft:
    """The card that the note's sentence number `index` makes, before it is kept. Raises NotFound and Invalid."""
    note = await history.open_note(app, person, note_id)
    return await propose_one(app, person, note, sentence_of(note, index), kind, hidden)


async def propose_one(
    app: App, person: Person, note: Note, sentence: Sentence, kind: Kind | None, hidden: str | None
) -> Draft:
    """As `propose`, by the words that carried the sentence where nothing else says which to hide.

    To ask the model for them takes half a second; of many sentences at once, and while it is busy, that is left out.
    """
    strong: list[str] = []
    if kind is not Kind.RECALL and not hidden and not subject(sentence.text, note.language):
        with suppress(Busy, TimeoutError):
            async with asyncio.timeout(PATIENCE_S):
                found = await why.explain(app, person, note.id or 0, sentence.index)
            strong = [word.text for word in found.strongest]
    return await asyncio.to_thread(propose, note, sentence, kind, hidden, strong)


def sentence_of(note: Note, index: int) -> Sentence:
    if not 0 <= index < len(note.sentences):
        raise NotFound("There is no such sentence.")
    return note.sentences[index]
