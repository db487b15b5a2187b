"""PowerPoint: slides in order, with their titles, lists, tables, groups and notes."""

from io import BytesIO
from pathlib import Path

import pptx
import pytest
from pptx.util import Inches

from bot.documents import Document, Location, read
from bot.documents.slides import read as read_slides
from bot.errors import Unreadable


def deck() -> bytes:
    presentation, file = pptx.Presentation(), BytesIO()
    title = presentation.slides.add_slide(presentation.slide_layouts[0])
    title.shapes.title.text = "Attention"
    points = presentation.slides.add_slide(presentation.slide_layouts[1])
    points.shapes.title.text = "Three kinds"
    frame = points.placeholders[1].text_frame
    frame.text = "Sustained"
    frame.add_paragraph().text = "Selective"
    deeper = frame.add_paragraph()
    deeper.text, deeper.level = "as at a party", 1
    points.notes_slide.notes_text_frame.text = "Tell the story of the party."
    presentation.slides.add_slide(presentation.slide_layouts[6])
    last = presentation.slides.add_slide(presentation.slide_layouts[6])
    group = last.shapes.add_group_shape()
    group.shapes.add_textbox(0, 0, Inches(1), Inches(1)).text_frame.text = "In a group."
    table = last.shapes.add_table(1, 2, 0, 0, Inches(2), Inches(1)).table
    table.cell(0, 0).text, table.cell(0, 1).text = "Cue", "Target"
    presentation.save(file)
    return file.getvalue()


def slides(data: bytes) -> Document:
    return read_slides(data, lambda done, total: None)


def test_everything_is_in_its_place() -> None:
    document = slides(deck())
    assert document.title == "Attention"
    assert document.text == (
        "Attention\n\nThree kinds\n\n- Sustained\n- Selective\n  - as at a party\n\nTell the story of the party.\n\n"
        "In a group.\n\nCue | Target"
    )
    assert document.location(document.text.index("Tell the")) == Location(slide=2, heading="Three kinds")
    assert document.location(document.text.index("In a group")) == Location(slide=4)
    assert [str(warning) for warning in document.warnings] == [
        "These slides have no text, only pictures or nothing: 3."
    ]


async def test_a_deck_goes_through_the_sandbox_and_counts_slides() -> None:
    seen: list[tuple[int, int]] = []
    assert await read(deck(), "a.pptx", on_progress=lambda *at: seen.append(at)) == slides(deck())
    assert seen[-1] == (4, 4)


async def test_a_truncated_deck_is_refused_in_words() -> None:
    with pytest.raises(Unreadable, match="damaged or incomplete"):
        await read(deck()[:9000], "a.pptx")


def test_a_real_deck(shared: Path) -> None:
    document = slides((shared / "files/38_test.pptx").read_bytes())
    assert document.title == "AutoGen: Enabling Next-Gen LLM Applications via Multi-Agent Conversation"
    assert document.location(document.text.index("13 | 14 | 15")) == Location(
        slide=3, heading="A table to test parsing:"
    )
    assert "Series 1\n2000 | 2000" in document.text
    assert "- Comment 1\n- Comment 2:\n  - Sub comment 2" in document.text
