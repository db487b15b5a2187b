"""Processes forked from the one that tests: what it has imported, which took it seconds, they need not import."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from multiprocessing import get_context
from multiprocessing.connection import Connection

forking = get_context("fork")


@contextmanager
def worker(carry_out: Callable[[Connection], None]) -> Iterator[Connection]:
    """A process that carries out orders, and the line by which they go to it and its answers come back.

    It and what it has forked are killed at the end. It ends by itself when the process that tests is gone.
    """
    orders, theirs = forking.Pipe()

    def work() -> None:
        orders.close()  # so that it is noticed there when the process that tests ends
        with suppress(EOFError):
            carry_out(theirs)

    process = forking.Process(target=work)
    process.start()
    assert process.pid is not None
    os.setpgid(process.pid, process.pid)  # a group of its own
    theirs.close()  # so that it is noticed here when the process ends
    with orders:
        try:
            yield orders
        finally:
            os.killpg(process.pid, signal.SIGKILL)
            process.join()
