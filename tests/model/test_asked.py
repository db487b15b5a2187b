"""Questions about the texts that were written for Pith, and how their answers' places are measured."""

from __future__ import annotations

import numpy as np
import pytest

import model
from model.data import Record
from model.evaluate.asked import (
    KINDS,
    Question,
    bm25,
    by_meaning,
    by_words,
    in_use,
    measure,
    place,
    read_questions,
)
from model.focus.questions import asked_terms, held_of
from model.training.sets import OWN

SETS = sorted(file.stem for file in (OWN / "questions").glob("*.jsonl"))
TEXT = ["Rain fell for days.", "The river flooded the mill.", "Rain is common here.", "Nobody was hurt."]


def question(asked: str, *answers: int) -> Question:
    return Question(Record("one", TEXT, "en", chosen=list(answers), focus=asked), "words")


@pytest.mark.parametrize("name", SETS)
def test_every_question_is_answered_by_a_few_sentences(name: str) -> None:
    asked = read_questions(name)
    assert len({(q.record.id, q.asked) for q in asked}) == len(asked)
    for q in asked:
        assert q.kind in KINDS
        assert 1 <= len(q.record.chosen) <= 3, q.asked
    for q in asked:
        wanted = asked_terms(q.asked, q.record.language)
        if q.kind == "none":  # but for lone characters, which stand in many a word
            wanted = frozenset(term for term in wanted if len(term) > 1)
        held = [held_of(sentence, wanted, q.record.language) for sentence in q.record.sentences]
        assert any(held) == (q.kind != "none"), q.asked


def test_a_set_without_questions_is_refused() -> None:
    with pytest.raises(model.ModelError, match="no questions about “forms_other"):
        read_questions("forms_other.test")


def test_a_rarer_word_tells_more() -> None:
    asked = question("What did the rain and the flooded river do?", 1)
    assert bm25(asked).argmax() == by_words(asked).argmax() == 1
    assert bm25(asked)[3] == 0


def test_places_and_what_is_made_of_them() -> None:
    assert place([0.1, 0.5, 0.5, 0.2], [2, 3]) == 1
    asked = [question("a", 0), question("b", 0), question("c", 0)]
    assert measure(asked, [0, 2, 9]) == {
        "words": {
            "first": 33.3,
            "among three": 66.7,
            "mrr": round((1 + 1 / 3 + 1 / 10) / 3, 3),
            "questions": 3,
        }
    }


def test_what_is_meant_is_found_and_told_apart_from_what_is_not_asked(extractor: model.Extractor) -> None:
    asked = question("Were there any injuries?", 3)
    assert place(by_meaning(extractor)(asked), [3]) == 0
    assert place(in_use(extractor, told=True)(asked), [3]) < place(in_use(extractor, told=False)(asked), [3])
    assert np.isfinite(
        by_meaning(extractor)(
            Question(Record("zh", ["雨下了很久。", "没有人受伤。"], "zh", focus="受伤"), "words")
        )
    ).all()
