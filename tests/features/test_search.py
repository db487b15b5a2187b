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
from bot.features.people import Person
from bot.features.search import NEAREST_NOTES, search
from bot.store.tables import HighlightRow, NoteBodyRow
from bot.texts.folding import fold, likeness
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
        assert await found(app, ada, "how do plants make sugar from light") == [notes["chapter"]]
        with pytest.raises(Busy):
            await found(app, ada, "how much will it cost")


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
    query = "leaves feed themselves by the sun"
    async with app.write() as s:
        body = await s.get_one(NoteBodyRow, notes["chapter"])
        vectors = meanings.vectors_of(body)
        rows = list(await s.scalars(select(HighlightRow).where(HighlightRow.note_id == notes["chapter"])))
        assert {row.space for row in rows} != {body.space}, "what a highlight means lies in another space"
        for row in rows:  # as it was kept before highlights had their meaning
            row.vector, row.space = vectors[row.index].tobytes(), body.space
    (hit, *_) = await search(app, ada, query)
    assert hit.note.id == notes["chapter"]
    assert hit.said, "and by what it means"
    async with app.write() as s:
        of_note = HighlightRow.note_id == notes["chapter"]
        await s.execute(update(HighlightRow).where(of_note).values(space="another-model@12345678"))
    assert notes["chapter"] not in await found(app, ada, query), "nothing knows what those mean"


SALT = """第七课　盐与国家

粮食可以自己种，布可以自己织，唯独盐，离开海边、盐池和盐井，谁也变不出来。汉武帝时，朝廷宣布盐铁官营，禁止民间私自煮盐。\
唐代的刘晏让官府只管收购和批发，税加在批发价里，这叫做“就场专卖”。可见盐税虽能救一时之急，税率过重却会催生私盐集团。
"""
BIRDS = """候鳥為什麼不會迷路

候鳥有三個羅盤。第一個是太陽，第二個是星星，第三個是地磁。擋住太陽用鏡子換個角度，鳥的方向也跟著變。\
夜裡陰雲密布，鳥照樣不迷路。昨天下午我們去騎自行車了。
"""
HASHING = """哈希表用一个函数把关键字直接算成位置，所以查找平均只要常数时间。两个关键字算出同一个位置，这个叫冲突。\
冲突不可能完全避免，解决冲突的办法有拉链法和开放定址。查找的时间不多。
"""


@pytest.fixture
async def lessons(app: App, ada: Person) -> dict[str, int]:
    texts = {"salt": SALT, "birds": BIRDS, "hashing": HASHING, "chinese": CHINESE, "chapter": CHAPTER}
    return {name: (await condense.condense(app, ada, Pasted(text))).id or 0 for name, text in texts.items()}


@pytest.mark.parametrize(
    ("query", "wanted", "said"),
    [
        ("古代朝廷的专卖制度", "salt", None),
        ("盐税是什么", "salt", "盐税"),
        ("鸟是怎么找到方向的？", "birds", "鳥的方向"),
        ("鳥怎樣知道方向", "birds", "鳥的方向"),
        ("哈希冲突怎么解决", "hashing", "冲突"),
        ("散列 冲突怎么办", "hashing", "冲突"),
        ("What enzyme does the Calvin cycle need?", "chapter", "Calvin cycle"),
    ],
)
async def test_a_question_finds_the_note_that_holds_its_words(
    app: App,
    ada: Person,
    lessons: dict[str, int],
    extractor: model.Extractor,
    query: str,
    wanted: str,
    said: str | None,
) -> None:
    async with model.AsyncExtractor(extractor, max_waiting=0) as busy:  # by words alone
        (hit, *_) = await search(replace(app, extractor=busy), ada, query)
    assert hit.note.id == lessons[wanted]
    assert hit.said
    assert said is None or said in hit.said


@pytest.mark.parametrize(
    "query",
    [
        "量子色动力学",
        "红烧肉做法",
        "自行车补胎",
        "quantum chromodynamics",
        "a coat of arms",
    ],
)
async def test_a_word_in_passing_is_not_enough(
    app: App, ada: Person, lessons: dict[str, int], query: str
) -> None:
    assert await found(app, ada, query) == []


async def test_a_word_is_no_part_of_another(app: App, ada: Person) -> None:
    await condense.condense(
        app, ada, Pasted("The party starts at nine. Each part of the cart was sold apart.")
    )
    drawn = await condense.condense(
        app, ada, Pasted("Art is what people draw. A study of drawing begins with a line.")
    )
    assert (await found(app, ada, "art studies"))[:1] == [drawn.id]
    assert len(await found(app, ada, "art studies")) == 1


async def test_rare_words_count_more(app: App, ada: Person, extractor: model.Extractor) -> None:
    for i in range(6):
        await condense.condense(
            app, ada, Pasted(f"The lecture on budget plan {i} was long. A lecture is a talk.")
        )
    rare = await condense.condense(app, ada, Pasted("Osmosis moves water. The lecture on osmosis was short."))
    async with model.AsyncExtractor(extractor, max_waiting=0) as busy:
        app = replace(app, extractor=busy)
        assert (await found(app, ada, "the lecture about osmosis in plants"))[:1] == [rare.id]


async def test_notes_that_hold_all_stand_before_those_that_hold_a_part(
    app: App, ada: Person, lessons: dict[str, int], extractor: model.Extractor
) -> None:
    more = await condense.condense(
        app, ada, Pasted("冲突、冲突，还是冲突。人与人的冲突靠谈判来解决。谈判解决不了的，另想办法。")
    )
    async with model.AsyncExtractor(extractor, max_waiting=0) as busy:
        app = replace(app, extractor=busy)
        assert await found(app, ada, "冲突 拉链法 解决") == [lessons["hashing"], more.id]
        assert await found(app, ada, "冲突 谈判 解决") == [more.id, lessons["hashing"]]


async def test_the_sentence_shown_is_the_reason_also_where_it_is_no_highlight(app: App, ada: Person) -> None:
    filler = " ".join(f"Sentence {i} tells how a plant makes sugar from light and water." for i in range(30))
    aside = (
        f"{'so we went on and on ' * 40}until somebody spoke of diabetes {'and then of other things ' * 40}."
    )
    note = await condense.condense(
        app, ada, Pasted(f"{filler} {aside} {filler}"), condense.Request(model.Budget(sentences=1))
    )
    assert note.id
    (hit, *_) = await search(app, ada, "diabetes")
    assert hit.note.id == note.id
    assert hit.said
    assert "diabetes" in hit.said
    assert len(hit.said) < 310, "cut around it"
    assert hit.said.strip("…") in aside


async def test_a_query_of_many_words_is_searched_as_well(
    app: App, ada: Person, lessons: dict[str, int]
) -> None:
    many = " ".join(f"w{i}" for i in range(60)) + " RuBisCO chloroplasts photosynthesis"
    assert isinstance(await found(app, ada, many), list)
    assert isinstance(await found(app, ada, "粮食盐税冲突" * 50), list)


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
