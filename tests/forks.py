"""Processes forked from the one that tests: what it has imported, which took it seconds, they need not import."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from multiprocessing import get_context
from multiprocessing.connection import Connection

forking = get_context("fork")


@contextmanager
def worker(carry_out: Callable[[Connection], None]) -> Iterator[Connection]:
    """A process that carries out orders, and the line by which they go to it and its answers come back."""
    orders, theirs = forking.Pipe()
    process = forking.Process(target=carry_out, args=(theirs,))
    process.start()
    theirs.close()  # so that it is noticed here when the process ends
    with orders:
        try:
            yield orders
        finally:
            process.terminate()
            process.join()
