"""What Pith is compared with: lead, length, chance, sumy's summarisers and the oracle, worked out once and kept.

`answer_peers` gives what `judge` says of each on each document. sumy is slow on long documents, so they are read by
other processes, and with a `Kept` on disk only the first time.
"""

from __future__ import annotations

import json
import multiprocessing
import random
import sqlite3
from collections.abc import Generator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import closing
from importlib.metadata import version
from pathlib import Path
from typing import NamedTuple

from tqdm import tqdm  # type: ignore[import-untyped]

from model.evaluate.examples import Example
from model.evaluate.measures import judge, top
from model.evaluate.sumy_baselines import SUMY, sumy_scores

SIMPLE = ("lead", "longest", "random")
PEERS = (*SIMPLE, *SUMY)
ORACLE = "oracle"
VERSION = 2  # of everything kept; goes up when a score or a measure changes its meaning
MOST_WORKERS = 2

Measures = dict[str, float]


class Task(NamedTuple):
    """One document for one system; `scores` where they are known already."""

    example: Example
    system: str
    size: int
    seed: int
    scores: list[float] | None = None


def peer_scores(system: str, example: Example, seed: int = 0) -> list[float]:
    """Each sentence's score, (S,), by the system of that name: one of PEERS, or the oracle."""
    total = len(example.sentences)
    if system == ORACLE:
        return [float(i in example.targets) for i in range(total)]
    if system == "lead":
        return [float(-i) for i in range(total)]
    if system == "longest":
        return [float(len(sentence)) for sentence in example.sentences]
    if system == "random":
        source = random.Random(f"{seed}:{example.id}")  # noqa: S311
        return [source.random() for _ in range(total)]
    return sumy_scores(system, example.sentences, example.language)


def answer(task: Task) -> tuple[list[float], Measures]:
    """Scores, and what they are worth. Runs in any process."""
    example, system = task.example, task.system
    scores = peer_scores(system, example, task.seed) if task.scores is None else task.scores
    if system == ORACLE:
        return scores, judge(example, scores, example.targets)
    return scores, judge(example, scores, top(scores, task.size), top(scores, task.size, example.known))


# --- kept ----------------------------------------------------------------------------------------------------


class Kept:
    """JSON by key in one SQLite file; without a folder it only lasts as long as it is open. Close it."""

    def __init__(self, folder: Path | None) -> None:
        if folder:
            folder.mkdir(parents=True, exist_ok=True)
        self._file = sqlite3.connect(folder / "peers.sqlite" if folder else ":memory:", timeout=60)
        self._file.execute("CREATE TABLE IF NOT EXISTS kept (key TEXT PRIMARY KEY, value TEXT NOT NULL)")

    def get(self, key: str) -> str | None:
        row = self._file.execute("SELECT value FROM kept WHERE key = ?", (key,)).fetchone()
        return None if row is None else str(row[0])

    def put(self, key: str, value: str) -> None:
        """Kept at once, so that what was worked out before a kill stays."""
        with self._file:
            self._file.execute("INSERT OR REPLACE INTO kept VALUES (?, ?)", (key, value))

    def close(self) -> None:
        self._file.close()


def _keys(name: str, task: Task) -> tuple[str, str]:
    """Under which the task's scores and measures are kept."""
    of_system = version("sumy") if task.system in SUMY else task.seed if task.system == "random" else ""
    document = [name, task.example.id, task.example.digest(), task.system, VERSION, of_system]
    return json.dumps(["scores", *document]), json.dumps(["measures", *document, task.size])


def answer_peers(
    name: str, examples: Sequence[Example], sentences: int | None, kept: Kept, seed: int, workers: int
) -> dict[str, list[Measures]]:
    """For each of PEERS and the oracle what `judge` says of each document of the set `name`, in order.

    `workers` processes work out what is not kept; 0 does it here.
    """
    systems = [*PEERS, *([ORACLE] if any(example.targets for example in examples) else [])]
    tasks = [Task(e, system, e.size(sentences), seed) for e in examples for system in systems]
    todo = []
    for task in tasks:
        scores_key, measures_key = _keys(name, task)
        if kept.get(measures_key) is None:
            known = kept.get(scores_key)
            todo.append(task._replace(scores=None if known is None else json.loads(known)))
    with closing(_answers(todo, workers)) as found:
        for task, (scores, measures) in zip(
            todo, tqdm(found, f"{name}: peers", len(todo), mininterval=2, disable=not todo), strict=True
        ):
            scores_key, measures_key = _keys(name, task)
            if task.scores is None:
                kept.put(scores_key, json.dumps(scores))
            kept.put(measures_key, json.dumps(measures))
    rows: dict[str, list[Measures]] = {system: [] for system in systems}
    for task in tasks:
        rows[task.system].append(json.loads(kept.get(_keys(name, task)[1]) or "{}"))
    return rows


def _answers(tasks: Sequence[Task], workers: int) -> Generator[tuple[list[float], Measures]]:
    if not workers or not tasks:
        yield from map(answer, tasks)
        return
    context = multiprocessing.get_context("spawn")  # torch's threads do not survive a fork
    with ProcessPoolExecutor(min(workers, MOST_WORKERS), mp_context=context) as pool:
        yield from pool.map(answer, tasks, chunksize=4)
