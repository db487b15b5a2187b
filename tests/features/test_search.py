"""Search: by words in any script, by meaning, and never in somebody else's notes."""

import asyncio
from dataclasses import replace

import pytest
from sqlalchemy import insert, select, update

import model
from bot.app import App
from bot.errors import Busy
from bot.features import condense, meanings, tags
from bot.features.condense import Pasted
from bot.features.folding import likeness
from bot.features.people import Person
from bot.features.search import NEAREST_NOTES, fold, search
from bot.store.tables import HighlightRow, NoteBodyRow
from tests.conftest import CHAPTER, CHINESE

MEETING = """Anna opened the meeting at nine. We agreed to move the launch to October. \
Ben will call the printer today. \
The budget for the posters is 300 euros. Nobody had questions about the budget."""


@pytest.fixture
async def notes(app: App, ada: Person) -> dict[str, int]:
    texts = {"chapter": CHAPTER, "chinese": CHINESE, "meeting": MEETING}
    return {name: (await condense.condense(app, ada, Pasted(text))).id or 0 for name, text in texts.items()}


async def found(app: App, person: Person, query: str, tag: str | None = None) -> list[int | None]:
    return [hit.note.id for hit in await search(app, person, query, tag=tag)]


@pytest.mark.parametrize(
    ("query", "wanted"),
    [
        ("RuBisCO", "chapter"),
        ("rubisco ENZYME", "chapter"),
        ("the printer", "meeting"),
        ("自注意力", "chinese"),
        ("记忆力 二十分钟", "chinese"),
        ("how do plants make sugar from sunlight", "chapter"),
        ("when do we launch and what does it cost", "meeting"),
    ],
)
async def test_the_right_note_comes_first(
    app: App, ada: Person, notes: dict[str, int], query: str, wanted: str
) -> None:
    assert (await found(app, ada, query))[:1] == [notes[wanted]]


async def test_words_find_a_note_also_while_the_model_is_busy(
    app: App, ada: Person, notes: dict[str, int], extractor: model.Extractor
) -> None:
    async with model.AsyncExtractor(extractor, max_waiting=0) as busy:
        app = replace(app, extractor=busy)
        assert await found(app, ada, "RuBisCO") == [notes["chapter"]]
        with pytest.raises(Busy):
            await found(app, ada, "how do plants make sugar from sunlight")


async def test_nothing_fits(app: App, ada: Person, notes: dict[str, int]) -> None:
    assert await found(app, ada, "") == []
    assert await found(app, ada, "100%_\\") == []


async def test_other_peoples_notes_are_not_searched(app: App, bo: Person, notes: dict[str, int]) -> None:
    assert await found(app, bo, "RuBisCO") == []
    assert await found(app, bo, "how do plants make sugar from sunlight") == []


async def test_a_tag_narrows(app: App, ada: Person, notes: dict[str, int]) -> None:
    await tags.set_tags(app, ada, notes["meeting"], ["work"])
    assert await found(app, ada, "budget", tag="Work") == [notes["meeting"]]
    assert await found(app, ada, "RuBisCO", tag="work") == []


async def test_a_tag_narrows_before_the_nearest_are_taken(app: App, ada: Person) -> None:
    tagged = await condense.condense(app, ada, Pasted("Leaves turn light into sugar and let oxygen go."))
    await tags.set_tags(app, ada, tagged.id or 0, ["biology"])
    nearer = [Pasted(f"How plants make sugar from sunlight, part {i}.") for i in range(NEAREST_NOTES)]
    await asyncio.gather(*(condense.condense(app, ada, text) for text in nearer))
    query = "how do plants make sugar from sunlight"
    assert await found(app, ada, query, tag="biology") == [tagged.id]


async def test_thousands_of_notes_are_searched_without_a_pause(
    app: App, ada: Person, notes: dict[str, int]
) -> None:
    async with app.read() as s:
        row = (await s.scalars(select(HighlightRow).where(HighlightRow.note_id == notes["meeting"]))).first()
        assert row
    alike = {"note_id": row.note_id, "person_id": ada.id, "vector": row.vector, "space": row.space}
    async with app.write() as s:
        for start in range(1000, 41_000, 500):
            many = [alike | {"index": start + i, "text": f"Sentence {start + i}."} for i in range(500)]
            await s.execute(insert(HighlightRow), many)
    assert (await found(app, ada, "RuBisCO"))[:1] == [notes["chapter"]]  # the guard watches


async def test_notes_that_an_earlier_version_kept_are_found_as_well(
    app: App, ada: Person, notes: dict[str, int]
) -> None:
    query = "how do plants make sugar from sunlight"
    async with app.write() as s:
        body = await s.get_one(NoteBodyRow, notes["chapter"])
        vectors = meanings.vectors_of(body)
        rows = list(await s.scalars(select(HighlightRow).where(HighlightRow.note_id == notes["chapter"])))
        assert {row.space for row in rows} != {body.space}, "what a highlight means lies in another space"
        for row in rows:  # as it was kept before highlights had their meaning
            row.vector, row.space = vectors[row.index].tobytes(), body.space
    (hit, *_) = await search(app, ada, query)
    assert hit.note.id == notes["chapter"]
    assert hit.highlight, "and by what it means"
    async with app.write() as s:
        of_note = HighlightRow.note_id == notes["chapter"]
        await s.execute(update(HighlightRow).where(of_note).values(space="another-model@12345678"))
    assert notes["chapter"] not in await found(app, ada, query), "nothing knows what those mean"


def test_folding_makes_widths_and_cases_alike() -> None:
    assert fold("ＡＢＣ Straße") == fold("abc STRASSE")


@pytest.mark.parametrize("query", ["供给", "供給", "线粒体", "線粒體 需求"])
async def test_traditional_and_simplified_find_each_other(
    app: App, ada: Person, query: str, extractor: model.Extractor
) -> None:
    for text in ("供給與需求決定價格。線粒體是細胞的發電廠。", "供给与需求决定价格。线粒体是细胞的发电厂。"):
        await condense.condense(app, ada, Pasted(text))
    async with model.AsyncExtractor(extractor, max_waiting=0) as busy:  # by words alone
        assert len(await found(replace(app, extractor=busy), ada, query)) == 2


def test_what_is_alike_stays_alike_though_search_sees_more() -> None:
    assert fold("供給") == fold("供给")
    assert likeness("供給") != likeness("供给")  # kept as hashes
