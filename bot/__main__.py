"""`pith`, or `python -m bot`: the only place that wires the parts, owns signals, and starts and stops tasks.

`pith run` is here; the other verbs are in `cli`.
"""

# ruff: noqa: E402
from __future__ import annotations

import gc

gc.set_threshold(
    10_000, 20, 20
)  # objects made; what is imported stays, and looking through it takes a start a second

import asyncio
import logging
import os
import signal
import socket
import sys
import webbrowser
from collections.abc import Callable, Coroutine, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated, Any

import typer
import uvicorn

from bot import bench, journal
from bot.app import App, open_app
from bot.cli import _, cli, say, verb
from bot.errors import Invalid
from bot.features import (
    answers,
    digests,
    focus,
    groups,
    jobs,
    people,
    practice,
    reminders,
    renewing,
    review,
    tasks,
)
from bot.locales import N_
from bot.settings import Settings, read_settings
from bot.web_ui import server as web

if TYPE_CHECKING:
    from bot.discord_ui.client import PithClient

SETTLING_POLL_S = 0.5
STOP_AFTER_S = 5  # how long requests under way may take to end once Pith is asked to stop

log = logging.getLogger("pith")

__all__ = ["bench", "cli", "main", "serve"]


@verb(N_("Start every face that is configured: the browser's always, Discord's when DISCORD_TOKEN is set."))
async def run(
    host: Annotated[str | None, typer.Option(help=_("Address to listen on. Default: PITH_WEB_HOST."))] = None,
    port: Annotated[
        int | None,
        typer.Option(min=0, max=65535, help=_("Port; 0 takes a free one. Default: PITH_WEB_PORT.")),
    ] = None,
    no_browser: Annotated[bool, typer.Option("--no-browser", help=_("Do not open a browser."))] = False,
) -> None:
    given = {"web_host": host, "web_port": port}
    settings = read_settings().model_copy(update={k: v for k, v in given.items() if v is not None})
    journal.begin(settings)
    listening = _listen(settings)
    settings = settings.model_copy(update={"web_port": listening.getsockname()[1]})
    say(N_("Opening the database and loading the model…"))
    with listening:
        async with open_app(settings) as app:
            await serve(app, listening, open_browser=not no_browser and _has_display())


def _listen(settings: Settings) -> socket.socket:
    """The socket of the browser face. Raises Invalid when the address can't be had."""
    family = socket.AF_INET6 if ":" in settings.web_host else socket.AF_INET
    try:
        return socket.create_server((settings.web_host, settings.web_port), family=family, backlog=128)
    except OSError as error:
        raise Invalid(
            "Can't listen on {host} port {port}: {reason}. Choose another with --port, or 0 for any free one.",
            host=settings.web_host,
            port=settings.web_port,
            reason=error.strerror or str(error),
        ) from None


def _has_display() -> bool:
    return sys.platform in ("darwin", "win32") or bool(
        os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")
    )


async def serve(app: App, listening: socket.socket, *, open_browser: bool = False) -> None:
    """Runs the faces over `app` until SIGTERM or SIGINT; then ends intake first, work after it."""
    stop = asyncio.Event()
    client = _discord(app)
    faces: dict[str, Callable[[], bool]] = {"discord": lambda: client.connected} if client else {}
    site = web.build(app, faces)
    http = _Server(
        uvicorn.Config(
            site,
            log_config=None,
            access_log=False,
            server_header=False,
            proxy_headers=False,
            timeout_graceful_shutdown=STOP_AFTER_S,
        )
    )
    with _signals(stop):
        async with asyncio.TaskGroup() as running:
            serving = running.create_task(http.serve(sockets=[listening]), name="browser face")
            working = running.create_task(jobs.work(app), name="jobs")
            behind = [running.create_task(work, name=name) for name, work in _behind(app, client).items()]
            serving.add_done_callback(lambda _: stop.set())  # without it nobody could see what goes on
            talking = running.create_task(_talk(client), name="discord face") if client else None
            announcing = running.create_task(_announce(app, http, open_browser), name="announcement")
            settling = running.create_task(_settle(http, client), name="settling")
            await stop.wait()
            say(N_("Stopping…"))
            announcing.cancel()
            settling.cancel()
            site.state.closing = http.should_exit = True
            await asyncio.wait({serving})
            for task in behind:
                task.cancel()
            if client and talking:
                await client.close()
                talking.cancel()  # it may be between two attempts to reach Discord
                await asyncio.wait({talking})
            working.cancel()


def _behind(app: App, client: PithClient | None) -> dict[str, Coroutine[Any, Any, None]]:
    """What goes on by itself while the faces are served, by name. What only Discord shows needs its face."""
    always: dict[str, Coroutine[Any, Any, None]] = {
        "reminders": reminders.work(app, client.remind if client else None),
        "task webhooks": tasks.work(app),
        "web push": reminders.push.work(app),
        "groups' rounds": practice.work(app, client.show_round if client else None),
        "shared focus": focus.work_together(app, client.show_room if client else None),
        "fitting": review.work(app),
        "groups": groups.work(app, client.for_groups if client else None),
        "answers that are gone": answers.work(app, client.mark_gone if client else None),
        "older vectors": renewing.work(app),
        "wiping": app.keep_wiped(),
    }
    if client is None:
        return always
    return always | {"digests": digests.work(app, client.for_groups.show)}


def _discord(app: App) -> PithClient | None:
    """The Discord face where a token is set. Its library takes a second to import: who has none is spared it."""
    if not app.settings.discord_token:
        return None
    from bot.discord_ui.client import PithClient

    return PithClient(app)


class _Server(uvicorn.Server):
    """uvicorn as one task among ours: signals are `__main__`'s."""

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield


@contextmanager
def _signals(stop: asyncio.Event) -> Iterator[None]:
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, stop.set)
    try:
        yield
    finally:
        for number in (signal.SIGINT, signal.SIGTERM):
            loop.remove_signal_handler(number)


async def _announce(app: App, http: _Server, open_browser: bool) -> None:
    """Says that Pith is ready, with a sign-in link for the person at this machine, once requests are accepted."""
    while not http.started:  # noqa: ASYNC110 — uvicorn has no event for it
        await asyncio.sleep(0.02)
    local = app.settings.model_copy(update={"public_url": None})
    link = await people.make_sign_in_link(app, await people.local(app), local.base_url)
    sys.stdout.write(f"Pith is ready: {link}\n")
    sys.stdout.flush()
    if open_browser:
        await asyncio.to_thread(webbrowser.open, link)


async def _settle(http: _Server, client: PithClient | None) -> None:
    """Once everything is up, what is there stays, and is not looked through for garbage again. While reminders went out
    that stopped the loop, and with it a command, for 0.13 s every few hundred of them."""
    while not (http.started and (client is None or client.connected)):  # noqa: ASYNC110 — neither has an event for it
        await asyncio.sleep(SETTLING_POLL_S)
    gc.freeze()


async def _talk(client: PithClient) -> None:
    """The Discord face. Whatever becomes of it is logged; the browser face goes on."""
    from bot.discord_ui.client import CannotStart

    try:
        await client.work()
    except CannotStart as error:
        log.error("The Discord face is off: %s", error)
    except Exception:
        log.exception("The Discord face broke; start Pith again to have it back")


def main() -> None:
    """The program's entry."""
    cli()


if __name__ == "__main__":
    main()
