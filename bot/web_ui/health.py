"""Health: /healthz (alive), /readyz (model, database, each face), /metrics (Prometheus)."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Callable, Mapping

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse, Response
from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest
from prometheus_client.exposition import CONTENT_TYPE_LATEST
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bot.app import App
from bot.features import history, jobs
from bot.features.jobs import State
from bot.web_ui.frame.guard import route_of

PATIENCE_S = 2.0

log = logging.getLogger(__name__)


class Meters:
    """What /metrics shows; a registry of its own, so that a second build in one process does not collide."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        self.requests = Counter(
            "pith_http_requests", "Requests answered.", ["method", "route", "status"], registry=self.registry
        )
        self.seconds = Histogram(
            "pith_http_request_seconds", "From request to answer.", ["route"], registry=self.registry
        )
        self.notes = Gauge("pith_notes", "Notes kept.", registry=self.registry)
        self.waiting = Gauge("pith_model_waiting", "Texts waiting for the model.", registry=self.registry)
        self.jobs = Gauge("pith_jobs", "Jobs of the last day, by state.", ["state"], registry=self.registry)


class Measure:
    """Counts and times requests by route, never by path: paths carry ids."""

    def __init__(self, app: ASGIApp, meters: Meters) -> None:
        self.app = app
        self.meters = meters

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return await self.app(scope, receive, send)
        status = 500
        began = time.perf_counter()

        async def watched(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            await send(message)

        try:
            await self.app(scope, receive, watched)
        finally:
            route = route_of(scope)
            self.meters.requests.labels(_known(scope["method"]), route, str(status)).inc()
            self.meters.seconds.labels(route).observe(time.perf_counter() - began)


def _known(method: str) -> str:
    """A method as a label: made-up ones must not make endless labels."""
    return method if method in ("GET", "HEAD", "POST", "PATCH", "DELETE", "OPTIONS", "PUT") else "other"


def routes(faces: Mapping[str, Callable[[], bool]], meters: Meters) -> APIRouter:
    """The routes. They ask for no sign-in and tell nothing of anybody."""
    router = APIRouter()

    @router.get("/healthz")
    async def alive() -> dict[str, bool]:
        return {"alive": True}

    @router.get("/readyz")
    async def ready(request: Request) -> Response:
        app: App = request.app.state.pith
        parts = {"model": bool(app.extractor.name), "database": await _counted(app) is not None}
        parts |= {name: connected() for name, connected in faces.items()}
        return JSONResponse({"ready": all(parts.values()), **parts}, 200 if all(parts.values()) else 503)

    @router.get("/metrics")
    async def metrics(request: Request) -> Response:
        app: App = request.app.state.pith
        meters.waiting.set(app.extractor.waiting)
        if (counted := await _counted(app)) is not None:
            meters.notes.set(counted[0])
            for state in State:
                meters.jobs.labels(state.value).set(counted[1].get(state, 0))
        return Response(generate_latest(meters.registry), media_type=CONTENT_TYPE_LATEST)

    return router


async def _counted(app: App) -> tuple[int, dict[State, int]] | None:
    """Notes, and jobs by state; None when the database does not answer in time."""
    try:
        async with asyncio.timeout(PATIENCE_S):
            return await history.count(app), await jobs.count(app)
    except Exception:
        log.exception("the database does not answer")
        return None
