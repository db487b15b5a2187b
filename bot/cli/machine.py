"""What whoever runs Pith does with it: looking after the database and its keys."""

from __future__ import annotations

import asyncio
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer
from rich.markup import escape

from bot import doctor as checks
from bot.app import App
from bot.cli.around import speech
from bot.cli.terminal import _, out, put, say, verb, with_local_person
from bot.errors import Invalid
from bot.features import people
from bot.features.people import Person
from bot.features.reminders import push
from bot.locales import N_
from bot.settings import read_settings
from bot.store import engine, migrating


class Mark(StrEnum):
    """A check's verdict as `doctor` prints it."""

    GOOD = "[green]✓[/green]"
    BAD = "[red]✗[/red]"
    OFF = "[dim]–[/dim]"


@verb(N_("Check model, database, token, intents, disk and GPU, and say what to do about each."))
async def doctor() -> None:
    healthy = True
    async for check in checks.examine(read_settings()):
        mark = Mark.OFF if check.good is None else Mark.GOOD if check.good else Mark.BAD
        out.print(f"{mark} [bold]{check.name.to(speech())}[/bold]  {escape(check.finding.to(speech()))}")
        healthy = healthy and check.good is not False
    if not healthy:
        raise typer.Exit(1)


@verb(N_("Bring the database up to date. `pith run` does this by itself."))
async def migrate() -> None:
    async with engine.open_store(read_settings().database):
        say(N_("The database is at revision {revision}.", revision=migrating.newest_revision()))


@verb(N_("Copy the database, consistently, while Pith may be running."))
async def backup(target: Annotated[Path, typer.Argument(help=_("The new file for the copy."))]) -> None:
    settings = read_settings()
    if settings.database_url is None and not settings.sqlite_path.exists():
        raise Invalid("There is no database yet: nothing was kept so far.")
    await engine.backup(settings.database, target)
    say(N_("The copy is in {path}.", path=str(target)))


@verb(N_("Make a bearer token for the HTTP API. It is shown this once."))
async def token(name: Annotated[str, typer.Argument(help=_("What it is for."))] = "terminal") -> None:

    async def act(app: App, person: Person) -> None:
        put(await people.make_token(app, person, name) + "\n")

    await with_local_person(read_settings(), act)


@verb(
    N_("Make the key that web push is signed with: lines for the settings. A new one ends all notifications.")
)
async def keys() -> None:
    out.print(f"PITH_VAPID_PRIVATE_KEY={await asyncio.to_thread(push.make_key)}")
    if read_settings().push_subject is None:
        out.print("PITH_VAPID_SUBJECT=mailto:")
        say(N_("Put both lines into the settings, with your mail address at the end of the second."))
