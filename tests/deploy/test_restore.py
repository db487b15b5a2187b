"""The runbook's restore, step by step, on a store that was lost: the notes come back."""

import asyncio
import os
import re
import shutil
import sys
from pathlib import Path

import model
from bot.app import App, open_app
from bot.features import condense, history, people
from bot.features.condense import Pasted
from bot.settings import Settings
from bot.store import engine
from tests.conftest import CHAPTER

RUNBOOK = Path(__file__).parents[2] / "deploy" / "RUNBOOK.md"


async def test_a_restored_copy_has_the_notes_of_its_day(
    settings: Settings, extractor: model.Extractor, tmp_path: Path
) -> None:
    copy = tmp_path / "copy.sqlite3"
    async with open_app(settings, extractor=extractor) as app:
        kept = await keep(app, "Kept. ")
        await engine.backup(settings.database, copy)
        await keep(app, "Written after the copy. ")
        lost = settings.data_dir.with_name("lost")
        shutil.copytree(
            settings.data_dir, lost
        )  # as a crash leaves it, with a -wal that still holds something
    shutil.rmtree(settings.data_dir)
    lost.rename(settings.data_dir)
    assert (settings.data_dir / "pith.sqlite3-wal").stat().st_size

    await run_the_runbook(settings, copy)

    async with open_app(settings, extractor=extractor) as app:
        page = await history.list_notes(app, await people.local(app))
        assert [note.id for note in page.notes] == [kept]


async def keep(app: App, start: str) -> int:
    note = await condense.condense(app, await people.local(app), Pasted(start + CHAPTER))
    assert note.id is not None
    return note.id


async def run_the_runbook(settings: Settings, copy: Path) -> None:
    """Runs the commands of its "Restore" as they stand there."""
    (steps,) = re.findall(r"```sh\n(.+?)```", RUNBOOK.read_text().partition("## 7. Restore")[2], re.DOTALL)
    environment = {
        "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}",
        "PITH_DATA_DIR": str(settings.data_dir),
        "COPY": str(copy),
    }
    shell = await asyncio.create_subprocess_exec("bash", "-euc", steps, env=environment)
    assert await shell.wait() == 0
