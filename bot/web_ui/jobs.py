"""Jobs: what was sent from the page and is on its way, with its progress; its finished card as a piece of page."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import Response

from bot.app import App
from bot.errors import NotFound
from bot.features import history, jobs, personalise
from bot.features.condense import Step, step_words
from bot.features.jobs import ENDED, Job, State
from bot.features.note import Note
from bot.features.personalise import Verdict
from bot.locales import N_, Message
from bot.web_ui.frame import bodies, wire
from bot.web_ui.frame.answers import json_answer, page
from bot.web_ui.session import Pith, SignedIn, Visitor

STATE_WORDS = {
    State.QUEUED: N_("waiting its turn"),
    State.DONE: N_("done"),
    State.FAILED: N_("could not be condensed"),
    State.CANCELLED: N_("stopped; nothing was kept"),
}

api = APIRouter(tags=["jobs"])
pages = APIRouter()


@dataclass(frozen=True, slots=True)
class Answered:
    """A job as the conversation shows it: with its note once it is done."""

    job: Job
    words: Message
    note: Note | None
    is_over: bool
    marks: Mapping[int, Verdict]


def state_words(job: Job) -> Message:
    """Where the job is, in words: "reading page 12 of 80"."""
    if job.state in STATE_WORDS:
        return STATE_WORDS[job.state]
    return step_words(job.name, Step(job.state.value), job.done, job.total)


async def answered(app: App, visitor: Visitor, job: Job) -> Answered | None:
    """The job with its note; None for one whose note has been deleted since."""
    note, marks = None, {}
    if job.state is State.DONE:
        if not job.note_id:
            return None
        try:
            note = await history.open_note(app, visitor.person, job.note_id)
            marks = await personalise.marks_of(app, visitor.person, job.note_id)
        except NotFound:
            return None
    return Answered(job, state_words(job), note, job.state in ENDED, marks)


def job_json(job: Job, language: str) -> dict[str, Any]:
    return {
        "id": job.id,
        "name": job.name,
        "state": job.state.value,
        "state_words": state_words(job).to(language),
        "done": job.done,
        "total": job.total,
        "note_id": job.note_id,
        "error": job.error.to(language) if job.error else None,
        "created_at": job.created_at,
    }


@api.get("/jobs", response_model=wire.JobList)
async def list_jobs(app: Pith, visitor: SignedIn) -> dict[str, Any]:
    """Jobs of the last day, oldest first."""
    found = await jobs.list_jobs(app, visitor.person)
    return {"jobs": [job_json(job, visitor.language) for job in found]}


@api.post(
    "/jobs",
    status_code=201,
    response_model=wire.JobList,
    openapi_extra=bodies.DOCUMENTED,
)
async def submit(request: Request, app: Pith, visitor: SignedIn) -> dict[str, Any]:
    """Accepts a text or some files to be condensed one after another, each a job of its own; or none of them."""
    sources, wish = await bodies.sent(request)
    accepted = await jobs.submit_all(app, visitor.person, sources, wish)
    return {"jobs": [job_json(job, visitor.language) for job in accepted]}


@api.delete("/jobs/{job_id}", status_code=204, response_class=Response)
async def remove(job_id: wire.JobId, app: Pith, visitor: SignedIn) -> None:
    """Stops the job if it is under way, and takes it off the list. Its note, if it has one, stays."""
    await jobs.cancel(app, visitor.person, job_id)
    await jobs.dismiss(app, visitor.person, job_id)


@api.post("/jobs/{job_id}/stop", response_model=wire.StoppedJob)
async def stop(job_id: wire.JobId, app: Pith, visitor: SignedIn) -> Response:
    """Stops the job and takes it off the list. One that has ended by now stays there: its state says which it was."""
    job = await jobs.cancel(app, visitor.person, job_id)
    if job.state is State.CANCELLED:
        await jobs.dismiss(app, visitor.person, job_id)
    stopped = wire.StoppedJob(**job_json(job, visitor.language), text=job.text)
    return await json_answer(stopped.model_dump(mode="json"))


@pages.get("/jobs/{job_id}/card")
async def card(job_id: wire.JobId, request: Request, app: Pith, visitor: SignedIn) -> Response:
    """The job's place in the conversation, as HTML; the page's script puts it there."""
    for job in await jobs.list_jobs(app, visitor.person):
        if job.id == job_id and (entry := await answered(app, visitor, job)):
            return await page(request, "sent.html", visitor.person, entry=entry)
    raise NotFound("There is no such job.")
