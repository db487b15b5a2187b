"""A process of its own for each file that needs a parser: `run` in the bot, `main` in the child.

Parsers meet files from anywhere; one that crashes, hangs or eats memory takes only its child with it. The
child (`python -m bot.documents.sandbox bot.documents.pdf:read`) gets the bytes on stdin and answers in lines of
JSON: `[done, total]` as it goes on, then one object. It must never see the bot's environment: tokens live there.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import logging
import os
import sys
import time
import weakref
from collections.abc import Callable
from datetime import datetime
from importlib import import_module
from pathlib import Path
from typing import Any, BinaryIO

from bot.documents.document import Document, Location, OnProgress, Place
from bot.documents.limits import MAX_CHARACTERS, MAX_CPU_S, MAX_MEMORY_BYTES, MAX_WAIT_S
from bot.errors import Empty, TooLarge, Unreadable, UserError
from bot.locales import Message

log = logging.getLogger(__name__)

_ROOT = Path(__file__).parents[2]
_MAX_LINE_BYTES = 12 * MAX_CHARACTERS  # the answer, with all its characters escaped
_CHUNK_BYTES = 1 << 18
_REPORT_EVERY_S = 0.1
_ERRORS: dict[str, type[UserError]] = {error.code: error for error in (Empty, TooLarge, Unreadable)}
_slots: weakref.WeakKeyDictionary[asyncio.AbstractEventLoop, asyncio.Semaphore] = weakref.WeakKeyDictionary()


async def run(reader: str, data: bytes, on_progress: OnProgress | None = None) -> Document:
    """What `reader` ("module:function") makes of `data` in a child process, of which each core runs one at once.

    Raises what the reader raises, `Unreadable` if the child dies and `TooLarge` if it meets a limit. When the
    awaiting task is cancelled the child is killed before this returns.
    """
    slots = _slots.setdefault(asyncio.get_running_loop(), asyncio.Semaphore(os.cpu_count() or 1))
    async with slots:
        child = await asyncio.create_subprocess_exec(
            *(sys.executable, "-W", "ignore", "-m", "bot.documents.sandbox", reader),
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.DEVNULL,
            env=environment(),
            limit=_MAX_LINE_BYTES,
        )
        try:
            async with asyncio.timeout(MAX_WAIT_S):
                answer = await _converse(child, data, on_progress)
        except TimeoutError:
            raise _too_much() from None
        finally:
            with contextlib.suppress(ProcessLookupError):
                child.kill()
            await asyncio.shield(child.wait())
    return await asyncio.to_thread(_document, answer)


def environment() -> dict[str, str]:
    """All that a child is told: where Pith's code is, and what the platform can't start a process without."""
    needed = {name: os.environ[name] for name in ("SYSTEMROOT", "LD_LIBRARY_PATH") if name in os.environ}
    return needed | {"PYTHONPATH": str(_ROOT), "PYTHONUTF8": "1"}


async def _converse(child: asyncio.subprocess.Process, data: bytes, on_progress: OnProgress | None) -> bytes:
    """Sends the file, passes progress on, and returns the line with the answer."""
    assert child.stdin is not None
    assert child.stdout is not None
    # A child that dies early closes the pipe; what became of it shows when its answer is missing.
    with contextlib.suppress(BrokenPipeError, ConnectionResetError):
        for start in range(0, len(data), _CHUNK_BYTES):
            child.stdin.write(data[start : start + _CHUNK_BYTES])
            await child.stdin.drain()
        child.stdin.close()
    try:
        while line := await child.stdout.readline():
            if line.startswith(b"{"):
                return line
            if on_progress is not None:
                done, total = json.loads(line)
                on_progress(done, total)
    except ValueError:  # a line over the limit
        raise _too_much() from None
    code = await child.wait()
    log.warning("the process reading a file of %d bytes ended with %d and no answer", len(data), code)
    raise _too_much() if -code == _SIGXCPU else _broken()


_SIGXCPU = 24


def _document(line: bytes) -> Document:
    """The child's answer as what it stands for: a document, or an error to raise."""
    answer: dict[str, Any] = json.loads(line)
    if "error" in answer:
        message = Message.from_json(answer["message"])
        raise _ERRORS[answer["error"]](message.text, **message.values)
    if "broke" in answer:
        log.warning("a file could not be read: %s", answer["broke"])
        raise _too_much() if answer["broke"].startswith("MemoryError") else _broken()
    places = tuple(Place(start, Location(*where)) for start, *where in answer["places"])
    warnings = tuple(Message.from_json(warning) for warning in answer["warnings"])
    written_at = datetime.fromisoformat(answer["written_at"]) if answer["written_at"] else None
    return Document(answer["text"], answer["title"], places, warnings, written_at)


def _broken() -> Unreadable:
    return Unreadable(
        "This file is damaged in a way Pith can't get around. Save it once more and send it again."
    )


def _too_much() -> TooLarge:
    return TooLarge("Reading this file took too much time or memory. Split it and send the parts.")


def main(reader: str, stdin: BinaryIO, answer: Callable[[Any], None]) -> None:
    """The child's side: reads the file, answers with progress and then with one object."""
    module, function = reader.split(":")
    last_report = 0.0

    def report(done: int, total: int) -> None:
        nonlocal last_report
        if done == total or time.monotonic() - last_report > _REPORT_EVERY_S:
            last_report = time.monotonic()
            answer([done, total])

    try:
        document: Document = getattr(import_module(module), function)(stdin.read(), report)
    except UserError as error:
        answer({"error": error.code, "message": error.message.as_json()})
    except (Exception, MemoryError) as error:
        answer({"broke": _where(error)})
    else:
        places = [(p.start, p.location.page, p.location.slide, p.location.heading) for p in document.places]
        warnings = [warning.as_json() for warning in document.warnings]
        written_at = document.written_at.isoformat() if document.written_at else None
        answer(
            {
                "text": document.text,
                "title": document.title,
                "places": places,
                "warnings": warnings,
                "written_at": written_at,
            }
        )


def _where(error: BaseException) -> str:
    """The type and place of an error, never its words: they may quote the file."""
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    if trace is None:
        return type(error).__name__
    code = trace.tb_frame.f_code
    return f"{type(error).__name__} in {code.co_name} ({Path(code.co_filename).name}:{trace.tb_lineno})"


def limit_resources() -> None:
    """Bounds this process's memory, CPU time and files, where the platform can."""
    try:
        import resource
    except ImportError:  # Windows has none; the parent's clock still ends a child there
        return
    for which, most in (
        (resource.RLIMIT_AS, MAX_MEMORY_BYTES),
        (resource.RLIMIT_CPU, MAX_CPU_S),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
    ):
        with contextlib.suppress(
            ValueError, OSError
        ):  # a stricter limit is already set, or macOS knows no such one
            resource.setrlimit(which, (most, most))


if __name__ == "__main__":
    limit_resources()
    # A private copy of stdout, so that nothing a library prints gets between the lines.
    with os.fdopen(os.dup(1), "wb") as private:
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)

        def write_line(value: Any) -> None:
            private.write(json.dumps(value).encode() + b"\n")
            private.flush()

        main(sys.argv[1], sys.stdin.buffer, write_line)
