"""The turns of phrase by which a catch-up chooses, each told by a line that nothing else tells."""

from __future__ import annotations

from datetime import UTC, datetime

import numpy as np
import pytest

from bot.features.catchup import Role, Said, topics
from bot.features.catchup.choosing import HANGING, PERSONAL, sentences_of
from bot.features.catchup.roles import role_of
from bot.features.catchup.said import Line
from bot.features.catchup.small_talk import says_something
from model import Reading, ScoredSentence


def said(text: str) -> Said:
    return Said(1, 1, "Ann", text, datetime(2026, 3, 2, tzinfo=UTC), "")


def read(text: str) -> Reading:
    """As the model would, with the first place for it."""
    alone = ScoredSentence(0, len(text), 0.5, 0, len(text.split()))
    return Reading(text, "en", (alone,), np.zeros((1, 1), np.float16), "a space", "a model")


@pytest.mark.parametrize("line", ["Room 4 or room 5?", "Chapter nine too??", "周五还是周六？"])
def test_a_mark_alone_asks(line: str) -> None:
    assert role_of(line, "en") is Role.QUESTION
    assert role_of(line.rstrip("?？"), "en") is Role.POINT


@pytest.mark.parametrize(
    ("text", "costs"),
    [
        ("The reactor needs two litres of water.", 0),
        ("It needs two litres of water.", HANGING),
        ("因为反应器需要两升水。", HANGING),
        ("The reactor is next to my roommate Tom.", PERSONAL),
        ("反应器做完了，大家都好累啊。", PERSONAL),
    ],
)
def test_what_hangs_on_another_line_or_is_personal_stands_back(text: str, costs: float) -> None:
    [one] = sentences_of([said(text)], [Line(0, 0, len(text), 0)], read(text))
    assert one.place == pytest.approx(costs)


@pytest.mark.parametrize(
    "line", ["jajajaja hahahahaha", "jajajaja lolololol", "好的！！！", "嗯……（哈哈哈）～～"]
)
def test_laughter_and_its_marks_say_nothing(line: str) -> None:
    assert not says_something(line)
    assert says_something(f"{line} 第三章 kinetics report tomorrow")


def test_a_topic_is_named_by_words_and_by_no_address() -> None:
    stretches = [
        ["The kinetics report at https://zebra.example/a", "kinetics :zebra: https://zebra.example/b"],
        ["My essay @zebra", "the essay draft @zebra"],
    ]
    assert topics.names(stretches, ["Ann"]) == [("kinetics",), ("essay",)]
