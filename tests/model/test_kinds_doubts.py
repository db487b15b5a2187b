"""What looks like a request or a definition and is none."""

from __future__ import annotations

import pytest

from model.kinds.doubts import asks_nothing, defines_nothing, is_of_talk, is_title


@pytest.mark.parametrize(
    ("sentence", "asks"),
    [
        ("Can I renew?", False),
        ("How do I reserve something?", False),
        ("Can I borrow from other libraries?", False),
        ("Is there somewhere to study?", False),
        ("When are you open?", False),
        ("So what should we say instead?", False),
        ("Mon-Fri 8 a.m.-10 p.m.", False),
        ("Sat & Sun closed, Wednesday from 9:30 to 5 pm", False),
        ("Could you send me the draft?", True),
        ("What do you think of it?", True),
        ("When are you free?", True),
        ("How about lunch?", True),
        ("Why not meet in the hall?", True),
        ("Who can send it?", True),
        ("Who wrote it?", False),
        ("What works on Monday?", True),
        ("Can I get the daily data?", True),
        ("Can we invite them?", True),
        ("When can we meet?", True),
        ("When should we schedule the call?", True),
        ("Where should we send the form?", True),
        ("May I ask for a copy?", True),
        ("Could I borrow the book?", True),
        ("What should we bring to the party?", True),
        ("How can we set up the equation?", False),
        ("What do we call this process?", False),
        ("May I use a calculator?", False),
        ("Can I keep the book longer?", False),
        ("Is there an agenda for the meeting?", True),
        ("Monday at 3 pm?", True),
        ("Meet on Monday at 3 pm.", True),
        ("Ask us!", True),
        ("Closed on Sundays", True),
    ],
)
def test_what_everybody_may_ask_and_hours_ask_for_nothing(sentence: str, asks: bool) -> None:
    assert asks_nothing(sentence) is not asks


@pytest.mark.parametrize(
    ("sentence", "is_one"),
    [
        ("What should listeners do tonight?", True),
        ("What can we do today to save energy?", True),
        ("Dr. Osei, one thing listeners should do tonight?", True),
        ("So how can students this week prepare?", False),
        ("What can you do today?", False),
        ("What should we do about your essay today?", False),
        ("Can we meet tonight?", False),
        ("Can you hear me?", True),
        ("Okay, can everyone see my screen?", True),
        ("Could you say that again?", True),
        ("Can you say a bit more about that?", True),
        ("Können Sie das bitte noch einmal wiederholen?", True),
        ("Can you see if Tom has it?", False),
        ("Can you say when it is due?", False),
        ("Could you repeat the test by Friday?", False),
    ],
)
def test_questions_of_a_talk_are_answered_at_once(sentence: str, is_one: bool) -> None:
    assert is_of_talk(sentence) is is_one


@pytest.mark.parametrize(
    ("sentence", "nothing"),
    [
        ("Define cohesion, adhesion and surface tension.", True),
        ("2. Explain what osmosis is called.", True),
        ("Explain how water is called by the term solvent.", True),
        ("so the question is how does one cell become two", True),
        ("The problem is that it is called a virus.", True),
        ("Define the trace of A as the sum of its diagonal.", False),
        ("Define f to be the sum of the two.", False),
        ("State is a condition of matter.", False),
        ("The question mark is a sign that ends a question.", False),
        ("A problem is a task that has no plain answer.", False),
    ],
)
def test_what_asks_for_a_definition_is_none(sentence: str, nothing: bool) -> None:
    assert defines_nothing(sentence) is nothing


@pytest.mark.parametrize(
    ("heading", "names"),
    [
        ("CHECK YOUR UNDERSTANDING", True),
        ("Check Your Understanding of the Text", True),
        ("Review questions", True),
        ("Contact us", True),
        ("Send the forms to Anna", False),
        ("Please reply", False),
        ("Call Tom by Friday", False),
        ("TODO: print", False),
        ("", False),
    ],
)
def test_titles_that_begin_like_errands(heading: str, names: bool) -> None:
    assert is_title(heading) is names
