"""`pith bench`: how well what is promised holds on this machine.

`pith bench reminders` starts Pith over a store of its own, with many people whose reminder is due in the same minute,
against the stand-in for Discord that the tests use: it has Discord's limits and counts what came. Meanwhile one more
person gives commands. Needs the repository: the stand-in stands in `tests/`, which is not installed.
"""

from __future__ import annotations

import asyncio
import gc
import importlib
import json
import os
import sys
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import asdict, dataclass
from datetime import time
from pathlib import Path
from statistics import median, quantiles
from typing import Annotated, Any

import typer
from rich import table as tables
from sqlalchemy import insert, select, update

import model
from bot.app import App, open_app
from bot.cli import _, cli, out, say, speech, verb
from bot.cli.around import Verbs
from bot.errors import Invalid
from bot.features import condense, people
from bot.features import reminders as reminding
from bot.features.condense import Pasted
from bot.features.reminders import EVERY_DAY, Schedule
from bot.locales import N_
from bot.settings import Settings
from bot.store.tables import (
    HighlightRow,
    IdentityRow,
    NoteBodyRow,
    NoteRow,
    PersonRow,
    ReminderRow,
)

ALLOWED_PER_S = (
    50  # https://discord.com/developers/docs/topics/rate-limits: all requests of a bot but its answers
)
IDLE_COMMANDS = 30
COMMAND_EVERY_S = 0.5
APART = 100  # between the keys of two people's rows
NOTHING_CAME_S = 60.0
SETTLES_S = 1.0
STARTED_WITHIN_S = 180.0
ENDED_WITHIN_S = 60.0
TEXT = (
    "Photosynthesis turns light into chemical energy. It takes place in the chloroplasts. My teacher wore a coat. "
    "In the light reactions water is split and oxygen leaves it. The Calvin cycle fixes carbon dioxide into sugar."
)

bench = typer.Typer(cls=Verbs, help=_("Measure how well Pith holds what it promises."), no_args_is_help=True)
cli.add_typer(bench, name="bench")


@dataclass(frozen=True, slots=True)
class Latency:
    """From a command to its answer."""

    commands: int
    median_ms: float
    p95_ms: float


@dataclass(frozen=True, slots=True)
class Measured:
    """`seconds` from the first reminder to the last; `per_s` are requests that count against `allowed_per_s`."""

    reminders: int
    sent: int
    missed: int
    twice: int
    refused_for_rate: int
    seconds: float
    per_s: float
    allowed_per_s: int
    share: float
    idle: Latency
    meanwhile: Latency | None


@verb(N_("Send many reminders that are due in the same minute, against the stand-in for Discord."), bench)
async def reminders(
    count: Annotated[int, typer.Option(min=1, help=_("How many people."))] = 10_000,
    first: Annotated[
        bool, typer.Option("--first", help=_("Nobody was written to before, so each DM has to be opened."))
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help=_("Answer with one JSON object."))] = False,
) -> None:
    server = _stand_in()(described=False)
    with tempfile.TemporaryDirectory(prefix="pith-bench-") as folder:
        settings = Settings(_env_file=None, data_dir=Path(folder))
        async with server, open_app(settings, extractor=model.load_later(settings.model)) as app:
            say(N_("Making {count} people with a note each…", count=count))
            users = [server.user("Somebody") for _ in range(count)]
            await fill(app, users, dms_are_known=not first)
            gc.freeze()  # what the stand-in holds is not looked through again while it answers
            gc.set_threshold(100_000, 50, 100)
            say(N_("Starting Pith…"))
            async with _running(settings, server):
                measured = await measure(app, server, users)
    if as_json:
        sys.stdout.write(json.dumps(asdict(measured)) + "\n")
    else:
        _show(measured)


def _stand_in() -> Any:
    """The class of the tests' stand-in. Raises Invalid where it is not there."""
    root = Path(__file__).parents[1]
    if (root / "tests/fakes/discord_server.py").exists():
        sys.path.insert(0, str(root))
        with suppress(ImportError):
            return importlib.import_module("tests.fakes.discord_server").DiscordServer
    raise Invalid(
        "The stand-in for Discord is not here: run this in a copy of the repository, after `make setup`."
    )


async def fill(app: App, users: list[Any], *, dms_are_known: bool) -> None:
    """A person for each user: the first one's reminder and note, copied. The reminders are off."""
    first = await people.from_discord(app, users[0].id)
    await reminding.turn_on(app, first, Schedule(time(), EVERY_DAY, "UTC"), "en")
    await reminding.stop(app, first)
    await condense.condense(app, first, Pasted(TEXT))
    if dms_are_known:
        await reminding.reached_in(app, first, str(users[0].dm_channel.id))
    async with app.write() as s:
        for kind in (PersonRow, IdentityRow, ReminderRow, NoteRow, NoteBodyRow, HighlightRow):
            copied = [dict(row) for row in (await s.execute(select(kind.__table__))).mappings()]
            made = [_copy(row, place, user) for place, user in enumerate(users[1:], 1) for row in copied]
            await s.execute(insert(kind), made)


def _copy(row: dict[str, Any], place: int, user: Any) -> dict[str, Any]:
    """The row of another person: every number in it that names something is moved on, none met twice."""
    moved: dict[str, Any] = {
        key: row[key] + place * APART for key in ("id", "person_id", "note_id") if key in row
    }
    if "external_id" in row:
        moved["external_id"] = str(user.id)
    if row.get("dm_channel"):
        moved["dm_channel"] = str(user.dm_channel.id)
    return row | moved


@asynccontextmanager
async def _running(settings: Settings, server: Any) -> AsyncIterator[None]:
    """`pith run` in a process of its own, connected to the stand-in."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("PITH_", "DISCORD_"))}
    own = {
        "PITH_DATA_DIR": str(settings.data_dir),
        "DISCORD_TOKEN": server.token,
        "PITH_DISCORD_API_URL": server.api_url,
        "PITH_DISCORD_GATEWAY_URL": server.gateway_url,
        "PITH_LOG_LEVEL": "WARNING",
    }
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bot", "run", "--port", "0", "--no-browser"),
        env=kept | own,
        stdout=asyncio.subprocess.PIPE,
        stderr=None if "PITH_LOG_LEVEL" in os.environ else asyncio.subprocess.DEVNULL,
    )
    try:
        assert process.stdout is not None
        async with asyncio.timeout(STARTED_WITHIN_S):
            if not await process.stdout.readline():
                raise Invalid("Pith ended before it was ready. PITH_LOG_LEVEL=INFO shows why.")
        await server.connected(STARTED_WITHIN_S)
        yield
    finally:
        with suppress(ProcessLookupError):
            process.terminate()
        try:
            async with asyncio.timeout(ENDED_WITHIN_S):
                await process.wait()
        except TimeoutError:
            with suppress(ProcessLookupError):
                process.kill()
            await process.wait()


async def measure(app: App, server: Any, users: list[Any], idle_commands: int = IDLE_COMMANDS) -> Measured:
    """Makes everyone's reminder due now, and counts what comes until all have theirs. Pith runs over `app`'s store."""
    asker = server.user("Somebody who asks")
    say(N_("Giving commands while nothing else happens…"))
    idle = [await _command(asker) for _ in range(idle_commands)]
    before = len(server.requests)
    say(N_("Sending the reminders: about {seconds} s…", seconds=round(len(users) / ALLOWED_PER_S)))
    await _let_be_due(app)
    meanwhile: list[float] = []
    asking = asyncio.create_task(_keep_asking(asker, meanwhile))
    await _all_came(users)
    asking.cancel()
    await asyncio.wait({asking})
    if not asking.cancelled():
        await asking  # it broke: then so does this
    came = [[one.created_at for one in user.dm_channel.messages()] for user in users]
    moments = sorted(moment for each in came for moment in each)
    seconds = (moments[-1] - moments[0]).total_seconds() if moments else 0.0
    counted = [one for one in server.requests[before:] if not one.is_by_token and one.status != 429]
    per_s = (len(counted) - 1) / (counted[-1].came_at_s - counted[0].came_at_s) if len(counted) > 1 else 0.0
    return Measured(
        reminders=len(users),
        sent=sum(map(len, came)),
        missed=sum(not each for each in came),
        twice=sum(len(each) > 1 for each in came),
        refused_for_rate=sum(one.status == 429 for one in server.requests[before:]),
        seconds=round(seconds, 1),
        per_s=round(per_s, 2),
        allowed_per_s=ALLOWED_PER_S,
        share=round(per_s / ALLOWED_PER_S, 3),
        idle=_latency(idle),
        meanwhile=_latency(meanwhile) if meanwhile else None,
    )


async def _let_be_due(app: App) -> None:
    """Turns all reminders on, due now."""
    now = app.clock()
    async with app.write() as s:
        await s.execute(
            update(ReminderRow).values(
                is_on=True, clock=now.time().replace(microsecond=0), next_on=now.date(), next_at=now
            )
        )


async def _all_came(users: list[Any]) -> None:
    """Returns once everyone has a message, and a moment has passed in which some could come twice; or nothing comes."""
    loop, waiting = asyncio.get_running_loop(), list(users)
    last_s = loop.time()
    while waiting and loop.time() - last_s < NOTHING_CAME_S:
        await asyncio.sleep(min(1.0, len(waiting) / 1000))
        left = [user for user in waiting if not user.dm_channel.kept]
        if len(left) < len(waiting):
            waiting, last_s = left, loop.time()
    await asyncio.sleep(SETTLES_S)


async def _command(asker: Any) -> float:
    """Seconds from a command to its answer."""
    loop = asyncio.get_running_loop()
    began_s = loop.time()
    await asker.command("history list").final()
    return loop.time() - began_s


async def _keep_asking(asker: Any, took_s: list[float]) -> None:
    while True:
        took_s.append(await _command(asker))
        await asyncio.sleep(COMMAND_EVERY_S)


def _latency(took_s: list[float]) -> Latency:
    ms = [1000 * each for each in took_s]
    p95 = quantiles(ms, n=20)[-1] if len(ms) > 1 else ms[0]
    return Latency(len(ms), round(median(ms), 1), round(p95, 1))


def _show(found: Measured) -> None:
    table = tables.Table(box=None, show_header=False, pad_edge=False)
    rows = [
        (N_("reminders due"), str(found.reminders)),
        (N_("sent"), str(found.sent)),
        (N_("missed"), str(found.missed)),
        (N_("twice"), str(found.twice)),
        (N_("refused for coming too fast (429)"), str(found.refused_for_rate)),
        (N_("seconds"), f"{found.seconds:.1f}"),
        (N_("requests a second"), f"{found.per_s:.1f} / {found.allowed_per_s} = {100 * found.share:.1f} %"),
        (N_("a command's answer, with nothing else to do"), _ms(found.idle)),
        (N_("a command's answer, meanwhile"), _ms(found.meanwhile)),
    ]
    for name, value in rows:
        table.add_row(name.to(speech()), value)
    out.print(table)


def _ms(found: Latency | None) -> str:
    if found is None:
        return "–"
    return N_("median {median} ms, 95 % within {p95} ms", median=found.median_ms, p95=found.p95_ms).to(
        speech()
    )
