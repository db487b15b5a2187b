"""Why: for a highlight, or for any other sentence of a note, what its words did for its score, and the reasons.

Reached by *Why* on every face. Computed when it is asked for, from what is kept of the note.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.app import App
from bot.errors import Busy, NotFound
from bot.features import history
from bot.features.meanings import vectors_of
from bot.features.note import Note, Sentence, own
from bot.features.people import Person
from bot.store.tables import NoteBodyRow
from model import ModelBusy, ModelError, WordWeight

WARMEST = 3  # the steps of `warmth` go from -3 to 3
STRONG = 0.5  # a word of at least half the strongest one's weight is strong
WEAK = 0.25  # what is named where a word that spoke against the sentence outweighs all others
MOST_STRONG = 5
MOST_HIGHLIGHTS = 8  # of one note, explained at once


@dataclass(frozen=True, slots=True)
class Word:
    """A word of the note, `note.text[start:end]`. `weight` is -1..1: below 0 it spoke against the sentence."""

    text: str
    start: int
    end: int
    weight: float

    @property
    def warmth(self) -> int:
        """The weight in steps, -3..3."""
        return round(self.weight * WARMEST)

    @property
    def is_strong(self) -> bool:
        """Whether it did much for the score."""
        return self.weight >= STRONG


@dataclass(frozen=True, slots=True)
class Why:
    """A sentence of a note, with its score and its reasons, and its words in the text's order."""

    sentence: Sentence
    words: tuple[Word, ...]
    language: str  # of the text

    @property
    def strongest(self) -> tuple[Word, ...]:
        """The words that did most for the score, strongest first; the same word once."""
        ranked = sorted(self.words, key=lambda word: -word.weight)
        least = STRONG if any(word.is_strong for word in ranked) else WEAK
        once = {word.text.casefold(): word for word in reversed(ranked) if word.weight >= least}
        return tuple(word for word in ranked if once.get(word.text.casefold()) is word)[:MOST_STRONG]

    def pieces(self) -> Iterator[tuple[str, Word | None]]:
        """The sentence's text in order: its words, and what stands between them (None)."""
        text, start, at = self.sentence.text, self.sentence.start, 0
        for word in self.words:
            if word.start - start > at:
                yield text[at : word.start - start], None
            yield word.text, word
            at = word.end - start
        if at < len(text):
            yield text[at:], None


async def explain(app: App, person: Person, note_id: int, index: int) -> Why:
    """Sentence `index` of the note. Raises NotFound, or Busy while many texts wait for the model."""
    note, body = await _open(app, person, note_id)
    if not 0 <= index < len(note.sentences):
        raise NotFound("There is no such sentence in this note.")
    return (await _explained(app, note, body, [note.sentences[index]]))[0]


async def explain_note(app: App, person: Person, note_id: int) -> tuple[Note, tuple[Why, ...]]:
    """The note and its highlights, the best MOST_HIGHLIGHTS of them, in the text's order. Raises as `explain`."""
    note, body = await _open(app, person, note_id)
    best = sorted(note.highlights, key=lambda h: h.rank)[:MOST_HIGHLIGHTS]
    return note, await _explained(app, note, body, sorted(best, key=lambda h: h.index))


async def _open(app: App, person: Person, note_id: int) -> tuple[Note, NoteBodyRow]:
    note = await history.open_note(app, person, note_id)
    async with app.read() as s:
        await own(s, person, note_id)
        return note, await s.get_one(NoteBodyRow, note_id)


async def _explained(
    app: App, note: Note, body: NoteBodyRow, sentences: Sequence[Sentence]
) -> tuple[Why, ...]:
    vectors = None
    if body.space == app.extractor.space:
        vectors = vectors_of(body)
    try:
        found = await app.extractor.explain(
            note.text,
            [(sentence.start, sentence.end) for sentence in sentences],
            focus=note.focus,
            language=note.language,
            vectors=vectors,
        )
    except ModelBusy:
        raise Busy("Many texts are waiting just now. Try again in a moment.") from None
    except ModelError as error:
        raise Busy("The model can't answer just now: {reason}", reason=str(error)) from error
    return tuple(
        Why(sentence, tuple(_word(note, weight) for weight in words), note.language)
        for sentence, words in zip(sentences, found, strict=True)
    )


def _word(note: Note, weight: WordWeight) -> Word:
    return Word(note.text[weight.start : weight.end], weight.start, weight.end, weight.weight)
