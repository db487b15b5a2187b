"""Which messages go on in one sentence, and which begin anew."""

import pytest

from bot.discord_ui.hearing.pieces import joined


@pytest.mark.parametrize(
    ("texts", "whole"),
    [
        (["One.", "Two."], "One.\n\nTwo."),
        (["", "Two."], "Two."),
        (["a" * 1_900 + " the", "leaf is green."], "a" * 1_900 + " the leaf is green."),
        (["a" * 2_000, "leaf is green."], "a" * 2_000 + "leaf is green."),
        (["a" * 1_999 + "4", "leaves"], "a" * 1_999 + "4 leaves"),
        (["a" * 1_900 + ".", "The leaf."], "a" * 1_900 + ".\nThe leaf."),
        (["注" * 1_900 + "注意", "力训练"], "注" * 1_900 + "注意力训练"),
        (["注" * 1_900 + "。", "力训练"], "注" * 1_900 + "。\n力训练"),
        ([], ""),
    ],
)
def test_joining(texts: list[str], whole: str) -> None:
    assert joined(texts) == whole
