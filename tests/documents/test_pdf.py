"""PDF: reading order, wrapped lines, what is left out and what is said about it."""

from io import BytesIO
from pathlib import Path

import pytest
from reportlab.lib.pagesizes import A4
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from bot.documents import Location, read
from bot.documents.pdf import read as read_pdf
from bot.errors import Empty, Unreadable, UserError

WIDTH, HEIGHT = A4
LEFT = (
    "The left column is read first, from its top",
    "to its foot, although the right one begins at",
    "the same height. Its words are some-",
    "times divided at the end of a line, and well-",
    "known compounds such as well-known keep",
    "their hyphens when they are seen elsewhere.",
)
RIGHT = (
    "The right column comes after it and holds its",
    "own paragraph, which nobody should find in",
    "the middle of a sentence of the left column,",
    "as happens when a page is read straight from",
    "one side to the other. The end of this text is",
    "where the page ends.",
)


def no_progress(done: int, total: int) -> None:
    pass


def pdf(
    *pages: list[tuple[float, float, str] | tuple[float, float, str, str, float]], **options: object
) -> bytes:
    """A PDF of pages of (x, y from the top, text[, font, size])."""
    file = BytesIO()
    canvas = Canvas(file, pagesize=A4, **options)
    for page in pages:
        for x, y, text, *font in page:
            canvas.setFont(*(font or ("Helvetica", 10)))
            canvas.drawString(x, HEIGHT - y, text)
        canvas.showPage()
    canvas.save()
    return file.getvalue()


def body(number: int, lines: int = 8) -> list[tuple[float, float, str]]:
    return [
        (72, 150 + 12 * at, f"Line {at} of page {chr(64 + number)} has words of its own here,")
        for at in range(lines)
    ]


def test_columns_are_read_one_after_the_other() -> None:
    rows = []
    for at, (left, right) in enumerate(zip(LEFT, RIGHT, strict=True)):  # drawn across, as some programs do
        rows += [(60, 120 + 12 * at, left), (310, 120 + 12 * at, right)]
    text = read_pdf(pdf([(60, 80, "A Title Over Both", "Helvetica-Bold", 18), *rows]), no_progress).text
    assert text.startswith("A Title Over Both\n\nThe left column is read first, from its top to its foot,")
    assert "sometimes divided" in text
    assert "and well-known compounds" in text
    assert text.index("seen elsewhere.") < text.index("The right column")
    assert "straight from one side to the other." in text


def test_running_heads_and_page_numbers_are_left_out() -> None:
    pages = [
        [
            (72, 40, f"Chapter 3 of 9 · The Manual · {n + 11}"),
            *body(n),
            (290, 810, f"- {n} -"),
            (72, 810, "Draft of May"),
        ]
        for n in range(1, 5)
    ]
    document = read_pdf(pdf(*pages), no_progress)
    assert "Manual" not in document.text
    assert "Draft" not in document.text
    assert "- 1 -" not in document.text
    for number in range(1, 5):
        assert document.location(document.text.index(f"page {chr(64 + number)}")).page == number


def test_a_line_that_comes_twice_in_the_text_stays() -> None:
    pages = [[(72, start + 14 * at, line) for at, line in enumerate(LEFT)] for start in (80, 140, 200)]
    assert read_pdf(pdf(*pages), no_progress).text.count("The left column is read first") == 3


def test_line_numbers_are_left_out() -> None:
    lines = [(60, 80 + 20 * at, str(at + 1)) for at in range(25)]
    lines += [
        (100, 80 + 20 * at, f"MR. MERCER: The {at} argument goes on here for a while.") for at in range(25)
    ]
    text = read_pdf(pdf(lines), no_progress).text
    assert text.count("MR. MERCER: The 7 argument") == 1
    assert "\n8" not in text
    assert not text.startswith("1")


def test_a_paragraph_goes_on_over_the_page() -> None:
    first = [
        (72, 700, "The first page ends amid a sentence that needs"),
        (72, 712, "the second page for its last words, and it"),
    ]
    second = [(72, 80, "finds them there at last."), (72, 110, "Another paragraph follows.")]
    document = read_pdf(pdf(first, second), no_progress)
    assert "and it finds them there at last.\n\nAnother" in document.text
    assert document.location(document.text.index("finds")) == Location(page=2)
    assert document.location(document.text.index("last words")) == Location(page=1)


def test_headings_title_and_bullets() -> None:
    page = [
        (72, 80, "On Memory", "Helvetica-Bold", 20),
        (72, 120, "What it is", "Helvetica-Bold", 13),
        *[
            (72, 140 + 12 * at, "Memory is the faculty by which the mind stores and remembers,")
            for at in range(4)
        ],
        (72, 220, "•  Sensory memory lasts less than a second."),
        (72, 232, "•  Short-term memory lasts seconds."),
    ]
    document = read_pdf(pdf(page), no_progress)
    assert document.title == "On Memory"
    assert document.location(document.text.index("Memory is")) == Location(page=1, heading="What it is")
    assert "- Sensory memory lasts less than a second." in document.text
    assert "- Short-term memory lasts seconds." in document.text


def test_the_title_is_what_the_author_gave() -> None:
    assert read_pdf(_titled("Memory and Attention"), no_progress).title == "Memory and Attention"
    assert read_pdf(_titled("Microsoft Word - notes.docx"), no_progress).title is None


def _titled(title: str) -> bytes:
    file = BytesIO()
    canvas = Canvas(file)
    canvas.setTitle(title)
    canvas.drawString(72, 700, "Some words that are long enough.")
    canvas.save()
    return file.getvalue()


def test_chinese_lines_are_joined_without_spaces() -> None:
    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    lines = ("注意力训练是通过反复练习来提高专注力的方法，研究表明", "每天练习二十分钟可以明显改善记忆力。")
    page = [(72, 100 + 16 * at, line, "STSong-Light", 12) for at, line in enumerate(lines)]
    assert read_pdf(pdf(page), no_progress).text == "".join(lines)


def test_sideways_text_is_read_too() -> None:
    file = BytesIO()
    canvas = Canvas(file)
    canvas.rotate(90)
    for at, line in enumerate(LEFT):
        canvas.drawString(100, -100 - 12 * at, line)
    canvas.save()
    assert "from its top to its foot, although" in read_pdf(file.getvalue(), no_progress).text


def test_pages_without_text_are_named() -> None:
    document = read_pdf(pdf(body(1), [], [], body(4), []), no_progress)
    assert [str(warning) for warning in document.warnings] == [
        "These pages have no text, only pictures or nothing: 2–3, 5."
    ]


async def test_no_text_at_all_is_empty() -> None:
    with pytest.raises(Empty, match="selected"):
        await read(pdf([], []), "scan.pdf")


async def test_a_locked_file_says_so() -> None:
    locked = pdf(body(1), encrypt=StandardEncryption("secret", canPrint=0))
    with pytest.raises(Unreadable, match="locked with a password"):
        await read(locked, "a.pdf")


async def test_progress_counts_pages() -> None:
    seen: list[tuple[int, int]] = []
    await read(pdf(*(body(n) for n in range(1, 6))), "a.pdf", on_progress=lambda *at: seen.append(at))
    assert seen[-1] == (5, 5)
    assert seen == sorted(seen)


@pytest.mark.parametrize("share", [0.02, 0.3, 0.6, 0.9, 0.99])
async def test_a_truncated_file_is_read_or_refused_in_words(share: float) -> None:
    whole = pdf(*(body(n) for n in range(1, 4)))
    try:
        document = await read(whole[: int(len(whole) * share)], "a.pdf")
    except UserError:
        return
    assert "Line 0" in document.text


def test_a_long_file_loses_nothing() -> None:
    pages = [
        [(72, 80 + 14 * at, f"On {leaf * 7 % 500} stands line {at},") for at in range(50)]
        for leaf in range(60)
    ]
    document = read_pdf(pdf(*pages), no_progress)
    for leaf in (0, 1, 30, 59):
        assert all(f"On {leaf * 7 % 500} stands line {at}," in document.text for at in range(50))
    assert document.location(len(document.text)).page == 60


def test_damaged_objects_cost_their_page_and_are_told() -> None:
    whole = bytearray(pdf(*(body(n) for n in range(1, 3)), pageCompression=0))
    refused = 0
    for at in range(0, len(whole), 37):
        broken = whole.copy()
        broken[at : at + 5] = b"\xff<<00"
        try:
            document = read_pdf(bytes(broken), no_progress)
        except Unreadable:
            refused += 1
            continue
        assert "Line 0" in document.text
        assert document.warnings or document.location(len(document.text)).page == 2
    assert 0 < refused < 10


class TestRealFiles:
    """What these files say, in the order in which they say it."""

    def test_two_columns_from_latex(self, shared: Path) -> None:
        document = read_pdf((shared / "files/01_multicolumn.pdf").read_bytes(), no_progress)
        text = document.text
        assert document.title == "Two-Column Document with Lorem Ipsum"
        assert "consectetuer adipiscing elit. Ut purus elit" in text
        assert "sagittis quis, diam. Duis eget orci sit amet orci dignissim rutrum.\n\nNam dui ligula" in text
        assert "Nam feugiat lacus vel est. Curabitur consectetuer.\n\nSuspendisse vel felis." in text
        assert document.location(text.index("Nam feugiat")).page == 1
        assert document.location(text.index("lacus vel est. Curabitur cons")).page == 2
        assert "Austria | 8.9 | 83,879 | Vienna | German" in text

    def test_a_transcript_with_line_numbers(self, shared: Path) -> None:
        text = read_pdf((shared / "files/21_scotus-transcript-p1.pdf").read_bytes(), no_progress).text
        assert (
            "The above-entitled matter came on for oral argument before the Supreme Court of the United States"
            in text
        )
        assert "STEVEN E. MERCER, ESQ., Deputy Attorney General, Los Angeles, Cal.; on behalf of" in text
        assert "25" not in text

    def test_three_columns_with_footnotes(self, shared: Path) -> None:
        document = read_pdf((shared / "files/24_federal-register-2020-17221.pdf").read_bytes(), no_progress)
        text = document.text
        assert "applies to all The Boeing Company Model 737–8 and 737–9 (737 MAX) airplanes." in text
        assert "The most helpful comments reference a specific portion of the proposal, explain" in text
        assert "after takeoff from Soekarno-Hatta International Airport" in text
        assert "airspeed disagree alert, and altitude disagree alert,5 and may affect" in text
        assert "VerDate" not in text
        assert "jbell" not in text
        assert document.location(text.index("Hatta International")) == Location(2, None, "Background")
        note = text.index("3 An airplane’s nose-up or nose-down attitude")
        assert document.location(note).page == 2
        assert "‘‘Pitch trim’’ commands move the horizontal stabilizer." in text
        assert "inserting a copy of figures 1 through 9 to paragraphs (h)(2) through (10) of this AD" in text
