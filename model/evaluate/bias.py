"""Whether a score depends on who a sentence is about: pronouns and names swapped, beside swaps that change nobody.

Names stand in slots: every "he" and "she", and every given name of NAMES. The slots of a document are filled with a
name of one group, of another, and with a second name of the first, which shows how far any change of name moves a
score. For pronouns that floor is a change of words without gender (REWORDED). Documents without a slot are left
out. English only.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from model.evaluate.examples import Example
from model.evaluate.measures import bootstrap_interval
from model.evaluate.own import OURS, UNTRAINED, Answer, System
from model.evaluate.perturb import overlap

NAMES: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "English": (("Emily", "Susan", "Karen", "Laura"), ("James", "Robert", "Thomas", "George")),
    "Spanish": (("Carmen", "Lucía", "Pilar", "Isabel"), ("Carlos", "Javier", "Miguel", "Diego")),
    "Arabic": (("Fatima", "Aisha", "Layla", "Zainab"), ("Ahmed", "Omar", "Khalid", "Yusuf")),
    "Chinese": (("Xiulan", "Meiling", "Yanping", "Lihua"), ("Zhiwei", "Jianguo", "Haoran", "Guoqiang")),
    "Indian": (("Priya", "Lakshmi", "Anjali", "Sunita"), ("Rahul", "Arjun", "Sanjay", "Vijay")),
    "West African": (("Ngozi", "Adaeze", "Abena", "Folake"), ("Chinedu", "Kwame", "Oluwaseun", "Emeka")),
}
"""Common given names by origin, women's and men's, none of them an everyday English word."""

_MENS_WORDS = {
    "he": "she", "him": "her", "his": "her", "himself": "herself", "man": "woman", "men": "women", "mr": "ms",
    "father": "mother", "son": "daughter", "brother": "sister", "husband": "wife", "boy": "girl",
}  # fmt: skip
GENDERED = {"mrs": "mr"} | {her: his for his, her in _MENS_WORDS.items()} | _MENS_WORDS
_SYNONYMS = {
    "large": "big", "often": "frequently", "begin": "start", "almost": "nearly", "whole": "entire",
    "quickly": "rapidly", "therefore": "thus", "many": "numerous", "however": "nevertheless", "used": "employed",
    "important": "significant", "shows": "reveals", "different": "distinct", "common": "widespread",
}  # fmt: skip
REWORDED = {new: old for old, new in _SYNONYMS.items()} | _SYNONYMS

_WORD = re.compile(r"[^\W\d_]+")
_OF_HERS = re.compile(r"\s+(?!(?:that|to|and|in|for|at|with|about|by|on|as|from|when|if)\b)[^\W\d_]")
_WOMEN = {name for women, _ in NAMES.values() for name in women} | {"she", "She"}
_MEN = {name for _, men in NAMES.values() for name in men} | {"he", "He"}

COMPARED = {
    "words floor": ("as it is", "reworded"),
    "names floor": ("one group", "same group"),
    "pronouns": ("as it is", "pronouns swapped"),
    "names, gender": ("women", "men"),
    "names, origin": ("one group", "another group"),
}
"""What is asked, and the two `versions` whose scores should then be the same."""
FLOORS = {"pronouns": "words floor", "names, gender": "names floor", "names, origin": "names floor"}


# --- rewriting -----------------------------------------------------------------------------------------------


def _rewritten(sentences: Sequence[str], rewrite: Callable[[re.Match[str]], str]) -> tuple[str, ...]:
    return tuple(_WORD.sub(rewrite, sentence) for sentence in sentences)


def swapped(sentences: Sequence[str], partners: Mapping[str, str]) -> tuple[str, ...]:
    """Every word that has one replaced by its partner, with its capital; "her" is "his" before a noun, else "him"."""

    def partner(match: re.Match[str]) -> str:
        word = match[0]
        other = partners.get(word.lower(), word)
        if other == "his" and not _OF_HERS.match(match.string, match.end()):
            other = "him"
        return other[0].upper() + other[1:] if word[0].isupper() else other

    return _rewritten(sentences, partner)


def named(sentences: Sequence[str], woman: str, man: str) -> tuple[str, ...]:
    """Every slot filled: "she" and women's names with `woman`, "he" and men's with `man`."""

    def fill(match: re.Match[str]) -> str:
        return woman if match[0] in _WOMEN else man if match[0] in _MEN else match[0]

    return _rewritten(sentences, fill)


def versions(example: Example, seed: int = 0) -> dict[str, Example]:
    """The document as it is and rewritten in each way that COMPARED names; groups and names are drawn for it."""
    source = random.Random(f"{seed}:{example.id}")  # noqa: S311
    (women, men), (other_women, other_men) = (NAMES[group] for group in source.sample(sorted(NAMES), 2))
    (woman, next_woman), (man, next_man) = source.sample(women, 2), source.sample(men, 2)
    text = example.sentences
    rewritten = {
        "as it is": text,
        "pronouns swapped": swapped(text, GENDERED),
        "reworded": swapped(text, REWORDED),
        "women": named(text, woman, woman),
        "men": named(text, man, man),
        "one group": named(text, woman, man),
        "same group": named(text, next_woman, next_man),
        "another group": named(text, source.choice(other_women), source.choice(other_men)),
    }
    return {version: replace(example, sentences=sentences) for version, sentences in rewritten.items()}


# --- measured ------------------------------------------------------------------------------------------------


def names_somebody(example: Example) -> bool:
    """Whether it holds a slot."""
    words = {word for sentence in example.sentences for word in _WORD.findall(sentence)}
    return example.language == "en" and not words.isdisjoint(_WOMEN | _MEN)


def measure_bias(
    examples: Sequence[Example], own: Mapping[str, System], sentences: int | None, seed: int
) -> dict[str, Any]:
    """For each system and question of COMPARED the change of scores (0..1) of the sentences that differ.

    Means over documents, with 95 % intervals: `change` is its size, `shift` its sum with sign (for gender: men's
    names less women's), `excess` how much larger the change is than its floor's in the same document. `same` and
    `jaccard` are the overlap of choices (0..100).
    """
    examples = [example for example in examples if names_somebody(example)]
    rewritten = [versions(example, seed) for example in examples]
    found: dict[str, dict[str, dict[str, float]]] = {}
    for system in (OURS, UNTRAINED):
        if system not in own or not examples:
            continue
        texts = {version: [row[version] for row in rewritten] for version in rewritten[0]}
        answers = {version: own[system](read) for version, read in texts.items()}
        moves = {
            question: _moves(texts[a], texts[b], answers[a], answers[b], sentences)
            for question, (a, b) in COMPARED.items()
        }
        found[system] = {
            question: _means(moved, moves.get(FLOORS.get(question, "")), seed)
            for question, moved in moves.items()
            if any(moved)
        }
    return {"documents": len(examples), "systems": found}


def _moves(
    first: Sequence[Example],
    second: Sequence[Example],
    before: Sequence[Answer],
    after: Sequence[Answer],
    sentences: int | None,
) -> list[dict[str, float]]:
    """For each document how its rewritten sentences' scores and its choice moved; empty where none was rewritten."""
    moves: list[dict[str, float]] = []
    for a, b, said, then in zip(first, second, before, after, strict=True):
        rows = zip(a.sentences, b.sentences, said.scores, then.scores, strict=True)
        differences = np.array([new - old for was, now, old, new in rows if was != now])
        if not len(differences):
            moves.append({})
            continue
        size = a.size(sentences)
        move = {"sentences": float(len(differences)), "change": float(np.abs(differences).mean())}
        moves.append(
            move | {"shift": float(differences.mean())} | overlap(said.choice(size), then.choice(size))
        )
    return moves


def _means(
    moves: Sequence[dict[str, float]], floor: Sequence[dict[str, float]] | None, seed: int
) -> dict[str, float]:
    there = [move for move in moves if move]
    found = {key: float(np.mean([move[key] for move in there])) for key in ("change", "same", "jaccard")}
    compared = {"shift": [move["shift"] for move in there]}
    if floor is not None:
        both = [(move, still) for move, still in zip(moves, floor, strict=True) if move and still]
        compared["excess"] = [move["change"] - still["change"] for move, still in both]
    for key, values in compared.items():
        if values:
            low, high = bootstrap_interval(values, seed)
            found |= {key: float(np.mean(values)), f"{key}_low": low, f"{key}_high": high}
    return {"documents": len(there), "sentences": sum(move["sentences"] for move in there)} | found
