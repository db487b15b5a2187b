"""Simulated people: what each wants of a document, and what they mark in one after another."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

import model
from model.evaluate.taste.documents import CHOSEN, Document, Flags

PICKED = 2  # left-out sentences a person picks in a document
TOPIC_SHARE = 0.2  # of all sentences, how many belong to a topic

Wants = Callable[[Document], Flags]


@dataclass(frozen=True)
class Persona:
    """What a person says of sentences, and what they are measured by. `likes` orders what they pick, at random
    where it is None."""

    says: Wants
    wants: Wants
    likes: Callable[[Document], NDArray[np.floating]] | None = None


def near_a_topic(
    documents: Sequence[Document], rng: np.random.Generator, about: Callable[[Document], NDArray[np.floating]]
) -> Persona:
    """Somebody who wants the sentences nearest to the mean of three random ones, by what they are `about` (S, D)."""
    vectors = np.concatenate([about(d) for d in documents])
    centre = vectors[rng.choice(len(vectors), 3, replace=False)].mean(axis=0)
    least = np.quantile(vectors @ centre, 1 - TOPIC_SHARE)

    def likes(document: Document) -> NDArray[np.floating]:
        return np.asarray(about(document) @ centre)

    def wants(document: Document) -> Flags:
        return np.asarray(likes(document) > least)

    return Persona(wants, wants, likes)


def of_a_kind(kind: str) -> Persona:
    return Persona(lambda d: d.of_kind(kind), lambda d: d.of_kind(kind))


def with_digits(document: Document) -> Flags:
    reading = document.reading
    texts = [reading.text[s.start : s.end] for s in reading.sentences]
    return np.array([any(character.isdigit() for character in text) for text in texts], bool)


def at_random(rng: np.random.Generator) -> Persona:
    """Somebody without a preference: keeps four highlights of five and picks anything."""

    def says(document: Document) -> Flags:
        chosen = np.array([s.rank < CHOSEN for s in document.reading.sentences])
        return rng.random(len(chosen)) < np.where(chosen, 0.8, 0.03)

    return Persona(says, lambda d: d.key)


def marks_of(
    persona: Persona, documents: Sequence[Document], marks: int, rng: np.random.Generator
) -> list[model.Mark]:
    """What the person says of one document after another, each cut to their taste so far."""
    said: list[model.Mark] = []
    for document in documents:
        wanted = persona.says(document)
        if not wanted.any():
            continue
        portrait = document.portrait()
        chosen = document.chosen(model.fit_taste(said))
        left_out = [i for i in range(len(wanted)) if i not in chosen]
        said += [model.Mark(bool(wanted[i]), portrait.rows([i])) for i in chosen]
        liking = persona.likes(document) if persona.likes else rng.random(len(wanted))
        for i in sorted((i for i in left_out if wanted[i]), key=lambda i: -liking[i])[:PICKED]:
            said.append(model.Mark(True, portrait.rows([i, *model.passed_over(i, left_out)])))
        if len(said) >= marks:
            break
    return said[:marks]
