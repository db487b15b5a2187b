"""What `pith doctor` looks at: each check gives one finding and, where something is wrong, what to do about it."""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import AsyncIterator
from dataclasses import dataclass

from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

import model
from bot.errors import UserError
from bot.locales import N_, Message
from bot.settings import Settings
from bot.store.engine import open_store
from bot.store.migrating import newest_revision

LEAST_FREE_BYTES = 2**30


@dataclass(frozen=True, slots=True)
class Check:
    """`good` None: not set up, and that is fine."""

    name: Message
    good: bool | None
    finding: Message


async def examine(settings: Settings) -> AsyncIterator[Check]:
    """Every check, one after the other, as each is done."""
    yield _disk(settings)
    yield await _database(settings)
    yield _push(settings)
    for check in await asyncio.to_thread(_model, settings):
        yield check
    for check in await _discord(settings):
        yield check


def _disk(settings: Settings) -> Check:
    folder = settings.data_dir
    while not folder.exists():
        folder = folder.parent
    free_bytes = shutil.disk_usage(folder).free
    name, values = N_("disk"), {"gb": f"{free_bytes / 2**30:.1f}", "folder": str(settings.data_dir)}
    if free_bytes < LEAST_FREE_BYTES:
        return Check(name, False, N_("only {gb} GB are free for {folder}: make room.", **values))
    return Check(name, True, N_("{gb} GB are free for {folder}", **values))


async def _database(settings: Settings) -> Check:
    name = N_("database")
    try:
        async with open_store(settings.database) as store, store.read() as s:
            if s.get_bind().dialect.name == "sqlite":
                verdict = await s.scalar(text("PRAGMA quick_check"))
                if verdict != "ok":
                    return Check(name, False, N_("damaged: {reason}. Restore a backup.", reason=verdict))
            return Check(name, True, N_("reachable, at revision {revision}", revision=newest_revision()))
    except (SQLAlchemyError, UserError, OSError) as error:
        reason = str(error).splitlines()[0].rstrip(".")
        return Check(
            name,
            False,
            N_("can't be opened: {reason}. Look at PITH_DATABASE_URL and PITH_DATA_DIR.", reason=reason),
        )


def _push(settings: Settings) -> Check:
    name = N_("web push")
    if settings.vapid_private_key is None:
        return Check(name, None, N_("not set up; browsers are not notified. `pith keys` makes its key."))
    if settings.push_subject is None:
        return Check(name, False, N_("has a key, but nobody to turn to: set PITH_VAPID_SUBJECT."))
    return Check(name, True, N_("has a key, for {subject}", subject=settings.push_subject))


def _model(settings: Settings) -> list[Check]:
    name, gpu = N_("model"), N_("GPU")
    try:
        extractor = model.load(settings.model, settings.device)
        extractor.extract("The model is there. It can read.", budget=model.Budget(sentences=1))
    except model.ModelError as error:
        return [Check(name, False, N_("{reason} Look at PITH_MODEL and PITH_DEVICE.", reason=str(error)))]
    loaded = Check(
        name, True, N_("{model} is loaded on {device}", model=extractor.name, device=extractor.device)
    )
    if extractor.device.startswith("cuda"):
        return [loaded, Check(gpu, True, N_("in use"))]
    return [loaded, Check(gpu, None, N_("none in use; the processor does the work, more slowly"))]


async def _discord(settings: Settings) -> list[Check]:
    token, intents = N_("Discord token"), N_("Discord intents")
    if settings.discord_token is None:
        return [
            Check(token, None, N_("not set, so there is no Discord face. Set DISCORD_TOKEN to have one."))
        ]
    from bot.discord_ui.check import look_at_application  # a second, for this verb alone

    seen = await look_at_application(settings)
    if seen.problem is not None:
        return [Check(token, False, seen.problem)]
    found = [Check(token, True, N_("works, for {name}", name=seen.name))]
    if not settings.message_content:
        found.append(Check(intents, None, N_("message content is not asked for, and not needed")))
    elif seen.message_content:
        found.append(Check(intents, True, N_("message content is allowed")))
    else:
        found.append(
            Check(
                intents,
                False,
                N_(
                    "PITH_MESSAGE_CONTENT is on, but the application may not have it: "
                    "allow “Message Content Intent” in Discord's developer portal, under Bot."
                ),
            )
        )
    return found
