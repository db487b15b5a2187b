"""What a question asks about."""

import pytest

from model.questions import ANSWER, SEARCHED, answered, asked_terms, overlap, pull


@pytest.mark.parametrize(
    ("question", "language", "about"),
    [
        ("What did they say about the school budget?", "en", {"school", "budget"}),
        ("Summarizing: the discussions of the budget", "en", {"budget"}),
        ("Summarize the discussion", "en", {"summar", "discuss"}),  # it only asks
        ("What shapes public opinion?", "en", {"shape", "public", "opinion"}),
        ("When is the next meeting?", "en", {"meet"}),
        ("解释扩散", "zh", {"释扩", "扩散"}),
        ("總結擴散", "zh-Hans", {"結擴", "擴散"}),
        ("Explica la energía", "es", {"energ"}),
        ("Zusammenfassung der Sitzung", "de", {"zusammenfass", "sitzung"}),
        ("Summarize ATP", "zh", {"atp"}),
        ("?", "en", set()),
    ],
)
def test_words_that_only_ask_are_left_out(question: str, language: str, about: set[str]) -> None:
    assert asked_terms(question, language) == about


def test_rare_words_that_are_asked_about_count_more() -> None:
    said = ["They discuss it late.", "The budget is small.", "A school and its budget.", "A budget again."]
    found = overlap(said, "Summarize the discussion of the school budget", "en")
    assert found[0] == 0
    assert found[1] == found[3] > 0
    assert found[2] == pytest.approx(1)
    assert found[2] - found[1] > found[1]


@pytest.mark.parametrize(
    ("question", "language", "said", "shares"),
    [
        ("sun and moon", "en", ["The sun and moon.", "The sun.", "A moon.", "Rain."], [1, 0.25, 0.25, 0]),
        ("sun and stars", "en", ["The sun.", "Rain."], [0.5, 0]),
        ("午饭几点", "zh", ["午饭在十二点。", "下雨了。"], [1, 0]),
        ("?", "en", ["Rain."], [0]),
    ],
)
def test_what_stands_nowhere_is_missed_once(
    question: str, language: str, said: list[str], shares: list[float]
) -> None:
    assert answered(said, question, language) == pytest.approx(shares, abs=0.01)


def test_in_a_long_text_rare_words_lead_to_the_place() -> None:
    said = ["The sun sets.", *(f"Number {i} is of no matter." for i in range(SEARCHED))]
    assert pull(said[:-1], "sun and stars", "en")[0] == pytest.approx(ANSWER / 2)
    assert pull(said, "sun and stars", "en")[0] > 5
    assert pull(said, "sun and matter", "en").max() < ANSWER
    assert not pull(said, "tides", "en").any()
