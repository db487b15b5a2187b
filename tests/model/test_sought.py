"""What a search looks for by words."""

import pytest

from model.focus.sought import MOST_WORDS, sought


@pytest.mark.parametrize(
    ("query", "forms"),
    [
        ("哈希冲突怎么解决", ["哈希", "冲突", "解决"]),
        ("鸟是怎么找到方向的", ["鸟", "找到", "方向"]),
        ("transformers 的注意力是什么", ["transform", "注意力"]),
        ("why does drinking beer make you pee so much", ["drink", "beer", "pee"]),
        ("", []),
        ("100%_\\", ["100"]),
    ],
)
def test_words_that_only_ask_are_left_out(query: str, forms: list[str]) -> None:
    assert [word.form for word in sought(query)] == forms


@pytest.mark.parametrize(
    ("query", "text", "times"),
    [
        ("art", "the party has a part in art. art!", 2),
        ("studies", "a study of students who study and studied", 3),
        ("mitochondria", "线粒体mitochondria是发电厂", 1),
        ("冲突", "冲突和冲突", 2),
    ],
)
def test_a_word_is_counted_where_it_is_one(query: str, text: str, times: int) -> None:
    (word,) = sought(query)
    assert word.count(text) == times
    assert (word.place(text) >= 0) == (times > 0)
    assert word.part in text


def test_of_a_long_query_the_longest_are_looked_for() -> None:
    found = sought(" ".join(f"gene{'x' * i}" for i in range(40)))
    assert len(found) == MOST_WORDS
    assert found[-1].form == f"gene{'x' * 39}"
