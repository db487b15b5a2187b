"""Why over HTTP: the words of a sentence, as JSON and as a page without scripts."""

from __future__ import annotations

import html
import re

import httpx

from bot.app import App
from bot.features import condense
from bot.features.condense import Pasted
from bot.features.people import Person
from tests.conftest import CHINESE
from tests.web_ui.conftest import Browser

HOSTILE = "<b>Light</b> & “light” make <script>alert(1)</script> light in every leaf of light."


async def test_a_program_gets_words_with_offsets(
    app: App, ada: Person, program: httpx.AsyncClient, program_of_bo: httpx.AsyncClient
) -> None:
    note = await condense.condense(app, ada, Pasted(CHINESE))
    index = note.highlights[0].index
    path = f"/api/v1/notes/{note.id}/highlights/{index}/why"
    found = (await program.get(path)).json()
    assert found["text"] == note.highlights[0].text
    assert all(note.text[word["start"] : word["end"]] == word["text"] for word in found["words"])
    assert found["strongest"]
    assert found["reasons"] == [str(reason) for reason in note.highlights[0].reasons]
    assert (await program_of_bo.get(path)).status_code == 404
    assert (await program.get(f"/api/v1/notes/{note.id}/highlights/999/why")).status_code == 404
    assert (await program.get(f"/api/v1/notes/{note.id}/highlights/x/why")).status_code == 422


async def test_a_browser_without_scripts_gets_a_page(app: App, ada: Person, browser: Browser) -> None:
    note = await condense.condense(app, ada, Pasted(HOSTILE))
    index = note.highlights[0].index
    assert f"/notes/{note.id}/highlights/{index}/why" in (await browser.get(f"/notes/{note.id}")).text
    page = (await browser.get(f"/notes/{note.id}/highlights/{index}/why")).text
    assert "<script>alert" not in page
    shown = re.search(r'<p class="warm" lang="en" dir="auto">(.*?)</p>', page, re.DOTALL)
    assert shown
    assert html.unescape(re.sub(r"</?span[^>]*>", "", shown[1])) == note.highlights[0].text
    assert "style=" not in shown[1]
    assert "Strongest words:" in page
