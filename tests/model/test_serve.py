"""The queue in front of the model: refusing, leaving, fairness, closing, and a loop that never waits."""

from __future__ import annotations

import asyncio
import threading
import time

import numpy as np
import pytest

import model
from model.engine import Extractor
from model.reading import Stage


@pytest.fixture
async def serving(extractor: Extractor):  # type: ignore[no-untyped-def]
    async with model.AsyncExtractor(extractor, max_waiting=4) as running:
        yield running


async def until(condition) -> None:  # type: ignore[no-untyped-def]
    async with asyncio.timeout(20):
        while not condition():
            await asyncio.sleep(0.005)


async def test_reads_as_the_extractor_does(
    serving: model.AsyncExtractor, extractor: Extractor, lecture: str
) -> None:
    texts = [lecture, lecture * 5, "Short.", "你好。今天天气很好。", ""]
    readings = await asyncio.gather(*(serving.read(text) for text in texts[:4]))
    readings.append(await serving.read(texts[4]))
    for text, reading in zip(texts, readings, strict=True):
        alone = await asyncio.to_thread(extractor.read, text)
        assert np.allclose(
            [s.score for s in reading.sentences], [s.score for s in alone.sentences], atol=1e-3
        )
        assert reading.space == alone.space
    assert serving.waiting == 0


async def test_embeds_as_the_extractor_does(serving: model.AsyncExtractor, extractor: Extractor) -> None:
    for space in (extractor.space, "chars"):
        expected = await asyncio.to_thread(extractor.embed, ["a dog", "你好", ""], space)
        assert np.allclose(await serving.embed(["a dog", "你好", ""], space), expected, atol=1e-4)
    with pytest.raises(model.ModelError):
        await serving.embed(["x"], "another space")


async def test_a_full_queue_refuses_at_once(serving: model.AsyncExtractor, lecture: str) -> None:
    tasks = [asyncio.create_task(serving.read(lecture * 12)) for _ in range(4)]
    await until(lambda: serving.waiting == 4)
    with pytest.raises(model.ModelBusy):
        await serving.read(lecture)
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
    assert serving.waiting == 0
    assert (await serving.read(lecture)).sentences


async def test_a_cancelled_request_leaves_the_queue(serving: model.AsyncExtractor, lecture: str) -> None:
    seen: list[Stage] = []
    task = asyncio.create_task(serving.read(lecture * 12, on_stage=lambda stage, *_: seen.append(stage)))
    await until(lambda: Stage.SCORING in seen)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert serving.waiting == 0
    assert not serving._batching._jobs


async def test_a_short_note_passes_a_long_one(serving: model.AsyncExtractor, lecture: str) -> None:
    stages: list[tuple[Stage, int, int]] = []
    long = asyncio.create_task(serving.read(lecture * 60, on_stage=lambda *stage: stages.append(stage)))
    await until(lambda: any(stage is Stage.SCORING for stage, *_ in stages))
    await serving.read(lecture)
    assert not long.done()
    long.cancel()
    assert stages[0][0] is Stage.WAITING
    await asyncio.gather(long, return_exceptions=True)


async def test_the_loop_never_waits(serving: model.AsyncExtractor, lecture: str) -> None:
    task = asyncio.create_task(serving.read(lecture * 12))
    slowest, last = 0.0, time.perf_counter()
    while not task.done():
        await asyncio.sleep(0.001)
        slowest, last = max(slowest, time.perf_counter() - last), time.perf_counter()
    assert (
        slowest < 0.5
    )  # threads share the interpreter with the loop; a blocked loop would show the whole reading


async def test_closing_refuses_what_waits(extractor: Extractor, lecture: str) -> None:
    before = threading.active_count()
    async with model.AsyncExtractor(extractor) as serving:
        task = asyncio.create_task(serving.read(lecture * 24))
        await until(lambda: serving._batching._jobs)
    with pytest.raises(model.ModelError, match="closing"):
        await task
    with pytest.raises(model.ModelError, match="closing"):
        await serving.read(lecture)
    assert threading.active_count() == before


async def test_a_listener_that_fails_fails_only_its_request(
    serving: model.AsyncExtractor, lecture: str
) -> None:
    def listener(stage: Stage, done: int, total: int) -> None:
        if stage is Stage.SCORING:
            raise RuntimeError("listener")

    broken, fine = await asyncio.gather(
        serving.read(lecture, on_stage=listener), serving.read(lecture), return_exceptions=True
    )
    assert isinstance(broken, RuntimeError)
    assert isinstance(fine, model.Reading)


async def test_a_text_without_sentences_has_nothing_to_explain(serving: model.AsyncExtractor) -> None:
    with pytest.raises(model.ModelError, match="no sentence"):
        await serving.explain("", [(0, 0)])
    assert await serving.explain("", []) == []
    assert serving.waiting == 0
