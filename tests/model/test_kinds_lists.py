"""Items of a list that are to be done."""

from __future__ import annotations

import pytest

from model.kinds.lists import to_be_done
from model.sentences import Layout

BULLET, HEADING, PROSE = Layout.BULLET, Layout.HEADING, Layout.PROSE


@pytest.mark.parametrize(
    "heading",
    [
        "Action items",
        "Next steps:",
        "TODO",
        "To do before next week",
        "For next class:",
        "待办",
        "À faire",
        "Próximos pasos",
    ],
)
def test_items_under_such_a_heading_are_to_be_done(heading: str) -> None:
    said = [
        ("Ruth to email Prof. Hall", BULLET, True),
        ("She is away.", BULLET, False),
        ("[x] book the room", BULLET, False),
        ("Slides ✅", BULLET, False),
        ("Budget: Ben", BULLET, True),
        ("Nothing else was said.", PROSE, False),
        ("A duck", BULLET, False),
    ]
    sentences, layouts = [heading], [HEADING]
    sentences += [sentence for sentence, _, _ in said]
    layouts += [layout for _, layout, _ in said]
    assert list(to_be_done(sentences, layouts)) == [False, *(is_one for _, _, is_one in said)]


@pytest.mark.parametrize("heading", ["Exercises", "Tasks", "The action of enzymes", "Decisions"])
def test_other_lists_are_not(heading: str) -> None:
    assert not any(to_be_done([heading, "Ruth to email Prof. Hall"], [HEADING, BULLET]))
