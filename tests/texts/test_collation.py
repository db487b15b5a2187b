"""Names stand where people look for them."""

import pytest

from bot.app import App
from bot.features import condense, history, tags
from bot.features.condense import Pasted
from bot.features.people import Person
from bot.texts.collation import by_name


@pytest.mark.parametrize(
    "ordered",
    [
        ["安全", "北京", "重庆", "考试", "生物", "银行", "张三"],  # 重庆 is no zhòngqìng
        ["Äpfel", "apple", "Bio", "école", "Zoo", "阿里", "会议"],
        ["生词", "生词 2", "生物"],
        ["西安市", "先生"],
        ["a", "䶵", "㐀㐁㐂"],  # letters of which few know a reading
    ],
)
async def test_names_are_ordered_without_case_and_accents_and_chinese_by_pinyin(ordered: list[str]) -> None:
    assert await by_name(sorted(ordered), str) == ordered
    assert await by_name(reversed(ordered), str) == ordered


async def test_tags_are(app: App, ada: Person) -> None:
    note = await condense.condense(app, ada, Pasted("One sentence is here. Another one is there."))
    assert note.id is not None
    names = ("安全", "北京", "重庆", "考试", "生物", "张三")
    assert await tags.set_tags(app, ada, note.id, reversed(names)) == names
    assert (await history.open_note(app, ada, note.id)).tags == names
    assert tuple(await tags.list_tags(app, ada)) == names
