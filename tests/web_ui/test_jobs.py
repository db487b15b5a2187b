"""Jobs over HTTP: accepted all or none, worked on, stopped, taken off the list."""

from __future__ import annotations

import asyncio

import httpx

from bot.app import App
from bot.features import jobs
from bot.features.people import Person
from tests.conftest import CHAPTER, CHINESE


async def test_jobs_are_accepted_worked_on_and_taken_away(
    app: App, ada: Person, program: httpx.AsyncClient, program_of_bo: httpx.AsyncClient
) -> None:
    files = [("file", ("a.md", CHAPTER.encode())), ("file", ("b.md", CHINESE.encode()))]
    accepted = await program.post("/api/v1/jobs", files=files, data={"length": "sentences:2"})
    assert accepted.status_code == 201, accepted.text
    first, second = accepted.json()["jobs"]
    assert [first["name"], second["name"]] == ["a.md", "b.md"]
    assert first["state"] == "queued"
    assert (await program_of_bo.delete(f"/api/v1/jobs/{first['id']}")).status_code == 404
    assert (await program_of_bo.post(f"/api/v1/jobs/{second['id']}/stop")).status_code == 404
    stopped = (await program.post(f"/api/v1/jobs/{second['id']}/stop")).json()
    assert stopped == second | {
        "state": "cancelled",
        "state_words": "stopped; nothing was kept",
        "text": None,
    }
    working = asyncio.create_task(jobs.work(app))
    async with asyncio.timeout(60):
        while (listed := (await program.get("/api/v1/jobs")).json()["jobs"])[0]["state"] != "done":
            await asyncio.sleep(0.05)
    working.cancel()
    await asyncio.wait({working})
    assert [job["id"] for job in listed] == [first["id"]]
    assert (await program.post(f"/api/v1/jobs/{first['id']}/stop")).json()["state"] == "done"
    note = (await program.get(f"/api/v1/notes/{listed[0]['note_id']}")).json()
    assert len(note["highlights"]) == 2
    assert (await program.delete(f"/api/v1/jobs/{first['id']}")).status_code == 204
    assert (await program.get("/api/v1/jobs")).json() == {"jobs": []}
    assert (await program_of_bo.get("/api/v1/jobs")).json() == {"jobs": []}


async def test_a_text_comes_back_as_it_is_stopped_and_only_then(
    program: httpx.AsyncClient, program_of_bo: httpx.AsyncClient
) -> None:
    job = (await program.post("/api/v1/jobs", json={"text": CHINESE})).json()["jobs"][0]
    assert "text" not in job
    assert "text" not in (await program_of_bo.post(f"/api/v1/jobs/{job['id']}/stop")).json()
    assert (await program.post(f"/api/v1/jobs/{job['id']}/stop")).json()["text"] == CHINESE
    assert (await program.post(f"/api/v1/jobs/{job['id']}/stop")).status_code == 404


async def test_of_several_files_all_are_accepted_or_none(app: App, program: httpx.AsyncClient) -> None:
    names = [f"{n}.md" for n in range(9)]
    files = [("file", (name, CHAPTER.encode())) for name in names]
    large = ("file", ("large.txt", bytes(app.settings.max_file_bytes + 1)))
    assert (await program.post("/api/v1/jobs", files=[*files, large])).status_code == 413
    assert (await program.get("/api/v1/jobs")).json() == {"jobs": []}
    await program.post("/api/v1/jobs", files=files)
    assert [job["name"] for job in (await program.get("/api/v1/jobs")).json()["jobs"]] == names
    many = [("file", (f"{n}.md", b"One sentence.")) for n in range(42)]
    busy = await program.post("/api/v1/jobs", files=many)
    assert (busy.status_code, busy.json()["error"]["code"]) == (503, "busy")
    assert busy.json()["error"]["message"].startswith("9 of your texts are still waiting.")
    assert len((await program.get("/api/v1/jobs")).json()["jobs"]) == 9
