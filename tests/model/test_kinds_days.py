"""What is to be done by a day, however the day and the duty are put; and days by which nobody is told anything."""

from __future__ import annotations

import pytest

from model import Action, action_of, mentions_deadline
from model.kinds import cue_kinds
from model.kinds.doubts import asks_nothing

DUE = [
    *(
        ("en", said, Action.DEADLINE)
        for said in (
            "All forms must be submitted by January 22, 2027.",
            "All forms must be submitted by Jan 22.",
            "All forms must be submitted by Jan. 22nd.",
            "All forms must be submitted by March 1.",
            "All forms must be submitted by 22 January 2027.",
            "Registration closes December 15.",
            "Raffle prizes needed by December 15.",
            "Volunteers are asked to arrive by Oct 12.",
            "Last day to withdraw: October 12",
        )
    ),
    ("en", "Sara: slides for the talk by January 22", Action.COMMITMENT),
]
NOT_DUE = [
    ("en", "Bills must be signed by March 1848 clerks."),
    ("en", "The participants are asked to rank them by 3 decades."),
]


@pytest.mark.parametrize(("language", "sentence", "action"), DUE)
def test_what_is_due_by_a_day_is_to_be_done(language: str, sentence: str, action: Action) -> None:
    assert cue_kinds([sentence], language) == ["action"]
    assert action_of(sentence, language) is action


@pytest.mark.parametrize(("language", "sentence"), NOT_DUE)
def test_days_by_which_nobody_is_told_anything(language: str, sentence: str) -> None:
    assert cue_kinds([sentence], language) == ["key"]
    assert not mentions_deadline(sentence, language)


def test_a_day_with_two_figures_makes_a_question_a_request() -> None:
    assert asks_nothing("Can I renew?")
    assert not asks_nothing("Can I renew on January 22?")
