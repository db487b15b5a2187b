"""What a run of training can be told: precision, other encoders, stopping, resuming, publishing, several processes."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import torch
from safetensors.torch import load_file

import model
from model.options import parse, parser
from tests.model.conftest import SENTENCES

TINY = ["--tune", "last:1", "--batches", "2", "--batch-tokens", "128", "--hidden", "8", "--precision", "fp32"]


def run(*arguments: str | Path) -> Any:
    """A run in this process: what it answers."""
    from model.train import train

    return train(parse(parser(None), [str(argument) for argument in arguments]))


def said(folder: Path, where: str) -> str:
    """What the processes of an order said."""
    return (folder / f"said.{where}").read_text()


@pytest.fixture(scope="module")
def trained() -> Iterator[Callable[..., list[int]]]:
    """Trains in processes of their own, as an order of `forked` says, and answers how they ended."""
    with subprocess.Popen(
        [sys.executable, "-m", "tests.model.forked"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=Path(__file__).parents[2],
        env=os.environ | {"OMP_NUM_THREADS": "1"},
    ) as process:
        orders, answers = process.stdin, process.stdout
        assert orders
        assert answers

        def carry_out(folder: Path, *arguments: str | Path, **more: int) -> list[int]:
            order = {"folder": str(folder), "arguments": [str(each) for each in arguments], **more}
            orders.write(json.dumps(order) + "\n")
            orders.flush()
            return json.loads(answers.readline())  # type: ignore[no-any-return]

        yield carry_out
        process.terminate()


@pytest.fixture
def dev(notes: Path) -> Path:
    """Two texts with a summary."""
    lines = [{"text": " ".join(SENTENCES[i : i + 6]), "summary": SENTENCES[i + 2]} for i in range(0, 12, 6)]
    path = notes.parent / "dev.jsonl"
    path.write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    return path


@pytest.mark.filterwarnings("ignore:.is_gradient_checkpointing.:FutureWarning")  # peft asks by the old name
@pytest.mark.parametrize("tune", ["full", "lora", "frozen"])
def test_a_multilingual_encoder_trains_unchanged(
    notes: Path, tmp_path: Path, tiny_xlm_roberta: Path, tune: str
) -> None:
    out = tmp_path / "out"
    options = [*TINY, "--tune", tune, "--epochs", "3", "--rate", "1e-2"]
    run(notes, "--encoder", tiny_xlm_roberta, "--output", out, *options)
    trained, bare = model.load(out, "cpu"), model.load(tiny_xlm_roberta, "cpu")
    text = " ".join(SENTENCES[:6])
    chosen = trained.extract(text, budget=model.Budget(sentences=2))
    assert [key.text for key in chosen] == [text[key.start : key.end] for key in chosen]
    same = (trained.embed(SENTENCES[:2], trained.space) == bare.embed(SENTENCES[:2], bare.space)).all()
    assert same == (tune == "frozen")


def test_all_of_a_bert_can_learn_and_is_published_for_the_hub(
    notes: Path, tmp_path: Path, tiny_bert: Path
) -> None:
    from transformers import AutoConfig, AutoModelForTokenClassification, AutoTokenizer

    out, hub = tmp_path / "out", tmp_path / "hub"
    options = ["--encoder", tiny_bert, "--epochs", "1", "--gradient-checkpointing"]
    run(notes, *options, "--output", out, "--publish", hub, *TINY, "--tune", "full", "--accumulate", "2")
    assert AutoConfig.from_pretrained(hub).id2label == {0: "O", 1: "KEY", 2: "DEFINITION", 3: "ACTION"}
    network, loading = AutoModelForTokenClassification.from_pretrained(hub, output_loading_info=True)
    assert not loading["missing_keys"]
    assert not loading["unexpected_keys"]
    given = AutoTokenizer.from_pretrained(hub)(SENTENCES[:2], return_tensors="pt", padding=True)
    assert network(**given).logits.shape == (*given["input_ids"].shape, 4)
    written = load_file(out / "adapter.safetensors")
    assert torch.equal(network.head.labels.weight.half(), written["head.labels.weight"])
    assert model.load(out, "cpu").read(SENTENCES[0]).sentences


def test_training_stops_when_no_epoch_is_better(
    notes: Path, dev: Path, tmp_path: Path, tiny_bert: Path
) -> None:
    out = tmp_path / "out"
    options = ["--epochs", "4", "--patience", "1", "--rate", "0", "--head-rate", "0"]
    found = run(notes, "--dev", dev, "--encoder", tiny_bert, "--output", out, *TINY, *options)
    assert found["dev"][str(dev)]["share"] > 0
    steps = sorted(int(path.name.rpartition("-")[2]) for path in (out / "training").glob("checkpoint-*"))
    assert steps == [2, 4]  # of eight: the best, and the one after it
    assert next((out / "training").rglob("events.out.tfevents.*")).stat().st_size > 0


@pytest.mark.slow
def test_a_killed_run_resumes_as_if_it_had_not_been(
    notes: Path, tmp_path: Path, tiny_bert: Path, trained: Callable[..., list[int]]
) -> None:
    options = [notes, "--encoder", tiny_bert, "--epochs", "3", *TINY]
    ends = trained(tmp_path, *options, "--output", tmp_path / "killed", killed=True)
    assert ends == [-signal.SIGKILL], said(tmp_path, "err")
    assert not (tmp_path / "killed" / "adapter.safetensors").exists()
    half_written = tmp_path / "killed" / "training" / "checkpoint-4"
    half_written.mkdir()
    run(*options, "--output", tmp_path / "killed", "--resume")
    run(*options, "--output", tmp_path / "whole")
    resumed, whole = (load_file(tmp_path / name / "adapter.safetensors") for name in ("killed", "whole"))
    assert resumed.keys() == whole.keys()
    assert all(torch.allclose(resumed[name], whole[name], atol=1e-3) for name in whole)


@pytest.mark.slow
def test_two_processes_share_the_batches_and_one_writes(
    notes: Path, dev: Path, tmp_path: Path, tiny_bert: Path, trained: Callable[..., list[int]]
) -> None:
    options = [notes, "--encoder", tiny_bert, "--epochs", "2", *TINY, "--batches", "4", "--dev", dev]
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    ends = trained(tmp_path, *options, "--output", tmp_path / "out", processes=2, port=port)
    assert ends == [0, 0], said(tmp_path, "err")
    out, err = said(tmp_path, "out"), said(tmp_path, "err")
    first, second = (set((tmp_path / f"drawn.{rank}").read_text().split()) for rank in (0, 1))
    assert not first & second
    assert first | second == {f"{epoch}:{number}" for epoch in (0, 1) for number in range(4)}
    assert out.count('{"output"') == 1
    assert json.loads(out.splitlines()[-1])["output"] == str(tmp_path / "out")
    assert err.count('"dev":') == 2  # a report for each epoch, not for each process
    assert model.load(tmp_path / "out", "cpu").read(SENTENCES[0]).sentences


@pytest.mark.parametrize(
    "wrong",
    [
        ["--patience", "1"],
        ["--teacher", "x"],
        ["--kind-weights", "3"],
        ["--adapt", "x"],
        ["--confident", "0.6", "0.1"],
    ],
    ids=lambda given: given[0],
)
def test_options_that_make_no_sense_are_refused(wrong: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        parse(parser(None), ["notes", *wrong])
    assert wrong[0] in capsys.readouterr().err


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        (["--tune", "some"], "none of"),
        (["--precision", "fp16"], "GPU"),
        (["--dev", "NOTES"], "nothing to measure by"),
    ],
)
def test_what_cannot_be_done_is_a_sentence(
    notes: Path, tmp_path: Path, tiny_bert: Path, options: list[str], sentence: str
) -> None:
    if torch.cuda.is_available() and "fp16" in options:
        pytest.skip("here it can be done")
    given = [str(notes) if option == "NOTES" else option for option in options]
    with pytest.raises(model.ModelError, match=sentence):
        run(notes, "--encoder", tiny_bert, "--output", tmp_path / "out", *TINY, *given)
