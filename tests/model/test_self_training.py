"""Texts without labels, and texts of which a person marked a few sentences: what is learnt, and what is left out."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from model.data import read_records, read_unlabelled
from model.encoder import load_encoder
from model.reading import ModelError
from model.training.mixture import Mixture, Recipe, piece, prepare
from model.training.options import parse, parser
from tests.model.conftest import SENTENCES


@pytest.fixture
def letters(tmp_path: Path) -> Path:
    """Two plain texts, one empty one, and a record whose labels are not to be looked at."""
    folder = tmp_path / "letters"
    folder.mkdir()
    (folder / "a.txt").write_text(" ".join(SENTENCES[:5]), encoding="utf-8")
    (folder / "b.md").write_text(" ".join(SENTENCES[5:12]), encoding="utf-8")
    (folder / "empty.txt").write_text("\n", encoding="utf-8")
    (folder / "unseen.txt").write_text("\u200b\u200b", encoding="utf-8")
    line = {"id": "c", "sentences": SENTENCES[:3], "labels": [1, 1, 1]}
    (folder / "c.jsonl").write_text(json.dumps(line), encoding="utf-8")
    return folder


def test_texts_are_read_whatever_they_are_kept_in(letters: Path) -> None:
    from model.training.self_training import unlabelled_records

    assert [name for name, _ in read_unlabelled(letters)] == ["a.txt", "b.md", "c", "unseen.txt"]
    records = unlabelled_records(letters, None, 0)
    assert [len(record.sentences) for record in records][:3] == [5, 7, 3]
    assert all(record.target is None for record in records)
    with pytest.raises(ModelError):
        read_unlabelled(letters / "absent.txt")


def test_only_what_is_sure_is_taught(letters: Path) -> None:
    from model.training.self_training import taught, unlabelled_records

    record = unlabelled_records(letters, None, 0)[0]
    learnt = taught(record, np.array([0.9, 0.05, 0.3, 0.6, 0.1]), 0.1, 0.6)
    assert learnt is not None
    assert learnt.chosen == [0, 3]
    assert learnt.target is not None
    assert learnt.target.tolist() == [1, 0, 0, 1, 0]
    assert learnt.unsure is not None
    assert learnt.unsure.tolist() == [False, False, True, False, False]
    assert taught(record, np.full(5, 0.3), 0.1, 0.6) is None
    assert taught(record, np.full(5, 0.9), 0.1, 0.6) is None


def test_each_epoch_the_network_teaches_anew(letters: Path, tiny_bert: Path) -> None:
    from model.training.dev import DevDocument
    from model.training.learner import build
    from model.training.self_training import Teacher, unlabelled_records

    encoder = load_encoder(tiny_bert)
    own = read_records(letters / "c.jsonl")
    mixture = Mixture(
        {"own": own, "letters": []}, {"own": Recipe(1.0), "letters": Recipe(9.0)}, encoder, 64, 20
    )
    assert all(mixture[i][0][0].unsure.sum() == 0 for i in range(20))
    teacher = Teacher.of({"letters": unlabelled_records(letters, None, 0)}, encoder, 0.35, 0.4)
    network = build(str(tiny_bert), 8, 0, "listwise")
    assert 0 < teacher.by_network(network, {}, mixture)["letters"] <= 3
    assert any(mixture[i][1].share == 9 for i in range(20))
    sure = Teacher.of(teacher.sets, encoder, 0.0, 1.0)
    assert sure.by_network(network, {}, mixture) == {"letters": 0}
    assert all(mixture[i][1].share == 1 for i in range(20))
    low = (1.0, -20.0, 0.0)  # as the weights begun from say it, no sentence is likely
    doubting = Teacher.of(teacher.sets, encoder, 0.35, 0.4, low, text_scale=0.5)
    kinds_alone = [DevDocument(replace(own[0], chosen=[]), prepare(own[0], encoder), 0, 0.0)]
    for dev in ({}, {"mails": kinds_alone}):
        assert doubting.by_network(network, dev, mixture) == {"letters": 0}
        assert network.head.text_scale == 1


def test_a_run_learns_from_texts_without_labels(
    notes: Path, letters: Path, tmp_path: Path, tiny_bert: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    from model.train import train

    options = [
        "--batches",
        "2",
        "--batch-tokens",
        "128",
        "--hidden",
        "8",
        "--epochs",
        "2",
        "--tune",
        "last:1",
    ]
    where = ["--encoder", str(tiny_bert), "--precision", "fp32", "--output", str(tmp_path / "out")]
    given = ["--unlabelled", f"{letters}=5", "--confident", "0.35", "0.4"]
    train(parse(parser(None), [str(notes), *options, *where, *given]))
    told = capsys.readouterr().err
    assert '{"epoch": 0, "taught": {' in told
    assert '{"epoch": 1, "taught": {' in told
    train(parse(parser(None), [str(notes), *options, *where, *given, "--teacher", str(tmp_path / "out")]))
    assert '{"taught": ' in capsys.readouterr().err


def test_the_shipped_weights_go_by_their_name() -> None:
    from model.checkpoint import load_trained

    named, ranker = load_trained("shipped")
    assert ranker is not None
    assert named.space == load_trained(None)[0].space


def test_what_nobody_was_asked_of_takes_no_part(tmp_path: Path, tiny_bert: Path) -> None:
    marked = {"text": " ".join(SENTENCES[:4]), "highlights": [SENTENCES[1]], "rejected": [SENTENCES[3]]}
    refused = marked | {"highlights": [], "rejected": [SENTENCES[3]]}
    path = tmp_path / "marked.jsonl"
    path.write_text("\n".join(map(json.dumps, [marked, refused])), encoding="utf-8")
    first, second = read_records(path)
    encoder = load_encoder(tiny_bert)
    whole = prepare(first, encoder)
    found = piece(first, whole, encoder, Recipe(1.0), range(len(whole.windows)))
    assert found.unsure.tolist() == [True, False, True, False]
    assert found.target[1] > 0.5
    assert found.target[[0, 2]].tolist() == [0, 0]
    assert found.worth.tolist() == [-1, 1, -1, 0]
    none = piece(second, whole, encoder, Recipe(1.0), range(len(whole.windows)))
    assert not none.target.any()
