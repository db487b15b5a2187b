"""Long work shows how far it is, in the place of its answer, and not too often."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import discord
import pytest

from bot.app import App
from bot.discord_ui.answering import progress
from bot.discord_ui.client import PithClient
from bot.discord_ui.render import Answer
from bot.features.condense import Step
from tests.conftest import CHAPTER
from tests.discord_ui.conftest import answers_in, connected
from tests.fakes.discord_server import DiscordServer, User


class Board:
    """A reply that remembers what it showed."""

    def __init__(self, broken: bool = False) -> None:
        self.shown: list[str] = []
        self._broken = broken

    async def progress(self, words: str) -> None:
        self.shown.append(words)
        if self._broken:
            raise discord.ClientException("gone")

    async def answer(self, answer: Answer) -> discord.Message | None:
        return None


@pytest.mark.parametrize(
    ("name", "step", "done", "total", "words"),
    [
        ("a_b.pdf", Step.READING, 12, 80, "a\\_b.pdf: reading page 12 of 80"),
        ("deck.pptx", Step.READING, 2, 9, "deck.pptx: reading slide 2 of 9"),
        ("notes.docx", Step.READING, 5, 9, "notes.docx: reading, 55 %"),
        ("notes.docx", Step.READING, 0, 0, "notes.docx: reading"),
        ("", Step.SCORING, 4, 10, "scoring, 40 %"),
        ("", Step.WAITING, 0, 0, "waiting for the model"),
    ],
)
def test_the_words(name: str, step: Step, done: int, total: int, words: str) -> None:
    assert str(progress.words(name, step, done, total)) == words


@pytest.mark.parametrize("broken", [False, True])
async def test_only_what_changed_is_shown_and_only_now_and_then(broken: bool) -> None:
    board = Board(broken)

    async def shown(count: int) -> None:
        while len(board.shown) < count:
            await asyncio.sleep(0.001)

    async with progress.shown(board, "", "en", 0.01) as on_progress:
        for done in range(50):
            on_progress(Step.SCORING, done, 50)
        await shown(1)
        on_progress(Step.SCORING, 50, 50)
        await shown(2)
    assert board.shown == ["scoring, 98 %", "scoring, 100 %"]


class TestOverTheWire:
    @pytest.fixture
    async def pith(self, app: App, server: DiscordServer) -> AsyncIterator[PithClient]:
        async with connected(app, server, progress_every_s=0.05) as client:
            yield client

    async def test_a_file_on_its_way_shows_it_and_the_answer_takes_its_place(
        self, pith: PithClient, server: DiscordServer, ann: User
    ) -> None:
        server.cdn_open.clear()
        ann.dm(files=[("notes.txt", CHAPTER.encode())])
        asked = ann.command("condense", file=("notes.txt", CHAPTER.encode()))
        shown = await server.message(ann.dm_channel, "notes.txt: reading")
        await server.until(lambda: asked.original and "notes.txt: reading" in asked.original.text)
        server.cdn_open.set()
        await server.until(lambda: "sentences" in shown.text)
        await server.until(lambda: asked.original and "sentences" in asked.original.text)

    async def test_progress_of_an_edit_goes_when_the_old_answer_has_changed(
        self, pith: PithClient, server: DiscordServer, ann: User
    ) -> None:
        asked = ann.dm("What does RuBisCO do?", files=[("notes.txt", CHAPTER.encode())])
        answer = await server.message(ann.dm_channel, "sentences")
        server.cdn_open.clear()
        ann.edit(asked, "What splits water?")
        await server.message(ann.dm_channel, "notes.txt: reading")
        server.cdn_open.set()
        await server.until(lambda: "What splits water?" in answer.text)
        await server.until(lambda: answers_in(ann.dm_channel, server) == [answer])
