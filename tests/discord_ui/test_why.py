"""Why on Discord: the strongest words in bold, and the picture with a description."""

from __future__ import annotations

import io
import warnings
from dataclasses import replace

import matplotlib.image
import numpy as np
import pytest

from bot.discord_ui import render
from bot.discord_ui.why import described, draw, picture_answer
from bot.documents import Location
from bot.features.note import Sentence
from bot.features.why import Why, Word


def weighed(text: str, *strong: str, weight: float = 1.0) -> Why:
    """A sentence with some of its words strong."""
    spans = [(text.index(word), text.index(word) + len(word)) for word in strong]
    words = tuple(Word(text[a:b], a, b, weight) for a, b in sorted(spans))
    return Why(Sentence(text, 0, len(text), 0, 0.5, 0, 9, "key", Location(), ()), words, "en")


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        (weighed("Light makes sugar.", "Light", "sugar"), "**Light** makes **sugar**."),
        (weighed("Blue light helps.", "Blue", "light"), "**Blue light** helps."),
        (weighed("注意力训练有用。", "注意力", "训练"), "**注意力训练**有用。"),
        (weighed("Two *stars* and a_b here.", "stars", "a_b"), r"Two \***stars**\* and **a\_b** here."),
        (weighed("See https://a.example/x_y now.", "example", "now"), "See https://a.example/x_y **now**."),
        (weighed("One line\nand another.", "line", "and"), "One **line and** another."),
    ],
)
def test_strong_words_are_bold_and_nothing_else_is_marked(said: Why, shown: str) -> None:
    assert render.bold(said) == shown


def test_the_picture_shows_weight_and_tells_it() -> None:
    strong, weak = weighed("Light makes sugar.", "Light"), weighed("Light makes sugar.", "Light", weight=-0.4)
    pictures = [draw([one], ["1."]) for one in (strong, weak)]
    seen = [matplotlib.image.imread(io.BytesIO(data or b"")) for data in pictures]
    assert seen[0].shape == seen[1].shape
    assert not np.array_equal(seen[0], seen[1])
    assert "Light" in described([strong], "en")
    long = replace(strong.sentence, text="word " * 300, end=1500)
    assert draw([Why(long, (), "en")], ["1."])


def test_letters_without_a_font_are_said() -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        answer = picture_answer([weighed("\ue123\ue124 means nothing.", "means")], "en")
    assert answer.attached is None
    assert "no font" in answer.content
