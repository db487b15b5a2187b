"""What is forked ends with the process that tests, whatever becomes of that."""

from __future__ import annotations

import os
import select
import signal
from multiprocessing.connection import Connection

from tests.forks import forking, worker


def wait_in_a_fork(orders: Connection) -> None:
    while True:
        orders.recv()
        if child := os.fork():
            orders.send(child)
        else:
            signal.pause()


def test_a_worker_and_what_it_forked_end_with_it() -> None:
    its_end, held = os.pipe()  # every fork holds it until it ends
    with worker(wait_in_a_fork) as orders:
        orders.send("fork")
        orders.recv()
        os.close(held)
    assert select.select([its_end], [], [], 60)[0], "something that was forked is still there"
    os.close(its_end)


def test_a_worker_ends_when_the_process_that_tests_is_killed() -> None:
    def test() -> None:
        with worker(Connection.recv):
            os.kill(os.getpid(), signal.SIGKILL)

    its_end, held = os.pipe()
    killed = forking.Process(target=test)
    killed.start()
    os.close(held)
    assert select.select([its_end], [], [], 60)[0], "the worker is still there"
    os.close(its_end)
    killed.join()
    assert killed.exitcode == -signal.SIGKILL
