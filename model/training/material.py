"""What a run of training learns from: its sets read, mixed, and told apart from those it is measured on."""

from __future__ import annotations

import json
import sys
from argparse import Namespace
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from model.checkpoint import folder_of, read_config, text_scale
from model.data import LABELS, Record, lines_of, read_records
from model.encoder import Encoder, load_encoder
from model.head import KEY
from model.language import detect_language
from model.reading import ModelError
from model.sentences import split
from model.steps import UNREAD_SHARE
from model.training.classifier import POSITIVE_WEIGHTS
from model.training.dev import DevDocument, dev_documents
from model.training.mixture import Mixture, Recipe
from model.training.options import BALANCED
from model.training.recipes import MIXTURE
from model.training.self_training import SHARE, Teacher, unlabelled_records
from model.training.sets import find, shared

OTHER_ENCODER = "With --encoder take one that reads their language, such as a multilingual one."
MOST_WEIGHT = 20.0  # of one definition or action, however rare


@dataclass(frozen=True)
class Material:
    """Read once; several runs may learn from it."""

    encoder: Encoder
    mixture: Mixture
    dev: dict[str, list[DevDocument]]
    teacher: Teacher | None
    kind_weights: tuple[float, float]


def gather(options: Namespace, tell: bool = True) -> Material:
    """Reads the sets, and with `tell` says on stderr how much was found. Raises ModelError."""
    encoder = load_encoder(options.encoder)
    sets, recipes = _labelled(options)
    unlabelled = {}
    for given in options.unlabelled:
        name, share = shared(given)
        recipes[f"unlabelled {name}"] = Recipe(SHARE if share is None else share)
        path = find(name, options.data)
        unlabelled[f"unlabelled {name}"] = unlabelled_records(path, options.limit, options.seed)
    _look_for_unread(sets, unlabelled, encoder, tell)
    _look_for_unmarked(sets, options.loss, tell)
    empty: dict[str, list[Record]] = {name: [] for name in unlabelled}
    mixture = Mixture(sets | empty, recipes, encoder, options.batch_tokens, options.batches, options.seed)
    dev = {name: _measured(name, options, encoder) for name in options.dev}
    if tell:
        sys.stderr.writelines(learnt_as_well(sets, dev))
    teacher = _teacher(options, unlabelled, encoder) if unlabelled else None
    if teacher and options.teacher:
        taught = teacher.by_checkpoint(options.teacher, mixture)
        if tell:
            sys.stderr.write(json.dumps({"taught": taught}) + "\n")
        teacher = None
    weights = options.kind_weights or POSITIVE_WEIGHTS
    if weights == BALANCED:
        weights = balanced(record for records in sets.values() for record in records)
    return Material(encoder, mixture, dev, teacher, tuple(weights))


def _teacher(options: Namespace, unlabelled: dict[str, list[Record]], encoder: Encoder) -> Teacher:
    low, high = options.confident
    if not options.start:
        return Teacher.of(unlabelled, encoder, low, high)
    begun = folder_of(options.start)
    return Teacher.of(unlabelled, encoder, low, high, read_config(begun).calibration, text_scale(begun))


def _labelled(options: Namespace) -> tuple[dict[str, list[Record]], dict[str, Recipe]]:
    """Each set's documents, and how it is used."""
    sets, recipes = {}, {}
    for given in options.sets:
        name, share = shared(given)
        recipe = MIXTURE.get(name, Recipe(1.0, kind_weight=(1.0, 1.0)))
        recipes[name] = recipe if share is None else replace(recipe, share=share)
        sets[name] = read_records(find(name, options.data), options.limit, options.seed)
        if not any(record.sentences for record in sets[name]):
            raise ModelError(f"There is no text to learn from in “{name}”.")
    return sets, recipes


def _look_for_unread(
    sets: Mapping[str, Sequence[Record]],
    unlabelled: Mapping[str, Sequence[Record]],
    encoder: Encoder,
    tell: bool,
) -> None:
    """With `tell`, says how many documents there are, and of how many the encoder lacks the words: in use those are
    chosen from by their words alone. Raises ModelError where that is all that there is to learn from."""
    every = {**sets, **unlabelled}
    unread = {
        name: sum(lacks_words(record.sentences, encoder) for record in records)
        for name, records in every.items()
    }
    if all(unread[name] == len(records) for name, records in sets.items()):
        raise ModelError(
            f"The encoder “{encoder.name}” can't read the texts to learn from: hardly a word of them is in its "
            f"vocabulary. {OTHER_ENCODER}"
        )
    if tell:
        for name, records in every.items():
            lacking = (
                f", of which the encoder “{encoder.name}” can't read {unread[name]}" if unread[name] else ""
            )
            sys.stderr.write(f"{name}: {len(records)} documents{lacking}\n")
        if any(unread.values()):
            sys.stderr.write(
                f"From texts that it can't read key sentences are chosen by words alone. {OTHER_ENCODER}\n"
            )


def _look_for_unmarked(sets: Mapping[str, Sequence[Record]], loss: str, tell: bool) -> None:
    """With `tell`, says in how many documents no sentence is marked, where the loss learns nothing from these: only one
    that takes each sentence alone learns that nothing in them is key. Raises ModelError where that is all there is."""
    if loss == "soft":
        return
    unmarked = {name: sum(map(_has_no_mark, records)) for name, records in sets.items()}
    if all(unmarked[name] == len(records) for name, records in sets.items()):
        raise ModelError(
            "No sentence is marked in any text to learn from. Mark some, or take --loss soft, which learns that "
            "nothing in them is key."
        )
    if tell:
        for name, count in unmarked.items():
            if count:
                sys.stderr.write(
                    f"{name}: in {count} documents no sentence is marked; only --loss soft learns from those\n"
                )


def _has_no_mark(record: Record) -> bool:
    return record.kinds is None and record.target is not None and not record.target.any()


def lacks_words(sentences: Sequence[str], encoder: Encoder) -> bool:
    """Whether a text is one that the encoder can't read: `engine` scores it by its words alone."""
    tokens = encoder.tokenize(sentences)
    counts = np.array([len(ids) for ids in tokens])
    return bool(float(encoder.unread(tokens) @ counts) > UNREAD_SHARE * counts.sum())


def _measured(name: str, options: Namespace, encoder: Encoder) -> list[DevDocument]:
    """At most `--dev-limit` documents of a dev set; of single sentences all, for a threshold hangs on them."""
    path, limit = find(name, options.data), options.dev_limit
    if limit is not None and all(_is_single(line) for *_, line in lines_of(path)):
        limit = None
    found = dev_documents(read_records(path, limit), encoder)
    if not found:
        raise ModelError(f"There is nothing to measure by in “{name}”: no summary, and no sentence's kind.")
    return found


def _is_single(line: str) -> bool:
    """Whether a record's line holds one sentence: told without its targets, which take long for a whole set."""
    try:
        given = json.loads(line)
        text = given.get("text")
        found = (
            (given.get("sentences") or given["source"])
            if text is None
            else split(text, detect_language(text))
        )
        return len(found) == 1
    except (ValueError, KeyError, TypeError, AttributeError):
        return False  # no record, as reading it will say


def balanced(records: Iterable[Record]) -> tuple[float, float]:
    """How many sentences that are none there are for each definition and each action: 1 to MOST_WEIGHT."""
    counts = np.zeros(len(LABELS), np.int64)
    for record in records:
        if record.kinds is not None:
            counts += np.bincount(record.kinds[record.kinds >= 0], minlength=len(LABELS))
    rare = counts[KEY + 1 :]  # (2,)
    definition, action = np.clip((counts.sum() - rare) / np.maximum(rare, 1), 1, MOST_WEIGHT).tolist()
    return definition, action


def learnt_as_well(sets: dict[str, list[Record]], dev: dict[str, list[DevDocument]]) -> list[str]:
    """A line for each dev set of which documents are learnt from as well. Single sentences, such as a greeting, may
    stand in both by themselves and do not count."""
    learnt = {tuple(r.sentences) for records in sets.values() for r in records if len(r.sentences) > 1}
    counts = {name: sum(tuple(d.record.sentences) in learnt for d in found) for name, found in dev.items()}
    return [
        f"{name}: {count} of the {len(dev[name])} documents to measure by are learnt from as well. "
        "What they measure says nothing of texts that are new.\n"
        for name, count in counts.items()
        if count
    ]
