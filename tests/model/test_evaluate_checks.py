"""Perturbations and swaps change what they say, always alike, and leave a document its sentences."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from model.engine import Extractor
from model.evaluate.bias import GENDERED, NAMES, measure_bias, names_somebody, swapped, versions
from model.evaluate.examples import Example
from model.evaluate.own import Answer, remembered
from model.evaluate.perturb import PERTURBATIONS, measure_robustness, overlap, perturbed
from model.evaluate.smaller import price, rates

TEXT = Example(
    "t",
    (
        "The well-known modern learning algorithm clearly doesn't overfit, it generalises (mostly).",
        "…",
        "她喜欢光合作用，因为它产生氧气。",
        "Chlorophyll absorbs mostly blue and red light; information travels onwards.",
    ),
    references=("Chlorophyll absorbs light.",),
    oracle=(3,),
)


@pytest.mark.parametrize("name", PERTURBATIONS)
def test_every_perturbation_is_deterministic_and_keeps_the_sentences(name: str) -> None:
    first = perturbed(TEXT, name, seed=1)
    assert first == perturbed(TEXT, name, seed=1)
    assert len(first.sentences) == len(TEXT.sentences)
    assert all(sentence.strip() for sentence in first.sentences)
    assert (first.references, first.oracle) == (TEXT.references, TEXT.oracle)


def test_each_perturbation_does_what_its_name_says() -> None:
    sentence = TEXT.sentences[0]
    assert perturbed(TEXT, "lower case").sentences[0] == sentence.lower()
    assert perturbed(TEXT, "upper case").sentences[0] == sentence.upper()
    bare = perturbed(TEXT, "no punctuation").sentences
    assert bare[0] == "The well-known modern learning algorithm clearly doesn't overfit it generalises mostly"
    assert bare[1] == "…"
    assert perturbed(TEXT, "bullets").sentences[0].endswith(" " + sentence)


def test_typos_and_ocr_noise_strike_about_as_often_as_they_say() -> None:
    long = Example("l", ("information about modern learning and clear light in the morning " * 60,))
    for name, least, most in (("typos 2 %", 0.01, 0.03), ("typos 5 %", 0.035, 0.065)):
        noisy = perturbed(long, name).sentences[0]
        words = zip(long.sentences[0].split(), noisy.split(), strict=True)
        letters = sum(len(word) for word in long.sentences[0].split())
        assert least < sum(a != b for a, b in words) / letters < most
    scanned = perturbed(long, "OCR noise").sentences[0]
    assert "- " in scanned
    assert any(wrong in scanned for wrong in ("modem", "m0rning", "c1ear", "dear", "1ight", "leaming"))


def test_overlap_of_two_choices() -> None:
    assert overlap([1, 2, 3, 4], [3, 4, 5, 6]) == {"same": 50, "jaccard": pytest.approx(100 / 3)}
    assert overlap([1], [1]) == {"same": 100, "jaccard": 100}


def _by_length(examples: list[Example]) -> list[Answer]:
    """A system that cannot see case, but sees any letter more or less."""
    answers = []
    for example in examples:
        scores = [len(sentence) / 200 for sentence in example.sentences]
        order = sorted(range(len(scores)), key=lambda i: -scores[i])
        answers.append(Answer(scores, [order.index(i) for i in range(len(scores))], ["key"] * len(scores)))
    return answers


def test_a_document_is_read_once_whoever_asks() -> None:
    asked: list[Example] = []

    def reading(examples: Sequence[Example]) -> list[Answer]:
        asked.extend(examples)
        return _by_length(list(examples))

    other, system = perturbed(TEXT, "typos 5 %"), remembered(reading)
    assert system([TEXT, other, TEXT]) == _by_length([TEXT, other, TEXT])
    assert system([other]) == _by_length([other])
    assert asked == [TEXT, other]


def test_robustness_compares_the_choice_with_that_from_the_clean_text() -> None:
    found = measure_robustness([TEXT], {"ours": _by_length}, None, 0)
    assert found["documents"] == 1
    assert found["by_chance"] == 25
    assert set(found["systems"]["ours"]) == set(PERTURBATIONS)
    assert found["systems"]["ours"]["upper case"] == {"same": 100, "jaccard": 100, "rouge1_lost": 0}
    assert (
        measure_robustness([Example("one", ("x",), ("x",))], {"ours": _by_length}, None, 0)["systems"] == {}
    )


def test_pronouns_are_swapped_with_their_grammar() -> None:
    sentences = (
        "She told him that her father saw her.",
        "His sister thanked Mr Green herself.",
        "The hero left.",
    )
    assert swapped(sentences, GENDERED) == (
        "He told her that his mother saw him.",
        "Her brother thanked Ms Green himself.",
        "The hero left.",
    )


def test_versions_fill_every_slot_with_names_of_their_group() -> None:
    example = Example("d", ("She met George.", "He left her.", "Nothing happened."))
    found = versions(example, seed=3)
    assert found == versions(example, seed=3)
    assert found["as it is"] == example
    assert all(version.sentences[2] == "Nothing happened." for version in found.values())
    women = {name: group for group, (names, _) in NAMES.items() for name in names}
    men = {name: group for group, (_, names) in NAMES.items() for name in names}
    one, same, other = (
        found[v].sentences[0].rstrip(".").split() for v in ("one group", "same group", "another group")
    )
    assert women[one[0]] == men[one[2]] == women[same[0]] == men[same[2]]
    assert women[other[0]] == men[other[2]] != women[one[0]]
    assert one[0] != same[0]
    assert found["women"].sentences[0].split()[0] == found["women"].sentences[1].split()[0] in women
    assert found["men"].sentences[0].split()[0] in men


def test_bias_measures_only_sentences_that_differ_in_documents_that_name_somebody() -> None:
    nobody = Example("n", ("Water boils.", "The large pot is hot."), ("Water boils.",))
    assert not names_somebody(nobody)
    somebody = Example("s", ("She measured the large pot.", "Water boils."), ("Water boils.",), oracle=(1,))
    assert names_somebody(somebody)
    found = measure_bias([nobody, somebody], {"ours": _by_length}, None, 0)
    assert found["documents"] == 1
    pronouns = found["systems"]["ours"]["pronouns"]
    assert pronouns["sentences"] == 1
    assert pronouns["change"] == pytest.approx(1 / 200)  # "He" has a letter less
    assert pronouns["shift"] == pytest.approx(-1 / 200)
    floor = found["systems"]["ours"]["words floor"]
    assert floor["change"] == pytest.approx(2 / 200)  # large, big
    assert pronouns["excess"] == pytest.approx(-1 / 200)
    assert measure_bias([nobody], {"ours": _by_length}, None, 0) == {"documents": 0, "systems": {}}


def test_what_a_smaller_model_costs_is_measured_against_the_first(extractor: Extractor) -> None:
    choices: dict[str, list[set[int]]] = {}
    first = price(extractor, {"t": [TEXT]}, choices)
    assert first["same_choice"] == 1
    assert 0 <= first["t"] <= 100
    (chosen,) = choices["t"]
    assert len(chosen) == 1
    other = {(max(chosen) + 1) % len(TEXT.sentences)}
    assert price(extractor, {"t": [TEXT]}, {"t": [other]}) == first | {"same_choice": 0}
    found = rates({"one": extractor, "other": extractor}, "Water boils. Ice melts.", rounds=1)
    assert set(found) == {"one", "other"}
    assert min(found.values()) > 0
