"""A process that has imported what training needs, also what it imports late, and forks others, which train."""

from __future__ import annotations

import os
import signal
import sys
import traceback
from collections.abc import Sequence
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

import rouge_score.rouge_scorer  # type: ignore[import-untyped]  # noqa: F401
import sklearn.linear_model  # noqa: F401
import tensorboard.summary  # noqa: F401
from transformers import TrainerCallback

import model.training.material
from model.train import main, train
from model.training.mixture import Mixture
from model.training.options import parse, parser


@dataclass(frozen=True)
class Order:
    """One run, of `processes` that are told who they are as torchrun tells it, or of one that is killed once it has
    saved. What they say lies in `folder/said.out` and `folder/said.err`, what they drew of the mixture in
    `folder/drawn.RANK`."""

    arguments: Sequence[str]
    folder: Path
    processes: int = 1
    port: int = 0
    killed: bool = False


class Kill(TrainerCallback):  # type: ignore[misc]
    def on_save(self, *_: Any, **__: Any) -> None:
        os.kill(os.getpid(), signal.SIGKILL)


class Counted(Mixture):
    """Writes down what is drawn of it."""

    folder: Path

    def __getitem__(self, number: int) -> Any:
        with (self.folder / f"drawn.{os.environ['RANK']}").open("a") as drawn:
            drawn.write(f"{self.epoch}:{number}\n")
        return super().__getitem__(number)


def carry_out(orders: Connection) -> None:
    """Answers each order with the exit codes of its processes."""
    while True:
        order = orders.recv()
        children = [_started(order, rank) for rank in range(order.processes)]
        orders.send([os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) for child in children])


def _started(order: Order, rank: int) -> int:
    """A process that carries out the order; its id."""
    if child := os.fork():
        return child
    try:
        sys.stdout, sys.stderr = (
            (order.folder / f"said.{name}").open("a", buffering=1) for name in ("out", "err")
        )
        _train(order, rank)
    except BaseException:
        traceback.print_exc()
        os._exit(1)
    os._exit(0)


def _train(order: Order, rank: int) -> None:
    if order.killed:
        train(parse(parser(None), order.arguments), [Kill()])
        return
    told = {"MASTER_ADDR": "127.0.0.1", "MASTER_PORT": order.port, "WORLD_SIZE": order.processes}
    told |= {"RANK": rank, "LOCAL_RANK": rank}
    os.environ.update({name: str(value) for name, value in told.items()})
    Counted.folder = order.folder
    model.training.material.Mixture = Counted  # type: ignore[misc]
    main(order.arguments)
