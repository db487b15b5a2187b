"""How a focus question pulls by its meaning: at a sentence, or at a place where people talk."""

from __future__ import annotations

import numpy as np
import pytest

import model
from model.focus.meaning import AROUND, HEARD, NEAR, OWN, REACH, evened, is_spoken, nearness, pull
from model.focus.questions import Pull
from model.reading import Reason

QUESTION = np.array([1, 0, 0], np.float32)
SUMS = np.array([[3, 0, 0], [0, 2, 0], [-1, 0, 0], [0, 0, 0], [2, 0, 2]], np.float32)
WORDS = np.array([0.0, 5, 0, 0, 0])
CHAT = """Ann: Hey, are you all coming on Saturday?
Ben: I think so, yeah.
Ann: Great, I'll book the table for seven at Luigi's.
Cleo: I can't eat gluten, you know.
Ben: Oh right, I'll ask them if they have pasta for you.
Ann: They do, I was there last week.
Cleo: Perfect, thanks!
Ben: How do we get there, by the way?
Ann: I'd take the number 12 bus, it stops right in front.
Cleo: My mum can drive us back, she picks me up at eleven anyway.
Ben: You're a lifesaver.
Ann: Okay, so see you then, don't be late!"""
HEARD_ONLY = "\n".join(line.partition(": ")[2] for line in CHAT.splitlines())


def test_what_points_away_or_says_nothing_is_not_pushed_away() -> None:
    assert nearness(SUMS, QUESTION).tolist() == pytest.approx([1, 0, 0, 0, 0.5**0.5])
    assert nearness(SUMS, np.zeros(3, np.float32)).tolist() == [0] * 5
    assert nearness(np.zeros((0, 3), np.float32), QUESTION).tolist() == []


def test_in_writing_a_sentence_is_pulled_at_with_its_neighbours() -> None:
    pulls = pull(Pull(WORDS, by_rarity=False), SUMS, QUESTION, spoken=False)
    assert pulls[0] == pytest.approx(NEAR + AROUND * 3 / 13**0.5)
    assert pulls[1] == pytest.approx(5 + AROUND * 2 / 8**0.5)
    assert pulls[3] == pytest.approx(AROUND * 1 / 5**0.5)


def test_where_people_talk_a_place_is_pulled_at() -> None:
    place = HEARD * (1 + 0.5**0.5) / 5
    answered = pull(Pull(WORDS, by_rarity=False), SUMS, QUESTION, spoken=True)
    assert answered.tolist() == pytest.approx(OWN * WORDS + (1 - OWN) + place)
    searched = pull(Pull(WORDS, by_rarity=True), SUMS, QUESTION, spoken=True)
    assert searched.tolist() == pytest.approx([1 + place] * 5)


def test_a_chat_is_answered_by_its_messages() -> None:
    said = ["Ann: so, um, where is it?", "Ben: here.", "Well, yeah.", "Uh-huh."]
    assert not is_spoken(said, [None] * 4, speech=1)
    assert not is_spoken(said[2:], ["ann 10:07", "ben 10:08"], speech=1)
    assert is_spoken(said[2:], [None] * 2, speech=1)
    assert not is_spoken(said[2:], [None] * 2, speech=-0.5)


@pytest.mark.parametrize(
    ("text", "focus", "answer"),
    [
        (CHAT, "Who can't eat gluten?", "gluten"),
        (CHAT, "Which bus do we take?", "number 12 bus"),
        (HEARD_ONLY, "Who can't eat gluten?", "gluten"),
        (HEARD_ONLY, "Which bus do we take?", "number 12 bus"),
    ],
)
def test_a_question_finds_its_answer_in_a_short_chat(
    extractor: model.Extractor, text: str, focus: str, answer: str
) -> None:
    reading = extractor.read(text, focus=focus)
    (best,) = reading.cut(model.Budget(sentences=1))
    assert answer in best.text
    assert Reason.FOCUS in reading.sentences[best.index].reasons


def test_one_sentence_that_answers_says_so(extractor: model.Extractor) -> None:
    (only,) = extractor.read(
        "The bill came to forty thousand euros.", focus="How much was the bill?"
    ).sentences
    assert Reason.FOCUS in only.reasons


def test_what_is_near_to_everything_is_no_reason(extractor: model.Extractor) -> None:
    reading = extractor.read(CHAT, focus="What is the capital of Mongolia?")
    assert sum(Reason.FOCUS in sentence.reasons for sentence in reading.sentences) <= 3


def test_a_place_reaches_to_both_sides_and_stops_at_the_ends() -> None:
    values = np.zeros(100)
    values[50] = 1
    found = evened(values)
    assert np.flatnonzero(found).tolist() == list(range(50 - REACH, 51 + REACH))
    assert found[50] == pytest.approx(1 / (2 * REACH + 1))
    assert evened(np.ones(7)).tolist() == pytest.approx([1] * 7)
    assert evened(np.zeros(0)).tolist() == []
