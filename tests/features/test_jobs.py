"""Jobs: accepted is kept, shown, cancelled, and survives a crash."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import replace

import pytest
from sqlalchemy.exc import OperationalError
from sqlalchemy.ext.asyncio import AsyncSession

import model
from bot.app import App, open_app
from bot.errors import Busy, NotFound, TooLarge
from bot.features import history, jobs, tasks
from bot.features.condense import Pasted, Request, Upload
from bot.features.jobs import Job, State, working
from bot.features.people import Person
from bot.store.tables import JobRow
from model import Budget
from tests.conftest import CHAPTER, Clock


@asynccontextmanager
async def at_work(app: App) -> AsyncIterator[None]:
    task = asyncio.create_task(jobs.work(app))
    try:
        yield
    finally:
        task.cancel()
        await asyncio.wait({task})


async def until(app: App, person: Person, done: Callable[[list[Job]], bool]) -> list[Job]:
    async with asyncio.timeout(20):
        while True:
            listed = await jobs.list_jobs(app, person)
            if done(listed):
                return listed
            await asyncio.sleep(0.01)


def ended(listed: list[Job]) -> bool:
    return all(job.state in jobs.ENDED for job in listed)


async def take(app: App) -> JobRow:
    taken = await working._take(app)
    assert taken is not None
    return taken


async def done_by_another(app: App, clock: Clock) -> JobRow:
    """The job as it was held by a process that slept over its lease, while another did it."""
    slept = await take(app)
    clock.advance(seconds=16)
    await working._run(app, await take(app))
    return slept


async def test_jobs_become_notes(app: App, ada: Person) -> None:
    request = Request(Budget(sentences=2), focus="oxygen")
    async with at_work(app):
        await jobs.submit(app, ada, Pasted(CHAPTER), request)
        await jobs.submit(app, ada, Upload("chapter.md", CHAPTER.encode()), request)
        listed = await until(app, ada, ended)
    assert [job.state for job in listed] == [State.DONE, State.DONE]
    for job in listed:
        note = await history.open_note(app, ada, job.note_id or 0)
        assert (len(note.highlights), note.focus) == (2, "oxygen")


async def test_a_file_that_cannot_be_read_says_why(app: App, ada: Person) -> None:
    async with at_work(app):
        await jobs.submit(app, ada, Upload("broken.pdf", b"%PDF-1.4 broken"), Request())
        [job] = await until(app, ada, ended)
    assert job.state is State.FAILED
    assert job.error is not None
    assert job.error.to("zh_CN") != job.error.to("en")
    assert (await history.list_notes(app, ada)).notes == ()


async def test_a_job_waits_through_a_restart(app: App, ada: Person) -> None:
    await jobs.submit(app, ada, Pasted(CHAPTER), Request())
    assert [job.state for job in await jobs.list_jobs(app, ada)] == [State.QUEUED]
    async with at_work(app):
        [job] = await until(app, ada, ended)
    assert job.state is State.DONE


async def test_a_job_whose_process_died_is_taken_up_again_and_makes_one_note(
    app: App, ada: Person, clock: Clock
) -> None:
    await jobs.submit(app, ada, Pasted(CHAPTER), Request())
    taken = await take(app)
    await working._condense(
        app, taken, lambda step, done, total: None
    )  # the note is kept, then the process dies
    assert await working._take(app) is None  # its lease still runs
    clock.advance(seconds=16)
    async with at_work(app):
        [job] = await until(app, ada, ended)
    assert job.state is State.DONE
    assert [note.id for note in (await history.list_notes(app, ada)).notes] == [job.note_id]


async def test_a_job_that_always_kills_its_process_is_given_up(app: App, ada: Person, clock: Clock) -> None:
    await jobs.submit(app, ada, Pasted(CHAPTER), Request())
    for _ in range(jobs.MAX_ATTEMPTS):
        assert await working._take(app) is not None
        clock.advance(seconds=16)
    assert await working._take(app) is None
    [job] = await jobs.list_jobs(app, ada)
    assert job.state is State.FAILED


async def test_cancelled_leaves_nothing(app: App, ada: Person, bo: Person) -> None:
    job = await jobs.submit(app, ada, Pasted(CHAPTER), Request())
    with pytest.raises(NotFound):
        await jobs.cancel(app, bo, job.id)
    assert (await jobs.cancel(app, ada, job.id)).state is State.CANCELLED
    async with at_work(app):
        later = await jobs.submit(app, ada, Pasted(CHAPTER), Request())
        await until(app, ada, ended)
    assert len((await history.list_notes(app, ada)).notes) == 1
    await jobs.dismiss(app, ada, job.id)
    assert [shown.id for shown in await jobs.list_jobs(app, ada)] == [later.id]


async def test_what_ended_a_day_ago_is_forgotten_though_nobody_sends_anything(
    app: App, ada: Person, clock: Clock
) -> None:
    job = await jobs.submit(app, ada, Pasted(CHAPTER), Request())
    await jobs.cancel(app, ada, job.id)
    clock.advance(days=1, seconds=1)
    async with at_work(app), asyncio.timeout(20):
        while any((await jobs.count(app)).values()):
            await asyncio.sleep(0.01)


async def test_cancelling_in_the_middle_stops_the_work(app: App, ada: Person) -> None:
    async with at_work(app):
        job = await jobs.submit(app, ada, Pasted(f"{CHAPTER}\n" * 800), Request())
        await until(app, ada, lambda listed: listed[0].state is not State.QUEUED)
        await jobs.cancel(app, ada, job.id)
        short = await jobs.submit(app, ada, Pasted(CHAPTER), Request())
        listed = await until(app, ada, ended)
    assert {shown.id: shown.state for shown in listed} == {job.id: State.CANCELLED, short.id: State.DONE}
    assert len((await history.list_notes(app, ada)).notes) == 1


async def test_cancelling_at_the_last_moment_keeps_nothing(app: App, ada: Person) -> None:
    job = await jobs.submit(app, ada, Pasted(CHAPTER), Request())
    taken = await take(app)
    await jobs.cancel(app, ada, job.id)
    await working._run(app, taken)
    assert [job.state for job in await jobs.list_jobs(app, ada)] == [State.CANCELLED]
    assert (await history.list_notes(app, ada)).notes == ()


async def test_cancelling_what_a_dead_process_had_kept_keeps_nothing(app: App, ada: Person) -> None:
    job = await jobs.submit(app, ada, Pasted(CHAPTER), Request())
    taken = await take(app)
    note_id = await working._condense(app, taken, lambda step, done, total: None) or 0
    await tasks.set_hook(app, ada, "https://8.8.8.8/hook")
    await tasks.confirm(app, ada, note_id, [0])
    await jobs.cancel(app, ada, job.id)
    assert (await history.list_notes(app, ada)).notes == ()
    told = [event["type"] for event in (await tasks.export(app, ada))["webhook"]["waiting"]]
    assert told[-1] == "task.deleted"


async def test_a_holder_that_slept_over_its_lease_changes_nothing(
    app: App, ada: Person, clock: Clock
) -> None:
    await jobs.submit(app, ada, Pasted(CHAPTER), Request())
    slept = await done_by_another(app, clock)
    assert not await working._renew(app, slept, {"state": State.READING})
    [job] = await jobs.list_jobs(app, ada)
    assert job.state is State.DONE


@pytest.mark.parametrize("seen", ["dismissed", "forgotten"])
async def test_a_holder_that_slept_leaves_the_note_that_another_made(
    app: App, ada: Person, clock: Clock, seen: str
) -> None:
    job = await jobs.submit(app, ada, Pasted(CHAPTER), Request())
    slept = await done_by_another(app, clock)
    if seen == "dismissed":
        await jobs.dismiss(app, ada, job.id)
    else:
        clock.advance(days=1, seconds=16)
        assert await working._take(app) is None
    await working._run(app, slept)
    assert len((await history.list_notes(app, ada)).notes) == 1


async def test_stopped_and_dismissed_at_the_last_moment_keeps_nothing(app: App, ada: Person) -> None:
    job = await jobs.submit(app, ada, Pasted(CHAPTER), Request())
    taken = await take(app)
    await jobs.cancel(app, ada, job.id)
    await jobs.dismiss(app, ada, job.id)
    await working._run(app, taken)
    assert (await history.list_notes(app, ada)).notes == ()


async def test_a_stopped_pith_gives_its_jobs_back_at_once(app: App, ada: Person) -> None:
    book = "\n".join(CHAPTER.replace("light", f"light{i}") for i in range(200))
    await jobs.submit(app, ada, Pasted(book), Request())
    for _ in range(jobs.MAX_ATTEMPTS + 1):
        async with at_work(app):
            await until(app, ada, lambda listed: listed[0].state is not State.QUEUED)
        [job] = await jobs.list_jobs(app, ada)
        assert job.state is State.QUEUED


async def test_asked_to_stop_in_the_moment_a_job_comes_in_it_stops(app: App) -> None:
    work = asyncio.create_task(jobs.work(app))
    await asyncio.sleep(0.1)  # both turns have looked, and wait
    app.job_added.set()
    work.cancel()
    async with asyncio.timeout(2):
        await asyncio.wait({work})


async def test_a_full_queue_delays_jobs_and_fails_none(
    app: App, ada: Person, extractor: model.Extractor, clock: Clock
) -> None:
    settings = app.settings.model_copy(update={"queue_size": 1})
    async with open_app(settings, extractor=extractor, clock=clock) as narrow:
        for _ in range(3):
            await jobs.submit(narrow, ada, Pasted(CHAPTER), Request())

        def go_on(listed: list[Job]) -> bool:
            clock.advance(seconds=0.1)
            narrow.job_added.set()
            return ended(listed)

        async with at_work(narrow):
            listed = await until(narrow, ada, go_on)
    assert [job.state for job in listed] == [State.DONE] * 3


async def test_a_store_that_fails_for_a_moment_ends_nothing(app: App, ada: Person, clock: Clock) -> None:
    job = await jobs.submit(app, ada, Pasted(CHAPTER), Request())
    failures = [True, True, False, False, True, False, True]  # looks for work, then what comes of it

    @asynccontextmanager
    async def moody_write() -> AsyncIterator[AsyncSession]:
        if failures and failures.pop(0):
            raise OperationalError("UPDATE", {}, Exception("disk I/O error"))
        async with app.write() as s:
            yield s

    def go_on(listed: list[Job]) -> bool:
        clock.advance(seconds=0.1)
        app.job_added.set()
        return ended(listed)

    async with at_work(replace(app, write=moody_write)):
        listed = await until(app, ada, go_on)
    assert [(shown.id, shown.state) for shown in listed] == [(job.id, State.DONE)]
    assert len((await history.list_notes(app, ada)).notes) == 1


async def test_too_much_is_refused_at_once(app: App, ada: Person) -> None:
    with pytest.raises(TooLarge):
        await jobs.submit(app, ada, Upload("big.txt", bytes(app.settings.max_file_bytes + 1)), Request())
    for _ in range(jobs.MAX_WAITING_PER_PERSON):
        await jobs.submit(app, ada, Pasted("One sentence."), Request())
    with pytest.raises(Busy):
        await jobs.submit(app, ada, Pasted("One sentence."), Request())
