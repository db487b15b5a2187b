"""From what was said to a catch-up: read by the model as one text, and told in the speakers' own sentences.

Reached by `/catchup`, by "Catch me up from here", by a thread's button and by digests. Other people's words
are never stored.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from datetime import tzinfo

import numpy as np
from numpy.typing import NDArray

from bot.app import App
from bot.errors import Busy
from bot.features.catchup import topics
from bot.features.catchup.choosing import Sentence, choose, sentences_of
from bot.features.catchup.found import CatchUp, Point, Topic
from bot.features.catchup.roles import Role
from bot.features.catchup.said import LeftOut, Line, Said, as_text, sift
from bot.texts.dates import Deadline, find
from model import ModelBusy, ModelError, Reading, Stage

LOOKED_AT_FOR_DATES = (Role.TASK, Role.DECISION)


async def catch_up(
    app: App,
    said: Sequence[Said],
    unwilling: Collection[int],
    zone: tzinfo,
    on_percent: Callable[[int], None] | None = None,
) -> CatchUp:
    """`said` in short, oldest first, without what speakers among `unwilling` said. `zone`: whose days count in dates.

    `on_percent` is told how far the model is, from any thread. Raises Busy when too many texts wait for the model.
    """
    kept, left_out = await asyncio.to_thread(sift, said, unwilling)
    text, lines = await asyncio.to_thread(as_text, kept)

    def on_stage(stage: Stage, done: int, total: int) -> None:
        if on_percent and stage is Stage.SCORING and total:
            on_percent(100 * done // total)

    try:
        reading = await app.extractor.read(text, on_stage=on_stage)
    except ModelBusy:
        raise Busy("Many texts are waiting just now. Try again in a moment.") from None
    except ModelError as error:
        raise Busy("The model can't answer just now: {reason}", reason=str(error)) from error

    return await asyncio.to_thread(_told, app, kept, left_out, lines, reading, zone)


def _told(
    app: App,
    kept: Sequence[Said],
    left_out: LeftOut,
    lines: Sequence[Line],
    reading: Reading,
    zone: tzinfo,
) -> CatchUp:
    sentences = sentences_of(kept, lines, reading)
    chosen = choose(kept, sentences)
    points = []
    for each in chosen.sentences:
        answer = chosen.answers.get(each.index)
        replied = _point(kept, answer, reading.language, zone) if answer else None
        points.append(replace(_point(kept, each, reading.language, zone), answer=replied))
    meanings, _ = app.extractor.meanings(reading.vectors, reading.space)
    of = {role: tuple(each for each in points if each.role is role) for role in Role}
    return CatchUp(
        people=len({each.speaker_id for each in kept}),
        left_out=left_out,
        decisions=of[Role.DECISION],
        tasks=of[Role.TASK],
        questions=of[Role.QUESTION],
        topics=_topics(kept, sentences, meanings, chosen.sentences, points),
        more=chosen.more,
    )


def _point(said: Sequence[Said], sentence: Sentence, language: str, zone: tzinfo) -> Point:
    message = said[sentence.message]
    text = message.text[sentence.start : sentence.end]
    dates: tuple[Deadline, ...] = ()
    if sentence.role in LOOKED_AT_FOR_DATES:
        dates = find(text, language, message.at, zone)
    return Point(
        message.id,
        message.speaker_id,
        message.speaker,
        text,
        message.link,
        message.at,
        sentence.role,
        sentence.place,
        dates,
    )


def _topics(
    said: Sequence[Said],
    sentences: Sequence[Sentence],
    meanings: NDArray[np.float32],
    chosen: Sequence[Sentence],
    points: Sequence[Point],
) -> tuple[Topic, ...]:
    """The stretches that hold a point; one without words where the conversation is short. `meanings` (S, H) are those
    of all that was read."""
    if not sentences:
        return ()
    vectors = meanings[[each.index for each in sentences]]
    begins = topics.parted([said[each.message].at for each in sentences], vectors)
    ends = [*begins[1:], len(sentences)]
    stretches = [sentences[begin:end] for begin, end in zip(begins, ends, strict=True)]
    words: list[tuple[str, ...]] = [()]
    if len(stretches) > 1:
        words = topics.names(
            [[each.text for each in stretch] for stretch in stretches], {each.speaker for each in said}
        )
    found = []
    for stretch, named in zip(stretches, words, strict=True):
        first, last = stretch[0].index, stretch[-1].index
        held = tuple(
            point
            for each, point in zip(chosen, points, strict=True)
            if point.role is Role.POINT and first <= each.index <= last
        )
        if held:
            found.append(Topic(said[stretch[0].message].at, named, held))
    return tuple(found)
