"""The texts that were written and marked for Pith: every one can be learnt from, and none is measured by twice."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from model.data import read_records
from model.evaluate.__main__ import main
from model.evaluate.examples import load_set
from model.features import describe
from model.sentences import Layout
from model.training.sets import OWN, find

SETS = sorted(file.stem for file in OWN.glob("*.jsonl"))


def lines(name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in find(name, Path("nowhere")).read_text(encoding="utf-8").splitlines()]


@pytest.mark.parametrize("name", SETS)
def test_every_mark_begins_a_sentence_of_its_text(name: str) -> None:
    for record, given in zip(read_records(find(name, Path("nowhere"))), lines(name), strict=True):
        begins = [record.sentences[i] for i in record.chosen]
        for mark in given["highlights"]:
            assert any(mark.startswith(one) or one.startswith(mark) for one in begins), (record.id, mark)
        assert 3 <= len(record.chosen) <= len(record.sentences) / 3, record.id


def test_no_text_stands_in_two_sets() -> None:
    every = [given for name in SETS for given in lines(name)]
    for key in ("id", "text"):
        assert len({given[key] for given in every}) == len(every), key


def test_length_tells_a_mark_in_none_too_well() -> None:
    """Where the longest sentences are the marked ones, nothing but length would be learnt."""
    for name in ("forms.train", "forms.dev", "forms.test"):
        hits = marks = 0
        for record in read_records(find(name, Path("nowhere"))):
            by_length = sorted(range(len(record.sentences)), key=lambda i: -len(record.sentences[i]))
            hits += len(set(by_length[: len(record.chosen)]) & set(record.chosen))
            marks += len(record.chosen)
        assert hits / marks < 0.5, name


def test_a_marked_text_is_measured_as_it_is_laid_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    text = (
        "# Water\n\nWater is a molecule of hydrogen and oxygen. My aunt likes tea.\n\n- Ice floats on water."
    )
    given = {"text": text, "highlights": ["Water is a molecule of hydrogen and oxygen."]}
    file = tmp_path / "mine.jsonl"
    file.write_text(json.dumps(given | {"summary": "Water is made of hydrogen and oxygen."}) + "\n\n")
    [example] = load_set(tmp_path)  # as a folder of texts
    assert example.layouts[0] is Layout.HEADING
    assert example.labels == (1,)
    assert example.references == ("Water is made of hydrogen and oxygen.",)
    options = ["--data", str(tmp_path / "nowhere"), "--device", "cpu", "--workers", "0"]
    monkeypatch.setattr("sys.argv", ["evaluate", str(file), *options])
    main()
    [result] = json.loads(capsys.readouterr().out.splitlines()[-1])["sets"].values()
    assert {"auc", "f1", "rouge1"} <= set(result["systems"]["ours"])


def test_a_broken_text_ends_the_measuring_with_a_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "mine.jsonl"
    file.write_text('{"text": "One.", "highlights": ["Two."]}\n')
    monkeypatch.setattr("sys.argv", ["evaluate", str(file)])
    with pytest.raises(SystemExit):
        main()
    said = capsys.readouterr().err
    assert "Line 1 of" in said
    assert "“Two.” is not in the text" in said


def test_layouts_are_part_of_what_the_anchor_learns() -> None:
    record = read_records(find("forms.train", Path("nowhere")))[0]
    assert record.layouts is not None
    assert describe(record.sentences, record.language, record.layouts).shape[0] == len(record.sentences)
