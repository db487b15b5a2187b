"""`python -m model.evaluate` from a set on disk to its last line, its pictures and what it keeps."""

from __future__ import annotations

import gzip
import json
from pathlib import Path
from typing import Any

import pytest

from model.engine import Extractor
from model.evaluate import plots
from model.evaluate.__main__ import main
from model.evaluate.examples import Example, load_set
from model.evaluate.own import named
from model.evaluate.peers import PEERS, Kept, answer_peers, peer_scores
from model.evaluate.sumy_baselines import SUMY, sumy_scores

WATER = [
    "Water is a molecule of two hydrogen atoms and one oxygen atom.",
    "My aunt likes her tea with milk.",
    "She said that water dissolves many salts, which is why the sea is salty.",
    "Ice floats on water because ice is less dense than water.",
]
METALS = [
    "A metal is a material that conducts electricity and heat well.",
    "We went home early.",
    "Copper is a metal that is used for wires.",
    "James will send the report on metals by Friday.",
]
RECORDS: list[dict[str, Any]] = [
    {
        "id": "w",
        "sentences": WATER,
        "summary": ["Water is made of hydrogen and oxygen.", "Ice floats on water."],
        "oracle": [0, 3],
        "kind_labels": ["definition", "none", "term", "none"],
        "glossary": [["water", "a molecule"]],
        "query": "Why does ice float?",
    },
    {
        "id": "m",
        "sentences": METALS,
        "summary": ["Metals conduct electricity and heat."],
        "oracle": [0],
        "labels": [1, 0, 1, 0],
        "kind_labels": ["definition", "none", "none", "action"],
        "glossary": [],
    },
]


@pytest.fixture
def data(tmp_path: Path) -> Path:
    with gzip.open(tmp_path / "tiny.dev.jsonl.gz", "wt", encoding="utf-8") as lines:
        lines.writelines(json.dumps(record) + "\n" for record in RECORDS)
    return tmp_path


def run(monkeypatch: pytest.MonkeyPatch, data: Path, *more: str) -> None:
    options = ["--data", str(data), "--device", "cpu", "--workers", "0", *more]
    monkeypatch.setattr("sys.argv", ["evaluate", "tiny.dev", *options])
    main()


def test_the_last_line_is_json_with_everything(
    data: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    state = {"log_history": [{"step": 1, "loss": 2.0}, {"step": 2, "eval_loss": 1.5, "eval_auc": 0.7}]}
    (data / "state.json").write_text(json.dumps(state))
    output = data / "out"
    more = [
        "--untrained",
        "--perturb",
        "--bias",
        "--output",
        str(output),
        "--curves",
        str(data / "state.json"),
    ]
    run(monkeypatch, data, *more)
    line = capsys.readouterr().out.splitlines()[-1]
    assert json.loads(line)["checkpoint"] == "shipped"
    found = json.loads(line)["sets"]["tiny.dev"]
    assert set(found["systems"]) == {"ours", "no question", "untrained", "lexical", *PEERS, "oracle"}
    assert found["systems"]["oracle"]["share"] == 100
    assert found["systems"]["oracle"]["f1"] == 100
    assert found["documents"] == 2
    assert found["parts"]["with a question"]["documents"] == 1
    assert found["differences"]["rouge1"]["peer"] in PEERS
    assert 0 <= found["calibration"]["ours"]["ece"] <= 1
    assert (
        found["kinds"]["definition"]["ours"]["sentences"] == 3
    )  # one masked term, one book without a glossary
    assert found["kinds"]["action"]["ours"]["sentences"] == 8
    assert found["robustness"]["systems"]["ours"]["bullets"]["same"] <= 100
    assert found["bias"]["documents"] == 2
    assert (output / "results.json").read_text().strip() == line
    for name in ("systems", "reliability", "curves"):
        assert (output / f"{name}.png").read_bytes().startswith(b"\x89PNG")
        assert "</svg>" in (output / f"{name}.svg").read_text()


def test_a_set_that_is_missing_or_says_nothing_ends_it_with_a_sentence(
    data: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (data / "tiny.dev.jsonl.gz").write_bytes(gzip.compress(b'{"id": "a", "sentences": ["One."]}\n'))
    with pytest.raises(SystemExit):
        run(monkeypatch, data)
    assert "no references, labels or kinds" in capsys.readouterr().err
    (data / "tiny.dev.jsonl.gz").unlink()
    with pytest.raises(SystemExit):
        run(monkeypatch, data)
    assert "no set “tiny.dev”" in capsys.readouterr().err


def test_documents_without_an_id_are_told_apart(tmp_path: Path) -> None:
    lines = [{"sentences": WATER, "summary": [WATER[0]]}, {"text": " ".join(WATER), "highlights": WATER[0]}]
    (tmp_path / "mine.jsonl").write_text("\n".join(map(json.dumps, lines)))
    examples = load_set(tmp_path)
    assert [example.id for example in examples] == ["mine.jsonl:1", "mine.jsonl:2"]
    first, second = (peer_scores("random", example) for example in examples)
    assert first != second


@pytest.mark.parametrize(
    ("more", "said"),
    [
        (["--limit", "-2"], "“-2” is no whole number from 1 on"),
        (["--limit", "two"], "“two” is no whole number"),
        (["--sentences", "-1"], "“-1” is no whole number from 1 on"),
        (["--workers", "-1"], "“-1” is no whole number from 0 on"),
        (["--output", "{data}/file"], "file” is a file, not a folder"),
        (["--cache", "{data}/file"], "file” is a file, not a folder"),
        (["--output", "{data}/file/in"], "file"),
        (
            ["--output", "{data}/out", "--curves", "{data}/nosuch.json"],
            "nosuch.json” is no trainer_state.json",
        ),
        (["--output", "{data}/out", "--curves", "{data}/file"], "file” is no trainer_state.json"),
    ],
)
def test_what_cannot_be_is_said_before_anything_is_measured(
    data: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    more: list[str],
    said: str,
) -> None:
    (data / "file").write_text("not a folder")
    with pytest.raises(SystemExit) as ended:
        run(monkeypatch, data, *(one.format(data=data) for one in more))
    assert ended.value.code == 2
    assert said in capsys.readouterr().err


@pytest.mark.parametrize(
    ("more", "said"),
    [
        (["--checkpoint", "nosuch/x/y"], "There is no folder “nosuch/x/y”"),
        (["--device", "nosuch"], "can't run on “nosuch”"),
    ],
)
def test_a_model_that_cannot_be_loaded_is_one_sentence(
    data: Path, monkeypatch: pytest.MonkeyPatch, more: list[str], said: str
) -> None:
    with pytest.raises(SystemExit, match=said):
        run(monkeypatch, data, *more)


def test_the_help_says_what_a_set_is(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.argv", ["evaluate", "--help"])
    with pytest.raises(SystemExit):
        main()
    told = capsys.readouterr().out
    assert '{"text": "…", "highlights": ["…"]}' in told
    assert "a file, a folder, or a name under --data" in told


def test_results_tell_any_two_weights_apart(extractor: Extractor) -> None:
    shipped, mine = named(extractor, None), named(extractor, "my_model")
    assert (shipped["checkpoint"], mine["checkpoint"]) == ("shipped", "my_model")
    assert shipped["space"] == extractor.space


def test_a_limit_takes_documents_evenly(tmp_path: Path) -> None:
    records = [{"id": str(i), "sentences": ["One.", "Two."], "summary": ["One."]} for i in range(10)]
    path = tmp_path / "ten.dev.jsonl.gz"
    path.write_bytes(gzip.compress("".join(json.dumps(record) + "\n" for record in records).encode()))
    assert [example.id for example in load_set(path, 4)] == ["0", "2", "5", "7"]
    assert len(load_set(path, 40)) == 10


def test_what_peers_answered_is_kept_for_the_next_run(tmp_path: Path) -> None:
    examples = [Example("w", tuple(WATER), ("Ice floats on water.",), oracle=(3,))]
    first = Kept(tmp_path / "kept")
    rows = answer_peers("tiny.dev", examples, None, first, seed=0, workers=0)
    first.close()
    again = Kept(tmp_path / "kept")
    kept = answer_peers("tiny.dev", examples, None, again, seed=0, workers=2)  # nothing is left for a worker
    again.close()
    assert kept == rows
    assert rows["oracle"][0]["rouge1"] > rows["lead"][0]["rouge1"]


def test_a_changed_document_is_not_taken_from_what_was_kept() -> None:
    kept = Kept(None)
    first = answer_peers("tiny.dev", [Example("w", tuple(WATER), (WATER[0],))], None, kept, 0, 0)
    other = answer_peers("tiny.dev", [Example("w", tuple(WATER), (WATER[1],))], None, kept, 0, 0)
    kept.close()
    assert first["lead"][0]["rouge1"] == 100
    assert other["lead"][0]["rouge1"] < 100


@pytest.mark.parametrize("name", SUMY)
def test_sumy_rates_every_sentence_and_texts_without_words(name: str) -> None:
    scores = sumy_scores(name, [*WATER, WATER[0]], "en")
    assert len(scores) == 5
    assert scores.index(max(scores)) != 1  # the aunt
    assert len(set(sumy_scores(name, ["…", "!!"], "en"))) == 1


def test_curves_without_an_evaluation_have_one_panel() -> None:
    figure = plots.curves([{"step": 1, "loss": 2.0}, {"step": 2, "loss": 1.0}])
    assert [ax.get_ylabel() for ax in figure.axes] == ["loss"]
