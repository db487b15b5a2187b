"""A run of training that is killed and resumed, and one of several processes.

These tests come before all others: what is forked can't train once this process has.
"""

from __future__ import annotations

import json
import signal
import socket
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import torch

import model
from model.checkpoint import load_trained
from tests.forks import worker
from tests.model.conftest import SENTENCES, TINY, run


@pytest.fixture(scope="module")
def trained() -> Iterator[Callable[..., list[int]]]:
    """Trains in processes of their own, as an order of `forked` says, and answers how they ended."""
    from tests.model.forked import Order, carry_out

    with worker(carry_out) as orders:

        def ends(folder: Path, *arguments: str | Path, **more: int) -> list[int]:
            orders.send(Order([str(each) for each in arguments], folder, **more))
            return orders.recv()  # type: ignore[no-any-return]

        yield ends


def said(folder: Path, where: str) -> str:
    """What the processes of an order said."""
    return (folder / f"said.{where}").read_text()


def merged(folder: Path) -> dict[str, torch.Tensor]:
    """What the weights in it make of their encoder, and their head."""
    encoder, ranker = load_trained(folder)
    assert ranker is not None
    return encoder.network.state_dict() | ranker.head.state_dict()


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
    resumed, whole = (merged(tmp_path / name) for name in ("killed", "whole"))
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
