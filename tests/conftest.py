"""What every test may ask for: an app on a fresh store with the real model, a hand-moved clock, and people.

Fakes stand only at the network's edge. The guard at the end fails any test that blocks the event loop.

With xdist this file is also read by the process that hands the tests out, before any other is started: what takes long
to import is imported where it is needed.
"""

from __future__ import annotations

import asyncio
import copy
import gc
import json
import logging
import os
import shutil
import time
from collections.abc import AsyncIterator, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import get_ident, local
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from xdist.remote import Producer
    from xdist.scheduler import LoadFileScheduling

    import model
    from bot.app import App
    from bot.features.people import Person
    from bot.settings import Settings
    from model.encoder.windows import Window
    from model.plan import Plan
    from model.reading import Reading
    from tests.kills.rounds import Senders

SHARED = Path(__file__).parents[2] / "shared"
MOST_COMPUTING_S = 0.05
MOST_STANDING_STILL_S = 5.0
QUIET_DRILL_S = 0.004  # on the machine that these limits were set on
CLOSE_ENOUGH_S = 0.001  # to ask how much a thread computed takes longer than most steps
IN_MEMORY, ROOM_BYTES = Path("/dev/shm"), 2 << 30  # where there is that much of it
TRAINING = tuple(
    f"tests/model/test_{name}" for name in ("adapt", "evaluate", "losses", "search", "self", "train")
)
KILLING = ("tests/kills/", "tests/e2e/test_crash", "tests/store/test_postgres")
TOGETHER = (TRAINING, KILLING)
FORKING = ("tests/model/test_train_processes", *KILLING)
OTHERS_STEPS = ("_fixture_wrapper", "/site-packages/playwright/")  # are not Pith's

CHAPTER = """# Photosynthesis

Photosynthesis is the process by which plants, algae and some bacteria turn light into chemical energy. \
It takes place in the chloroplasts, which hold a green pigment called chlorophyll. \
My teacher wore a yellow coat that day.

## The light reactions

In the light reactions, chlorophyll absorbs light and water is split into oxygen, protons and electrons. \
The oxygen leaves the leaf as a by-product. \
The energy is kept in two carriers, ATP and NADPH.

## The Calvin cycle

The Calvin cycle uses ATP and NADPH to fix carbon dioxide into sugar. \
Its key enzyme, RuBisCO, is probably the most abundant protein on Earth. \
We had pizza afterwards. \
Without photosynthesis there would be almost no oxygen in the air and almost no food on the land.
"""

UNTITLED = (
    "My doctor told me on Monday that I have zebra disease. Mitochondria are the organelles that make energy for the "
    "cell. They hold their own DNA and divide on their own. The inner membrane is folded into cristae, which hold the "
    "proteins of the respiratory chain. Protons are pumped out and flow back through ATP synthase. Without oxygen the "
    "chain stops and the cell turns to fermentation."
)
"""A note that is called by its first words, which say more than a title would."""

CHINESE = """# 注意力训练

注意力训练是通过反复练习来提高专注力的方法。自注意力机制能够从大量文本中筛选出关键信息。昨天下午我们去公园散步了。\
研究表明，每天练习二十分钟可以明显改善记忆力。在教育领域，注意力训练帮助学生抓住课文的要点。\
在工作中，它帮助人们从邮件和会议记录里找到需要处理的任务。食堂的面条很好吃。\
使用这类系统时，必须保护个人隐私，并向使用者解释每个结果的理由。
"""


class Clock:
    """A clock that stands still until a test moves it."""

    def __init__(self) -> None:
        self.now = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now

    def advance(self, **by: float) -> None:
        self.now += timedelta(**by)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--kills", type=int, default=9, help="how often tests/kills kills a process that sends reminders"
    )
    parser.addoption(
        "--weeks",
        type=int,
        default=1,
        help="how many weeks at random tests/features/test_group_consent lives",
    )


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> LoadFileScheduling | None:
    """One process has the files whose tests train and evaluate: what these import takes it ten seconds. One has those
    that kill: what the killed are forked from takes seconds to start."""
    if config.option.dist != "loadfile":
        return None
    from xdist.scheduler import LoadFileScheduling

    class Scheduling(LoadFileScheduling):
        def _split_scope(self, nodeid: str) -> str:
            file = super()._split_scope(nodeid)
            return next((files[0] for files in TOGETHER if file.startswith(files)), file)

    return Scheduling(config, log)


@pytest.fixture
def kills(request: pytest.FixtureRequest) -> int:
    return int(request.config.getoption("--kills"))


def pytest_configure(config: pytest.Config) -> None:
    """No test is timed, also none of hypothesis's. Side by side, each process has a core: a thread that wakes another
    on the same one need not wait for it. Stores lie in memory, where there is room: each commit waits for the disk."""
    in_memory = not config.option.basetemp and os.access(IN_MEMORY, os.W_OK)
    if in_memory and shutil.disk_usage(IN_MEMORY).free > ROOM_BYTES:
        os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", str(IN_MEMORY))
    if config.getoption("numprocesses", None):
        return  # the tests are others' work
    for name in [name for name in os.environ if name.startswith(("PITH_", "DISCORD_"))]:
        del os.environ[name]  # else they would be about somebody's own store and bot
    os.environ.setdefault("OMP_NUM_THREADS", "1")  # what is forked has no more of them
    if (worker := os.environ.get("PYTEST_XDIST_WORKER")) and hasattr(os, "sched_setaffinity"):  # Linux
        cores = sorted(os.sched_getaffinity(0))
        os.sched_setaffinity(0, {cores[int(worker.removeprefix("gw")) % len(cores)]})
    import hypothesis

    hypothesis.settings.register_profile("pith", deadline=None)
    hypothesis.settings.load_profile("pith")


def pytest_collection() -> None:
    """What the tests import stays: to look through it for garbage meanwhile takes seconds."""
    gc.disable()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """A fork takes no threads along, nor a network that has learnt in another: tests that fork come first."""
    items.sort(key=lambda item: [not item.nodeid.startswith(file) for file in FORKING])


def pytest_collection_finish() -> None:
    """Nor is it looked through later: that alone stops the loop for 0.1 s."""
    gc.callbacks.append(garbage)
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)
    gc.enable()


def pytest_unconfigure() -> None:
    """Nor is it at the end, when everything goes."""
    gc.freeze()


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture(scope="session")
def loaded() -> model.Extractor:
    """The shipped weights, loaded once."""
    import model

    found = model.load(device="cpu")
    for name in logging.root.manager.loggerDict:
        logging.getLogger(name).propagate = True  # pytest attends to each that does not, and torch has forty
    gc.freeze()
    return found


@pytest.fixture(scope="session")
def extractor(loaded: model.Extractor) -> model.Extractor:
    """The shipped weights. What they have read they know: most tests are about the same page."""
    import numpy as np

    remembering = copy.copy(loaded)
    known: dict[tuple[Any, ...], NDArray[np.float32]] = {}
    planned: dict[tuple[str | None, ...], Plan] = {}
    finished: dict[tuple[Any, ...], Reading] = {}

    def encode(windows: Sequence[Window]) -> list[NDArray[np.float32]]:
        keys = [(w.ids.tobytes(), str(w.own), w.rows.tobytes(), w.question, w.read_for) for w in windows]
        new = [i for i, key in enumerate(keys) if key not in known]
        if new:
            known.update(zip([keys[i] for i in new], loaded.encode([windows[i] for i in new]), strict=True))
        return [known[key] for key in keys]

    def plan(text: str, focus: str | None = None, language: str | None = None) -> Plan:
        key = (text, focus, language)
        if key not in planned:
            planned[key] = loaded.plan(text, focus, language)
        blank = planned[key]
        sums = np.zeros_like(blank.sums)
        meaning_sums = np.zeros_like(sums) if blank.meaning_windows else sums
        spoken_sums = None if blank.spoken_sums is None else np.zeros_like(sums)
        focus_sum = np.zeros_like(blank.focus_sum)
        return replace(
            blank, sums=sums, meaning_sums=meaning_sums, focus_sum=focus_sum, spoken_sums=spoken_sums
        )

    def key_of(plan: Plan) -> tuple[Any, ...]:
        return (plan.text, plan.focus, plan.said_language, plan.sums.tobytes(), plan.focus_sum.tobytes())

    def doubtful(plan: Plan) -> list[Window]:
        return [] if key_of(plan) in finished else loaded.doubtful(plan)

    def finish(plan: Plan) -> Reading:
        key = key_of(plan)
        if key not in finished:
            finished[key] = loaded.finish(plan)
        return finished[key]

    remembering.encode = encode  # type: ignore[method-assign]
    remembering.plan = plan  # type: ignore[method-assign]
    remembering.doubtful = doubtful  # type: ignore[method-assign]
    remembering.finish = finish  # type: ignore[method-assign]
    return remembering


@pytest.fixture(scope="session")
def senders() -> Iterator[Senders]:
    """Processes that send reminders and digests, and are killed at it."""
    from tests.kills.rounds import started

    with started() as running:
        yield running


@pytest.fixture(scope="session")
def usual_settings() -> Settings:
    """Read once: to look for each in the environment takes longer than to open a store."""
    from bot.settings import Settings

    return Settings(_env_file=None, web_port=0)


@pytest.fixture
def settings(usual_settings: Settings, tmp_path: Path) -> Settings:
    return usual_settings.model_copy(update={"data_dir": tmp_path / "data", "newcomers": True})


@pytest.fixture(scope="session")
def empty_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An SQLite file with all tables and no rows, made once: a copy of it is opened in a fraction of the time."""
    from bot.store.engine import open_store

    async def make(path: Path) -> Path:
        async with open_store(f"sqlite+aiosqlite:///{path}"):
            return path

    path = tmp_path_factory.mktemp("store") / "pith.sqlite3"
    with ThreadPoolExecutor(1) as beside:
        return beside.submit(asyncio.run, make(path)).result()


@pytest.fixture
async def app(
    settings: Settings, extractor: model.Extractor, clock: Clock, empty_store: Path
) -> AsyncIterator[App]:
    from bot.app import open_app

    settings.data_dir.mkdir()
    shutil.copy(empty_store, settings.data_dir)
    async with open_app(settings, extractor=extractor, clock=clock) as opened:
        yield opened


@pytest.fixture
async def ada(app: App) -> Person:
    return await _person(app, 1001)


@pytest.fixture
async def bo(app: App) -> Person:
    return await _person(app, 1002)


async def _person(app: App, discord_id: int) -> Person:
    from bot.features import people

    return await people.from_discord(app, discord_id)


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real documents and data; tests that want it are left out where it is absent."""
    if not SHARED.is_dir():
        pytest.skip("../shared is not here")
    return SHARED


class Garbage(local):
    """How long this thread has looked for it by now: the more, the more tests there were before."""

    def __init__(self) -> None:
        self.collected_s = self._began = 0.0

    def __call__(self, phase: str, _: dict[str, int]) -> None:
        if phase == "start":
            self._began = time.thread_time()
        else:
            self.collected_s += time.thread_time() - self._began


garbage = Garbage()

_PLENTY = [{"text": f"sentence {i}", "score": i / 7, "marks": [i, None, True]} for i in range(1500)]


def _drill_s() -> float:
    """The processor time of a fixed piece of work, of the sort that a page or an answer is made by."""
    began = time.thread_time()
    json.loads(json.dumps(_PLENTY))
    return time.thread_time() - began


def _slowdown() -> float:
    """How many times as long work takes here and now as on a quiet machine that the limits were set on."""
    return max(1.0, max(_drill_s() for _ in range(20)) / QUIET_DRILL_S)


@pytest.fixture(autouse=True)
def loop_never_blocks(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Fails a test in which one step of the event loop computed for over 50 ms, or stood still for over five seconds.

    Computing is measured as the loop thread's own processor time, less what the same work takes longer just now: on a
    shared core every instruction does. What sets a test up may compute: nobody is served yet. So may the browser's
    driver, which reads whole pages: it is no part of Pith. Nor is looking through what the tests before have left.
    """
    blocked: list[str] = []
    run = asyncio.Handle._run
    asked_at = computed_then = collected_then = 0.0
    asked_in = 0

    def timed_run(handle: asyncio.Handle) -> None:
        nonlocal asked_at, asked_in, computed_then, collected_then
        began = time.perf_counter()
        if began - asked_at > CLOSE_ENOUGH_S or asked_in != get_ident():
            asked_at, asked_in, computed_then = began, get_ident(), time.thread_time()
            collected_then = garbage.collected_s
        run(handle)
        took = time.perf_counter() - began
        if took <= MOST_COMPUTING_S:
            return
        computed = time.thread_time() - computed_then - (garbage.collected_s - collected_then)
        if took > MOST_STANDING_STILL_S or (
            computed > MOST_COMPUTING_S and computed > MOST_COMPUTING_S * _slowdown()
        ):
            doing = repr(getattr(handle._callback, "__self__", handle))  # the task, where it is one's step
            if not any(of in doing for of in OTHERS_STEPS):
                blocked.append(f"{doing} took {took:.3f} s, computing for {computed:.3f} s")

    monkeypatch.setattr(asyncio.Handle, "_run", timed_run)
    yield
    assert not blocked, "the event loop was blocked:\n" + "\n".join(blocked)
